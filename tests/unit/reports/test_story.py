"""One child's story where the returns do not tell everything."""

from __future__ import annotations

from datetime import date

from belong.reports.story import between, timeline

PLAIN = {
    "from_reason": None,
    "to_reason": None,
    "period_of_care": 1,
    "from_on": None,
    "to_on": None,
}


def spell(axis, value, **given):
    """A row of the spells."""
    return PLAIN | {"axis": axis, "value": value} | given


def test_timeline_care_that_began_before_the_returns_stands_first_with_the_reason():
    spells = [
        spell("legal", "C1", from_on=date(2020, 1, 1), to_on=date(2020, 6, 1)),
        spell("care", "looked_after", from_reason="before the first return", to_on=date(2021, 1, 1),
              to_reason="E11"),
    ]  # fmt: skip
    rows = timeline(spells, []).rows
    assert rows[0] == (
        "not known", date(2021, 1, 1), "Care began", "began earlier: before the first return"
    )  # fmt: skip
    assert rows[-1][2] == "Care ended"
    assert str(rows[-1][3]).startswith("E11: ")


def test_timeline_child_lost_between_returns_says_so():
    lost = spell("care", "looked_after", from_on=date(2020, 1, 1), to_on=date(2022, 4, 1),
                 to_reason="lost")  # fmt: skip
    whats = [row[2] for row in timeline([lost], []).rows]
    assert whats == ["Care began", "Lost between returns"]


def test_timeline_second_period_of_care_is_numbered():
    again = spell("care", "looked_after", from_on=date(2022, 1, 1), period_of_care=2)
    (row,) = timeline([again], []).rows
    assert row[2] == "Care began (period 2)"


def test_timeline_code_that_no_list_knows_stands_as_it_is():
    (row,) = timeline([spell("placement", "ZZ9", from_on=date(2022, 1, 1))], []).rows
    assert row[3] == "ZZ9"


def test_timeline_reversal_tells_its_reason():
    event = {"kind": "plan_reversed", "happened_on": date(2022, 1, 1), "reason": "RD2"}
    (row,) = timeline([], [event]).rows
    assert row[2] == "Decision reversed"
    assert str(row[3]).startswith("RD2: ")


def test_between_without_milestones_is_nothing():
    names = ("entered_care_on", "plan_decided_on", "placement_order_on", "matched_on",
             "placed_for_adoption_on", "adopted_on")  # fmt: skip
    assert between([dict.fromkeys(names) | {"period_of_care": 1}]) is None


def test_between_shows_an_interval_that_runs_backward_as_it_is():
    journey = {
        "period_of_care": 1,
        "entered_care_on": date(2020, 1, 1),
        "plan_decided_on": date(2020, 3, 1),
        "placement_order_on": date(2020, 5, 1),
        "matched_on": date(2020, 4, 1),
        "placed_for_adoption_on": None,
        "adopted_on": None,
    }
    table = between([journey])
    assert table is not None
    assert [row[3] for row in table.rows] == [60, 61, -30]
