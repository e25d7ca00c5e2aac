"""What the tracker tells of clocks: the next one that waits, and those whose last day is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import OrderBy

from belong.domain.clocks import Severity
from belong.web.due.models import DueRow
from belong.web.ui.words import short_day

__all__ = [
    "clock_facts",
    "clocks_to_explain",
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


def clocks_to_explain(of: Subject, pk: int, today: date) -> list[tuple[str, str]]:
    """Key and words of what may be late: what asks for its reason first, then what still waits."""
    rows = DueRow.objects.filter(**{of: pk})
    asking = rows.asking(today)
    told = rows.waiting(today) | asking
    first = Case(When(pk__in=asking.values("pk"), then=0), default=1)
    words: dict[str, str] = {}
    for one in told.order_by(first, "due_on", "pk"):
        words.setdefault(one.clock, f"{one.label}, by {short_day(one.due_on)}")
    return list(words.items())


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
