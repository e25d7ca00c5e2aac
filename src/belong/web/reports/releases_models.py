"""Releases: what was given out, frozen with its figures and its documents. Rows are added.

A public release can be withdrawn; that there was one stays, when it was withdrawn and why.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belong.web.accounts.models import new_key
from belong.web.performance.models import StoredSet
from belong.web.reports.dress_models import DressFile

__all__ = ["Release", "ReleaseFile"]


class Release(models.Model):
    """A report as it was released. profile: of a public version, by its name; "" for a full one.

    reason: why this version. figure_set: the stored figures that it rests on, kept for good.
    figures, measures: those of the report as published, packed; areas, body_name: of their book.
    bound: the words and references, as ``bound_json`` writes them. hidden: of a public version,
    each figure that is hidden with its name and why. made_at: when its documents were there;
    failed: why they could not be made. template, logo: what its documents wear; None for Belong's
    own. is_same_again: whether the figures computed anew as known
    then were the same; None until somebody asked. differs_again: those that were not, each with its
    reference, its name and what differed; empty where only words beside figures did.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    report = models.ForeignKey(
        "reports.WrittenReport", on_delete=models.PROTECT, related_name="releases"
    )
    is_public = models.BooleanField()
    profile = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500)
    figure_set = models.ForeignKey(StoredSet, on_delete=models.PROTECT, related_name="releases")
    body_name = models.CharField(max_length=120)
    areas = models.JSONField()
    measures = models.BinaryField()
    figures = models.BinaryField()
    bound = models.JSONField()
    hidden = models.JSONField(default=list)
    released_by = models.CharField(max_length=32)
    released_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    template = models.ForeignKey(
        DressFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    logo = models.ForeignKey(
        DressFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=300, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)
    is_same_again = models.BooleanField(null=True, blank=True)
    differs_again = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=32, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        """Latest first; one public version of a report at a time; what is withdrawn says why."""

        ordering: ClassVar = ["-released_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(is_public=True, withdrawn_at=None),
                name="reports_public_once",
            ),
            models.CheckConstraint(
                condition=(Q(is_public=True) & ~Q(profile="")) | Q(is_public=False, profile=""),
                name="reports_public_by_a_profile",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reports_release_has_a_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawn_because="")
                | (
                    Q(withdrawn_at__isnull=False, is_public=True)
                    & ~Q(withdrawn_by="")
                    & ~Q(withdrawn_because="")
                ),
                name="reports_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(is_public=True), name="reports_public_replaces"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.title}, {'public' if self.is_public else 'full'} version"


class ReleaseFile(models.Model):
    """One document of a release. format: as ``reports.documents.FORMATS`` names it.

    stored_name: of the file in the private store. sha256: of its bytes.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=8)
    stored_name = models.CharField(max_length=100, unique=True)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Each format once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "format"], name="reports_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.release}"
