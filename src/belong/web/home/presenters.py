"""What waits for one person, as tables of plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from belong.domain.calendar import working_days_between
from belong.domain.journey.family import FAMILY_EVENT_KINDS, FamilyEventKind
from belong.web.accounts.models import User
from belong.web.children import folding as child_folding
from belong.web.children.models import ChildRecord
from belong.web.children.presenters.sections import flag_words
from belong.web.children.presenters.story import title_of
from belong.web.children.presenters.who import name_of
from belong.web.documents.presenters import sealed_cell
from belong.web.families import folding as family_folding
from belong.web.families.words import sentence
from belong.web.home.queries import MOST, ToReview
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, moment

if TYPE_CHECKING:
    from belong.web.documents.queries import AskedPaperSeal
    from belong.web.home.queries import AskedSeal, ChildAlert, FamilyAlert

__all__ = [
    "days_left",
    "openings_table",
    "people_table",
    "rules_table",
    "seals_table",
]

#: Within how many working days an opening is reviewed.
REVIEWED_WITHIN = 5
_CLOSED_TO_READER = "Open the record with a reason to read it."
_SEALED = "The words are sealed."
_OF_ANOTHER = "Another entry breaks a rule because of this one: see the record."

Told = Mapping[str, Sequence[Event]]


def _table(caption: str, heads: Sequence[str], rows: Sequence[Row], empty: str = "") -> Table:
    columns = tuple(Column(head) for head in heads)
    return Table(caption, columns, tuple(rows), empty=empty, is_caption_hidden=True)


def rules_table(
    notes: Sequence[ChildAlert],
    children: Mapping[int, ChildRecord],
    entries: Sequence[FamilyAlert],
    told: Told,
) -> Table:
    """Rules broken on children and families, newest first; a corrected entry is left out.

    notes and entries: as ``rules_broken`` and ``family_rules_broken`` give them. children: as
    ``children_told_of`` gives them.
    """
    dated = [
        (note.written_at, _rule_of_child(note, children[note.told_with], told)) for note in notes
    ]
    dated += [(entry.change.recorded_at, _rule_of_family(entry, told)) for entry in entries]
    dated.sort(key=lambda each: each[0], reverse=True)
    return _table(
        "Rules broken in the last 30 days",
        ("Record", "Rule", "Source", "Reason given"),
        [row for _, row in dated if row is not None][:MOST],
        "No rule was broken in the last 30 days, on records that you may see.",
    )


def _rule_of_child(note: ChildAlert, child: ChildRecord, told: Told) -> Row | None:
    rows = told.get(child.key, ())
    standing = child_folding.still_believed(rows)
    entry = next((row for row in standing if row.key == note.event_key), None)
    if entry is None:
        return None
    broken = [f for f in child_folding.journey_told_by(rows).flags if f.event_id == note.event_key]
    identity = getattr(child, "birth_identity", None) if note.is_named else None
    by = f"by {note.by_name}" if note.by_name else ""
    agreed = f"agreed by {note.agreed_name}" if note.agreed_name else ""
    reason = (note.words or _SEALED) if note.is_readable else _CLOSED_TO_READER
    return Row.of(
        Cell(
            name_of(child, identity),
            href=f"{reverse('child_page', args=[child.key])}#entry-{note.event_key}",
            below=f"{title_of(entry.kind)}, recorded {moment(note.written_at)}",
        ),
        " ".join(flag_words(flag) for flag in broken) or _OF_ANOTHER,
        "; ".join(dict.fromkeys(flag.facts.source for flag in broken)),
        Cell(reason, below=", ".join(filter(None, (by, agreed)))),
    )


def _rule_of_family(entry: FamilyAlert, told: Told) -> Row | None:
    flags = family_folding.journey_told_by(told.get(entry.subject_key, ())).flags
    broken = [flag for flag in flags if flag.event_id == entry.key]
    if not broken:
        return None
    label = sentence(FAMILY_EVENT_KINDS[FamilyEventKind(entry.kind)].label)
    return Row.of(
        Cell(
            entry.pseudonym,
            href=f"{reverse('family', args=[entry.subject_key])}#entry-{entry.key}",
            below=f"{label}, recorded {moment(entry.change.recorded_at)}",
        ),
        " ".join(flag.facts.words for flag in broken),
        "; ".join(dict.fromkeys(flag.facts.source for flag in broken)),
        Cell(
            entry.change.why if entry.is_readable else _CLOSED_TO_READER,
            below=f"by {entry.by_name}" if entry.by_name else "",
        ),
    )


def seals_table(seals: Sequence[AskedSeal], papers: Sequence[AskedPaperSeal]) -> Table:
    """Seals of entries, notes and documents that wait for this person, oldest first.

    seals and papers: as ``seals_to_agree`` of home and of documents give them.
    """
    asked: list[tuple[AskedSeal | AskedPaperSeal, Cell, str]] = [
        *((one, Cell(_entry_of(one.event), href=_agree_to(one)), one.pseudonym) for one in seals),
        *((one, sealed_cell(one), one.told_of) for one in papers),
    ]
    asked.sort(key=lambda each: each[0].asked_at)
    return _table(
        "Seals that wait for you",
        ("What", "Record", "Asked by", "Reason"),
        [
            Row.of(
                what,
                record,
                Cell(seal.by_name or "", below=moment(seal.asked_at)),
                seal.reason,
            )
            for seal, what, record in asked[:MOST]
        ],
        "No seal waits for your agreement.",
    )


def _entry_of(event: Event) -> str:
    if event.subject_kind == SubjectKind.CHILD:
        return title_of(event.kind)
    return sentence(FAMILY_EVENT_KINDS[FamilyEventKind(event.kind)].label)


def _agree_to(seal: AskedSeal) -> str:
    is_child = seal.event.subject_kind == SubjectKind.CHILD
    name = "child_seal_agree" if is_child else "family-seal-agree"
    return reverse(name, args=[seal.told_with, seal.event.key])


def days_left(opened_on: date, today: date) -> int:
    """Working days that are left for reviewing an opening; below 0 when it is late."""
    return REVIEWED_WITHIN - working_days_between(opened_on, today)


def openings_table(found: Sequence[ToReview], today: date) -> Table:
    """Openings to review, the oldest first, with how long is left."""
    return _table(
        "Openings to review",
        ("Record", "Opened by", "Reason", "Time left"),
        [
            Row.of(
                Cell(f"Review {one.pseudonym}", href=_review(one)),
                Cell(one.by_name, below=moment(one.opened_at)),
                one.reason,
                _time_left(days_left(timezone.localdate(one.opened_at), today)),
            )
            for one in found
        ],
        "No opening waits for a review.",
    )


def _review(one: ToReview) -> str:
    page = "child_opening_review" if one.is_of_child else "family-opening-review"
    return reverse(page, args=[one.key, one.pk])


def _time_left(left: int) -> Cell:
    if left < 0:
        return Cell(tags=(Tag(f"{counted(-left, 'working day')} late", Colour.RED),))
    return Cell(counted(left, "working day"))


def people_table(people: Sequence[User]) -> Table:
    """People who have no role today."""
    return _table(
        "People without a role",
        ("Person", "E-mail"),
        [
            Row.of(Cell(one.name, href=reverse("person", args=[one.key])), one.email)
            for one in people
        ],
        "Everybody has a role.",
    )
