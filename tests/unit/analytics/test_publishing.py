"""A public version hides small numbers, and what would tell them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from belong.analytics.measures import MEASURES as EVERY_MEASURE
from belong.analytics.publishing import REPORT_PROFILES, publish
from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.domain.errors import BelongError

SEXES = (("girls", "girls"), ("boys", "boys"))
MEASURES = {
    one.code: one
    for one in (
        Measure("adopted", "Adopted", "Adopted.", "children", "flow", "Belong's own"),
        Measure(
            "adopted_by_sex", "Adopted by sex", "By sex.", "children", "flow", "Belong's own",
            parts=SEXES,
        ),
        Measure("A10", "A10", "Days.", "days", "time", "Scorecard"),
        Measure("in_time", "In time", "Share.", "percent", "flow", "Belong's own"),
        Measure(
            "stage_now", "Stage", "On a day.", "children", "stock", "Belong's own",
            parts=(("a", "a"), ("b", "b"), ("c", "c")),
        ),
        Measure("income", "Income", "Stated.", "pounds", "stated", "Belong's own"),
    )
}  # fmt: skip


def book(*figures: StoredFigure, areas: dict[str, str] | None = None) -> FigureBook:
    told = {str(one.ref): one for one in figures}
    named = areas or {"all": "Exampleton"}
    return FigureBook("k", "Exampleton", 7, named, told, MEASURES)


def count(ref: str, value: int) -> StoredFigure:
    return StoredFigure(FigureRef.parse(ref), ref, "children", value)


def hidden(of: FigureBook, *, profile: str = "report-public", **options) -> list[str]:
    refs = [one.ref for one in of]
    return [str(one.ref) for one in publish(of, refs, profile, **options).hidden]


def test_count_of_one_to_five_is_hidden_and_nought_and_six_are_not():
    told = book(*(count(f"adopted:all:{year}-{year - 1999}", n) for year, n in
                  ((2015, 0), (2016, 1), (2017, 5), (2018, 6))))  # fmt: skip
    assert hidden(told) == ["adopted:all:2016-17", "adopted:all:2017-18"]


def test_hidden_figure_keeps_nothing_that_tells_it():
    one = StoredFigure(
        FigureRef.parse("A10:all:2017-20"), "A10", "days", 400.5, n=4, numerator=1602,
        denominator=4, rank=(3, 149), not_computable=2, england=486.0, threshold=426,
        notes=(
            "2 children had no date.", "A series break.", "times a child is counted again: 2",
            "times a family is counted again: 12",
        ),
    )  # fmt: skip
    told = publish(book(one), [one.ref], "report-public").book.figure(one.ref)
    assert told.value is None
    assert (told.n, told.numerator, told.denominator, told.rank) == (None, None, None, None)
    assert told.not_computable == 0
    assert told.notes == ("A series break.",)
    assert (told.england, told.threshold) == (486.0, 426)
    assert told.hidden_because == "it is a small number of people, or would tell one"


def test_mean_and_share_left_open_are_whole_with_rounded_numbers_of_people():
    mean = StoredFigure(FigureRef.parse("A10:all:2017-20"), "A10", "days", 400.5, 12, 4806, 12)
    share = StoredFigure(FigureRef.parse("in_time:all:2019-20"), "s", "percent", 57.5, 40, 23, 40)
    told = publish(book(mean, share), [mean.ref, share.ref], "report-public").book
    assert (told.figure(mean.ref).value, told.figure(mean.ref).denominator) == (401, 10)
    assert (told.figure(share.ref).value, told.figure(share.ref).denominator) == (58, 40)
    assert told.figure(share.ref).numerator is None


@pytest.mark.parametrize(("part", "is_hidden"), [(3, True), (38, True), (20, False), (40, False)])
def test_share_is_hidden_by_its_part_and_by_its_rest(part, is_hidden):
    share = StoredFigure(
        FigureRef.parse("in_time:all:2019-20"), "s", "percent", 2.5 * part, 40, part, 40
    )
    assert bool(hidden(book(share))) is is_hidden


def test_one_small_quarter_takes_another_with_it():
    told = book(
        count("adopted:all:2019-20", 30),
        count("adopted:all:2019-20-Q1", 2),
        count("adopted:all:2019-20-Q2", 9),
        count("adopted:all:2019-20-Q3", 7),
        count("adopted:all:2019-20-Q4", 12),
    )
    assert hidden(told) == ["adopted:all:2019-20-Q1", "adopted:all:2019-20-Q3"]


def test_reader_is_not_told_which_hidden_number_is_the_small_one():
    told = book(
        count("adopted_by_sex:all:2019-20", 23),
        count("adopted_by_sex:all:2019-20:girls", 20),
        count("adopted_by_sex:all:2019-20:boys", 3),
    )
    found = publish(told, [one.ref for one in told], "report-public")
    assert len({one.hidden_because for one in found.book if one.hidden_because}) == 1
    assert len({one.because for one in found.hidden}) == 2


def test_quarter_that_the_report_does_not_show_cannot_be_had_from_the_others():
    of = book(
        count("adopted:all:2019-20", 30),
        count("adopted:all:2019-20-Q1", 8),
        count("adopted:all:2019-20-Q2", 9),
        count("adopted:all:2019-20-Q3", 10),
        count("adopted:all:2019-20-Q4", 3),
    )
    refs = [one.ref for one in of if not one.ref.period.endswith("Q4")]
    assert [str(one.ref) for one in publish(of, refs, "report-public").hidden] == [
        "adopted:all:2019-20-Q1"
    ]


def test_quarters_without_the_year_need_no_more():
    told = book(count("adopted:all:2019-20-Q1", 2), count("adopted:all:2019-20-Q2", 9))
    assert hidden(told) == ["adopted:all:2019-20-Q1"]


def test_breakdown_is_safe_against_the_measure_that_it_breaks_down():
    told = book(
        count("adopted:all:2019-20", 23),
        count("adopted_by_sex:all:2019-20:girls", 20),
        count("adopted_by_sex:all:2019-20:boys", 3),
    )
    assert hidden(told) == [
        "adopted_by_sex:all:2019-20:boys",
        "adopted_by_sex:all:2019-20:girls",
    ]


def test_councils_of_a_region_are_safe_against_the_whole():
    told = book(
        count("adopted:all:2019-20", 40),
        count("adopted:991:2019-20", 4),
        count("adopted:992:2019-20", 16),
        count("adopted:993:2019-20", 20),
        areas={"all": "Region", "991": "A", "992": "B", "993": "C"},
    )
    assert hidden(told) == ["adopted:991:2019-20", "adopted:992:2019-20"]


def test_stretch_less_the_half_in_it_is_not_told():
    told = book(
        count("adopted:all:2020-21-H1", 10),
        count("adopted:all:2020-04-01..2020-11-30", 12),
    )
    assert hidden(told) == ["adopted:all:2020-21-H1"]


def test_two_small_ones_with_a_small_sum_take_a_third_with_them():
    told = book(
        count("stage_now:all:2020-03-31", 20),
        count("stage_now:all:2020-03-31:a", 2),
        count("stage_now:all:2020-03-31:b", 3),
        count("stage_now:all:2020-03-31:c", 15),
    )
    assert "stage_now:all:2020-03-31:c" in hidden(told)


def test_what_was_published_before_stays_open_and_another_is_hidden():
    year, first, second = (
        count("adopted:all:2019-20", 30),
        count("adopted:all:2019-20-H1", 28),
        count("adopted:all:2019-20-H2", 2),
    )
    told = book(year, first, second)
    assert hidden(told) == ["adopted:all:2019-20-H1", "adopted:all:2019-20-H2"]
    found = publish(told, [year.ref, second.ref], "report-public", already=[first.ref])
    assert [str(one.ref) for one in found.hidden] == [str(year.ref), str(second.ref)]


def test_stricter_profile_hides_more():
    told = book(count("adopted:all:2019-20", 9))
    assert hidden(told) == []
    assert hidden(told, profile="report-small-area") == ["adopted:all:2019-20"]


def test_money_stays_as_it_is_stated():
    one = StoredFigure(
        FigureRef.parse("income:all:2019-20"), "Income", "pounds", Decimal("302000.50")
    )
    assert publish(book(one), [one.ref], "report-public").book.figure(one.ref).value == one.value


def test_book_holds_the_report_s_figures_only_and_nobody():
    told = book(count("adopted:all:2019-20", 30), count("adopted:all:2018-19", 20))
    ref = FigureRef.parse("adopted:all:2019-20")
    missing = FigureRef.parse("adopted:all:1999-00")
    assert [one.ref for one in publish(told, [ref, missing], "report-public").book] == [ref]


def test_unknown_profile_is_refused_with_those_there_are():
    with pytest.raises(BelongError, match="report-small-area"):
        publish(book(), [], "none")
    assert all(one.basis for one in REPORT_PROFILES.values())


def test_plans_that_ended_in_adoption_are_safe_against_the_adoptions():
    """Ten plans ended, eight by adoption: whoever reads that eight were adopted knows the rest."""
    from belong.analytics.measures import MEASURES as CATALOGUE

    ways = {"adopted": 8, "special_guardianship": 0, "home": 0, "other": 2}
    plans = [count(f"plans_ended_by:all:2019-20:{way}", ways[way]) for way in ways]
    figures = [
        *plans,
        count("plans_ended_by:all:2019-20", 10),
        count("plans_ended:all:2019-20", 10),
        count("adopted:all:2019-20", 8),
    ]
    whole = book(*figures)
    whole = FigureBook("k", "Exampleton", 7, whole.areas, whole.figures, CATALOGUE)
    told = publish(whole, [one.ref for one in figures], "report-public").book.figures
    hidden = {name for name, one in told.items() if one.hidden_because}
    assert "plans_ended_by:all:2019-20:other" in hidden
    assert {"adopted:all:2019-20", "plans_ended:all:2019-20"} & hidden


def test_what_follows_by_two_sums_is_not_told():
    """Year less first half is the second half, and that less its third quarter is the fourth."""
    numbers = {"2019-20": 35, "2019-20-H1": 21, "2019-20-H2": 14, "2019-20-Q3": 11, "2019-20-Q4": 3}
    figures = [count(f"adopted:all:{period}", number) for period, number in numbers.items()]
    shown = [figures[0].ref, figures[1].ref, figures[3].ref]
    told = publish(book(*figures), shown, "report-public")
    assert told.hidden


def test_three_quarters_together_tell_no_small_one():
    """The year to date of a board is the sum of its quarters, without a year beside it."""
    numbers = {"2019-20-Q1": 6, "2019-20-Q2": 3, "2019-20-Q3": 8, "2019-04-01..2019-12-31": 17}
    figures = [count(f"adopted:all:{period}", number) for period, number in numbers.items()]
    told = publish(book(*figures), [one.ref for one in figures], "report-public").hidden
    assert len(told) > 1


def test_small_bands_of_those_who_wait_are_safe_against_the_count_of_all():
    """The count of all stands under another measure's name: 38 less 8, 14 and 11 would be 5."""
    day = "2025-12-31"
    bands = {"0_91": 8, "92_182": 14, "183_365": 1, "366_547": 4, "no_order": 11}
    parts = [count(f"waiting_bands:all:{day}:{code}", value) for code, value in bands.items()]
    everybody = count(f"A9:all:{day}", 38)
    made = book(*parts, count(f"waiting_bands:all:{day}", 38), everybody)
    made = replace(made, measures=EVERY_MEASURE)
    told = publish(made, [one.ref for one in (*parts, everybody)], "report-public").hidden
    assert {"183_365", "366_547"} < {one.ref.part for one in told}
