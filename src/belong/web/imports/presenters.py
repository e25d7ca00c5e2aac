"""Imports in words: how far they are, what they would do line by line, and what they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.family import CHECKS, FAMILY_EVENT_KINDS, CheckKind, FamilyEventKind
from belong.formats.workbook import SHEETS
from belong.web.children.standing import Outcome
from belong.web.imports.lines import Line
from belong.web.imports.models import Import
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day, moment, short_moment

__all__ = [
    "OUTCOMES",
    "OutcomeWords",
    "choice_words",
    "files_in_words",
    "history",
    "lines_table",
    "progress_words",
    "sheet_tables",
    "state_tag",
    "what_it_did",
]

_State = Import.State


@dataclass(frozen=True)
class OutcomeWords:
    """An outcome in words: its heading, and what it means."""

    head: str
    means: str


OUTCOMES: Mapping[str, OutcomeWords] = {
    Outcome.NEW: OutcomeWords("New", "not recorded yet"),
    Outcome.CHANGED: OutcomeWords(
        "Changed", "an earlier file said something else; what it said stays visible as corrected"
    ),
    Outcome.CONFLICTING: OutcomeWords(
        "Conflicting", "a person recorded something else: choose which stands, both are kept"
    ),
    Outcome.REFUSED: OutcomeWords("Refused", "cannot be read, or is not yours to bring in"),
    Outcome.UNCHANGED: OutcomeWords("Unchanged", "recorded already, with the same day"),
}
_TAGS = {
    _State.WAITING: Colour.BLUE,
    _State.READING: Colour.BLUE,
    _State.PREVIEWED: Colour.YELLOW,
    _State.APPLYING: Colour.BLUE,
    _State.APPLIED: Colour.GREEN,
    _State.CANCELLED: Colour.GREY,
    _State.FAILED: Colour.RED,
    _State.EXPIRED: Colour.GREY,
}
_RECORDS = {"record_of_child": "a child's record", "record_of_family": "a family's record"}
_MARKS = {
    "family_unknown": "The return does not say which family: add it on the child's page.",
    "told_at_adoption": "Only the items of the adoption tell this decision.",
    "first_seen": "It began before the first return: this is the day on which it was first seen.",
    "is_lost": "The child is not in the next return: how care ended is not known.",
}


def state_tag(one: Import) -> Tag:
    """How far the import has come."""
    state = _State(one.state)
    return Tag(state.label, _TAGS[state])


def files_in_words(one: Import) -> list[str]:
    """Each file with its size and the beginning of its hash."""
    return [
        f"{file.name} ({_size(file.size)}, SHA-256 {file.sha256[:12]}…)" for file in one.files.all()
    ]


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} kB"
    return f"{size / 1_000_000:,.1f} MB"


def what_it_did(one: Import) -> str:
    """What came of it, in a sentence."""
    if one.state == _State.APPLIED:
        told = f"{one.counts.get('new', 0):,} new, {one.counts.get('changed', 0):,} changed"
        conflicts = one.counts.get("conflicting", 0)
        if conflicts:
            told += f", {counted(conflicts, 'conflict')} decided"
        if one.first_change is None:
            return "Nothing was new."
        if one.first_change == one.last_change:
            return f"{told} (change {one.first_change:,})."
        return f"{told} (changes {one.first_change:,} to {one.last_change:,})."
    return one.problem if one.state == _State.FAILED else ""


def history(imports: Iterable[Import], names: Mapping[str, str]) -> Table:
    """The list of imports, newest first."""
    rows = []
    for one in imports:
        files = list(one.files.all())
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        named = files[0].name + more if files else "no file"
        rows.append(
            Row.of(
                Cell(
                    short_moment(one.uploaded_at),
                    href=reverse("import", args=[one.key]),
                    below=one.get_kind_display(),
                ),
                who(one, names),
                Cell(named, below=f"SHA-256 {files[0].sha256[:12]}…" if files else ""),
                ", ".join(sorted(each.name for each in one.agencies.all())),
                Cell(tags=(state_tag(one),), below=what_it_did(one)),
            )
        )
    return Table(
        caption="What was brought in",
        columns=(
            Column("When"),
            Column("By"),
            Column("File"),
            Column("For"),
            Column("What came of it"),
        ),
        rows=tuple(rows),
        empty="Nothing has been brought in yet.",
        is_caption_hidden=True,
    )


def who(one: Import, names: Mapping[str, str]) -> str:
    """Who brought it in."""
    if one.by_person:
        return names.get(one.by_person, "somebody who is no longer here")
    return "the command belong import"


def progress_words(one: Import) -> str:
    """How far the job is."""
    if one.state == _State.WAITING:
        return "Waiting for its turn."
    step = one.step or ("Applying" if one.state == _State.APPLYING else "Reading the files")
    return f"{step}: {one.done:,} of {one.total:,}." if one.total else f"{step}."


def kind_words(line: Line) -> str:
    """What a line tells of, in plain words."""
    if line.kind in set(EventKind) and line.about == "child":
        label = EVENT_KINDS[EventKind(line.kind)].label
    elif line.kind in set(FamilyEventKind) and line.about == "family":
        label = FAMILY_EVENT_KINDS[FamilyEventKind(line.kind)].label
        if line.check in set(CheckKind):
            label = f"{CHECKS[CheckKind(line.check)].label}: {label}"
    else:
        label = _RECORDS.get(line.kind, line.kind.replace("_", " "))
    return label[:1].upper() + label[1:]


def held_words(line: Line, names: Mapping[str, str]) -> str:
    """What is recorded now, by whom or from which file, and when."""
    if not (line.held_on or line.held_by or line.held_source):
        return ""
    on = day(date.fromisoformat(line.held_on)) if line.held_on else "Withdrawn"
    if line.held_source.startswith("ssda903 "):
        return f"{on}, from the return of the year to March {line.held_source.split()[-1]}"
    if line.held_source.startswith("workbook "):
        return f"{on}, from a workbook"
    by = names.get(line.held_by, "") or "somebody here"
    at = moment(datetime.fromisoformat(line.held_at)) if line.held_at else ""
    return f"{on}, recorded by {by}{f' on {at}' if at else ''}"


def lines_table(
    outcome: str, lines: Iterable[Line], names: Mapping[str, str], *, shows_council: bool
) -> Table:
    """A page of the preview's lines."""
    rows = []
    for line in lines:
        who_words = line.who or "No number"
        reason = " ".join(part for part in (line.reason, _MARKS.get(line.mark, "")) if part)
        rows.append(
            Row.of(
                Cell(who_words, below=f"council {line.of}" if shows_council and line.of else ""),
                kind_words(line),
                day(date.fromisoformat(line.on)) if line.on else "",
                held_words(line, names),
                line.place,
                reason,
            )
        )
    return Table(
        caption=OUTCOMES[outcome].head,
        columns=(
            Column("Number in the file"),
            Column("What"),
            Column("In the file"),
            Column("Recorded now"),
            Column("Where it stands"),
            Column("Why"),
        ),
        rows=tuple(rows),
        empty="There is no such line.",
        is_caption_hidden=True,
    )


def sheet_tables() -> list[Table]:
    """The sheets of the template workbook, column by column."""
    columns = (Column("Heading"), Column("Holds"), Column("Needed"), Column("Note"))
    return [
        Table(
            caption=f"{sheet.name}: {sheet.about}",
            columns=columns,
            rows=tuple(
                Row.of(
                    each.head,
                    each.holds.value,
                    "yes" if each.is_needed else "",
                    each.note or (f"For example: {each.example}" if each.example else ""),
                )
                for each in sheet.columns
            ),
        )
        for sheet in SHEETS
    ]


def choice_words(line: Line, names: Mapping[str, str]) -> tuple[str, str, str]:
    """A conflict: what it is about, what was recorded, and what the file says."""
    about = f"{line.who}: {kind_words(line)[:1].lower()}{kind_words(line)[1:]}"
    told = day(date.fromisoformat(line.on)) if line.on else ""
    return (
        about,
        f"Keep what was recorded: {held_words(line, names) or line.reason}",
        f"Take the file's: {told} ({line.place})",
    )
