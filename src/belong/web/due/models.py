"""Clocks as they run for each child and family: folded from the ledger, never typed in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRecord

__all__ = ["DueRow"]


class DueRow(models.Model):
    """One row per clock that still waits, or was missed and asks for its reason, of one subject.

    clock: the key of its rule (``belong.domain.clocks``). about: opaque key of whom it is about
    where a case has several, "" for the case. due_on: the last day in time. amber_on: from that day
    it is due soon. met_on: the day on which it was met late. is_paused: its due day still moves.
    whose_move: who must act, of the rule. has_reason: a delay reason with who agreed is recorded.

    How a clock stands on a day follows from the dates: nothing here needs to change overnight,
    but for the rows of clocks that are paused.
    """

    child = models.ForeignKey(
        ChildRecord, null=True, on_delete=models.CASCADE, related_name="due_rows"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, on_delete=models.CASCADE, related_name="due_rows"
    )
    clock = models.CharField(max_length=60)
    about = models.CharField(max_length=32, blank=True)
    started_on = models.DateField()
    due_on = models.DateField()
    amber_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    is_paused = models.BooleanField(default=False)
    asks_for_reason = models.BooleanField(default=False)
    has_reason = models.BooleanField(default=False)
    severity = models.CharField(max_length=10)
    whose_move = models.CharField(max_length=40)

    class Meta:
        """Of a child or of a family; read by due day, for one subject or for many."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child=None, family__isnull=False) | Q(child__isnull=False, family=None),
                name="due_row_of_one_subject",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "due_on"], name="due_of_child"),
            models.Index(fields=["family", "due_on"], name="due_of_family"),
            models.Index(fields=["due_on"], name="due_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.clock} due {self.due_on}"
