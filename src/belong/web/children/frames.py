"""From the ledger to the frames that every figure is computed from, as known at a change.

What is believed of each child is told as a return would hold it, and goes through the same
vectorised code as the returns themselves: one arithmetic, whichever the door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    TablesOfEvents,
    frames_of_tables,
)
from belong.web.agencies.models import Agency, Kind
from belong.web.children.folding import FAMILY_KEY, merged_into
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.ledger import workers
from belong.web.ledger.models import Change, SubjectKind
from belong.web.ledger.queries import believed, last_change

__all__ = ["SOURCE", "councils_for_figures", "frames_at", "source_of"]

#: What the source of a change that came from a return begins with.
SOURCE = "ssda903"
_BATCH = 1000
#: So many children are worth the start of further processes.
_MANY = 5000


def source_of(la_code: str, year: int) -> str:
    """The source of the change that loaded one authority's return of one year."""
    return f"{SOURCE} {la_code} {year}"


def councils_for_figures(actor: ActorFacts) -> tuple[str, ...]:
    """Codes of the councils whose figures this person may see today, in order."""
    councils = Agency.objects.filter(kind=Kind.COUNCIL, key__in=agencies_with_figures(actor))
    return tuple(councils.order_by("dfe_code").values_list("dfe_code", flat=True))


def frames_at(
    la_codes: Collection[str], *, change: int | None = None, processes: int = 1
) -> Frames:
    """Events, spells and children of these councils as believed at a change number (None: now).

    child_id is the pseudonym; nothing in the frames says who a child is. Coverage is the returns
    that had been loaded by then. Sibling groups are today's. processes: that read what is
    committed, where there is much to read. Permission is the caller's: see
    ``councils_for_figures``.
    """
    asked = _asked(la_codes, change)
    few = len(asked) * _BATCH < _MANY
    told = workers.computed(_tables, asked, processes=1 if few else processes)
    return frames_of_tables(told, _coverage(la_codes, change))


@dataclass(frozen=True)
class _Asked:
    """Some children, to be read. known: pseudonym, council, sibling group, sex and ethnicity by
    key. merged: keys of records merged into any of these, with whose. first: the first's number."""

    first: int
    known: Mapping[str, tuple[str, str, str, str, str]]
    merged: Mapping[str, str]
    change: int


def _asked(la_codes: Collection[str], change: int | None) -> list[_Asked]:
    """Every child of the councils, some at a time."""
    records = ChildRecord.objects.filter(council__dfe_code__in=list(la_codes))
    identities = BirthIdentity.objects.filter(child__in=records).values_list(
        "child__key", "sex", "ethnicity"
    )
    known = {key: (sex, ethnicity) for key, sex, ethnicity in identities}
    of_record = ("key", "pseudonym", "council__dfe_code", "sibling_group__key")
    kept = {
        key: (pseudonym, la_code, group or "", *known.get(key, ("", "")))
        for key, pseudonym, la_code, group in records.order_by("pseudonym").values_list(*of_record)
    }
    merged: dict[str, dict[str, str]] = defaultdict(dict)
    for other, key in merged_into(kept).items():
        merged[key][other] = key
    change = last_change() if change is None else change
    keys = list(kept)
    asked = []
    for first in range(0, len(keys), _BATCH):
        some = {key: kept[key] for key in keys[first : first + _BATCH]}
        others = {other: key for key in some for other in merged.get(key, ())}
        asked.append(_Asked(first, some, others, change))
    return asked


def _tables(asked: _Asked) -> TablesOfEvents:
    """What is told of some children of whom anything was believed at the change."""
    told: dict[str, list[Event]] = defaultdict(list)
    rows = believed(SubjectKind.CHILD, at=asked.change).filter(
        subject_key__in=[*asked.known, *asked.merged],
        kind__in=[kind.value for kind in RETURNED | TOLD_BY_LEDGER],
        happened_on__isnull=False,
    )
    columns = ("subject_key", "key", "kind", "happened_on", "change_id", "details")
    for key, event_key, kind, on, number, details in rows.values_list(*columns):
        told[asked.merged.get(key, key)].append(_event(event_key, kind, on, number, details))
    tables = TablesOfEvents(asked.first)
    for key, events in told.items():
        pseudonym, la_code, group, sex, ethnicity = asked.known[key]
        tables.add(EventsOfChild(pseudonym, la_code, events, sex, ethnicity, group))
    return tables


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
