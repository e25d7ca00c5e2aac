"""The ledger: numbered changes, events only ever added, corrections, and seals by two people."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.models import KeptForm, User
from belong.web.agencies.models import Agency
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord, ChildRow
from belong.web.ledger.actions import (
    AlreadyCorrected,
    Draft,
    SomebodyRecorded,
    agree_seal,
    ask_to_seal,
    correct_event,
    record_events,
    withdraw_event,
)
from belong.web.ledger.models import Change, Event, Head, Seal, SubjectKind
from belong.web.ledger.projection import rebuild
from belong.web.ledger.queries import believed, last_change, last_change_on, recorded

pytestmark = pytest.mark.django_db

ONE, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def child() -> ChildRecord:
    council = Agency.objects.create(kind="council", name="Brackenfold", dfe_code="991")
    return ChildRecord.objects.create(pseudonym="C-0001", council=council)


def draft(child: ChildRecord, kind: str, on: str, **details: str) -> Draft:
    return Draft(
        SubjectKind.CHILD, child.key, kind, happened_on=date.fromisoformat(on), details=details
    )


def lawful(child: ChildRecord) -> list[Draft]:
    return [
        draft(child, "born", "2023-01-05"),
        draft(child, "care_entered", "2023-01-08", legal_status="C1"),
        draft(child, "decision_made", "2023-06-14"),
        draft(child, "placement_order_made", "2023-07-20"),
    ]


def dates(child: ChildRecord, at: int | None = None) -> dict[str, date | None]:
    return {e.kind: e.happened_on for e in believed(SubjectKind.CHILD, child.key, at=at)}


def test_record_several_events_is_one_change_and_folds_the_row(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, seen=0)
    assert made.change.number == last_change() == last_change_on(SubjectKind.CHILD, child.key) == 1
    row = ChildRow.objects.get(child=child)
    assert (row.stage, row.change) == ("C4", 1)
    assert row.placement_order_on == date(2023, 7, 20)
    assert AuditEvent.objects.filter(action="event_recorded", by_person=ONE).count() == 4


def test_correct_event_keeps_the_old_one_and_known_at_shows_it(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, seen=0)
    correct_event(
        event=made.events[3], by=OTHER, why="the order was made a day later",
        happened_on=date(2023, 7, 21), seen=1,
    )  # fmt: skip
    assert dates(child)["placement_order_made"] == date(2023, 7, 21)
    assert dates(child, at=1)["placement_order_made"] == date(2023, 7, 20)
    assert ChildRow.objects.get(child=child).placement_order_on == date(2023, 7, 21)
    assert recorded(SubjectKind.CHILD, child.key).count() == 5


def test_correct_event_twice_is_refused(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, seen=0)
    withdraw_event(event=made.events[3], by=ONE, why="another child's order", seen=1)
    assert "placement_order_made" not in dates(child)
    with pytest.raises(AlreadyCorrected):
        withdraw_event(event=made.events[3], by=ONE, why="again", seen=2)
    assert last_change() == 2


def test_correct_event_without_a_reason_is_refused(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, seen=0)
    with pytest.raises(BelongError, match="needs a reason"):
        correct_event(event=made.events[0], by=ONE, why=" ", happened_on=date(2023, 1, 6), seen=1)


def test_record_on_a_page_seen_before_somebody_elses_change_is_asked_again(
    child: ChildRecord,
) -> None:
    record_events(drafts=lawful(child), by=ONE, seen=0)
    with pytest.raises(SomebodyRecorded) as told:
        record_events(drafts=[draft(child, "referred", "2023-05-02")], by=OTHER, seen=0)
    assert {e.kind for e in told.value.events} >= {"decision_made"}
    assert last_change() == 1


@pytest.mark.parametrize("model", [Change, Event])
def test_ledger_refuses_update_and_delete_whoever_asks(
    child: ChildRecord, model: type[Change] | type[Event]
) -> None:
    record_events(drafts=lawful(child), by=ONE, seen=0)
    statements = {
        Change: ("UPDATE ledger_change SET why = 'x'", "DELETE FROM ledger_change"),
        Event: ("UPDATE ledger_event SET kind = 'x'", "DELETE FROM ledger_event"),
    }
    for statement in statements[model]:
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(statement)
    assert model._default_manager.exists()


def test_seal_by_two_people_empties_details_and_keeps_the_date(child: ChildRecord) -> None:
    made = record_events(
        drafts=[*lawful(child), draft(child, "linked", "2023-08-15", family="f" * 32)],
        by=ONE,
        seen=0,
    )
    seal = ask_to_seal(event=made.events[4], by=ONE, reason="the family of another child")
    assert Event.objects.get(pk=made.events[4].pk).details == {"family": "f" * 32}
    with pytest.raises(BelongError, match="cannot also agree"):
        agree_seal(seal=seal, by=ONE)
    agree_seal(seal=seal, by=OTHER)
    sealed = Event.objects.get(pk=made.events[4].pk)
    assert sealed.details == {"sealed": True}
    assert sealed.happened_on == date(2023, 8, 15)
    assert not ChildRow.objects.get(child=child).child.ties.exists()


def test_seal_does_not_open_the_rest_of_the_event_to_change(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, seen=0)
    agree_seal(seal=ask_to_seal(event=made.events[2], by=ONE, reason="wrong child"), by=OTHER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=made.events[2].pk).update(happened_on=date(2020, 1, 1))


def test_seal_by_one_person_is_refused_by_the_database_too(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, seen=0)
    seal = ask_to_seal(event=made.events[2], by=ONE, reason="wrong child")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(pk=seal.pk).update(agreed_by=ONE, agreed_at=seal.asked_at)


def test_event_dated_twice_or_never_is_refused(child: ChildRecord) -> None:
    day = date(2023, 1, 1)
    for happened, planned in ((day, day), (None, None)):
        both = Draft(SubjectKind.CHILD, child.key, "reviewed", happened, planned)
        with pytest.raises(IntegrityError), transaction.atomic():
            record_events(drafts=[both], by=ONE, seen=0)
    assert Head.objects.get().last_number == 0


def test_rebuild_gives_the_same_rows(child: ChildRecord) -> None:
    record_events(drafts=lawful(child), by=ONE, seen=0)
    before = ChildRow.objects.values().get()
    assert rebuild() == 1
    assert ChildRow.objects.values().get() == before


def test_seal_takes_the_reasons_given_with_the_event_and_keeps_their_hash(
    child: ChildRecord,
) -> None:
    made = record_events(drafts=lawful(child), by=ONE, why="as the Thornes told", seen=0)
    event = made.events[2]
    corrected = correct_event(
        event=event,
        by=ONE,
        why="the Thornes' child",
        happened_on=date(2023, 6, 2),
        seen=None,
    )
    other = record_events(
        drafts=[draft(child, "reviewed", "2023-09-01")], by=ONE, why="x", seen=None
    )
    KeptForm.objects.create(
        user=User.objects.create(email="one@northmere.example", name="One"),
        path=f"/children/{child.key}/entries/{event.key}/correct",
        content=b"of the Thornes",
        kept_at=timezone.now(),
    )
    seal = ask_to_seal(event=event, by=ONE, reason="wrong child")
    assert Change.objects.get(pk=corrected.change.pk).why == "the Thornes' child"
    agree_seal(seal=seal, by=OTHER)
    whys = dict(Change.objects.values_list("number", "why"))
    assert whys == {
        made.change.number: "Sealed.",
        corrected.change.number: "Sealed.",
        other.change.number: "x",
    }
    kept = dict(seal.reasons.values_list("change", "why_hash"))
    assert kept[corrected.change.number] == sha256(b"the Thornes' child").hexdigest()
    assert set(kept) == {made.change.number, corrected.change.number}
    assert not KeptForm.objects.exists()


def test_seal_opens_nothing_else_of_a_change(child: ChildRecord) -> None:
    made = record_events(drafts=lawful(child), by=ONE, why="words", seen=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.filter(pk=made.change.pk).update(why="Sealed.")
    agree_seal(seal=ask_to_seal(event=made.events[0], by=ONE, reason="wrong child"), by=OTHER)
    for other in ({"why": "other words"}, {"by_person": OTHER}, {"source": "elsewhere"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Change.objects.filter(pk=made.change.pk).update(**other)
