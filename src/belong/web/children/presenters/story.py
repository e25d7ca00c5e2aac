"""A child's events in words, and everything recorded as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from belong.domain.events import EVENT_KINDS, EventKind
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.models import EventNote
from belong.web.children.vocabulary import in_words
from belong.web.ledger.models import Event, Seal
from belong.web.ui.presenters import Colour, EntryAction, RecordedEntry, Tag
from belong.web.ui.presenters import Words as NoteWords
from belong.web.ui.words import day, moment, parse_day

__all__ = [
    "Names",
    "detail_lines",
    "families_named",
    "people_named",
    "recorded_entries",
    "title_of",
]

_PEOPLE = ("decision_maker", "author", "agreed_by")
_LABELS = {
    "legal_status": "Legal status",
    "place": "Placement",
    "reason": "Reason",
    "rec": "How care ended",
    "about": "About",
    "by": "By",
    "plan": "Plan",
    "recommendation": "Recommendation",
    "delay_reason": "Reason for the delay",
    "clock": "Time limit",
    "clock_started_on": "Time limit began",
    "agreed_by": "Agreed by",
    "court": "Court",
    "is_given": "Leave given",
    "is_allowed": "Allowed",
    "is_opposed": "Opposed",
    "agreed": "Agreed with the panel",
    "recommendation_seen": "Panel's recommendation seen",
    "documents_seen": "Taken into account",
    "decision_maker": "Decision maker",
    "author": "Author",
    FAMILY_KEY: "Family",
}


@dataclass(frozen=True)
class Names:
    """Words for the keys that events hold: people's names, families' pseudonyms."""

    people: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)

    def person(self, key: str) -> str:
        """A person's name; for somebody who has no account, that."""
        return self.people.get(key) or "somebody not listed here"

    def family(self, key: str) -> str:
        """A family's pseudonym."""
        return self.families.get(key) or "a family not on record"


def people_named(rows: Iterable[Event]) -> set[str]:
    """Keys of everybody whom these rows name: who recorded them, and who is in their details."""
    found: set[str] = set()
    for row in rows:
        seal = _seal(row)
        found |= {row.change.by_person, *(str(row.details.get(name) or "") for name in _PEOPLE)}
        if seal:
            found |= {seal.asked_by, seal.agreed_by}
    return found - {""}


def families_named(rows: Iterable[Event]) -> set[str]:
    """Keys of the families in these rows."""
    return {str(row.details[FAMILY_KEY]) for row in rows if row.details.get(FAMILY_KEY)}


def _seal(row: Event) -> Seal | None:
    found: Seal | None = getattr(row, "seal", None)
    return found


def title_of(kind: str) -> str:
    """The kind of an event as a heading: with a capital."""
    label = EVENT_KINDS[EventKind(kind)].label
    return label[:1].upper() + label[1:]


def detail_lines(kind: str, details: Mapping[str, object], names: Names) -> tuple[str, ...]:
    """What an event says, a line each. Details that hold no words of ours are left out."""
    lines = []
    for name, value in details.items():
        label = _LABELS.get(name)
        if label is None or value in ("", None):
            continue
        text = str(value)
        if name in _PEOPLE:
            text = names.person(text)
        elif name == FAMILY_KEY:
            text = names.family(text)
        elif name == "clock_started_on":
            text = day(parse_day(text))
        else:
            text = in_words(EventKind(kind), name, text)
        lines.append(f"{label}: {text}")
    return tuple(lines)


def when_of(row: Event) -> str:
    """The day of a row: when it happened, or is planned for."""
    if row.planned_for:
        return f"{day(row.planned_for)} (planned)"
    return day(row.happened_on)


def recorded_entries(
    child_key: str,
    rows: Sequence[Event],
    names: Names,
    notes: Mapping[str, Sequence[EventNote]],
    *,
    can_record: bool,
) -> list[RecordedEntry]:
    """Every row, newest first. notes: only those that this reader may read.

    can_record: whether links to correct, withdraw and seal are shown.
    """
    by_pk = {row.pk: row for row in rows}
    corrected_by = {row.supersedes_id: row for row in rows if row.supersedes_id}
    return [
        _entry(
            child_key,
            row,
            by_pk.get(row.supersedes_id or 0),
            corrected_by.get(row.pk),
            names,
            notes.get(row.key, ()),
            can_record=can_record,
        )
        for row in rows
    ]


def _entry(
    child_key: str,
    row: Event,
    supersedes: Event | None,
    superseded_by: Event | None,
    names: Names,
    notes: Sequence[EventNote],
    *,
    can_record: bool,
) -> RecordedEntry:
    change, title = row.change, title_of(row.kind)
    who = names.person(change.by_person) if change.by_person else f"the {change.by_process} process"
    if row.is_withdrawal:
        of = f" of {when_of(supersedes)}" if supersedes else ""
        return RecordedEntry(
            id=f"entry-{row.key}",
            when="",
            what=f"Withdrawn: {title}{of}",
            recorded=f"{moment(change.recorded_at)} by {who}",
            why=change.why,
            tags=(Tag("Withdrawal", Colour.GREY),),
        )
    tags, lines = [], list(detail_lines(row.kind, row.details, names))
    if row.planned_for:
        tags.append(Tag("Planned", Colour.BLUE))
    if supersedes:
        lines.append(f"In place of what was recorded for {when_of(supersedes)}")
    if superseded_by is not None:
        word = "Withdrawn" if superseded_by.is_withdrawal else "Corrected"
        tags.append(Tag(word, Colour.ORANGE))
        lines.append(f"{word} on {moment(superseded_by.change.recorded_at)}")
    seal = _seal(row)
    if seal and seal.agreed_by:
        tags.append(Tag("Sealed", Colour.RED))
        lines.append(
            f"Sealed by {names.person(seal.asked_by)} and {names.person(seal.agreed_by)}"
            f" on {moment(seal.agreed_at)}: {seal.reason}"
        )
    elif seal:
        tags.append(Tag("Seal asked for", Colour.YELLOW))
    stands = superseded_by is None
    return RecordedEntry(
        id=f"entry-{row.key}",
        when=when_of(row),
        what=title,
        recorded=f"{moment(change.recorded_at)} by {who}{_source(change.source)}",
        lines=tuple(lines),
        words=tuple(_note(note, names) for note in notes),
        why=change.why,
        tags=tuple(tags),
        actions=_actions(child_key, row, stands=stands, seal=seal) if can_record else (),
        stands=stands,
    )


def _source(source: str) -> str:
    return "" if source == "screen" else f", from {source}"


def _note(note: EventNote, names: Names) -> NoteWords:
    text = note.words or "Sealed: out of everyone's reach."
    if note.agreed_by:
        text += f" (agreed by {names.person(note.agreed_by)})"
    return NoteWords(EventNote.About(note.about).label, text)


def _actions(
    child_key: str, row: Event, *, stands: bool, seal: Seal | None
) -> tuple[EntryAction, ...]:
    about = f"{title_of(row.kind)[:1].lower()}{title_of(row.kind)[1:]}, {when_of(row)}"
    found = []
    if stands and not (seal and seal.agreed_by):
        found.append(("Correct", "child_correct"))
        if row.planned_for:
            found.append(("It has happened", "child_happened"))
    if stands:
        found.append(("Withdraw", "child_withdraw"))
    if seal is None:
        found.append(("Ask to seal", "child_seal"))
    return tuple(
        EntryAction(text, reverse(name, args=[child_key, row.key]), about) for text, name in found
    )
