"""What is due: folded with the lists, the same after a rebuild, and moved by corrections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from belong.domain.calendar import add_months
from belong.domain.clocks import ClockKey, FamilyClockKey
from belong.domain.journey.family import FamilyEventKind
from belong.web.children.actions.keeping import merge, undo_merge
from belong.web.due.models import DueRow
from belong.web.ledger.actions import agree_seal, ask_to_seal, correct_event, withdraw_event
from belong.web.ledger.models import Event
from belong.web.ledger.projection import rebuild

from .conftest import BY, ago

pytestmark = pytest.mark.django_db
MATCH = ClockKey.MATCH_AFTER_DECISION


def told() -> list[dict[str, Any]]:
    """Every row, but for its number."""
    names = [f.attname for f in DueRow._meta.concrete_fields if f.name != "id"]
    order = ("child", "family", "due_on", "clock", "about", "started_on")
    return list(DueRow.objects.order_by(*order).values(*names))


def clocks(record: Any, rows: Any = None) -> set[str]:
    """The clocks of one child or family."""
    return set((record.due_rows.all() if rows is None else rows).values_list("clock", flat=True))


def test_due_rows_of_a_child_and_a_family_are_those_a_rebuild_makes(child, family, make_child):
    make_child(decided=None)
    before = told()
    assert before
    rebuild()
    assert told() == before


def test_overdue_clock_tells_whose_move_and_asks_for_its_reason(child):
    today = timezone.localdate()
    row = child.due_rows.get(clock=MATCH)
    assert row.due_on == add_months(ago(200), 6)
    assert row.whose_move == "family finder"
    assert row.days_left(today) == (row.due_on - today).days < 0
    assert row in DueRow.objects.overdue(today)
    assert row in DueRow.objects.asking(today)
    assert row not in DueRow.objects.overdue(row.due_on)
    assert row not in DueRow.objects.asking(row.due_on)


def test_reason_with_who_agreed_is_asked_for_no_more(child, happen):
    reason = {"clock": MATCH, "delay_reason": "no_suitable_family"}
    happen(child, "delayed", 3, **reason)
    assert MATCH in clocks(child, DueRow.objects.asking(timezone.localdate()))
    happen(child, "delayed", 2, **reason, agreed_by=BY)
    row = child.due_rows.get(clock=MATCH)
    assert row.has_reason
    assert MATCH not in clocks(child, DueRow.objects.asking(timezone.localdate()))
    assert MATCH in clocks(child, DueRow.objects.overdue(timezone.localdate()))


def test_clock_met_in_time_has_no_row_and_one_met_late_asks(make_child, happen):
    early, late = make_child(decided=100), make_child(decided=300)
    happen(early, "match_decided", 10)
    happen(late, "match_decided", 10)
    assert MATCH not in clocks(early)
    row = late.due_rows.get(clock=MATCH)
    assert row.met_on == ago(10)
    assert row in DueRow.objects.asking(timezone.localdate())
    assert row not in DueRow.objects.waiting(timezone.localdate())
    happen(late, "special_guardianship_made", 1)
    assert MATCH not in clocks(late)


def test_corrected_start_moves_the_due_day(child):
    decision = Event.objects.get(subject_key=child.key, kind="decision_made")
    correct_event(event=decision, by=BY, why="Misread", happened_on=ago(100), seen=None)
    assert child.due_rows.get(clock=MATCH).due_on == add_months(ago(100), 6)
    last = Event.objects.get(supersedes=decision)
    withdraw_event(event=last, by=BY, why="Another child", seen=None)
    assert MATCH not in clocks(child)


def test_sealed_minutes_keep_no_clock_that_hung_on_what_they_said(child, happen):
    happen(child, "minutes_final", 30, about="match")
    event = Event.objects.get(subject_key=child.key, kind="minutes_final")
    assert ClockKey.MATCH_AFTER_MINUTES in clocks(child)
    agree_seal(seal=ask_to_seal(event=event, by=BY, reason="Wrong child"), by="8" * 32)
    assert ClockKey.MATCH_AFTER_MINUTES not in clocks(child)
    before = told()
    rebuild()
    assert told() == before


def test_merged_record_has_no_rows_and_its_events_count_for_the_other(make_child, happen):
    kept, other = make_child(decided=None), make_child(decided=120)
    assert MATCH not in clocks(kept)
    made = merge(kept=kept, other=other, by=BY, reason="One child")
    assert MATCH in clocks(kept)
    assert clocks(other) == set()
    before = told()
    rebuild()
    assert told() == before
    undo_merge(made=made, by=BY, reason="Two children")
    assert MATCH not in clocks(kept)
    assert MATCH in clocks(other)


def test_period_that_only_passes_is_never_overdue(child, happen):
    happen(child, "placed_for_adoption", 80, family="f" * 32)
    row = DueRow(
        child=child,
        clock="period",
        label="Time passes",
        started_on=ago(20),
        due_on=ago(1),
        is_period=True,
        severity="red",
        whose_move="nobody",
    )
    row.save()
    today = timezone.localdate()
    for rows in (DueRow.objects.waiting(today), DueRow.objects.overdue(today)):
        assert row not in rows
    assert row not in DueRow.objects.asking(today)
    assert row in DueRow.objects.waiting(today - timedelta(days=5))


def test_family_in_stage_1_is_overdue_until_it_is_passed(family, happen_to_family):
    today = timezone.localdate()
    assert FamilyClockKey.STAGE_1 in clocks(family, DueRow.objects.overdue(today))
    happen_to_family(family, FamilyEventKind.STAGE_1_PASSED, 0)
    assert FamilyClockKey.STAGE_1 not in clocks(family, DueRow.objects.overdue(today))
    assert FamilyClockKey.STAGE_1 in clocks(family, DueRow.objects.asking(today))
    assert FamilyClockKey.BREAK in clocks(family, DueRow.objects.waiting(today))
