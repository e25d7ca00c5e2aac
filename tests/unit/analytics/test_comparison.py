"""England's value and the rank beside a figure."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from belong.analytics import ALL, compute, with_comparisons
from belong.domain.comparators import ComparatorSet, PublishedValue
from belong.domain.frames import (
    CHILDREN_COLUMNS,
    COVERAGE_COLUMNS,
    EVENTS_COLUMNS,
    JOURNEYS_COLUMNS,
    SPELLS_COLUMNS,
    Frames,
)


def _empty(columns: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame(schema={name: getattr(pl, kind) for name, kind in columns.items()})


def _figures(days: dict[str, int]):
    """A1, A4 and A9 of 2017-20 for authorities in which one child was adopted after so long."""
    rows = [
        {
            "child_id": "K",
            "la_code": la,
            "period_of_care": 1,
            "entered_care_on": date(2018, 1, 1),
            "was_placed": True,
            "placed_for_adoption_on": date(2018, 1, 1) + timedelta(days=n),
            "adopted_on": date(2020, 1, 1),
            "left_care_on": date(2020, 1, 1),
        }
        for la, n in days.items()
    ]
    schema = {name: getattr(pl, kind) for name, kind in JOURNEYS_COLUMNS.items()}
    journeys = pl.DataFrame([{c: r.get(c) for c in schema} for r in rows], schema=schema)
    frames = Frames(
        _empty(EVENTS_COLUMNS),
        _empty(SPELLS_COLUMNS),
        _empty(CHILDREN_COLUMNS),
        _empty(COVERAGE_COLUMNS),
    )
    return compute(frames, journeys, year=2020, windows=1, codes=["A1", "A4", "A9"])


def _value(measure: str, area: str, period: str, value: float | None, vintage: str = "2021-01-01"):
    return PublishedValue(
        measure=measure,
        area=area,
        period=period,
        value=value,
        status="suppressed" if value is None else "value",
        unit="days",
        source="A made-up table",
        vintage=vintage,
        as_printed="c" if value is None else str(value),
    )


def test_comparison_shows_england_with_its_source_and_says_when_it_was_revised() -> None:
    england = ComparatorSet().with_values(
        [
            _value("A1_average_days", "England", "2017-20", 401),
            _value("A1_average_days", "England", "2017-20", 402, "2022-01-01"),
        ]
    )
    figure = with_comparisons(_figures({"991": 300}), england).figure("A1", "991", "2017-20")

    assert figure.england == 402
    assert figure.england_source == "A made-up table; revised since first printed"


def test_comparison_of_a_share_sums_the_years_of_the_window() -> None:
    years = {"2017-18": (100, 1000), "2018-19": (200, 1000), "2019-20": (300, 1000)}
    england = ComparatorSet().with_values(
        _value(measure, "England", year, pair[i])
        for year, pair in years.items()
        for i, measure in enumerate(("adopted_n", "ceased_n"))
    )
    figures = with_comparisons(_figures({"991": 300}), england)

    assert figures.figure("A4", "991", "2017-20").england == 20
    assert "3 years" in str(figures.figure("A4", ALL, "2017-20").england_source)
    assert figures.figure("A1", "991", "2017-20").england is None


def test_rank_among_ten_authorities_supplied_shares_places_and_leaves_out_all() -> None:
    days = {f"99{n}": 100 + 10 * n for n in range(10)}
    days["994"] = days["993"]
    figures = with_comparisons(_figures(days), ComparatorSet())
    ranks = {la: figures.figure("A1", la, "2017-20").rank for la in days}

    assert [rank.position for rank in ranks.values() if rank] == [1, 2, 3, 4, 4, 6, 7, 8, 9, 10]
    assert {(rank.of, rank.among) for rank in ranks.values() if rank} == {
        (10, "authorities supplied")
    }
    assert figures.figure("A1", ALL, "2017-20").rank is None
    assert figures.figure("A9", "991", "2020-03-31").rank is None


def test_rank_high_is_good_for_a4() -> None:
    figures = with_comparisons(_figures({f"99{n}": 1 for n in range(10)}), ComparatorSet())
    rank = figures.figure("A4", "990", "2017-20").rank

    assert rank is not None
    assert (rank.position, rank.of) == (1, 10)


def test_no_rank_among_nine() -> None:
    figures = with_comparisons(_figures({f"99{n}": n for n in range(9)}), ComparatorSet())

    assert figures.figure("A1", "990", "2017-20").rank is None


def test_rank_among_published_values_counts_no_hidden_and_no_own_value() -> None:
    published = ComparatorSet().with_values(
        [_value("A1_average_days", f"80{n}", "2017-20", 300 + n) for n in range(9)]
        + [
            _value("A1_average_days", "810", "2017-20", None),
            _value("A1_average_days", "991", "2017-20", 1),
            _value("A1_average_days", "England", "2017-20", 1),
            _value("A1_average_days", "region:North", "2017-20", 1),
        ]
    )
    figures = with_comparisons(_figures({"991": 302, "992": 500}), published)
    first = figures.figure("A1", "991", "2017-20").rank
    second = figures.figure("A1", "992", "2017-20").rank

    assert first is not None
    assert second is not None
    assert (first.position, first.of) == (3, 10)
    assert first.among == "authorities with a published value"
    assert (second.position, second.of) == (11, 11)
