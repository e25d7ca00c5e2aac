"""From the ledger to the frames that every figure is computed from, as known at a change.

What is believed of each child is told as a return would hold it, and goes through the same
vectorised code as the returns themselves: one arithmetic, whichever the door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import polars as pl

from belong.domain.events import Event, EventKind
from belong.domain.frames import COVERAGE_COLUMNS, Frames
from belong.domain.policy import ActorFacts
from belong.domain.policy.figures import agencies_with_figures
from belong.formats.ssda903.of_events import (
    RETURNED,
    TOLD_BY_LEDGER,
    EventsOfChild,
    frames_of_events,
)
from belong.web.agencies.models import Agency, Kind
from belong.web.children.folding import FAMILY_KEY, merged_into
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.ledger.models import Change, SubjectKind
from belong.web.ledger.queries import believed

__all__ = ["SOURCE", "councils_for_figures", "frames_at", "source_of"]

#: What the source of a change that came from a return begins with.
SOURCE = "ssda903"


def source_of(la_code: str, year: int) -> str:
    """The source of the change that loaded one authority's return of one year."""
    return f"{SOURCE} {la_code} {year}"


def councils_for_figures(actor: ActorFacts) -> tuple[str, ...]:
    """Codes of the councils whose figures this person may see today, in order."""
    councils = Agency.objects.filter(kind=Kind.COUNCIL, key__in=agencies_with_figures(actor))
    return tuple(councils.order_by("dfe_code").values_list("dfe_code", flat=True))


def frames_at(la_codes: Collection[str], *, change: int | None = None) -> Frames:
    """Events, spells and children of these councils as believed at a change number (None: now).

    child_id is the pseudonym; nothing in the frames says who a child is. Coverage is the returns
    that had been loaded by then. Sibling groups are today's. Permission is the caller's: see
    ``councils_for_figures``.
    """
    return frames_of_events(_children(la_codes, change), _coverage(la_codes, change))


def _children(la_codes: Collection[str], change: int | None) -> Iterator[EventsOfChild]:
    """Every child of the councils of whom anything was believed at the change."""
    records = ChildRecord.objects.filter(council__dfe_code__in=list(la_codes))
    of_record = ("key", "pseudonym", "council__dfe_code", "sibling_group__key")
    kept = {
        key: (pseudonym, la_code, group or "")
        for key, pseudonym, la_code, group in records.order_by("pseudonym").values_list(*of_record)
    }
    known = {
        key: (sex, ethnicity)
        for key, sex, ethnicity in BirthIdentity.objects.filter(child__in=records).values_list(
            "child__key", "sex", "ethnicity"
        )
    }
    merged = merged_into(kept)
    told: dict[str, list[Event]] = defaultdict(list)
    rows = believed(SubjectKind.CHILD, at=change).filter(
        kind__in=[kind.value for kind in RETURNED | TOLD_BY_LEDGER], happened_on__isnull=False
    )
    columns = ("subject_key", "key", "kind", "happened_on", "change_id", "details")
    for key, event_key, kind, on, number, details in rows.values_list(*columns).iterator():
        subject = merged.get(key, key)
        if subject in kept:
            told[subject].append(_event(event_key, kind, on, number, details))
    for key, events in told.items():
        pseudonym, la_code, group = kept[key]
        sex, ethnicity = known.get(key, ("", ""))
        yield EventsOfChild(pseudonym, la_code, events, sex, ethnicity, group)


def _event(key: str, kind: str, on: date, change: int, details: dict[str, Any]) -> Event:
    return Event(
        kind=EventKind(kind),
        happened_on=on,
        family_id=details.get(FAMILY_KEY),
        details=details,
        event_id=key,
        change=change,
    )


def _coverage(la_codes: Collection[str], change: int | None) -> pl.DataFrame:
    """One row per return that had been loaded by the change."""
    changes = Change.objects.filter(source__startswith=f"{SOURCE} ")
    if change is not None:
        changes = changes.filter(number__lte=change)
    rows = []
    sources = changes.order_by("number").values_list("source", flat=True)
    for source in dict.fromkeys(sources):  # a return that was sent again counts once
        _, la_code, year = source.split()
        if la_code in la_codes:
            rows.append((la_code, int(year), source))
    schema = {name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()}
    return pl.DataFrame(rows, schema=schema, orient="row")
