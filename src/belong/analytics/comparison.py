"""What stands beside a figure: England's value, and its place among others.

Thresholds are part of the figure already (``thresholds``). Published values come in through
``belong.domain.comparators``; which of them belong to which indicator is data here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import ALL, FigureSet
from belong.analytics.windows import Window, window_ending
from belong.domain.calendar import financial_year_label
from belong.domain.comparators import ENGLAND, ComparatorSet

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "COUNTERPARTS",
    "FEWEST_RANKED",
    "Counterpart",
    "published_value",
    "with_comparisons",
]

#: A place among fewer than this says nothing.
FEWEST_RANKED = 10

AMONG_PUBLISHED = "authorities with a published value"
AMONG_SUPPLIED = "authorities supplied"


@dataclass(frozen=True)
class Counterpart:
    """The published measure that means the same as an indicator.

    measure: printed for the whole window; or, with ``per``, a count to be summed over the window's
    years and divided by the sum of ``per``, times 100.
    """

    measure: str
    per: str | None = None


COUNTERPARTS: dict[str, Counterpart] = {
    "A1": Counterpart("A1_average_days"),
    "A2": Counterpart("A2_average_days"),
    "A4": Counterpart("adopted_n", per="ceased_n"),
    "A10": Counterpart("A10_average_days"),
    "A20": Counterpart("A20_average_days"),
}


def with_comparisons(figures: FigureSet, comparators: ComparatorSet) -> FigureSet:
    """The figures with England's value and source, and the rank of each authority.

    An authority is ranked among the published values of others where at least ten stand with it,
    else among the authorities supplied where at least ten have a value; 1 is best, equal values
    share a place. Indicators without a good direction, and ``all``, have no rank.
    """
    import polars as pl

    frame = figures.figures
    beside = [
        _beside(code, year, window, comparators)
        for code, year, window in frame.select("indicator", "year", "window").unique().rows()
    ]
    schema = {
        "indicator": pl.String,
        "window": pl.String,
        "england": pl.Float64,
        "england_source": pl.String,
    }
    england = pl.DataFrame(beside, schema=schema, orient="row")
    columns = frame.columns
    frame = frame.drop("england", "england_source").join(
        england, on=["indicator", "window"], how="left", maintain_order="left"
    )
    ranks = ["rank_position", "rank_of", "rank_among"]
    frame = _among_supplied(frame.drop(ranks))
    published = _among_published(frame, comparators)
    if published.height:
        frame = frame.update(
            published, on=["indicator", "area", "window"], how="left", maintain_order="left"
        )
    return FigureSet(frame.select(columns), figures.membership)


def _beside(
    code: str, year: int, window: str, comparators: ComparatorSet
) -> tuple[str, str, float | None, str | None]:
    value, source = published_value(code, ENGLAND, _window(code, year), comparators)
    return code, window, value, source


def _window(code: str, year: int) -> Window:
    return window_ending(DEFINITIONS[code].window, year)


def published_value(
    code: str, area: str, window: Window, comparators: ComparatorSet
) -> tuple[float | None, str | None]:
    """The area's published value for the window, and where it stands; None where there is none."""
    counterpart = COUNTERPARTS.get(code)
    if counterpart is None:
        return None, None
    if counterpart.per is None:
        stood = comparators.stood(counterpart.measure, area, window.label)
        if stood is None or stood.newest.value is None:
            return None, None
        source = stood.newest.source + ("; revised since first printed" if stood.is_revised else "")
        return stood.newest.value, source
    sums = []
    source = ""
    for measure in (counterpart.measure, counterpart.per):
        total = 0.0
        for year in window.years:
            stood = comparators.stood(measure, area, financial_year_label(year))
            if stood is None or stood.newest.value is None:
                return None, None
            total += stood.newest.value
            source = stood.newest.source
        sums.append(total)
    if not sums[1]:
        return None, None
    return 100 * sums[0] / sums[1], (
        f"{source}; worked out from the rounded numbers of {len(window.years)} years"
    )


def _among_supplied(frame: pl.DataFrame) -> pl.DataFrame:
    """Ranks among the authorities of the frame itself."""
    import polars as pl

    directions = pl.DataFrame(
        [(code, d.polarity) for code, d in DEFINITIONS.items()],
        schema={"indicator": pl.String, "polarity": pl.String},
        orient="row",
    )
    group = ["indicator", "window"]
    value = pl.when(pl.col("area") != ALL).then(pl.col("value"))
    signed = pl.when(pl.col("polarity") == "high").then(-value).otherwise(value)
    is_ranked = pl.col("polarity").is_not_null() & (pl.col("_of") >= FEWEST_RANKED)
    is_ranked = is_ranked & pl.col("_position").is_not_null()
    return (
        frame.join(directions, on="indicator", how="left", maintain_order="left")
        .with_columns(
            _position=signed.rank("min").over(group).cast(pl.Int64),
            _of=value.count().over(group).cast(pl.Int64),
        )
        .with_columns(
            rank_position=pl.when(is_ranked).then(pl.col("_position")),
            rank_of=pl.when(is_ranked).then(pl.col("_of")),
            rank_among=pl.when(is_ranked).then(pl.lit(AMONG_SUPPLIED)),
        )
    )


def _among_published(frame: pl.DataFrame, comparators: ComparatorSet) -> pl.DataFrame:
    """Ranks of the frame's authorities among the published values of the others."""
    import polars as pl

    others: dict[tuple[str, int], dict[str, float]] = {}
    rows = []
    for row in frame.iter_rows(named=True):
        code, area, direction = row["indicator"], row["area"], row["polarity"]
        if area == ALL or row["value"] is None or direction is None or code not in COUNTERPARTS:
            continue
        key = (code, row["year"])
        if key not in others:
            window = _window(*key)
            found = {
                a: published_value(code, a, window, comparators)[0] for a in comparators.authorities
            }
            others[key] = {a: v for a, v in found.items() if v is not None}
        # a mean was printed as a whole number, so ours stands among them as one
        ours = row["published"] if COUNTERPARTS[code].per is None else row["value"]
        theirs = [value for a, value in others[key].items() if a != area]
        if len(theirs) + 1 < FEWEST_RANKED:
            continue
        better = sum(v < ours if direction == "low" else v > ours for v in theirs)
        rows.append((code, area, row["window"], better + 1, len(theirs) + 1, AMONG_PUBLISHED))
    schema = {
        "indicator": pl.String,
        "area": pl.String,
        "window": pl.String,
        "rank_position": pl.Int64,
        "rank_of": pl.Int64,
        "rank_among": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
