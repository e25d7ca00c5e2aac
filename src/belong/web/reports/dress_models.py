"""What an agency's reports wear: its Word template and its logo. Rows are added, and ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency

__all__ = ["DressFile"]


class DressFile(models.Model):
    """A template or a logo of an agency, from when it was added until another took its place.

    The file stays when it has ended: what a release wore is there as long as the release is.
    stored_name: of the file in the private store. file_name: as it was called, cleaned. sha256: of
    the bytes as they are kept. scanned_at: when the virus scanner found nothing; None where none
    was set up. ended_at, ended_by: when it was replaced or removed, and by whom.
    """

    class What(models.TextChoices):
        """What it is; the value stands in addresses."""

        TEMPLATE = "template", "Word template"
        LOGO = "logo", "Logo"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="dress_files")
    what = models.CharField(max_length=10, choices=What)
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    stored_name = models.CharField(max_length=100, unique=True)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.CharField(max_length=32)
    added_at = models.DateTimeField()
    ended_by = models.CharField(max_length=32, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Latest first; one of each at a time; ended by somebody at some time, or not."""

        ordering: ClassVar = ["-added_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "what"],
                condition=Q(ended_at=None),
                name="reports_dress_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="reports_dress_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} of {self.agency}"
