"""Writing to the ledger: one numbered change at a time, its events, and what is folded from them.

Everything here is keyword-only, takes ``by``, runs in one transaction and writes its audit event in
that same transaction. What breaks a rule is recorded and flagged by the fold; only what is
impossible is refused, and that is decided before anything is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.kept import forget_about
from belong.web.audit.actions import record_audit
from belong.web.ledger import followers, projection
from belong.web.ledger.models import (
    Change,
    Event,
    Head,
    Seal,
    SealedReason,
    SubjectKind,
    TwoPersonSeal,
)
from belong.web.ledger.sealing import check_reason_to_seal, hash_of

__all__ = [
    "DEMO",
    "AlreadyCorrected",
    "Draft",
    "Recorded",
    "SomebodyRecorded",
    "agree_seal",
    "ask_to_seal",
    "correct_event",
    "put_agreement",
    "record_events",
    "withdraw_event",
    "write_change",
]

#: The process that loads the made-up region of the demo.
DEMO = "demo"
#: What stands in the details of a sealed event.
SEALED_DETAILS: dict[str, Any] = {"sealed": True}
#: What stands in place of the reasons given with it; the ledger's triggers know it by this word.
SEALED_WHY = "Sealed."


class SomebodyRecorded(BelongError):
    """Somebody else wrote on this record since the page was opened. events: what they did."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = tuple(events)
        super().__init__(
            "Somebody else recorded something here since you opened this page.",
            mend="Look at what they recorded, then save again if yours still stands.",
        )


class AlreadyCorrected(BelongError):
    """The event was corrected or withdrawn before; its latest correction is the one to correct."""


@dataclass(frozen=True)
class Draft:
    """An event not yet written. Exactly one of happened_on and planned_for."""

    subject_kind: SubjectKind
    subject_key: str
    kind: str
    happened_on: date | None = None
    planned_for: date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    supersedes: Event | None = None
    is_withdrawal: bool = False


@dataclass(frozen=True)
class Recorded:
    """The change that was made, and its events in the order given."""

    change: Change
    events: tuple[Event, ...]


@transaction.atomic
def write_change(
    *,
    drafts: Iterable[Draft],
    by: str = "",
    process: str = "",
    source: str = "screen",
    why: str = "",
    seen: int | None = None,
    refold: bool = True,
    recorded_at: datetime | None = None,
) -> Recorded:
    """One change with its events, numbered under the lock; projections follow in the transaction.

    seen: the number of the last change that the writer saw on these subjects; newer ones on them
    raise SomebodyRecorded and nothing is written. refold: False only for bulk loading, which folds
    all subjects at its end. recorded_at: None is now; only the made-up demo, which shows nine years
    at once, may say another moment. Raises: BelongError where a draft is impossible.
    """
    drafts = list(drafts)
    if recorded_at is not None and process != DEMO:
        raise BelongError("Only the demo may say when a change was recorded.")
    head = Head.objects.select_for_update().get(pk=1)
    if seen is not None:
        _check_unseen(drafts, seen)
    change = Change.objects.create(
        number=head.last_number + 1,
        recorded_at=recorded_at or timezone.now(),
        by_person=by,
        by_process=process,
        source=source,
        why=why,
    )
    head.last_number = change.number
    head.save(update_fields=["last_number"])
    events = Event.objects.bulk_create(
        [
            Event(
                change=change,
                subject_kind=d.subject_kind,
                subject_key=d.subject_key,
                kind=d.kind,
                happened_on=d.happened_on,
                planned_for=d.planned_for,
                details=dict(d.details),
                supersedes=d.supersedes,
                is_withdrawal=d.is_withdrawal,
            )
            for d in drafts
        ],
        batch_size=500,
    )
    if refold:
        for kind, key in sorted({(d.subject_kind, d.subject_key) for d in drafts}):
            projection.refold(kind, key, since=change.number)
    return Recorded(change, tuple(events))


def _check_unseen(drafts: Sequence[Draft], seen: int) -> None:
    for kind, key in {(d.subject_kind, d.subject_key) for d in drafts}:
        newer = list(
            Event.objects.filter(
                subject_kind=kind, subject_key=key, change__number__gt=seen
            ).select_related("change")
        )
        if newer:
            raise SomebodyRecorded(newer)


@transaction.atomic
def record_events(
    *, drafts: Iterable[Draft], by: str, source: str = "screen", why: str = "", seen: int | None
) -> Recorded:
    """What a person recorded on a screen, with its audit event."""
    recorded = write_change(drafts=drafts, by=by, source=source, why=why, seen=seen)
    for event in recorded.events:
        record_audit(
            by=by,
            action="event_recorded",
            subject_kind=event.subject_kind,
            subject_key=event.subject_key,
            detail={"change": recorded.change.number, "kind": event.kind},
        )
    followers.follow(recorded.events, by)
    return recorded


