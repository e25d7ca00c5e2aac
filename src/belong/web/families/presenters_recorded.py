"""Everything recorded on a family, in words, with what may be done with each entry."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from belong.domain.journey.family import CHECK_KINDS
from belong.domain.policy import Part, can_record
from belong.domain.policy.families import can_record_checks, can_second_family_seal
from belong.web.families.folding import still_believed
from belong.web.families.reading import FamilyTold
from belong.web.ledger.models import Event
from belong.web.ui.presenters import Colour, Tag
from belong.web.ui.presenters.recorded import EntryAction, RecordedEntry
from belong.web.ui.words import counted, day, moment

__all__ = ["not_shown", "recorded_entries"]


def not_shown(told: FamilyTold) -> str:
    """How many entries about checks the reader may not see, in words; "" for none."""
    hidden = sum(not told.wording.shows(row) for row in told.rows)
    return f"{counted(hidden, 'entry', 'entries')} about checks not shown." if hidden else ""


def recorded_entries(told: FamilyTold) -> list[RecordedEntry]:
    """Every entry that the reader may see, newest first; corrections and withdrawals, too."""
    after = {row.supersedes_id: row for row in told.rows if row.supersedes_id}
    believed = {row.pk for row in still_believed(told.rows)}
    return [
        _entry(told, row, after.get(row.pk), is_believed=row.pk in believed)
        for row in told.rows
        if told.wording.shows(row)
    ]


def _entry(
    told: FamilyTold, row: Event, after: Event | None, *, is_believed: bool
) -> RecordedEntry:
    change = row.change
    by = told.people_who_recorded.get(change.by_person) or change.by_process or "somebody"
    label = told.wording.label(row)
    return RecordedEntry(
        id=f"entry-{row.key}",
        when=_when(row),
        what=f"Withdrawal: {label}" if row.is_withdrawal else label,
        lines=()
        if row.is_withdrawal
        else tuple(f"{head}: {text}" for head, text in told.wording.details(row)),
        recorded=f"{moment(change.recorded_at)} by {by}",
        why=change.why if told.wording.reads_reasons else "",
        tags=_tags(row, after),
        actions=_actions(told, row, label, is_believed=is_believed),
        stands=is_believed or row.is_withdrawal,
    )


def _when(row: Event) -> str:
    on: date | None = row.happened_on
    return day(on) if on else f"{day(row.planned_for)} (planned)" if row.planned_for else ""


def _tags(row: Event, after: Event | None) -> tuple[Tag, ...]:
    tags = []
    if after is not None:
        tags.append(Tag("Withdrawn" if after.is_withdrawal else "Corrected", Colour.GREY))
    if row.supersedes_id and not row.is_withdrawal:
        tags.append(Tag("Correction", Colour.PURPLE))
    seal = getattr(row, "seal", None)
    if seal is not None:
        tags.append(Tag("Sealed" if seal.agreed_by else "Seal asked for", Colour.ORANGE))
    return tuple(tags)


def _actions(
    told: FamilyTold, row: Event, label: str, *, is_believed: bool
) -> tuple[EntryAction, ...]:
    """What the reader may do with an entry; nothing where the past is read."""
    actor, facts = told.opened.actor, told.opened.facts
    if told.known is not None or row.is_withdrawal:
        return ()
    may_write = can_record(actor, facts, Part.FAMILY_DATES) and (
        row.kind not in CHECK_KINDS or can_record_checks(actor, facts)
    )
    seal = getattr(row, "seal", None)
    offered = []
    if may_write and is_believed and not row.details.get("sealed"):
        offered.append(("Correct", "family-correct"))
    if may_write and is_believed:
        offered.append(("Withdraw", "family-withdraw"))
    if may_write and seal is None:
        offered.append(("Seal", "family-seal"))
    if seal and not seal.agreed_by and can_second_family_seal(actor, facts, seal.asked_by):
        offered.append(("Agree to seal", "family-seal-agree"))
    about = f"{label}, {_when(row)}"
    return tuple(
        EntryAction(text, reverse(name, args=[told.family.key, row.key]), about)
        for text, name in offered
    )
