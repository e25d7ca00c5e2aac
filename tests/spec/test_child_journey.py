"""The child's journey: a worked timeline to the day, and the laws that every journey is held to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.domain.calendar import add_months, add_working_days
from belong.domain.events import Event, EventKind
from belong.domain.journey import (
    Authority,
    Family,
    Journey,
    Outcome,
    Plan,
    RuleKey,
    Stage,
    earliest_application_on,
    fold,
)

K = EventKind
RECORD = {
    "decision_maker": "role-7",
    "documents_seen": "report, medical summary, legal advice",
    "recommendation_seen": "minutes",
    "reasons": "recorded",
    "agreed": "yes",
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: EventKind, on: str, family: str | None = None, **details: str) -> Event:
    full = RECORD | details if kind in (K.DECISION_MADE, K.MATCH_DECIDED) else details
    return Event(kind=kind, happened_on=day(on), family_id=family, details=full)


TIMELINE = (
    event(K.BORN, "2023-01-05"),
    event(K.CARE_ENTERED, "2023-01-08", legal_status="L2"),
    event(K.LEGAL_STATUS_BEGAN, "2023-01-08", legal_status="C1"),
    event(K.PLACEMENT_BEGAN, "2023-01-08", place="U6"),
    event(K.PARALLEL_PLAN_MADE, "2023-05-02"),
    event(K.DECISION_MADE, "2023-06-14"),
    event(K.PLACEMENT_ORDER_MADE, "2023-07-20"),
    event(K.LINKED, "2023-08-15", "F1"),
    event(K.PLACEMENT_REPORT_FINISHED, "2023-09-20", "F1"),
    event(K.PANEL_MET, "2023-10-04", "F1", about="match"),
    event(K.PANEL_RECOMMENDED, "2023-10-04", "F1", about="match"),
    event(K.MINUTES_FINAL, "2023-10-09", "F1", about="match"),
    event(K.MATCH_DECIDED, "2023-10-12", "F1"),
    event(K.INTRODUCTIONS_BEGAN, "2023-10-20", "F1"),
    event(K.INTRODUCTIONS_FINISHED, "2023-11-03", "F1"),
    event(K.PLACED_FOR_ADOPTION, "2023-11-03", "F1", place="A6"),
    event(K.VISITED, "2023-11-10"),
    event(K.REVIEWED, "2023-11-28"),
    event(K.ADOPTION_APPLIED_FOR, "2024-01-12", "F1"),
    event(K.ADOPTION_ORDER_MADE, "2024-05-09", "F1"),
)


def rules_broken(journey: Journey) -> list[RuleKey]:
    return [flag.rule for flag in journey.flags]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("entered_care_on", "placed_for_adoption_on", 299),  # A1
        ("entered_care_on", "moved_in_on", 299),  # A10
        ("placement_order_on", "matched_on", 84),  # A2
        ("matched_on", "placed_for_adoption_on", 22),
        ("placed_for_adoption_on", "adopted_on", 188),
    ],
)
def test_worked_timeline_folds_to_each_interval(start: str, end: str, days: int) -> None:
    (milestones,) = fold(TIMELINE).milestones
    assert milestones.days(start, end) == days


def test_worked_timeline_shows_each_stage_from_its_day() -> None:
    journey = fold(TIMELINE)
    assert [(one.on.isoformat(), one.stage.value) for one in journey.stages] == [
        ("2023-01-05", "C0"),
        ("2023-01-08", "C1"),
        ("2023-05-02", "C2"),
        ("2023-06-14", "C3"),
        ("2023-07-20", "C4"),
        ("2023-08-15", "C6"),
        ("2023-10-12", "C7"),
        ("2023-10-20", "C8"),
        ("2023-11-03", "C9"),
        ("2024-01-12", "C10"),
        ("2024-05-09", "C11"),
    ]
    assert journey.axes.outcome is Outcome.ADOPTED
    assert journey.flags == ()


def test_worked_timeline_clocks_fall_due_on_the_stated_days() -> None:
    assert add_working_days(day("2023-10-09"), 7) == day("2023-10-18")  # decision after minutes
    assert day("2023-11-03") + timedelta(weeks=1) == day("2023-11-10")  # first visit
    assert day("2023-11-03") + timedelta(weeks=4) == day("2023-12-01")  # first review
    assert add_months(day("2023-11-28"), 3) == day("2024-02-28")  # second, from the first held
    assert earliest_application_on(day("2023-11-03")) == day("2024-01-12")


def test_legal_status_runs_beside_the_axes() -> None:
    spells = fold(TIMELINE).spells_of("legal")
    assert [(one.value, one.from_on, one.to_on) for one in spells] == [
        ("C1", day("2023-01-08"), day("2023-07-20")),
        ("E1", day("2023-07-20"), day("2024-05-09")),
    ]


def without(*kinds: EventKind) -> list[Event]:
    return [one for one in TIMELINE if one.kind not in kinds]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (K.DECISION_MADE, RuleKey.ORDER_WITHOUT_DECISION),
        (K.DECISION_MADE, RuleKey.MATCH_WITHOUT_DECISION),
        (K.DECISION_MADE, RuleKey.ADOPTED_WITHOUT_DECISION),
        (K.PLACEMENT_ORDER_MADE, RuleKey.PLACED_WITHOUT_ORDER),
        (K.MATCH_DECIDED, RuleKey.INTRODUCED_WITHOUT_MATCH),
        (K.MATCH_DECIDED, RuleKey.PLACED_WITHOUT_MATCH),
        (K.PLACED_FOR_ADOPTION, RuleKey.ADOPTED_WITHOUT_PLACEMENT),
    ],
)
def test_missing_step_is_flagged_and_the_child_is_adopted_all_the_same(
    kind: EventKind, rule: RuleKey
) -> None:
    journey = fold(without(kind))
    assert rule in rules_broken(journey)
    assert journey.stage is Stage.ADOPTED
    assert all(flag.facts.source for flag in journey.flags)


def test_match_before_the_order_is_lawful() -> None:
    moved = [*without(K.PLACEMENT_ORDER_MADE), event(K.PLACEMENT_ORDER_MADE, "2023-10-19")]
    journey = fold(moved)
    assert journey.flags == ()
    assert journey.milestones[0].days("placement_order_on", "matched_on") == -7


@pytest.mark.parametrize(
    ("place", "authority", "rule"),
    [
        ("A6", K.CONSENT_GIVEN, RuleKey.PLACED_WITHOUT_ORDER),
        ("A4", K.PLACEMENT_ORDER_MADE, RuleKey.PLACED_WITHOUT_CONSENT),
        ("A4", K.CONSENT_GIVEN, None),
        ("A6", K.PLACEMENT_ORDER_MADE, None),
    ],
)
def test_placing_needs_the_authority_that_its_code_states(
    place: str, authority: EventKind, rule: RuleKey | None
) -> None:
    journey = fold(
        [
            *without(K.PLACEMENT_ORDER_MADE, K.PLACED_FOR_ADOPTION),
            event(authority, "2023-07-20"),
            event(K.PLACED_FOR_ADOPTION, "2023-11-03", "F1", place=place),
        ]
    )
    assert rules_broken(journey) == ([rule] if rule else [])


def test_baby_under_six_weeks_may_be_placed_with_written_agreement() -> None:
    start = [
        event(K.BORN, "2023-01-05"),
        event(K.DECISION_MADE, "2023-01-20"),
        event(K.MATCH_DECIDED, "2023-01-25", "F1"),
        event(K.PLACED_FOR_ADOPTION, "2023-02-01", "F1"),
    ]
    assert rules_broken(fold(start)) == [RuleKey.PLACED_WITHOUT_AUTHORITY]
    agreed = [*start, event(K.PARENT_AGREED_IN_WRITING, "2023-01-28")]
    assert rules_broken(fold(agreed)) == []
    assert rules_broken(fold([*agreed, event(K.CONSENT_GIVEN, "2023-02-10")])) == [
        RuleKey.CONSENT_BEFORE_SIX_WEEKS
    ]


def test_application_before_ten_weeks_is_flagged_unless_the_carers_had_the_child_before() -> None:
    early = [*without(K.ADOPTION_APPLIED_FOR), event(K.ADOPTION_APPLIED_FOR, "2023-12-01", "F1")]
    assert rules_broken(fold(early)) == [RuleKey.APPLIED_BEFORE_TEN_WEEKS]
    fostered = [
        *(one for one in early if one.kind not in (K.PLACEMENT_BEGAN, K.PLACED_FOR_ADOPTION)),
        event(K.EARLY_PERMANENCE_PLACED, "2023-01-08", "F1", place="U5"),
        event(K.PLACED_FOR_ADOPTION, "2023-11-03", "F1", place="A5"),
    ]
    journey = fold([one for one in fostered if one.kind not in (K.INTRODUCTIONS_BEGAN, K.LINKED)])
    assert journey.flags == ()
    assert journey.milestones[0].days("entered_care_on", "moved_in_on") == 0
    assert journey.milestones[0].days("entered_care_on", "placed_for_adoption_on") == 299


def test_order_ten_days_after_placing_with_no_application_is_flagged() -> None:
    journey = fold(
        [
            *without(K.ADOPTION_APPLIED_FOR, K.ADOPTION_ORDER_MADE),
            event(K.ADOPTION_ORDER_MADE, "2023-11-13", "F1"),
        ]
    )
    assert rules_broken(journey) == [RuleKey.APPLIED_BEFORE_TEN_WEEKS]


def test_second_decision_and_second_placement_are_flagged_and_several_links_are_not() -> None:
    again = fold([*TIMELINE[:7], event(K.DECISION_MADE, "2023-07-21")])
    assert rules_broken(again) == [RuleKey.SECOND_LIVE_DECISION]
    linked = fold([*TIMELINE[:8], event(K.LINKED, "2023-08-20", "F2")])
    assert linked.flags == ()
    assert len(linked.links) == 2
    placed = fold([*TIMELINE[:18], event(K.PLACED_FOR_ADOPTION, "2023-12-20", "F1", place="A6")])
    assert rules_broken(placed) == [RuleKey.SECOND_LIVE_PLACEMENT]


def test_reversed_decision_is_flagged_once_the_child_is_adopted() -> None:
    reversal = event(K.DECISION_REVERSED, "2024-02-01", reason="RD4", **RECORD)
    assert rules_broken(fold([*TIMELINE, reversal])) == [
        RuleKey.REVERSED_WHILE_PLACED,
        RuleKey.ADOPTED_WITHOUT_DECISION,
    ]


@pytest.mark.parametrize(
    ("kind", "on", "is_broken"),
    [
        (K.PLACEMENT_ORDER_MADE, "2041-01-04", False),
        (K.PLACEMENT_ORDER_MADE, "2041-01-05", True),
        (K.ADOPTION_APPLIED_FOR, "2041-01-05", True),
        (K.ADOPTION_ORDER_MADE, "2042-01-04", False),
        (K.ADOPTION_ORDER_MADE, "2042-01-05", True),
    ],
)
def test_no_order_for_a_grown_child(kind: EventKind, on: str, is_broken: bool) -> None:
    journey = fold([event(K.BORN, "2023-01-05"), event(kind, on)])
    assert (RuleKey.TOO_OLD_FOR_ORDER in rules_broken(journey)) is is_broken


def test_decision_record_says_what_is_missing() -> None:
    bare = Event(kind=K.DECISION_MADE, happened_on=day("2023-06-14"))
    (flag,) = fold([bare]).flags
    assert flag.rule is RuleKey.DECISION_RECORD_INCOMPLETE
    assert flag.missing == ("decision_maker", "documents_seen", "reasons")
    panel = event(K.PANEL_RECOMMENDED, "2023-06-01", about="plan")
    assert fold([panel, bare]).flags[0].missing[-2:] == ("recommendation_seen", "agreed")


def test_decision_record_out_of_reach_is_not_said_to_lack_anything() -> None:
    sealed = Event(kind=K.DECISION_MADE, happened_on=day("2023-06-14"), details={"sealed": "yes"})
    assert fold([sealed]).flags == ()


def test_planned_is_not_happened() -> None:
    plan = Event(kind=K.PLACED_FOR_ADOPTION, planned_for=day("2023-11-03"), family_id="F1")
    journey = fold([*TIMELINE[:14], plan])
    assert journey.stage is Stage.INTRODUCTIONS
    assert journey.milestones[0].placed_for_adoption_on is None
    assert journey.planned == (plan,)


def test_early_permanence_that_ends_at_home_is_no_disruption() -> None:
    journey = fold(
        [
            event(K.CARE_ENTERED, "2023-01-08", legal_status="C1"),
            event(K.EARLY_PERMANENCE_PLACED, "2023-01-10", "F1", place="U5"),
            event(K.WENT_HOME, "2023-06-01", rec="E4A"),
        ]
    )
    assert journey.flags == ()
    assert [one.stage for one in journey.stages][-2:] == [
        Stage.EARLY_PERMANENCE_PLACED,
        Stage.REUNIFIED,
    ]


def test_unborn_child_is_planned_for_and_matched() -> None:
    journey = fold(
        [
            Event(kind=K.BIRTH_EXPECTED, planned_for=day("2023-03-01")),
            event(K.REFERRED, "2023-01-01"),
            event(K.FAMILY_FINDING_BEGAN, "2023-01-10"),
        ]
    )
    assert journey.stage is Stage.PRE_BIRTH_OR_PROCEEDINGS
    assert journey.expected_on == day("2023-03-01")
    assert (journey.axes.plan, journey.axes.family) == (Plan.PARALLEL, Family.SEARCHING)


def test_birth_of_a_child_is_expected_no_more_once_born() -> None:
    expected = Event(kind=K.BIRTH_EXPECTED, planned_for=day("2023-03-01"), event_id="expected")
    hearing = Event(kind=K.HEARING_LISTED, planned_for=day("2023-05-01"), event_id="hearing")
    assert fold([expected, hearing]).to_come == (expected, hearing)
    journey = fold([expected, hearing, event(K.BORN, "2023-02-20")])
    assert journey.to_come == (hearing,)
    assert journey.expected_on is None


def test_disrupted_child_waits_again_and_a_second_family_counts() -> None:
    journey = fold(
        [
            *TIMELINE[:18],
            event(K.DISRUPTED, "2023-12-20", reason="RD1"),
            event(K.PLACEMENT_BEGAN, "2023-12-20", place="U6"),
            event(K.MATCH_DECIDED, "2024-06-01", "F2"),
            event(K.PLACED_FOR_ADOPTION, "2024-07-01", "F2", place="A6"),
        ]
    )
    assert journey.flags == ()
    assert journey.stage_on(day("2024-01-01")) is Stage.DISRUPTED
    assert journey.milestones[0].placed_for_adoption_on == day("2024-07-01")
    assert [one.to_on for one in journey.spells_of("adoptive_stay")] == [day("2023-12-20"), None]


def test_adopted_child_in_care_again_is_a_new_record_and_the_old_one_stays_closed() -> None:
    journey = fold([*TIMELINE, event(K.CARE_ENTERED, "2025-01-01", legal_status="C1")])
    assert journey.stage is Stage.POST_ORDER_BREAKDOWN
    assert rules_broken(journey) == [RuleKey.REENTERED_AFTER_ADOPTION]
    assert len(journey.milestones) == 1


def test_order_set_aside_restores_what_stood_before() -> None:
    journey = fold([*TIMELINE, event(K.ADOPTION_ORDER_SET_ASIDE, "2024-09-01")])
    assert (journey.axes.plan, journey.axes.authority, journey.axes.family) == (
        Plan.DECIDED,
        Authority.PLACEMENT_ORDER,
        Family.PLACED,
    )
    assert journey.stage is Stage.PLACED_FOR_ADOPTION


def test_placing_while_revocation_is_pending_needs_leave() -> None:
    pending = [*TIMELINE, event(K.REVOCATION_APPLIED_FOR, "2023-11-01", by="parent")]
    assert rules_broken(fold(pending)) == [RuleKey.PLACED_WHILE_REVOCATION_PENDING]
    leave = event(K.LEAVE_DECIDED, "2023-11-02", about="placing", is_given="yes")
    assert rules_broken(fold([*pending, leave])) == []


@pytest.mark.parametrize(
    ("kind", "on", "rule"),
    [
        (K.PLACEMENT_BEGAN, "2023-01-01", RuleKey.LIVED_BEFORE_BIRTH),
        (K.PLACEMENT_BEGAN, "2023-11-03", RuleKey.TWO_PLACES_AT_ONCE),
    ],
)
def test_the_impossible_is_named_as_such(kind: EventKind, on: str, rule: RuleKey) -> None:
    flags = fold([*TIMELINE, event(kind, on, place="U4")]).flags
    assert [flag.rule for flag in flags if flag.facts.severity == "impossible"] == [rule]


def test_moving_after_death_is_impossible() -> None:
    journey = fold(
        [event(K.DIED, "2024-01-01"), event(K.PLACEMENT_BEGAN, "2024-01-02", place="U6")]
    )
    assert RuleKey.LIVED_AFTER_DEATH in rules_broken(journey)
    assert journey.stage is Stage.DIED


def test_one_of_two_links_ending_leaves_the_child_linked() -> None:
    linked = [*TIMELINE[:8], event(K.LINKED, "2023-08-20", "F2")]
    one_left = fold([*linked, event(K.LINK_ENDED, "2023-09-01", "F1", reason="too far")])
    assert one_left.stage is Stage.LINKED
    none_left = fold([*linked, *(event(K.LINK_ENDED, "2023-09-01", f) for f in ("F1", "F2"))])
    assert none_left.stage is Stage.FAMILY_FINDING
    stray = fold([*linked, event(K.LINK_ENDED, "2023-09-01", "F3")])
    assert rules_broken(stray) == [RuleKey.NOTHING_TO_END]


def test_reversal_changes_the_plan_and_a_later_decision_is_another_row() -> None:
    reversal = event(K.DECISION_REVERSED, "2023-09-01", reason="RD3", **RECORD)
    changed = fold([*TIMELINE[:8], reversal])
    assert (changed.stage, changed.axes.family) == (Stage.PLAN_CHANGED, Family.NONE)
    assert changed.milestones[0].plan_decided_on is None
    again = fold([*TIMELINE[:8], reversal, event(K.DECISION_MADE, "2023-12-01")])
    assert again.flags == ()
    assert [(one.on, one.reversed_on, one.reversed_reason) for one in again.decisions] == [
        (day("2023-06-14"), day("2023-09-01"), "RD3"),
        (day("2023-12-01"), None, None),
    ]


def test_decision_keeps_its_true_parts() -> None:
    journey = fold(
        [
            event(K.MINUTES_FINAL, "2023-06-05", about="plan"),
            event(K.DECISION_MADE, "2023-06-14"),
            event(K.TOLD_ORALLY, "2023-06-15", about="plan"),
            event(K.TOLD_IN_WRITING, "2023-06-19", about="plan"),
        ]
    )
    (decision,) = journey.decisions
    assert decision.minutes_final_on == day("2023-06-05")
    assert decision.told_orally_on == day("2023-06-15")
    assert decision.told_in_writing_on == day("2023-06-19")


def test_adjourned_hearing_is_a_delay_with_its_reason_and_moves_nothing() -> None:
    adjourned = event(
        K.HEARING_ADJOURNED, "2023-07-01", about="placement order", delay_reason="court_listing"
    )
    journey = fold([*TIMELINE[:6], adjourned])
    assert journey.delays == (adjourned,)
    assert journey.axes == fold(TIMELINE[:6]).axes


def test_interval_with_a_missing_date_is_not_a_number() -> None:
    (milestones,) = fold(TIMELINE[:7]).milestones
    assert milestones.days("placement_order_on", "matched_on") is None


def test_long_term_fostering_closes_the_axes_and_a_new_decision_opens_them() -> None:
    fostered = [*TIMELINE[:7], event(K.LONG_TERM_FOSTERING_AGREED, "2024-01-01")]
    journey = fold(fostered)
    assert journey.stage is Stage.LONG_TERM_FOSTERING
    assert journey.circumstances.is_looked_after
    reopened = fold([*fostered, event(K.DECISION_MADE, "2024-06-01")])
    assert (reopened.stage, reopened.axes.authority) == (Stage.DECIDED, Authority.NONE)


def test_event_after_the_outcome_is_recorded_flagged_and_moves_nothing() -> None:
    journey = fold([*TIMELINE, event(K.LINKED, "2024-06-01", "F2")])
    assert rules_broken(journey) == [RuleKey.JOURNEY_CLOSED]
    assert journey.stage is Stage.ADOPTED
