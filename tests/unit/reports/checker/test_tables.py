"""Tables and charts: sums, balances, bands, series, and figures that are not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.analytics.stored import FigureRef
from belong.reports.bound import FigureChart, Total

AGES = ("0", "1", "2", "3_and_over")
YEAR = "2019-20"


@pytest.fixture
def money(table):
    return table(
        (YEAR,),
        ("Income", f"interagency_income:all:{YEAR}"),
        ("Expenditure", f"interagency_expenditure:all:{YEAR}"),
        ("=Net", f"interagency_net:all:{YEAR}"),
        total_row=Total.LESS,
    )


@pytest.fixture
def ages(table):
    rows = [(f"Age {age}", f"adopted_by_age:all:{YEAR}:{age}") for age in AGES]
    return table(("Children",), *rows, ("=All", f"adopted:all:{YEAR}"), total_row=Total.SUM)


def test_tables_that_add_up_pass(found, ages, money):
    assert found(ages) == []
    assert found(money) == []


def test_ages_under_another_total_are_found_once(found, ages, book, make_figure):
    wrong = book.with_figures([make_figure(f"adopted:all:{YEAR}", 22)])
    assert found(ages, book=wrong) == ["does-not-add-up"]


def test_income_less_expenditure_that_is_not_the_net_is_found(found, money, book, make_figure):
    wrong = book.with_figures([make_figure(f"interagency_net:all:{YEAR}", 63250)])
    assert found(money, book=wrong) == ["does-not-add-up"]


def test_a_breakdown_is_held_to_the_whole_that_the_table_does_not_show(
    found, table, book, make_figure
):
    girls = table((YEAR,), ("Girls", f"adopted_by_sex:all:{YEAR}:girls"))
    assert found(girls) == []
    wrong = book.with_figures([make_figure(f"adopted_by_sex:all:{YEAR}:boys", 8)])
    assert found(girls, book=wrong) == ["does-not-add-up"]


def test_quarters_are_held_to_their_year(found, table, book, make_figure):
    quarters = [make_figure(f"orders:all:{YEAR}-Q{number}", 3) for number in range(1, 5)]
    right = book.with_figures(quarters)
    shown = table(("Q1", "Q2", "Q3", "Q4"), ("Orders", *(str(one.ref) for one in quarters)))
    assert found(shown, book=right) == []
    wrong = right.with_figures([make_figure(f"orders:all:{YEAR}", 13)])
    assert found(shown, book=wrong) == ["does-not-add-up"]


def test_councils_are_held_to_the_region(found, table, book, make_figure):
    councils = [make_figure(f"orders:{area}:{YEAR}", 6) for area in ("991", "992")]
    region = replace(book, areas={"all": "All", "991": "One", "992": "Two"}).with_figures(councils)
    rows = [(area, f"orders:{area}:{YEAR}") for area in ("991", "992", "all")]
    shown = table((YEAR,), *rows)
    assert found(shown, book=region) == []
    wrong = region.with_figures([make_figure(f"orders:992:{YEAR}", 7)])
    assert found(shown, book=wrong) == ["does-not-add-up"]


def test_a_total_column_is_held_to_its_row(found, table, book, make_figure):
    quarters = [make_figure(f"orders:all:{YEAR}-Q{number}", 4) for number in range(1, 4)]
    right = book.with_figures(quarters)
    refs = [str(one.ref) for one in quarters]
    columns = ("Q1", "Q2", "Q3", "To date")
    shown = table(columns, ("Orders", *refs, f"orders:all:{YEAR}"), total_column=Total.SUM)
    assert found(shown, book=right) == []
    assert found(shown, book=right.with_figures([make_figure(f"orders:all:{YEAR}-Q1", 5)])) == [
        "does-not-add-up"
    ]


def test_a_share_that_is_not_its_counts_is_found(found, table, book, make_figure):
    shown = table((YEAR,), ("Early", f"early_permanence:all:{YEAR}"))
    assert found(shown) == []
    wrong = make_figure(f"early_permanence:all:{YEAR}", 35.7, numerator=42, denominator=126)
    assert found(shown, book=book.with_figures([wrong])) == ["percent-of-counts"]
    public = make_figure(f"early_permanence:all:{YEAR}", 36, denominator=125)
    assert found(shown, book=book.with_figures([public])) == []


def test_what_comes_and_goes_makes_the_end(found, table, book, make_figure):
    day = "families_waiting:all"
    shown = table(
        (YEAR,),
        ("Waiting at the start", f"{day}:2019-03-31"),
        ("Approved", f"approvals:all:{YEAR}"),
        ("Matched", f"orders:all:{YEAR}"),
        ("Waiting at the end", f"{day}:2020-03-31"),
    )
    assert found(shown, book=book.with_figures([make_figure(f"{day}:2019-03-31", 0)])) == []
    assert found(shown, book=book.with_figures([make_figure(f"{day}:2019-03-31", 2)])) == [
        "does-not-balance"
    ]


def test_rows_named_after_bands_that_overlap_are_found(found, table):
    refs = [f"adopted_by_age:all:{YEAR}:{age}" for age in AGES]
    titles = ("Under 1", "1-2", "2-3", "3+")
    assert found(table(("Children",), *zip(titles, refs, strict=True))) == ["bands"]
    titles = ("Under 1", "1", "2", "3 and over")
    assert found(table(("Children",), *zip(titles, refs, strict=True))) == []
    titles = ("Under 1 year", "2 years", "3 years", "4 and over")
    assert found(table(("Children",), *zip(titles, refs, strict=True))) == ["bands"]


def test_columns_of_years_are_no_bands(found, table):
    years = ("2015-16", "2016-17", "2017-18")
    assert found(table(years, ("Adopted", *(f"adopted:all:{year}" for year in years)))) == []


def test_a_row_from_one_measure_to_another_is_found(found, table):
    refs = ("A1:all:2014-17", "A1:all:2015-18", "A10:all:2016-19")
    columns = ("2014-17", "2015-18", "2016-19")
    switched = table(columns, ("Exampleton", *refs))
    assert found(switched) == ["series-switched"]
    noted = replace(switched, note="From 2016-19 A10 stands in place of A1: not comparable.")
    assert found(noted) == []


def test_measures_side_by_side_are_no_series(found, table):
    refs = ("A1:all:2015-18", "A10:all:2015-18")
    assert found(table(("A1", "A10"), ("Exampleton", *refs))) == []


def test_a_chart_that_joins_two_measures_is_found(found):
    refs = tuple(FigureRef.parse(one) for one in ("A1:all:2015-18", "A10:all:2016-19"))
    labels = ("2015-18", "2016-19")
    chart = FigureChart("chart", "Time", labels, (("Exampleton", refs),), "lines")
    assert found(chart) == ["series-switched"]
    assert found(replace(chart, breaks=("2016-19",))) == []


def test_a_heading_that_had_another_measure_last_year_is_found(found, table, report):
    before = table(("2015-18",), ("Exampleton", "A1:all:2015-18"))
    now = table(("2016-19",), ("Exampleton", "A10:all:2016-19"))
    assert found(now) == []
    assert found(now, last_year=report(before)) == ["series-switched"]
    assert found(now, last_year=report(now)) == []


def test_figures_that_are_not_there_are_found(found, table):
    assert found("[[adopted:all:1999-00]] children were adopted.") == ["no-such-figure"]
    assert found("[[adopted]] children were adopted.") == ["no-such-figure"]
    assert found("[[A1:all:2015-18#rang]] is our rank.") == ["no-such-figure"]
    assert found(table((YEAR,), ("Adopted", "adopted:all:1999-00"))) == ["no-such-figure"]


def test_a_cited_figure_without_a_number_is_found(found, table):
    assert found("It took [[A2:all:2019-20]] days.") == ["not-computable"]
    assert found("We were [[A10:all:2016-19#rank]].") == ["not-computable"]
    assert found(table((YEAR,), ("Match", "A2:all:2019-20"))) == []
