"""What the tracker tells of clocks: the next one that waits, and those whose last day is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from belong.domain.clocks import Severity
from belong.web.due.models import DueRow
from belong.web.ui.words import short_day

__all__ = [
    "Subject",
    "clock_facts",
    "clocks_of_one",
    "clocks_waiting",
    "is_overdue",
    "next_due_on",
    "soonest_first",
]

Subject = Literal["child", "family"]


def is_overdue(of: Subject, today: date) -> Exists:
    """The condition, on children or families, that a clock of theirs waits and is over."""
    return Exists(DueRow.objects.overdue(today).filter(**{of: OuterRef("pk")}))


def next_due_on(of: Subject, today: date) -> Subquery:
    """The first day by which something waits to be done, of a child or family; null for none."""
    rows = _told(DueRow.objects.waiting(today), today).filter(**{of: OuterRef("pk")})
    return Subquery(rows.order_by("due_on").values("due_on")[:1])


def soonest_first(*, is_descending: bool = False) -> OrderBy:
    """The order by ``next_due_on``; those of whom nothing waits come last."""
    column = F("next_due_on")
    return column.desc(nulls_last=True) if is_descending else column.asc(nulls_last=True)


def clocks_waiting(of: Subject, pks: Sequence[int], today: date) -> dict[int, list[DueRow]]:
    """Clocks that wait, by child or family, the first due first; one query."""
    found: dict[int, list[DueRow]] = defaultdict(list)
    rows = _told(DueRow.objects.waiting(today), today).filter(**{f"{of}__in": pks})
    for row in rows.order_by("due_on", "pk"):
        found[getattr(row, f"{of}_id")].append(row)
    return found


def clocks_of_one(
    of: Subject, pk: int, today: date
) -> tuple[Sequence[DueRow], list[tuple[str, str]]]:
    """Of one child or family, in one query: the clocks that wait, and what may need a reason.

    The second as key, a space and first day, with words; those that ask for their reason first.
    """
    same = {"pk": OuterRef("pk")}
    rows = list(
        DueRow.objects.filter(**{of: pk})
        .annotate(
            is_waiting=Exists(_told(DueRow.objects.waiting(today), today).filter(**same)),
            is_asking=Exists(DueRow.objects.asking(today).filter(**same)),
        )
        .order_by("due_on", "pk")
    )
    waiting = [one for one in rows if one.is_waiting]
    asking = [one for one in rows if one.is_asking]
    words = {
        f"{one.clock} {one.started_on.isoformat()}": f"{one.label}, by {short_day(one.due_on)}"
        for one in [*asking, *waiting]
    }
    return waiting, list(words.items())


def clock_facts(clocks: Sequence[DueRow], today: date) -> dict[str, Any]:
    """What a line says of the clocks of its case: the next one, and how many are over."""
    if not clocks:
        return {}
    first = clocks[0]
    over = [one for one in clocks if one.due_on < today]
    return {
        "next_clock": first.label,
        "next_due_on": first.due_on,
        "whose_move": first.whose_move,
        "overdue": len(over),
        "days_over": (today - over[0].due_on).days if over else 0,
    }


def _told(rows: QuerySet[DueRow], today: date) -> QuerySet[DueRow]:
    """Without those that only tell people something, once their day is past."""
    return rows.exclude(severity=Severity.INFO, due_on__lt=today)
