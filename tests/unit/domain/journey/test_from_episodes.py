"""Periods of care from episodes: the law of docs/reference/how-figures-are-made.md, 2 and 3."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.journey.from_episodes import (
    BEGAN_BEFORE_RETURNS,
    LOST,
    ChildFacts,
    Decision,
    Episode,
    Match,
    PeriodOfCare,
    periods_of_care,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def history(table: str) -> list[Episode]:
    """Episodes from lines of DECOM RNE LS PLACE DEC REC, a dash standing for empty."""
    episodes = []
    for line in table.strip().splitlines():
        decom, rne, ls, place, dec, rec = (None if cell == "-" else cell for cell in line.split())
        episodes.append(
            Episode(
                decom=day(decom or ""),
                rne=rne,
                ls=ls,
                place=place,
                dec=day(dec) if dec else None,
                rec=None if rec == LOST else rec,
                ends_unknown=rec == LOST,
            )
        )
    return episodes


def only(table: str, *args: object) -> PeriodOfCare:
    periods = periods_of_care(history(table), *args)  # type: ignore[arg-type]
    assert len(periods) == 1
    return periods[0]


PLAIN = """
    2018-01-10 S C1 U6 2018-07-02 X1
    2018-07-02 L E1 U6 2018-11-05 X1
    2018-11-05 P E1 A6 2019-05-20 E11
