"""How far single children move a mean, what leaves the window next, what one more would do.

Exact: sums and counts are whole numbers, and each mean is divided once, at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import Figure, Member
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Influence", "Leaving", "OneMore", "Without", "influence", "influence_of"]


@dataclass(frozen=True)
class Without:
    """The mean without one member. value: None where nobody else is left. effect: value less the
    figure's, so below 0 the child raises the mean."""

    member: Member
    value: float | None
    effect: float | None


@dataclass(frozen=True)
class Leaving:
    """Members adopted in the window's first year, who are not in the next window.

    value: the mean of those who stay, None where nobody stays.
    """

    members: tuple[Member, ...]
    numerator: int
    denominator: int
    value: float | None


@dataclass(frozen=True)
class OneMore:
    """The mean with one more adoption that took ``days``. why: what the days are."""

    days: int
    why: str
    value: float
    effect: float | None


@dataclass(frozen=True)
class Influence:
    """What stands behind one mean. without: the one who raises the mean most first."""

    figure: Figure
    without: tuple[Without, ...]
    leaving: Leaving
    one_more: tuple[OneMore, ...]


def influence(figure: Figure, journeys: pl.DataFrame, *, days: tuple[int, ...] = ()) -> Influence:
    """How each child bears on a mean.

    journeys: those from which the figure was computed. days: further numbers of days to try for
    one more adoption, beside the threshold, the mean as published and England's mean.
    Raises BelongError where the figure is no mean of days.
    """
    if DEFINITIONS[figure.indicator].statistic != "mean":
        raise BelongError(
            f"{figure.indicator} is no mean of days, so no child moves it by days.",
            mend="Choose an indicator that is a mean: "
            + ", ".join(code for code, d in DEFINITIONS.items() if d.statistic == "mean")
            + ".",
        )
    return influence_of(figure, _going(figure, journeys), days=days)


def influence_of(
    figure: Figure, going: tuple[Member, ...], *, days: tuple[int, ...] = ()
) -> Influence:
    """The same of any mean of days whose members are at hand.

    going: those of its members who are not in the next window; days: as ``influence`` has them.
    """
    return Influence(
        figure=figure,
        without=_without(figure),
        leaving=_leaving(figure, going),
        one_more=_one_more(figure, days),
    )


def _mean(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(numerator, denominator) if denominator else None


def _sums(figure: Figure) -> tuple[int, int]:
    return sum(member.value for member in figure.members), len(figure.members)


def _effect(value: Fraction | None, figure: Figure) -> float | None:
    whole = _mean(*_sums(figure))
    return None if value is None or whole is None else float(value - whole)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _without(figure: Figure) -> tuple[Without, ...]:
    total, count = _sums(figure)
    ranked = sorted(figure.members, key=lambda m: (-m.value, m.la_code, m.child_id))
    found = []
    for member in ranked:
        value = _mean(total - member.value, count - 1)
        found.append(Without(member, _number(value), _effect(value, figure)))
    return tuple(found)


def _going(figure: Figure, journeys: pl.DataFrame) -> tuple[Member, ...]:
    """Members adopted in the first year of the window."""
    import polars as pl

    definition = DEFINITIONS[figure.indicator]
    first_year = int(figure.window[:4])
    in_first_year = pl.col("adopted_on").is_between(
        date(first_year, 4, 1), date(first_year + 1, 3, 31)
    )
    going = set(
        journeys.filter(in_first_year)
        .select("la_code", "child_id", str(definition.start), str(definition.end))
        .iter_rows()
    )
    return tuple(
        m for m in figure.members if (m.la_code, m.child_id, m.start_on, m.end_on) in going
    )


def _leaving(figure: Figure, members: tuple[Member, ...]) -> Leaving:
    total, count = _sums(figure)
    numerator = total - sum(member.value for member in members)
    denominator = count - len(members)
    return Leaving(members, numerator, denominator, _number(_mean(numerator, denominator)))


def _one_more(figure: Figure, days: tuple[int, ...]) -> tuple[OneMore, ...]:
    total, count = _sums(figure)
    tries: dict[int, str] = {}
    if figure.threshold is not None:
        tries[figure.threshold] = "the threshold"
    if figure.published is not None:
        tries.setdefault(figure.published, "the mean as it is")
    if figure.england is not None:
        tries.setdefault(int(figure.england + 0.5), "England's mean")
    for given in days:
        tries.setdefault(given, "as asked")
    return tuple(
        OneMore(
            days=n,
            why=why,
            value=float(Fraction(total + n, count + 1)),
            effect=_effect(Fraction(total + n, count + 1), figure),
        )
        for n, why in sorted(tries.items())
    )
