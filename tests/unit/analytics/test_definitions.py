"""Definitions are complete, and name only what the engine has."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from belong.analytics import DEFINITIONS, compute
from belong.analytics.engine import half_up_mean
from belong.analytics.populations import POPULATIONS
from belong.analytics.thresholds import threshold_for
from belong.analytics.windows import window_ending, windows_ending
from belong.domain.errors import BelongError
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


NOTHING = Frames(
    _empty(EVENTS_COLUMNS),
    _empty(SPELLS_COLUMNS),
    _empty(CHILDREN_COLUMNS),
    _empty(COVERAGE_COLUMNS),
)


def test_definitions_are_the_eleven_of_the_scorecard() -> None:
    assert " ".join(DEFINITIONS) == "A1 A2 A3 A4 A5 A9 A10 A14 A15 A16 A20"


@pytest.mark.parametrize("code", DEFINITIONS)
def test_definition_says_source_and_meaning_and_names_known_populations(code: str) -> None:
    definition = DEFINITIONS[code]

    assert definition.code == code
    assert definition.meaning.endswith(".")
    assert definition.source.link.startswith("https://www.gov.uk/")
    assert set(definition.population) <= set(POPULATIONS)
    units = {"mean": "days", "share": "percent", "count": "children"}
    assert definition.unit == units[definition.statistic]


def test_figures_of_nothing_at_all_are_those_of_all() -> None:
    figures = compute(NOTHING, _empty(JOURNEYS_COLUMNS), year=2024).figures

    assert figures.height == len(DEFINITIONS) * 3
    assert set(figures["area"]) == {"all"}


def test_compute_refuses_an_unknown_indicator_and_no_windows() -> None:
    with pytest.raises(BelongError, match="no indicator A17"):
        compute(NOTHING, _empty(JOURNEYS_COLUMNS), year=2024, codes=["A17"])
    with pytest.raises(BelongError, match="0 windows"):
        compute(NOTHING, _empty(JOURNEYS_COLUMNS), year=2024, windows=0)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(105, 2, 53), (619, 3, 206), (1, 2, 1), (-5, 2, -2), (-7, 2, -3), (-5, 3, -2), (0, 9, 0)],
)
def test_half_up_mean_sends_halves_up_below_zero_too(
    numerator: int, denominator: int, expected: int
) -> None:
    frame = pl.DataFrame({"n": [numerator], "d": [denominator]})

    assert frame.select(half_up_mean(pl.col("n"), pl.col("d"))).item() == expected


def test_windows_are_written_as_they_are_published() -> None:
    assert [w.label for w in windows_ending("three_year", 2024, 2)] == ["2020-23", "2021-24"]
    assert window_ending("year", 2024).label == "2023-24"
    assert window_ending("snapshot", 2024).label == "2024-03-31"
    assert window_ending("three_year", 2000).label == "1997-00"
    assert window_ending("three_year", 2024).first_on == date(2021, 4, 1)
    assert window_ending("three_year", 2024).years == (2022, 2023, 2024)


@pytest.mark.parametrize(
    ("code", "year", "days"),
    [
        ("A1", 2011, 639),
        ("A1", 2012, 639),
        ("A1", 2013, 608),
        ("A1", 2014, 547),
        ("A1", 2015, 487),
        ("A1", 2016, 426),
        ("A1", 2030, 426),
        ("A2", 2013, 213),
        ("A2", 2014, 182),
        ("A2", 2015, 152),
        ("A2", 2024, 121),
    ],
)
def test_threshold_is_that_of_its_edition(code: str, year: int, days: int) -> None:
    threshold = threshold_for(code, year)

    assert threshold is not None
    assert (threshold.days, threshold.basis) == (days, "official")
    assert threshold.days == int(threshold.months * 30.4375)


def test_threshold_there_was_none_before_the_first_scorecard_nor_of_a20() -> None:
    assert threshold_for("A1", 2010) is None
    assert threshold_for("A20", 2024) is None