@transaction.atomic
def correct_event(
    *,
    event: Event,
    by: str,
    why: str,
    happened_on: date | None = None,
    planned_for: date | None = None,
    details: Mapping[str, Any] | None = None,
    seen: int | None,
) -> Recorded:
    """A new event in place of one that was wrong; the old one stays, superseded.

    Raises: AlreadyCorrected; SomebodyRecorded; BelongError where no reason is given.
    """
    draft = Draft(
        subject_kind=SubjectKind(event.subject_kind),
        subject_key=event.subject_key,
        kind=event.kind,
        happened_on=happened_on,
        planned_for=planned_for,
        details=event.details if details is None else details,
        supersedes=event,
    )
    return _replace(event, draft, by=by, why=why, seen=seen, action="event_corrected")


@transaction.atomic
def withdraw_event(*, event: Event, by: str, why: str, seen: int | None) -> Recorded:
    """An event that did not happen is believed no longer. Raises as ``correct_event``."""
    draft = Draft(
        subject_kind=SubjectKind(event.subject_kind),
        subject_key=event.subject_key,
        kind=event.kind,
        supersedes=event,
        is_withdrawal=True,
    )
    return _replace(event, draft, by=by, why=why, seen=seen, action="event_withdrawn")


def _replace(
    event: Event, draft: Draft, *, by: str, why: str, seen: int | None, action: str
) -> Recorded:
    if not why.strip():
        raise BelongError("A correction needs a reason.", mend="Say what was wrong.")
    if Event.objects.filter(supersedes=event).exists():
        raise AlreadyCorrected(
            "This entry was corrected or withdrawn already.",
            mend="Go back to the record and look at what stands there now.",
        )
    recorded = write_change(drafts=[draft], by=by, why=why, seen=seen)
    record_audit(
        by=by,
        action=action,
        subject_kind=event.subject_kind,
        subject_key=event.subject_key,
        detail={"change": recorded.change.number, "kind": event.kind},
    )
    followers.follow(recorded.events, by)
    return recorded


@transaction.atomic
def ask_to_seal(*, event: Event, by: str, reason: str) -> Seal:
    """The first of the two steps of a seal; nothing is out of reach yet.

    Raises: BelongError where no reason is given or a seal was asked for already.
    """
    check_reason_to_seal(reason)
    if Seal.objects.filter(event=event).exists():
        raise BelongError("A seal of this entry has been asked for already.")
    seal = Seal.objects.create(
        event=event,
        asked_by=by,
        asked_at=timezone.now(),
        reason=reason,
        details_hash=hash_of(json.dumps(event.details, sort_keys=True, ensure_ascii=False)),
    )
    record_audit(
        by=by,
        action="seal_asked",
        subject_kind=event.subject_kind,
        subject_key=event.subject_key,
        detail={"event": event.key},
    )
    return seal


@transaction.atomic
def agree_seal(*, seal: Seal, by: str, at: datetime | None = None) -> Seal:
    """The second step, by another person: the details are emptied for everyone, for good.

    So are the reasons given with the event, and for correcting or withdrawing it, and what somebody
    had begun to write on its pages.
    Raises: BelongError where the same person asked, or it was agreed already.
    """
    put_agreement(seal=seal, by=by, at=at)
    event = seal.event
    Event.objects.filter(pk=event.pk).update(details=SEALED_DETAILS)
    _seal_reasons(seal)
    forget_about(event.key)
    projection.refold(SubjectKind(event.subject_kind), event.subject_key)
    record_audit(
        by=by,
        action="seal_agreed",
        subject_kind=event.subject_kind,
        subject_key=event.subject_key,
        detail={"event": event.key},
    )
    return seal


def put_agreement(*, seal: TwoPersonSeal, by: str, at: datetime | None = None) -> None:
    """The second person's name on any seal, in the transaction that empties what is sealed.

    Raises: BelongError where the same person asked, or it was agreed already.
    """
    if by == seal.asked_by:
        raise BelongError("The person who asked for a seal cannot also agree it.")
    if seal.agreed_by:
        raise BelongError("This seal was agreed already.")
    seal.agreed_by = by
    seal.agreed_at = at or timezone.now()
    seal.save(update_fields=["agreed_by", "agreed_at"])


def _seal_reasons(seal: Seal) -> None:
    """Empty the reasons given with the sealed event, and for correcting or withdrawing it."""
    of_event = Q(events=seal.event) | Q(events__supersedes=seal.event)
    told = Change.objects.filter(of_event).exclude(why__in=["", SEALED_WHY]).distinct()
    reasons = [
        SealedReason(seal=seal, change=change, why_hash=hash_of(change.why)) for change in told
    ]
    SealedReason.objects.bulk_create(reasons)
    Change.objects.filter(number__in=[one.change_id for one in reasons]).update(why=SEALED_WHY)
