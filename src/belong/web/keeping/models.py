"""What came of each drill: a backup restored elsewhere, and compared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

__all__ = ["DrillResult"]


class DrillResult(models.Model):
    """A backup was restored into an empty database, and every table and figure compared.

    made_at: when the backup was made. change: the number of the last change in it. problem: what
    was not the same; empty where all was.
    """

    run_at = models.DateTimeField()
    made_at = models.DateTimeField()
    change = models.BigIntegerField()
    tables = models.PositiveIntegerField()
    rows = models.BigIntegerField()
    figures = models.PositiveIntegerField()
    passed = models.BooleanField()
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        """The latest first; one that failed says why."""

        ordering: ClassVar = ["-run_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(passed=True, problem="") | (Q(passed=False) & ~Q(problem="")),
                name="keeping_drill_failed_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Drill of {self.run_at:%d/%m/%Y}"
