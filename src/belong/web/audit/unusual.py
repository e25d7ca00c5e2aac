"""Reads that a manager looks at each week. What counts as unusual is data, defined here.

The list shows what happened and judges nobody: each line is for a person to review.
Source: the service's access rules, rule 6 (opening closed or cross-side records is reviewed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from belong.web.audit.models import AuditEvent

__all__ = ["KINDS", "UnusualKind", "UnusualRead", "unusual_reads"]


@dataclass(frozen=True)
class UnusualKind:
    """One kind of unusual read.

    actions: the codes it looks at. at_least: how many by one person within the span make one
    finding; 1 lists each by itself. distinct: whether to count different records only. detail: a
    detail that must be true, or empty.
    """

    code: str
    title: str
    actions: frozenset[str]
    at_least: int = 1
    within: timedelta = timedelta(hours=1)
    distinct: bool = False
    detail: str = ""


KINDS: tuple[UnusualKind, ...] = (
    UnusualKind(
        "opened_across",
        "Opened the other side with a reason",
        frozenset({"opened_with_reason"}),
        detail="across_sides",
    ),
    UnusualKind(
        "opened_outside",
        "Opened outside the caseload with a reason",
        frozenset({"opened_with_reason"}),
    ),
    UnusualKind(
        "many",
        "Read 40 or more different records within an hour",
        frozenset({"read", "record_read"}),
        at_least=40,
        distinct=True,
    ),
    UnusualKind(
        "refused",
        "Tried what is not theirs, three times or more within an hour",
        frozenset({"refused", "no_such_record"}),
        at_least=3,
    ),
    UnusualKind("exported", "Exported a list", frozenset({"exported"})),
)


@dataclass(frozen=True)
class UnusualRead:
    """One line of the list. count: of records or attempts. events: the first few, oldest first."""

    kind: UnusualKind
    by_person: str
    from_at: datetime
    count: int
    first: AuditEvent

    @property
    def reason(self) -> str:
        """The reason that was given, where one was asked for."""
        return str(self.first.detail.get("reason", ""))


def unusual_reads(
    events: Iterable[AuditEvent], kinds: Sequence[UnusualKind] = KINDS
) -> list[UnusualRead]:
    """What is unusual among these events of people, newest first.

    An event belongs to the first kind that it fits. Of events that count together, the busiest
    span of each run is listed, not every overlapping one.
    """
    by_kind: dict[str, dict[str, list[AuditEvent]]] = {kind.code: {} for kind in kinds}
    for event in sorted(events, key=lambda each: (each.at, each.pk or 0)):
        kind = next((each for each in kinds if _fits(each, event)), None)
        if kind and event.by_person:
            by_kind[kind.code].setdefault(event.by_person, []).append(event)
    found = []
    for kind in kinds:
        for person, theirs in by_kind[kind.code].items():
            found += _findings(kind, person, theirs)
    return sorted(found, key=lambda each: each.from_at, reverse=True)


def _fits(kind: UnusualKind, event: AuditEvent) -> bool:
    return event.action in kind.actions and (not kind.detail or bool(event.detail.get(kind.detail)))


def _findings(kind: UnusualKind, person: str, events: list[AuditEvent]) -> list[UnusualRead]:
    if kind.at_least == 1:
        return [UnusualRead(kind, person, event.at, 1, event) for event in events]
    found = []
    start = 0
    while start < len(events):
        run = [e for e in events[start:] if e.at - events[start].at < kind.within]
        count = len(Counter(e.subject_key for e in run)) if kind.distinct else len(run)
        if count >= kind.at_least:
            found.append(UnusualRead(kind, person, events[start].at, count, events[start]))
            start += len(run)
        else:
            start += 1
    return found
