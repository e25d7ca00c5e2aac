"""Papers that an agency must have approved, each version and approval, and reports presented.

Rows are added. A report entered by mistake is taken back with a reason, and stays to be seen.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belong.domain.governance import DUTIES, PAPER_KINDS, Body
from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency
from belong.web.documents.models import FileKind

__all__ = ["Approval", "Paper", "PaperVersion", "Presented"]

_KINDS = [(kind.value, facts.label) for kind, facts in PAPER_KINDS.items()]
_BODIES = [(body.value, body.label) for body in Body]
_DUTIES = [(key.value, duty.label) for key, duty in DUTIES.items()]


class Paper(models.Model):
    """A paper that an agency keeps up to date. title: which guide it is, such as "under 8s"."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=24, choices=_KINDS)
    title = models.CharField(max_length=80, blank=True)

    class Meta:
        """One statement of purpose of an agency; guides each have a title of their own."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "kind", "title"], name="governance_paper_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="statement_of_purpose") | Q(title=""),
                name="governance_one_statement",
            ),
        ]

    def __str__(self) -> str:
        label = self.get_kind_display()
        return f"{label}: {self.title}" if self.title else label


class PaperVersion(models.Model):
    """One version of a paper: where it is published, or its file, or both.

    version: as the paper itself says, such as "2026" or "4.1". stored_name: of the file in the
    private store, "" where there is none; sha256: of its bytes.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    link = models.URLField(max_length=300, blank=True)
    file_kind = models.CharField(max_length=4, choices=FileKind, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    stored_name = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    by_person = models.CharField(max_length=32)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Each version of a paper once, and to be found somewhere."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "version"], name="governance_version_once"),
            models.UniqueConstraint(
                fields=["stored_name"], condition=~Q(stored_name=""), name="governance_file_once"
            ),
            models.CheckConstraint(
                condition=~Q(link="") | ~Q(stored_name=""), name="governance_version_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(stored_name="", sha256="", file_kind="", file_name="", size_bytes=0)
                | (~Q(stored_name="") & ~Q(sha256="") & ~Q(file_kind="") & ~Q(file_name="")),
                name="governance_file_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.paper}"


class Approval(models.Model):
    """A body approved a version, or reviewed it and let it stand.

    next_review_on: the last day on which it is to be reviewed again.
    """

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="approvals")
    body = models.CharField(max_length=20, choices=_BODIES)
    approved_on = models.DateField()
    minute_reference = models.CharField(max_length=120)
    next_review_on = models.DateField()
    by_person = models.CharField(max_length=32)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The next review comes after it."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(next_review_on__gt=F("approved_on")),
                name="governance_review_after_approval",
            )
        ]

    def __str__(self) -> str:
        return f"Approval of {self.version} on {self.approved_on}"


class Presented(models.Model):
    """A report that was due has been presented: entered by hand, or signed off in Belong.

    duty and period: which report, of what period by its name. report_key: of the report written in
    Belong, "" where it was entered by hand. taken_back_at: an entry by mistake no longer counts.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="presented")
    duty = models.CharField(max_length=20, choices=_DUTIES)
    period = models.CharField(max_length=24)
    body = models.CharField(max_length=20, choices=_BODIES)
    presented_on = models.DateField()
    minute_reference = models.CharField(max_length=120)
    report_key = models.CharField(max_length=32, blank=True)
    by_person = models.CharField(max_length=32)
    added_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=32, blank=True)
    taken_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        """A report of a period counts once; what is taken back says by whom and why."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "duty", "period"],
                condition=Q(taken_back_at=None),
                name="governance_presented_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by="", taken_back_why="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="") & ~Q(taken_back_why="")),
                name="governance_taken_back_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} of {self.period}"
