"""From ledger rows to a child's journey: the one place where the two meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from belong.domain.events import Event, EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.fold import fold
from belong.web.ledger import models as ledger
from belong.web.ledger.queries import believed

__all__ = ["as_domain_event", "journey_of", "journeys_of"]

#: Where the details of an event name the family that it is about.
FAMILY_KEY = "family"


def as_domain_event(row: ledger.Event) -> Event:
    """One believed row of the ledger as the domain knows it; corrections are resolved before."""
    return Event(
        kind=EventKind(row.kind),
        happened_on=row.happened_on,
        planned_for=row.planned_for,
        family_id=row.details.get(FAMILY_KEY),
        details={k: v for k, v in row.details.items() if k != FAMILY_KEY},
        event_id=row.key,
        change=row.change_id,
        source=row.change.source,
    )


def journey_of(key: str, *, at: int | None = None) -> Journey:
    """The child's journey as believed at a change number (None: now)."""
    return fold(as_domain_event(row) for row in believed(ledger.SubjectKind.CHILD, key, at=at))


def journeys_of(keys: Iterable[str], *, at: int | None = None) -> dict[str, tuple[Journey, int]]:
    """Journeys of many children with the newest change in each, by key; one query."""
    rows: dict[str, list[ledger.Event]] = defaultdict(list)
    events = believed(ledger.SubjectKind.CHILD, at=at).filter(subject_key__in=list(keys))
    for row in events:
        rows[row.subject_key].append(row)
    return {
        key: (fold(map(as_domain_event, of_child)), max(row.change_id for row in of_child))
        for key, of_child in rows.items()
    }
