"""Events of the audit log as tables and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.timezone import localtime

from belong.web.audit.models import AuditEvent
from belong.web.audit.unusual import UnusualRead
from belong.web.audit.words import action_words, subject_words
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import short_moment

__all__ = ["HEADINGS", "csv_rows", "events_table", "keys_in", "unusual_table"]

HEADINGS = ("at", "by", "action", "subject", "subject_key", "agency", "detail")
#: What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def keys_in(events: Iterable[AuditEvent]) -> tuple[set[str], set[str]]:
    """Keys of the people and of the agencies that these events name."""
    people, agencies = set(), set()
    for event in events:
        people.add(event.by_person)
        agencies.add(event.agency_key)
        if event.subject_kind == "person":
            people.add(event.subject_key)
    return people - {""}, agencies - {""}


def _who(event: AuditEvent, people: Mapping[str, str]) -> str:
    return (
        people.get(event.by_person, "Somebody no longer known")
        if event.by_person
        else (f"The system ({event.by_process})")
    )


def _about(event: AuditEvent, people: Mapping[str, str]) -> str:
    if event.subject_kind == "person":
        return people.get(event.subject_key, event.subject_key)
    return f"{subject_words(event.subject_kind)} {event.subject_key}" if event.subject_key else ""


def _detail(detail: Mapping[str, Any]) -> str:
    parts = []
    for name, value in detail.items():
        if value in ("", None, []):
            continue
        text = ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
        parts.append(f"{name.replace('_', ' ')}: {text}")
    return "; ".join(parts)


def events_table(
    events: Sequence[AuditEvent], people: Mapping[str, str], agencies: Mapping[str, str]
) -> Table:
    """Events, newest first."""
    return Table(
        caption="Events",
        is_caption_hidden=True,
        columns=(Column("When"), Column("Who"), Column("What"), Column("About")),
        rows=tuple(
            Row.of(
                short_moment(event.at),
                _who(event, people),
                Cell(action_words(event.action), below=_detail(event.detail)),
                Cell(_about(event, people), below=agencies.get(event.agency_key, "")),
            )
            for event in events
        ),
        empty="Nothing matches.",
    )


def unusual_table(reads: Sequence[UnusualRead], people: Mapping[str, str]) -> Table:
    """Unusual reads, newest first."""
    return Table(
        caption="Unusual reads",
        is_caption_hidden=True,
        columns=(
            Column("When"),
            Column("Who"),
            Column("What"),
            Column("Number", is_number=True),
            Column("About"),
        ),
        rows=tuple(
            Row.of(
                short_moment(read.from_at),
                people.get(read.by_person, "Somebody no longer known"),
                Cell(read.kind.title, below=f"Reason: {read.reason}" if read.reason else ""),
                f"{read.count:,}",
                _about(read.first, people) if read.kind.at_least == 1 else "",
            )
            for read in reads
        ),
        empty="Nothing unusual in this week.",
    )


def csv_rows(
    events: Iterable[AuditEvent], people: Mapping[str, str], agencies: Mapping[str, str]
) -> Iterator[list[str]]:
    """Headings and events as cells; none can act as a formula in a spreadsheet."""
    yield list(HEADINGS)
    for event in events:
        cells = [
            localtime(event.at).isoformat(timespec="seconds"),
            _who(event, people),
            event.action,
            event.subject_kind,
            event.subject_key,
            agencies.get(event.agency_key, event.agency_key),
            _detail(event.detail),
        ]
        yield [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