"""


def test_plain_adoption_has_every_date() -> None:
    journey = only(
        PLAIN, [Decision(day("2018-06-01"))], [Match(day("2018-10-15"), day("2018-06-01"), 2020)]
    )
    assert journey.entered_care_on == day("2018-01-10")
    assert journey.plan_decided_on == day("2018-06-01")
    assert journey.placement_order_on == day("2018-07-02")
    assert journey.matched_on == day("2018-10-15")
    assert journey.placed_for_adoption_on == journey.moved_in_on == day("2018-11-05")
    assert journey.adopted_on == journey.left_care_on == day("2019-05-20")
    assert (journey.left_care_reason, journey.left_care_legal_status) == ("E11", "E1")
    assert not journey.is_carer_adoption


def test_early_permanence_adoption_moves_in_before_it_is_placed() -> None:
    journey = only(
        """
        2017-06-01 S C1 U6 2017-06-05 X1
        2017-06-05 P C1 U5 2018-01-15 X1
        2018-01-15 L E1 U5 2018-01-22 X1
        2018-01-22 T E1 A5 2018-08-01 E12
        """,
        [],
        [Match(day("2018-01-08"), None, 2019)],
    )
    assert journey.moved_in_on == day("2017-06-05")
    assert journey.placed_for_adoption_on == day("2018-01-22")
    assert journey.placement_order_on == day("2018-01-15")
    assert journey.is_early_permanence
    assert journey.is_carer_adoption


def test_consent_adoption_has_no_order() -> None:
    journey = only(
        """
        2018-03-01 S V2 U6 2018-05-25 X1
        2018-05-25 P V2 A4 2018-11-30 E11
        """,
        [],
        [Match(day("2018-05-10"), day("2018-04-20"), 2019)],
    )
    assert not journey.has_order
    assert journey.placement_order_on is None
    assert journey.placement_order_reason is None
    assert journey.plan_decided_on == day("2018-04-20")


def test_adoption_from_foster_placement_was_not_placed_first() -> None:
    journey = only("2018-03-01 S E1 U4 2019-02-01 E11")
    assert journey.adopted_on == day("2019-02-01")
    assert not journey.was_placed
    assert journey.moved_in_on is None
    assert journey.moved_in_reason is None


def test_move_within_the_adoptive_placement_keeps_its_start() -> None:
    journey = only(
        """
        2018-01-10 S E1 U6 2018-11-05 X1
        2018-11-05 P E1 A6 2018-12-01 X1
        2018-12-01 T E1 A6 2019-05-20 E11
        """
    )
    assert journey.placed_for_adoption_on == day("2018-11-05")
    assert [spell.from_on for spell in journey.spells_of("adoptive_stay")] == [day("2018-11-05")]


def test_disruption_and_second_match_count_the_last_stay() -> None:
    journey = only(
        """
        2018-01-10 S E1 U6 2018-05-05 X1
        2018-05-05 P E1 A6 2018-09-01 X1
        2018-09-01 P E1 U6 2019-02-01 X1
        2019-02-01 P E1 A6 2019-09-20 E11
        """
    )
    assert journey.placed_for_adoption_on == day("2019-02-01")
    stays = journey.spells_of("adoptive_stay")
    assert [(one.from_on, one.to_on) for one in stays] == [
        (day("2018-05-05"), day("2018-09-01")),
        (day("2019-02-01"), day("2019-09-20")),
    ]


@pytest.mark.parametrize(
    ("matched", "order"),
    [
        ("2018-03-01", "2018-02-01"),  # live at the match
        ("2018-01-15", "2018-02-01"),  # next after it
        ("2018-06-01", "2018-09-01"),  # the first had ended on that day
        ("2018-12-01", None),  # every order had ended
        (None, "2018-09-01"),  # no match, not placed: the last
    ],
)
def test_order_of_the_journey_is_the_one_at_the_match(
    matched: str | None, order: str | None
) -> None:
    journey = only(
        """
        2018-01-10 S C1 U6 2018-02-01 X1
        2018-02-01 L E1 U6 2018-06-01 X1
        2018-06-01 L C2 U6 2018-09-01 X1
        2018-09-01 L E1 U6 2018-10-01 X1
        2018-10-01 L C2 U6 2019-05-20 E12
        """,
        [],
        [Match(day(matched) if matched else None, None, 2020)],
    )
    assert journey.has_order is (order is not None)
    assert journey.placement_order_on == (day(order) if order else None)


def test_order_without_a_match_is_the_one_live_when_placed() -> None:
    journey = only(
        """
        2018-01-10 S E1 U6 2018-02-01 X1
        2018-02-01 P E1 A6 2018-06-01 X1
        2018-06-01 L C2 A6 2018-09-01 X1
        2018-09-01 L E1 A6 - -
        """
    )
    assert journey.placement_order_on == day("2018-01-10")


def test_child_first_seen_in_mid_care_is_not_computable() -> None:
    journey = only("2018-04-10 L E1 A6 2018-09-20 E11")
    assert journey.entered_care_on is None
    assert journey.entered_care_reason == BEGAN_BEFORE_RETURNS
    assert journey.placed_for_adoption_on is None
    assert journey.placed_for_adoption_reason == BEGAN_BEFORE_RETURNS
    assert journey.placement_order_on == day("2018-04-10")  # RNE L: the status began that day


@pytest.mark.parametrize(("rne", "is_known"), [("T", False), ("P", False), ("U", True)])
def test_first_day_of_an_order_on_a_first_episode(rne: str, is_known: bool) -> None:
    journey = only(f"2018-04-10 {rne} E1 U6 - -")
    assert journey.has_order
    assert (journey.placement_order_on is not None) is is_known
    assert (journey.placement_order_reason is None) is is_known


def test_new_carer_on_a_first_episode_begins_a_known_stay() -> None:
    journey = only("2018-04-10 P E1 A6 2018-09-20 E11")
    assert journey.entered_care_on is None
    assert journey.placed_for_adoption_on == day("2018-04-10")


def test_return_to_care_is_a_second_period() -> None:
    periods = periods_of_care(
        history(
            """
            2016-01-10 S C1 U6 2016-09-20 E4A
            2017-05-01 S C1 U6 2018-09-20 E45
            """
        ),
        [
            Decision(day("2016-09-20")),
            Decision(day("2017-01-01"), day("2017-06-01")),
            Decision(day("2018-01-01")),
            Decision(day("2019-01-01")),
        ],
    )
    assert [one.period_of_care for one in periods] == [1, 2]
    assert [one.left_care_reason for one in periods] == ["E4A", "E45"]
    assert [one.plan_decided_on for one in periods] == [day("2016-09-20"), day("2018-01-01")]


def test_end_of_care_starts_a_new_period_even_without_rne_s() -> None:
    periods = periods_of_care(
        history(
            """
            2016-01-10 S C1 U6 2016-09-20 E4A
            2016-09-20 P C1 U6 - -
            """
        )
    )
    assert [one.entered_care_on for one in periods] == [day("2016-01-10"), None]


def test_child_lost_between_returns_is_looked_after_until_that_day() -> None:
    journey = only("2016-01-10 S C1 U6 2017-04-01 lost")
    care = journey.spells_of("care")[0]
    assert care.is_live_on(day("2017-03-31"))
    assert not care.is_live_on(day("2017-04-01"))
    assert care.to_reason == LOST
    assert (journey.left_care_on, journey.left_care_reason) == (None, LOST)


def test_decision_reversed_before_it_was_made_counts_for_nothing() -> None:
    journey = only(
        "2018-01-10 S C1 U6 - -", [Decision(day("2018-03-01"), day("2018-02-01"), "RD3")]
    )
    assert journey.plan_decided_on is None
    assert journey.plan_ended_on is None
    assert journey.spells_of("decision") == ()


def test_reversed_decision_is_not_the_plan_and_a_new_one_is() -> None:
    reversal = Decision(day("2018-03-01"), day("2018-08-01"), "RD3")
    journey = only("2018-01-10 S C1 U6 - -", [reversal])
    assert journey.plan_decided_on is None
    assert (journey.plan_ended_on, journey.plan_ended_reason) == (day("2018-08-01"), "RD3")
    again = only("2018-01-10 S C1 U6 - -", [Decision(day("2018-12-01")), reversal])
    assert again.plan_decided_on == day("2018-12-01")
    assert again.plan_ended_on is None
    assert [(one.from_on, one.to_on) for one in again.spells_of("decision")] == [
        (day("2018-03-01"), day("2018-08-01")),
        (day("2018-12-01"), None),
    ]


def test_reversal_after_the_end_of_care_does_not_undo_the_decision() -> None:
    journey = only(
        "2018-01-10 S C1 U6 2018-06-01 E45",
        [Decision(day("2018-03-01"), day("2018-08-01"), "RD2")],
    )
    assert journey.plan_decided_on == day("2018-03-01")
    assert journey.spells_of("decision")[0].to_on == day("2018-06-01")


def test_episode_left_open_ends_where_the_next_one_starts() -> None:
    journey = only(
        """
        2018-01-10 S E1 U6 - -
        2018-02-01 P C2 A6 - -
        """
    )
    order = journey.spells_of("authority")[0]
    assert order.to_on == day("2018-02-01")
    assert journey.spells_of("care")[0].to_on is None


def test_match_goes_to_the_adoption_of_its_year() -> None:
    table = """
        2016-01-10 S E1 A6 2016-09-20 E11
        2018-01-10 S E1 A6 2018-09-20 E11
    """
    first, second = Match(day("2016-03-01"), None, 2017), Match(day("2018-03-01"), None, 2019)
    stray = Match(day("2010-01-01"), None, 2011)
    periods = periods_of_care(history(table), [], [second, stray, first])
    assert [one.matched_on for one in periods] == [first.on, second.on]


def test_match_of_another_year_goes_to_the_only_adoption() -> None:
    journey = only(PLAIN, [], [Match(day("2018-10-15"), None, 2019)])
    assert journey.matched_on == day("2018-10-15")
    still_in_care = only("2018-01-10 S E1 A6 - -", [], [Match(day("2018-10-15"), None, 2019)])
    assert still_in_care.matched_on is None


def test_facts_of_the_child_are_carried_and_no_episode_gives_no_period() -> None:
    facts = ChildFacts("C1", "991", day("2017-12-01"), "F", "WBRI")
    journey = periods_of_care(history(PLAIN), child=facts)[0]
    assert (journey.child_id, journey.la_code, journey.born_on) == ("C1", "991", facts.born_on)
    assert periods_of_care([], [Decision(day("2018-01-01"))]) == []
