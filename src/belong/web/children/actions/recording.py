"""Recording, correcting, withdrawing and sealing what happened to a child."""

from __future__ import annotations

import hashlib

from django.db import transaction

from belong.domain.events import EventKind
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.models import BirthIdentity, ChildRecord, EventNote
from belong.web.children.recording import Answers
from belong.web.families.mirror import mirrors_of
from belong.web.ledger.actions import (
    Draft,
    Recorded,
    agree_seal,
    ask_to_seal,
    correct_event,
    record_events,
    withdraw_event,
)
from belong.web.ledger.models import Event, Seal, SubjectKind
from belong.web.ledger.once import save_once

__all__ = ["record_for_child", "seal_for_good"]

_SEALED_WITH = "The entry that it was recorded with is sealed."


@transaction.atomic
def record_for_child(
    *,
    child: ChildRecord,
    answers: Answers,
    by: str,
    token: str,
    seen: int,
    corrects: Event | None = None,
    why_broken: str = "",
    agreed_by: str = "",
) -> Recorded:
    """Write one event with the words beside it; corrects: the one that it stands in place of.

    A birth replaces the expected date of the child's birth identity. Raises: AlreadySaved;
    SomebodyRecorded; AlreadyCorrected; BelongError.
    """
    save_once(token=token, by=by)
    details = dict(answers.details)
    if answers.family_id:
        details[FAMILY_KEY] = answers.family_id
    if corrects is None:
        draft = Draft(
            SubjectKind.CHILD,
            child.key,
            answers.kind,
            happened_on=answers.happened_on,
            planned_for=answers.planned_for,
            details=details,
        )
        recorded = record_events(drafts=[draft], by=by, why=answers.why, seen=seen)
    else:
        recorded = correct_event(
            event=corrects,
            by=by,
            why=answers.why,
            happened_on=answers.happened_on,
            planned_for=answers.planned_for,
            details=details,
            seen=seen,
        )
    if answers.kind in (EventKind.BORN, EventKind.BIRTH_EXPECTED):
        _put_birth(child, answers)
    _write_notes(child, recorded.events[0], answers, by, why_broken, agreed_by)
    return recorded


def _put_birth(child: ChildRecord, answers: Answers) -> None:
    """The day of birth in place of the expected one; names and sex where they were told."""
    identity = BirthIdentity.objects.select_for_update().filter(child=child).first()
    identity = identity or BirthIdentity(child=child)
    if answers.kind is EventKind.BORN:
        identity.born_on, identity.expected_on = answers.happened_on, None
    elif identity.born_on is None:
        identity.expected_on = answers.planned_for or answers.happened_on
    identity.forenames = answers.forenames or identity.forenames
    identity.sex = answers.sex or identity.sex
    identity.save()


def _write_notes(
    child: ChildRecord, event: Event, answers: Answers, by: str, why_broken: str, agreed_by: str
) -> None:
    notes = [
        EventNote(
            event_key=event.key, child=child, side=side, about=about, words=words, by_person=by
        )
        for about, side, words in answers.notes
    ]
    if why_broken:
        notes.append(
            EventNote(
                event_key=event.key,
                child=child,
                side=EventNote.Side.BIRTH,
                about=EventNote.About.RULE_BROKEN,
                words=why_broken,
                by_person=by,
                agreed_by=agreed_by,
            )
        )
    EventNote.objects.bulk_create(notes)


@transaction.atomic
def seal_for_good(*, seal: Seal, by: str) -> Seal:
    """The second person's agreement: the event's details and the words beside it are emptied.

    What was written on a family with the event is withdrawn and sealed with it, by the same two.
    Raises: BelongError where the same person asked, or it was agreed already.
    """
    mirrors = mirrors_of(seal.event)
    sealed = agree_seal(seal=seal, by=by)
    for mirror in mirrors:
        if not Seal.objects.filter(event=mirror).exists():
            asked = ask_to_seal(event=mirror, by=seal.asked_by, reason=_SEALED_WITH)
            agree_seal(seal=asked, by=by)
        if not Event.objects.filter(supersedes=mirror).exists():
            withdraw_event(event=mirror, by=by, why=_SEALED_WITH, seen=None)
    for note in EventNote.objects.select_for_update().filter(event_key=seal.event.key):
        note.words_hash = hashlib.sha256(note.words.encode()).hexdigest()
        note.words = ""
        note.save(update_fields=["words", "words_hash"])
    return sealed
