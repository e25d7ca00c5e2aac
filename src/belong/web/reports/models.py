"""Written reports, what was written in each section and when, and who signed what.

Versions of sections, sign-offs, answers and stated figures are added; none is changed to say
something else. No figure is kept here: words and tables name figures, which are read from a set.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belong.domain.policy import Role
from belong.domain.reporting import ReportState
from belong.reports.bound import Author, ReportKind
from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency
from belong.web.performance.models import StoredSet
from belong.web.reports.charts_models import DrawnChart
from belong.web.reports.dress_models import DressFile
from belong.web.reports.releases_models import Release, ReleaseFile

__all__ = [
    "Answer",
    "Comment",
    "DrawnChart",
    "DressFile",
    "Release",
    "ReleaseFile",
    "ReportSection",
    "SectionVersion",
    "SignOff",
    "StatedFigure",
    "WrittenReport",
]

_STATES = [(state.value, state.label) for state in ReportState]
_AUTHORS = [(author.value, author.value) for author in Author]
_ROLES = [(role.value, role.label) for role in Role]


class WrittenReport(models.Model):
    """A report of one body and period. period: the name of a ``Period``.

    follows: the report of the year before, whose words and aims are shown beside it. facts: what
    is printed under the title, as pairs. created_by: a person's key, or "" for the demo. figures,
    approved_at: the set with which it was approved and when, while it is; None where no set was
    kept. aside_at, aside_by, aside_because: when, by whom and why it was put aside, while it is.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="written_reports")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in ReportKind]
    )
    period = models.CharField(max_length=25)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=_STATES, default=ReportState.DRAFT.value)
    language = models.CharField(max_length=12, default="en-GB")
    facts = models.JSONField(default=list, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    created_by = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()
    figures = models.ForeignKey(
        StoredSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    aside_at = models.DateTimeField(null=True, blank=True)
    aside_by = models.CharField(max_length=32, blank=True)
    aside_because = models.CharField(max_length=500, blank=True)

    class Meta:
        """Latest first; read by body; what is put aside says when, by whom and why."""

        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "-created_at"], name="reports_of_agency")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ReportState]),
                name="reports_state_known",
            ),
            models.CheckConstraint(
                condition=Q(figures=None, approved_at=None)
                | Q(
                    state__in=["approved", "presented"],
                    figures__isnull=False,
                    approved_at__isnull=False,
                ),
                name="reports_figures_of_approved",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="aside", aside_at__isnull=False)
                    & ~Q(aside_by="")
                    & ~Q(aside_because="")
                )
                | (~Q(state="aside") & Q(aside_at=None, aside_by="", aside_because="")),
                name="reports_aside_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportSection(models.Model):
    """A section of a report. key: the same from year to year. position: from 1."""

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=12, choices=_AUTHORS)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In order; a key and a position once in a report."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_section_key_once"),
            models.UniqueConstraint(
                fields=["report", "position"], name="reports_section_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SectionVersion(models.Model):
    """What a section said from a moment on: the latest is what it says now.

    blocks: as ``reports.bound_json`` writes them. number: from 1, without gaps. based_on: the
    version that its author saw when writing; None for the first. is_laid_out: as Belong laid it
    out, before anybody wrote. by_person: a person's key, or "" for the demo.
    """

    section = models.ForeignKey(ReportSection, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    blocks = models.JSONField()
    is_laid_out = models.BooleanField(default=False)
    by_person = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Latest last; a number once, and only the first is based on nothing."""

        ordering: ClassVar = ["section", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["section", "number"], name="reports_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, based_on=None) | Q(number__gt=1, based_on__isnull=False),
                name="reports_version_follows",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class Comment(models.Model):
    """What somebody said about a section, until somebody settles it."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    section = models.ForeignKey(ReportSection, on_delete=models.PROTECT, related_name="comments")
    words = models.TextField()
    by_person = models.CharField(max_length=32)
    at = models.DateTimeField()
    resolved_by = models.CharField(max_length=32, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Oldest first; settled by somebody at some time, or not."""

        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(resolved_by="", resolved_at=None)
                | (~Q(resolved_by="") & Q(resolved_at__isnull=False)),
                name="reports_comment_settled_whole",
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.key}"


class SignOff(models.Model):
    """A step that somebody signed. part: of the step "draft", whose part it is; else "".

    committee, met_on, minute_reference: of the step "presented". ended_at: when the step no longer
    held, because the report was taken back or the part written further; then with who and why.
    """

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="sign_offs")
    state = models.CharField(max_length=10, choices=_STATES)
    part = models.CharField(max_length=12, blank=True, choices=_AUTHORS)
    by_person = models.CharField(max_length=32)
    role = models.CharField(max_length=40, choices=_ROLES)
    at = models.DateTimeField()
    committee = models.CharField(max_length=120, blank=True)
    met_on = models.DateField(null=True, blank=True)
    minute_reference = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=32, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        """A step holds once at a time; only what is presented names a committee and its day."""

        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "state", "part"],
                condition=Q(ended_at=None),
                name="reports_step_holds_once",
            ),
            models.CheckConstraint(
                condition=(Q(state="draft") & ~Q(part="")) | (~Q(state="draft") & Q(part="")),
                name="reports_part_of_a_draft",
            ),
            models.CheckConstraint(
                condition=(Q(state="presented") & ~Q(committee="") & Q(met_on__isnull=False))
                | (~Q(state="presented") & Q(committee="", met_on=None, minute_reference="")),
                name="reports_presented_to_a_committee",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="", ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_because="")),
                name="reports_step_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.part}".strip()


class Answer(models.Model):
    """Why what the checker found may stand. The latest of a finding counts.

    finding_key: as the checker names it. found: its words when it was answered, which may cite
    figures and name nobody.
    """

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="answers")
    finding_key = models.CharField(max_length=200)
    found = models.TextField()
    reason = models.CharField(max_length=500)
    by_person = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["report", "finding_key"], name="reports_answers_of_report")
        ]

    def __str__(self) -> str:
        return f"Answer to {self.finding_key}"


class StatedFigure(models.Model):
    """Money of a body that somebody typed in. The latest of a figure counts.

    ref: the text of its ``FigureRef``, of one body and period. pounds: exact. role: in which the
    person stated it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="stated_figures")
    ref = models.CharField(max_length=120)
    pounds = models.DecimalField(max_digits=12, decimal_places=2)
    role = models.CharField(max_length=40, choices=_ROLES)
    by_person = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["agency", "ref"], name="reports_stated_of")]

    def __str__(self) -> str:
        return f"{self.ref}: {self.pounds}"
