"""What people recorded at screens, told as a return would hold it."""

from __future__ import annotations

from datetime import date

from belong.domain.events import Event, EventKind
from belong.domain.journey.episodes_from_events import episodes_from_events
from belong.domain.journey.fold import fold
from belong.domain.journey.from_episodes import periods_of_care
from belong.domain.journey.periods import Decision, Episode, Match

K = EventKind


def on(kind: EventKind, day: str, family: str | None = None, **details: str) -> Event:
    return Event(
        kind=kind,
        happened_on=date.fromisoformat(day),
        family_id=family,
        details=details,
        event_id=f"{kind}-{day}",
    )


CARE = on(K.CARE_ENTERED, "2023-01-08", legal_status="C1")
FOSTERED = on(K.PLACEMENT_BEGAN, "2023-01-08", place="U6")
DECIDED = on(K.DECISION_MADE, "2023-06-14")
ORDERED = on(K.PLACEMENT_ORDER_MADE, "2023-07-20")
MATCHED = on(K.MATCH_DECIDED, "2023-09-25", "f1")
PLACED = on(K.PLACED_FOR_ADOPTION, "2023-10-20", "f1", place="A6")
ADOPTED = on(K.ADOPTION_ORDER_MADE, "2024-05-02", is_opposed="yes")
WHOLE = [CARE, FOSTERED, DECIDED, ORDERED, MATCHED, PLACED, ADOPTED]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_whole_journey_gives_the_episodes_of_a_return() -> None:
    filed = episodes_from_events(WHOLE)
    assert filed.episodes == (
        Episode(day("2023-01-08"), "S", "C1", "U6", day("2023-07-20"), "X1"),
        Episode(day("2023-07-20"), "L", "E1", "U6", day("2023-10-20"), "X1"),
        Episode(day("2023-10-20"), "P", "E1", "A6", day("2024-05-02"), "E12"),
    )
    assert filed.decisions == (Decision(day("2023-06-14")),)
    assert filed.matches == (Match(day("2023-09-25"), None, 2025),)


def test_a_whole_journey_gives_the_dates_that_its_page_shows() -> None:
    filed = episodes_from_events(WHOLE)
    (period,) = periods_of_care(filed.episodes, filed.decisions, filed.matches)
    shown = fold(WHOLE).milestones[-1]
    for name in (
        *("entered_care_on", "plan_decided_on", "placement_order_on", "matched_on"),
        *("moved_in_on", "placed_for_adoption_on", "adopted_on", "left_care_on"),
    ):
        assert getattr(period, name) == getattr(shown, name), name


def test_the_same_family_keeps_the_carer_and_others_do_not() -> None:
    fostered = on(K.EARLY_PERMANENCE_PLACED, "2023-02-01", "f1", place="U5")
    filed = episodes_from_events([CARE, FOSTERED, fostered, DECIDED, ORDERED, PLACED])
    assert [one.rne for one in filed.episodes] == ["S", "P", "L", "T"]
    other = on(K.PLACED_FOR_ADOPTION, "2023-10-20", "f2", place="A6")
    filed = episodes_from_events([CARE, FOSTERED, fostered, DECIDED, ORDERED, other])
    assert [one.rne for one in filed.episodes] == ["S", "P", "L", "P"]


def test_what_is_stated_of_the_carers_holds_whatever_the_place() -> None:
    moved = on(K.PLACEMENT_BEGAN, "2023-03-01", place="U4", same_carer="yes")
    both = on(K.PLACEMENT_ORDER_REVOKED, "2023-03-01", legal_status="C2")
    assert [one.rne for one in episodes_from_events([CARE, FOSTERED, moved]).episodes] == ["S", "T"]
    ((_, second)) = episodes_from_events([CARE, FOSTERED, moved, both]).episodes
    assert (second.rne, second.ls, second.place) == ("U", "C2", "U4")


def test_a_disruption_ends_the_adoptive_stay_before_the_next_home_is_recorded() -> None:
    disrupted = on(K.DISRUPTED, "2024-01-09", "f1", reason="needs_not_met")
    filed = episodes_from_events([*WHOLE[:-1], disrupted])
    assert filed.episodes[-1] == Episode(day("2024-01-09"), "P", "E1", None)
    later = on(K.ADOPTION_ORDER_MADE, "2024-08-01")
    assert episodes_from_events([*WHOLE[:-1], disrupted, later]).matches == ()


def test_reversal_ends_every_live_decision_and_care_left_without_a_code_is_another_reason() -> None:
    again = on(K.DECISION_MADE, "2023-08-01")
    reversed_ = on(K.DECISION_REVERSED, "2023-09-01", reason="RD4")
    left = on(K.CARE_LEFT, "2023-10-01")
    filed = episodes_from_events([CARE, FOSTERED, DECIDED, again, reversed_, left])
    assert filed.decisions == (
        Decision(day("2023-06-14"), day("2023-09-01"), "RD4"),
        Decision(day("2023-08-01"), day("2023-09-01"), "RD4"),
    )
    assert filed.episodes[-1].rec == "E8"


def test_placed_before_care_was_entered_leaves_the_start_not_known() -> None:
    filed = episodes_from_events([FOSTERED])
    assert filed.episodes == (Episode(day("2023-01-08"), None, None, "U6"),)
    (period,) = periods_of_care(filed.episodes)
    assert period.entered_care_on is None


def test_sealed_codes_are_taken_as_the_usual_ones_of_the_kind() -> None:
    placed = on(K.PLACED_FOR_ADOPTION, "2023-10-20")
    home = on(K.WENT_HOME, "2024-02-01")
    filed = episodes_from_events([CARE, FOSTERED, ORDERED, placed, home])
    assert (filed.episodes[-1].place, filed.episodes[-1].rec) == ("A6", "E4A")


def test_a_leaving_with_nobody_in_care_tells_nothing() -> None:
    assert episodes_from_events([on(K.WENT_HOME, "2024-02-01")]).episodes == ()
