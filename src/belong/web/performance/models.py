"""Figures as they are stored: sets of one agency at one change, and who is behind each figure.

Everything here can be computed anew from the ledger, but for the sets that a release pins.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belong.web.agencies.models import Agency

__all__ = ["FigurePeople", "FigureRows", "KeptAnswer", "StoredSet"]


class StoredSet(models.Model):
    """All figures of one region, or of a council in no region, as known at one change.

    A council in a region reads its figures from the region's set. change: number of the last change
    that counts. first_year, last_year: financial years covered, both included. areas: name by
    council's code, ``all`` among them. measures: their catalogue as it was, packed. is_pinned: an
    approved report or a release rests on it, so that it is never removed. kept_until: of a set that
    somebody had computed as known earlier, the last day on which it is kept; None otherwise.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="figure_sets")
    change = models.BigIntegerField()
    computed_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    areas = models.JSONField()
    measures = models.BinaryField()
    is_pinned = models.BooleanField(default=False)
    kept_until = models.DateField(null=True, blank=True)

    class Meta:
        """The newest of an agency is that of the latest change."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "-change"], name="performance_newest_set")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="performance_years_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"Figures of {self.agency} at change {self.change}"


class FigureRows(models.Model):
    """The figures of one measure and area in a set, packed."""

    of_set = models.ForeignKey(StoredSet, on_delete=models.CASCADE, related_name="rows")
    measure = models.CharField(max_length=60)
    area = models.CharField(max_length=10)
    packed = models.BinaryField()

    class Meta:
        """Each once in a set."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of_set", "area", "measure"], name="performance_rows_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} of {self.area}"


class FigurePeople(models.Model):
    """Who is behind one figure, by pseudonym, packed. ref: the figure's name in full.

    A figure that has no row is gathered from its pieces (``people``).
    """

    of_set = models.ForeignKey(StoredSet, on_delete=models.CASCADE, related_name="people")
    ref = models.CharField(max_length=160)
    packed = models.BinaryField()

    class Meta:
        """Each figure once in a set."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_set", "ref"], name="performance_people_once")
        ]

    def __str__(self) -> str:
        return f"People of {self.ref}"


class KeptAnswer(models.Model):
    """An answer to how a body compares, why a mean changed, or what comes next; one of each.

    agency: the region, or the council in none, from whose records it was computed. kind, ref: which
    question, and of what (see ``questions``). change: number of the last change that counts.
    answer: as ``Answer.as_data`` has it. Computed anew, it takes the place of the older one.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=60)
    change = models.BigIntegerField()
    computed_at = models.DateTimeField()
    answer = models.JSONField()

    class Meta:
        """One answer to each question."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "kind", "ref"], name="performance_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} of {self.agency}"
