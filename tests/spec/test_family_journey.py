"""A family's journey: its stages, its time limits to the day, and the rules it is held to."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.events import EventError
from belong.domain.journey.family import (
    ApplicationJourney,
    CheckKind,
    CheckOutcome,
    FamilyEvent,
    FamilyEventKind,
    FamilyRuleKey,
    FamilyStage,
    LeftGroup,
    LeftReason,
    LimitKey,
    Route,
    checks_needed,
    fold_family,
    kinds_allowed,
    limits_of,
    live_limit,
    next_move,
    reasons_in,
)

K, R, S = FamilyEventKind, FamilyRuleKey, FamilyStage
RECORD = {
    "decision_maker": "role-7",
    "documents_seen": "report, medical summary",
    "recommendation_seen": "minutes",
    "reasons": "recorded",
    "agreed": "yes",
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: FamilyEventKind, on: str, application: str = "A", **details: str) -> FamilyEvent:
    full = RECORD | details if kind in (K.APPROVED, K.NOT_APPROVED) else details
    if kind is K.DETERMINATION_SENT:
        full = RECORD | details
    return FamilyEvent(kind=kind, happened_on=day(on), application=application, details=full)


def check(kind: FamilyEventKind, on: str, name: CheckKind, **details: str) -> FamilyEvent:
    return event(kind, on, check=name, **details)


CHECKED = tuple(
    check(K.CHECK_RECEIVED, "2024-03-20", name, outcome="satisfactory")
    for name in (
        CheckKind.HEALTH,
        CheckKind.FIRST_REFERENCE,
        CheckKind.SECOND_REFERENCE,
        CheckKind.THIRD_REFERENCE,
    )
)

WAY = (
    event(K.ENQUIRED, "2024-01-08", source="web"),
    event(K.INFORMATION_EVENT_ATTENDED, "2024-01-20"),
    event(K.REGISTRATION_RECEIVED, "2024-01-25"),
    event(K.STAGE_1_BEGAN, "2024-01-31"),
    *CHECKED,
    event(K.STAGE_1_PASSED, "2024-03-29"),
    event(K.STAGE_2_BEGAN, "2024-04-30"),
    event(K.REPORT_FINISHED, "2024-08-01"),
    event(K.PANEL_MET, "2024-08-20"),
    event(K.PANEL_RECOMMENDED, "2024-08-20", recommendation="approve"),
    event(K.MINUTES_FINAL, "2024-08-23"),
    event(K.APPROVED, "2024-08-30"),
    event(K.TOLD_ORALLY, "2024-09-02"),
    event(K.TOLD_IN_WRITING, "2024-09-05"),
    event(K.LINKED, "2024-10-01", child="C1"),
    event(K.MATCHED, "2024-11-15", child="C1"),
    event(K.CHILD_PLACED, "2024-12-10", child="C1"),
    event(K.ADOPTION_ORDER_MADE, "2025-05-20", child="C1"),
)


def folded(*events: FamilyEvent) -> ApplicationJourney:
    (told,) = fold_family(events).applications
    return told


def until(kind: FamilyEventKind) -> list[FamilyEvent]:
    """The worked way up to and with the first event of a kind."""
    ends = next(number for number, one in enumerate(WAY) if one.kind is kind)
    return list(WAY[: ends + 1])


def broken(told: ApplicationJourney) -> list[FamilyRuleKey]:
    return [flag.rule for flag in told.flags]


def test_worked_way_shows_each_stage_from_its_day_and_breaks_no_rule() -> None:
    told = folded(*WAY)
    assert [(one.on.isoformat(), one.stage.value) for one in told.stages] == [
        ("2024-01-08", "E0"),
        ("2024-01-20", "E1"),
        ("2024-01-25", "E2"),
        ("2024-01-31", "A1"),
        ("2024-03-29", "A1B"),
        ("2024-04-30", "A2"),
        ("2024-08-01", "A2P"),
        ("2024-08-20", "A3"),
        ("2024-08-30", "A4"),
        ("2024-10-01", "A5"),
        ("2024-11-15", "A6"),
        ("2024-12-10", "A7"),
        ("2025-05-20", "A8"),
    ]
    assert told.flags == ()
    assert told.decision.is_approved
    assert told.decision.minutes_final_on == day("2024-08-23")
    assert told.decision.told_in_writing_on == day("2024-09-05")
    assert told.stage_on(day("2024-02-01")) is S.STAGE_1


def test_time_limits_are_calendar_months_clipped_to_the_month() -> None:
    limits = {one.key: one for one in limits_of(folded(*until(K.APPROVED)))}
    assert limits[LimitKey.STAGE_1].due_on == day("2024-03-31")  # T_S1: two months from 31 January
    assert limits[LimitKey.STAGE_1].met_on == day("2024-03-29")
    assert limits[LimitKey.BREAK].due_on == day("2024-09-29")  # T_BREAK: six months
    assert limits[LimitKey.STAGE_2].due_on == day("2024-08-30")  # T_S2: four months from 30 April
    assert limits[LimitKey.STAGE_2].days_over(day("2025-01-01")) == 0
    assert limits[LimitKey.REVIEW].due_on == day("2025-08-30")  # T_REVIEW: a year from approval


@pytest.mark.parametrize(
    ("began", "due"),
    [
        ("2023-12-31", "2024-02-29"),
        ("2022-12-31", "2023-02-28"),
        ("2024-01-15", "2024-03-15"),
    ],
)
def test_stage_1_ends_within_two_months_of_acceptance(began: str, due: str) -> None:
    limit = live_limit(limits_of(folded(event(K.STAGE_1_BEGAN, began))))
    assert limit is not None
    assert limit.due_on == day(due)
    assert limit.days_over(day(due)) == 0
    assert limit.days_over(date.fromordinal(day(due).toordinal() + 9)) == 9


def test_stage_2_runs_to_the_decision_and_not_to_the_panel() -> None:
    late = [*until(K.MINUTES_FINAL), event(K.APPROVED, "2024-09-10")]
    limits = {one.key: one for one in limits_of(folded(*late))}
    assert limits[LimitKey.STAGE_2].days_over(day("2030-01-01")) == 11


def test_stage_1_left_with_no_decision_stops_its_clock_and_has_no_end() -> None:
    told = folded(*until(K.STAGE_1_BEGAN), event(K.STAGE_2_BEGAN, "2024-04-09"))
    stage_1 = limits_of(told)[0]
    assert told.stage_1_to_on is None
    assert stage_1.days_over(day("2030-01-01")) == 9


def test_hold_stops_no_time_limit_and_stands_beside_the_stage() -> None:
    told = folded(*until(K.STAGE_1_BEGAN), event(K.HELD, "2024-02-10", hold_reason="bereavement"))
    limit = live_limit(limits_of(told))
    assert told.stage is S.STAGE_1
    assert told.is_on_hold
    assert limit is not None
    assert limit.due_on == day("2024-03-31")
    assert K.RESUMED in kinds_allowed(told)
    move = next_move(told)
    assert move is not None
    assert move.words.startswith("On hold")


def test_check_is_sought_chased_and_received_by_somebody() -> None:
    asked = FamilyEvent(
        kind=K.CHECK_SOUGHT, happened_on=day("2024-02-01"), application="A", by="U1",
        details={"check": "dbs", "person": "P1"},
    )  # fmt: skip
    chased = check(K.CHECK_CHASED, "2024-02-20", CheckKind.DBS, person="P1")
    told = folded(*until(K.STAGE_1_BEGAN), asked, chased)
    (dbs,) = told.checks
    assert dbs.is_outstanding
    assert dbs.sought_by == "U1"
    assert dbs.chased_on == (day("2024-02-20"),)
    move = next_move(told)
    assert move is not None
    assert move.check is CheckKind.DBS
    came = check(
        K.CHECK_RECEIVED, "2024-03-01", CheckKind.DBS, person="P1",
        outcome="to_discuss", expires_on="2026-03-01",
    )  # fmt: skip
    (dbs,) = folded(*until(K.STAGE_1_BEGAN), asked, chased, came).checks
    assert not dbs.is_outstanding
    assert dbs.outcome is CheckOutcome.TO_DISCUSS
    assert dbs.has_expired(day("2026-03-01"))
    again = FamilyEvent(
        kind=K.CHECK_SOUGHT, happened_on=day("2026-03-02"), application="A",
        details={"check": "dbs", "person": "P1"},
    )  # fmt: skip
    (dbs,) = folded(*until(K.STAGE_1_BEGAN), asked, chased, came, again).checks
    assert dbs.is_outstanding


def test_checks_needed_are_one_for_each_person_they_are_about() -> None:
    needed = checks_needed(["P1", "P2"], ["P1", "P2", "P3"])
    assert sum(kind is CheckKind.DBS for kind, _ in needed) == 3
    assert sum(kind is CheckKind.HEALTH for kind, _ in needed) == 2
    assert (CheckKind.THIRD_REFERENCE, "") in needed
    assert all(kind is not CheckKind.PETS for kind, _ in needed)


@pytest.mark.parametrize(
    ("events", "rule", "stage"),
    [
        ((event(K.STAGE_1_BEGAN, "2024-01-31"),), R.REGISTRATION_MISSING, S.STAGE_1),
        ((event(K.STAGE_2_BEGAN, "2024-01-31"),), R.STAGE_1_MISSING, S.STAGE_2),
        ((event(K.APPROVED, "2024-01-31"),), R.STAGE_2_MISSING, S.APPROVED),
        (
            (event(K.STAGE_2_BEGAN, "2024-01-31"), event(K.APPROVED, "2024-03-01")),
            R.DECIDED_WITHOUT_PANEL,
            S.APPROVED,
        ),
        ((event(K.APPROVED, "2024-01-31"),), R.DECIDED_WITHOUT_CHECKS, S.APPROVED),
        (
            (event(K.APPROVED, "2024-01-31", reasons=""),),
            R.DECISION_RECORD_INCOMPLETE,
            S.APPROVED,
        ),
        (
            (event(K.NOT_APPROVED, "2024-01-31", reason="adm_not_approved"),),
            R.NO_DETERMINATION,
            S.CLOSED,
        ),
        ((event(K.MATCHED, "2024-01-31"),), R.MATCHED_WITHOUT_APPROVAL, S.MATCHED),
        ((event(K.CHILD_PLACED, "2024-01-31"),), R.PLACED_WITHOUT_MATCH, S.PLACED),
        ((event(K.ADOPTION_ORDER_MADE, "2024-01-31"),), R.ORDER_WITHOUT_PLACEMENT, S.ADOPTERS),
        ((event(K.RESUMED, "2024-01-31"),), R.NOTHING_TO_END, S.ENQUIRY),
        ((event(K.LINK_ENDED, "2024-01-31"),), R.NOTHING_TO_END, S.ENQUIRY),
        (
            (event(K.DEREGISTERED, "2024-01-31", reason="separation"),),
            R.LEFT_IN_OTHER_WORDS,
            S.CLOSED,
        ),
        ((event(K.WITHDREW, "2024-01-31"),), R.REASON_MISSING, S.CLOSED),
        ((event(K.ENQUIRED, "2024-01-31", ""),), R.APPLICATION_NOT_NAMED, S.ENQUIRY),
        (
            (
                event(K.WITHDREW, "2024-01-31", reason="changed_mind"),
                event(K.STAGE_1_BEGAN, "2024-02-01"),
            ),
            R.APPLICATION_CLOSED,
            S.CLOSED,
        ),
        (
            (
                event(K.CHILD_PLACED, "2024-01-31"),
                event(K.DEREGISTERED, "2024-02-01", reason="separation"),
            ),
            R.LEFT_WITH_CHILD_PLACED,
            S.CLOSED,
        ),
    ],
)
def test_broken_rule_is_flagged_and_the_stage_moves_all_the_same(
    events: tuple[FamilyEvent, ...], rule: FamilyRuleKey, stage: FamilyStage
) -> None:
    told = folded(*events)
    assert rule in broken(told)
    assert told.stage is stage
    assert all(flag.facts.words and flag.facts.source for flag in told.flags)


def test_asking_for_stage_2_after_six_months_is_flagged() -> None:
    told = folded(*until(K.STAGE_1_PASSED), event(K.STAGE_2_BEGAN, "2024-09-30"))
    assert broken(told) == [R.BREAK_TOO_LONG]
    told = folded(*until(K.STAGE_1_PASSED), event(K.STAGE_2_BEGAN, "2024-09-29"))
    assert broken(told) == []


def test_fast_track_begins_with_stage_2_and_needs_no_checks_again() -> None:
    told = folded(
        event(K.REGISTRATION_RECEIVED, "2024-01-25", route="fast_track"),
        event(K.STAGE_2_BEGAN, "2024-02-01", route="fast_track"),
        event(K.PANEL_RECOMMENDED, "2024-05-01"),
        event(K.APPROVED, "2024-05-20"),
    )
    assert told.route is Route.FAST_TRACK
    assert told.flags == ()
    assert {one.key for one in limits_of(told)} == {LimitKey.STAGE_2, LimitKey.REVIEW}


def test_proposal_not_to_approve_may_end_in_approval() -> None:
    proposed = [*until(K.MINUTES_FINAL), event(K.DETERMINATION_SENT, "2024-08-29")]
    told = folded(*proposed)
    assert told.stage is S.DETERMINATION
    assert told.stage_2_to_on == day("2024-08-29")
    assert folded(*proposed, event(K.APPROVED, "2024-12-01")).stage is S.APPROVED
    refused = folded(*proposed, event(K.NOT_APPROVED, "2024-12-01", reason="irm_upheld"))
    assert refused.stage is S.CLOSED
    assert refused.flags == ()
    assert refused.left_reason is LeftReason.IRM_UPHELD


def test_link_that_ends_leaves_the_others() -> None:
    two = [*until(K.LINKED), event(K.LINKED, "2024-10-05", child="C2")]
    one_left = folded(*two, event(K.LINK_ENDED, "2024-10-20", child="C1", reason="other family"))
    assert one_left.stage is S.LINKED
    none_left = folded(
        *two,
        event(K.LINK_ENDED, "2024-10-20", child="C1"),
        event(K.LINK_ENDED, "2024-10-21", child="C2"),
    )
    assert none_left.stage is S.APPROVED


def test_disrupted_placement_leaves_an_approved_family_that_waits_again() -> None:
    told = folded(*until(K.CHILD_PLACED), event(K.PLACEMENT_ENDED, "2025-02-01", child="C1"))
    assert told.stage is S.APPROVED
    assert [one.ended_on for one in told.matches] == [day("2025-02-01")]
    assert told.flags == ()


def test_early_permanence_places_a_child_before_a_match() -> None:
    told = folded(*until(K.APPROVED), event(K.EARLY_PERMANENCE_PLACED, "2024-09-20", child="C1"))
    assert told.stage is S.PLACED
    assert told.flags == ()


def test_separation_ends_one_application_and_another_begins_of_its_own() -> None:
    family = fold_family(
        [
            *until(K.APPROVED),
            event(K.DEREGISTERED, "2025-01-10", reason="separation"),
            event(K.REGISTRATION_RECEIVED, "2025-03-01", "B"),
            event(K.STAGE_1_BEGAN, "2025-03-05", "B"),
        ]
    )
    first, second = family.applications
    assert first.stage is S.CLOSED
    assert first.left_reason is LeftReason.SEPARATION
    assert LeftReason.SEPARATION.group is LeftGroup.AFTER_APPROVAL
    assert second.stage is S.STAGE_1
    assert family.latest is second
    assert family.flags == ()


def test_panel_on_a_match_is_no_part_of_the_decision_on_suitability() -> None:
    told = folded(*until(K.APPROVED), event(K.PANEL_MET, "2024-11-01", about="match"))
    assert told.decision.panel_met_on == day("2024-08-20")


def test_every_reason_has_words_and_stands_in_one_group() -> None:
    assert set(reasons_in(*LeftGroup)) == set(LeftReason)
    assert all(reason.label for reason in LeftReason)


def test_what_cannot_be_planned_is_refused() -> None:
    with pytest.raises(EventError, match="only once it has happened"):
        FamilyEvent(kind=K.ENQUIRED, planned_for=day("2030-01-01"))
    with pytest.raises(EventError, match="one date"):
        FamilyEvent(kind=K.ENQUIRED)
