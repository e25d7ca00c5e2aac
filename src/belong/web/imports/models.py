"""What is brought in: the import with its files, preview and choices, and what stays of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency

__all__ = [
    "Difference",
    "EventSource",
    "FamilyNumber",
    "Import",
    "ImportFile",
    "KeptTable",
    "LinesPage",
]


class Import(models.Model):
    """Files that somebody brought in at once, and what became of them.

    change: the last change that the preview was made at. digest: of the preview. counts: lines by
    outcome. told: what was odd in the files, in words. run: the number of the job that works on
    it; an earlier one stops. first_change, last_change: what was written. problem: why it stopped.
    """

    class Kind(models.TextChoices):
        """What the files are."""

        RETURNS = "returns", "SSDA903 returns"
        WORKBOOK = "workbook", "Template workbook"

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        PREVIEWED = "previewed", "Ready to check"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Could not be read"
        EXPIRED = "expired", "Expired"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    agencies = models.ManyToManyField(Agency, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    by_person = models.CharField(max_length=32, blank=True)
    by_process = models.CharField(max_length=60, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    run = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=80, blank=True)
    change = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=list, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    was_stale = models.BooleanField(default=False)
    without_refused = models.BooleanField(default=False)
    first_change = models.BigIntegerField(null=True, blank=True)
    last_change = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Newest first; by a person or a named process; finished whole."""

        indexes: ClassVar = [models.Index(fields=["-uploaded_at"], name="imports_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(by_person="") & ~Q(by_process=""))
                | (~Q(by_person="") & Q(by_process="")),
                name="imports_by_person_or_process",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["applied", "cancelled", "failed", "expired"],
                    finished_at__isnull=False,
                )
                | Q(
                    state__in=["waiting", "reading", "previewed", "applying"],
                    finished_at=None,
                ),
                name="imports_finished_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ImportFile(models.Model):
    """A file as it was uploaded: its name, size in bytes, and hash. The content is not kept."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.name


class LinesPage(models.Model):
    """A page of the preview: lines of one outcome, as ``web.imports.lines`` packs them.

    Kept until the import is applied, cancelled or expired.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pages")
    outcome = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    lines = models.TextField()

    class Meta:
        """One page of each number."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of", "outcome", "number"], name="imports_page_of_lines_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.number}"


class Difference(models.Model):
    """A file contradicts what a person recorded: what each says, and who chose what.

    conflict: what names it from one preview to the next. on: the day in the file. held_key: the
    event that a person recorded. choice: "" until somebody has chosen. Kept for good, so that both
    sources are; what was told stands in line.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="differences")
    number = models.PositiveIntegerField()
    conflict = models.CharField(max_length=180)
    subject_key = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=60)
    on = models.DateField()
    held_key = models.CharField(max_length=32)
    line = models.TextField()
    choice = models.CharField(max_length=4, blank=True)
    chosen_by = models.CharField(max_length=32, blank=True)
    is_applied = models.BooleanField(default=False)

    class Meta:
        """Once in an import."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "conflict"], name="imports_difference_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class EventSource(models.Model):
    """A file tells the same as an event that did not come from it: another source of the event."""

    event_key = models.CharField(max_length=32)
    source = models.CharField(max_length=120)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="sources")

    class Meta:
        """Each source of an event once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_key", "source"], name="imports_source_once")
        ]

    def __str__(self) -> str:
        return self.source


class FamilyNumber(models.Model):
    """The number under which an agency's workbook names a family, so that it is found again."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=60)
    family_key = models.CharField(max_length=32, db_index=True)

    class Meta:
        """One family for each number of an agency."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "value"], name="imports_family_number_once")
        ]

    def __str__(self) -> str:
        return self.value


class KeptTable(models.Model):
    """One table of one council's return, as it was told last: later returns are read with it.

    data: the rows that figures are made from, compressed. Figures join the returns of many years,
    so a return of this year alone would otherwise tell only half of a child's history.
    """

    council = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        """Each table of a year once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "year", "name"], name="imports_kept_table_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
