"""The tables that stand beside a funnel."""

from __future__ import annotations

from belong.analytics.case_mix import AGES
from belong.analytics.definitions import DEFINITIONS
from belong.analytics.funnel import Funnel, Standing
from belong.reports.answers.compared import Comparison
from belong.reports.answers.model import VALUE, TrendChart
from belong.reports.answers.trends import series_breaks, trend_chart
from belong.reports.measures import rank_text
from belong.reports.model import Column, Point, Table
from belong.reports.words import NOT_AVAILABLE, count_of, half_up, joined, value_text

__all__ = [
    "areas_table",
    "chances_table",
    "mix_table",
    "neighbours_table",
    "others_table",
    "partners_table",
    "trend_picture",
    "trend_table",
]

_SHORT = {
    Standing.WITHIN: "within",
    Standing.BEYOND_INNER: "beyond 19 in 20",
    Standing.BEYOND_OUTER: "beyond 499 in 500",
}


def areas_table(told: Comparison) -> Table:
    points = {one.area: one for one in told.funnel.points} if told.funnel else {}
    rows = []
    for at, one in enumerate([*told.areas, told.whole], start=1):
        point = points.get(one.row["area"]) if one is not told.whole else None
        unit = one.row["unit"]
        rows.append(
            (
                str(at) if one is not told.whole else "",
                one.name,
                value_text(one.row["value"], unit),
                f"{one.row['denominator'] or 0:,}",
                _limits_text(point.limits.inner, unit) if point else NOT_AVAILABLE,
                _SHORT[point.standing] if point else NOT_AVAILABLE,
                rank_text(one.row) or NOT_AVAILABLE,
            )
        )
    return Table(
        caption=f"{told.indicator} in {told.window}, area by area",
        columns=(
            Column("Area"),
            Column("No."),
            Column(VALUE, is_number=True),
            Column("Children", is_number=True),
            Column("19 in 20 lie", is_number=True),
            Column("Limits of chance"),
            Column("Rank", is_number=True),
        ),
        rows=tuple((name, no, *rest) for no, name, *rest in rows),
        note=_rank_note(told),
    )


def _limits_text(ends: tuple[float, float], unit: str) -> str:
    return f"{value_text(ends[0], unit)} to {value_text(ends[1], unit)}"


def _rank_note(told: Comparison) -> str:
    among = sorted({one.row["rank_among"] for one in told.areas if one.row["rank_among"]})
    if among:
        return f"Rank: among {joined(among)}; 1st is best."
    return "No rank: fewer than 10 areas have a value to be ranked among."


def mix_table(told: Comparison) -> Table:
    names = {one.row["area"]: one.name for one in told.areas} | dict(told.mix_names)
    knows_all = not any(mix.age_unknown for mix in told.mixes)
    rows = []
    for mix in told.mixes:
        groups = NOT_AVAILABLE
        if mix.groups is not None:
            groups = f"{mix.groups:,} ({count_of(mix.in_groups or 0, 'child', 'children')})"
        rows.append(
            (
                names.get(mix.area, mix.area),
                f"{mix.n:,}",
                *(f"{n:,}" for n in mix.ages),
                *(() if knows_all else (f"{mix.age_unknown:,}",)),
                f"{mix.early_permanence:,} of {mix.n:,}",
                groups,
            )
        )
    return Table(
        caption=f"Case mix: children adopted in {told.window}",
        columns=(
            Column("Area"),
            Column("Adopted", is_number=True),
            *(Column(f"Aged {age} at entry", is_number=True) for age in AGES),
            *(() if knows_all else (Column("Age not known", is_number=True),)),
            Column("Early permanence", is_number=True),
            Column("Sibling groups", is_number=True),
        ),
        rows=tuple(rows),
        note=(
            None
            if any(mix.groups is not None for mix in told.mixes)
            else "Sibling groups are not known to the source of these figures."
        ),
    )


