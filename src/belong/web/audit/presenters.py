"""Events of the audit log as tables and as CSV, in words. names: by key, from ``naming``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.timezone import localtime

from belong.web.audit.models import AuditEvent
from belong.web.audit.unusual import UnusualRead
from belong.web.audit.words import PARTS_OF_LOG, action_words, detail_words, subject_words
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import moment, short_moment

__all__ = ["HEADINGS", "csv_rows", "events_table", "unusual_table"]

#: The moment stands twice: as people write it, and as a spreadsheet sorts it.
HEADINGS = ("When", "Who", "What", "About", "Agency", "Details", "Time", "Key")
#: What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _who(event: AuditEvent, names: Mapping[str, str]) -> str:
    if not event.by_person:
        return f"The system ({event.by_process})"
    return names.get(event.by_person, "Somebody no longer known")


def _about(event: AuditEvent, names: Mapping[str, str]) -> str:
    """What an event is about, by its name or reference; by its key where it has neither."""
    if not event.subject_key:
        return ""
    if event.subject_kind == "audit":
        return PARTS_OF_LOG.get(event.subject_key, subject_words(event.subject_kind))
    named = names.get(event.subject_key, event.subject_key)
    is_plain = event.subject_kind in ("person", "agency") and event.subject_key in names
    return named if is_plain else f"{subject_words(event.subject_kind)} {named}"


def _agency(event: AuditEvent, names: Mapping[str, str]) -> str:
    """The agency that an event concerns, where it is not what the event is about."""
    is_said = event.subject_key == event.agency_key
    return "" if is_said else names.get(event.agency_key, "")


def events_table(events: Sequence[AuditEvent], names: Mapping[str, str]) -> Table:
    """Events, newest first."""
    return Table(
        caption="Events",
        is_caption_hidden=True,
        columns=(Column("When"), Column("Who"), Column("What"), Column("About")),
        rows=tuple(
            Row.of(
                short_moment(event.at),
                _who(event, names),
                Cell(action_words(event.action), below=detail_words(event.detail, names)),
                Cell(_about(event, names), below=_agency(event, names)),
            )
            for event in events
        ),
        empty="Nothing matches.",
    )


def unusual_table(reads: Sequence[UnusualRead], names: Mapping[str, str]) -> Table:
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
                names.get(read.by_person, "Somebody no longer known"),
                Cell(read.kind.title, below=f"Reason: {read.reason}" if read.reason else ""),
                f"{read.count:,}",
                _about(read.first, names) if read.kind.at_least == 1 else "",
            )
            for read in reads
        ),
        empty="Nothing unusual in this week.",
    )


def csv_rows(events: Iterable[AuditEvent], names: Mapping[str, str]) -> Iterator[list[str]]:
    """Headings and events as cells; none can act as a formula in a spreadsheet."""
    yield list(HEADINGS)
    for event in events:
        cells = [
            moment(event.at),
            _who(event, names),
            action_words(event.action),
            _about(event, names),
            names.get(event.agency_key, ""),
            detail_words(event.detail, names),
            localtime(event.at).isoformat(timespec="seconds"),
            event.subject_key,
        ]
        yield [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