def chances_table(told: Comparison) -> Table:
    found = told.chances

    def share(part: int, whole: int) -> str:
        return value_text(100 * part / whole, "percent") if whole else NOT_AVAILABLE

    rows = [
        (
            one.area,
            f"{one.waited:,}",
            share(one.waited, found.waited),
            f"{one.placed:,}",
            share(one.placed, found.placed),
            f"{share(one.placed, one.waited)}",
            _SHORT[one.standing] if one.waited else NOT_AVAILABLE,
        )
        for one in found.turns
    ]
    return Table(
        caption=f"Whose children were placed in {found.year}, of those who waited in it",
        columns=(
            Column("Area"),
            Column("Waited", is_number=True),
            Column("Share of all who waited", is_number=True),
            Column("Placed", is_number=True),
            Column("Share of all placed", is_number=True),
            Column("Placed of its own", is_number=True),
            Column("Limits of chance"),
        ),
        rows=tuple(rows),
        note=(
            f"All together: {found.placed:,} placed of {found.waited:,} who waited. An area whose "
            "share of those placed is far under its share of those who waited may be crowded out."
        ),
    )


def neighbours_table(told: Comparison) -> Table:
    unit = told.whole.row["unit"]
    return Table(
        caption=f"Statistical neighbours in {told.window}, as published",
        columns=(
            Column("Area"),
            Column(VALUE, is_number=True),
            Column("Children", is_number=True),
            Column("Source"),
        ),
        rows=tuple(
            (
                one.name,
                value_text(one.value, unit),
                "not published" if one.n is None else f"{half_up(one.n):,}",
                one.source,
            )
            for one in told.beside.neighbours
        ),
    )


def partners_table(told: Comparison) -> Table:
    """Each council of a region beside its own statistical neighbours."""
    unit = told.whole.row["unit"]
    return Table(
        caption=f"Each council beside its statistical neighbours in {told.window}, as published",
        columns=(
            Column("Area"),
            Column(VALUE, is_number=True),
            Column("Middle one of its neighbours", is_number=True),
            Column("Lowest to highest", is_number=True),
            Column("Neighbours with a value", is_number=True),
        ),
        rows=tuple(
            (
                one.name,
                value_text(one.value, unit),
                value_text(one.middle, unit),
                f"{value_text(one.values[0], unit)} to {value_text(one.values[-1], unit)}",
                f"{len(one.values)} of {one.listed}",
            )
            for one in told.beside.partners
        ),
        note="Each council has neighbours of its own, so the lines are not compared.",
    )


def others_table(told: Comparison, found: Funnel) -> Table:
    """Other councils as published, where the funnel shows them."""
    rows = []
    for one in told.beside.others:
        n = half_up(one.n or 0)
        standing = found.limits(n).standing(one.value)
        rows.append(
            (one.name, value_text(one.value, told.whole.row["unit"]), f"{n:,}", _SHORT[standing])
        )
    return Table(
        caption=f"{told.indicator} in {told.window} of other councils, as published",
        columns=(
            Column("Area"),
            Column(VALUE, is_number=True),
            Column("Children", is_number=True),
            Column("Limits of chance"),
        ),
        rows=tuple(rows),
        note=f"The limits are those around {told.whole.name}, not around England.",
    )


def trend_picture(told: Comparison) -> TrendChart | None:
    """The last windows as a picture, never joined across a break of the series."""
    years = [one["year"] for one in told.trend]
    breaks = dict(series_breaks(told.indicator, years))
    return trend_chart(
        f"{told.indicator} of {told.trend_name} over the last windows",
        told.whole.row["unit"],
        [
            Point(one["window"], one["value"], one["england"], one["threshold"])
            for one in told.trend
        ],
        [(one["window"], breaks[one["year"]]) for one in told.trend if one["year"] in breaks],
    )


def trend_table(told: Comparison) -> Table:
    rows = [
        (
            one["window"],
            value_text(one["value"], one["unit"]),
            f"{one['denominator'] or 0:,}",
            value_text(one["england"], one["unit"]),
        )
        for one in told.trend
    ]
    return Table(
        caption=f"{told.indicator} of {told.trend_name} over the last windows",
        columns=(
            Column("Window"),
            Column(VALUE, is_number=True),
            Column("Children", is_number=True),
            Column("England", is_number=True),
        ),
        rows=tuple(rows),
        note=" ".join(_breaks(told.indicator)) or None,
    )


def _breaks(indicator: str) -> list[str]:
    """Where the national series begins, ends, and must not be joined to another."""
    definition = DEFINITIONS[indicator]
    words = list(definition.notes)
    if definition.last_edition is not None:
        words.append(
            f"Series break: the department published {indicator} last for the window to 31 March "
            f"{definition.last_edition}; later windows are Belong's own."
        )
    return words
