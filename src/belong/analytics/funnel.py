"""Funnel limits: how far a figure of so many children may lie from all children's by chance alone.

A mean of days is compared with the mean of a gamma distribution that has the pooled mean and
spread: days are never below 0 and lean to the right, and the mean of n such is a gamma, too, so the
limits hold for a handful of children, where the usual plus or minus would reach below 0 and miss
the long ones. Its quantiles are Wilson and Hilferty's (Proceedings of the National Academy of
Sciences 17, 1931). A share is compared with the exact quantiles of the binomial distribution.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import Figure
from belong.domain.errors import BelongError

__all__ = ["INNER", "OUTER", "Funnel", "FunnelPoint", "Limits", "Standing", "funnel"]

#: Shares of areas that chance alone would put within the limits.
INNER, OUTER = 0.95, 0.998


class Standing(StrEnum):
    """Where a figure lies. Outside the outer limits chance is an unlikely explanation."""

    WITHIN = "within what chance explains"
    BEYOND_INNER = "further out than chance puts 19 in 20"
    BEYOND_OUTER = "further out than chance puts 499 in 500"


@dataclass(frozen=True)
class Limits:
    """Limits for n children, in the figure's unit, ends included."""

    n: int
    inner: tuple[float, float]
    outer: tuple[float, float]

    def standing(self, value: float) -> Standing:
        """Where a value lies."""
        if not self.outer[0] <= value <= self.outer[1]:
            return Standing.BEYOND_OUTER
        if not self.inner[0] <= value <= self.inner[1]:
            return Standing.BEYOND_INNER
        return Standing.WITHIN


@dataclass(frozen=True)
class FunnelPoint:
    """One area's figure with its limits."""

    area: str
    n: int
    value: float
    limits: Limits
    standing: Standing


@dataclass(frozen=True)
class Funnel:
    """centre: all children's value. spread: the standard deviation of days; None for a share.

    points: by number of children. without: areas with no children, by name.
    """

    indicator: str
    window: str
    centre: float
    spread: float | None
    points: tuple[FunnelPoint, ...]
    without: tuple[str, ...]

    def limits(self, n: int) -> Limits:
        """The limits for any number of children from 1, for drawing."""
        return _limits(self.centre, self.spread, n)


def funnel(figures: Iterable[Figure]) -> Funnel:
    """The areas' figures of one indicator and window against their pooled value.

    figures: of single areas, opened with their members; an area that is a pool of others must not
    be among them. Raises BelongError where they are not of one indicator and window, where it is a
    count, or where fewer than two areas, or fewer than ten children, stand behind them: then
    nobody can say what chance does.
    """
    figures = list(figures)
    kinds = {(one.indicator, one.window) for one in figures}
    if len(kinds) != 1:
        raise BelongError("A funnel is of one indicator and one window.")
    [(indicator, window)] = kinds
    statistic = DEFINITIONS[indicator].statistic
    if statistic == "count":
        raise BelongError(
            f"{indicator} is a count, and a count alone has no limits.",
            mend="Choose a mean or a share.",
        )
    values = [member.value for one in figures for member in one.members]
    counted = [one for one in figures if one.members]
    if len(counted) < 2 or len(values) < 10:
        raise BelongError(
            f"Only {len(values)} children in {len(counted)} areas stand behind {indicator}.",
            mend="Compare two areas or more with ten children or more together.",
        )
    centre = sum(values) / len(values)
    spread = None
    if statistic == "mean":
        spread = math.sqrt(sum((v - centre) ** 2 for v in values) / (len(values) - 1))
    else:
        centre *= 100
    points = []
    for one in counted:
        n = len(one.members)
        value = sum(member.value for member in one.members) / n * (1 if spread is not None else 100)
        limits = _limits(centre, spread, n)
        points.append(FunnelPoint(one.area, n, value, limits, limits.standing(value)))
    return Funnel(
        indicator=indicator,
        window=window,
        centre=centre,
        spread=spread,
        points=tuple(sorted(points, key=lambda point: (point.n, point.area))),
        without=tuple(sorted(one.area for one in figures if not one.members)),
    )


def _limits(centre: float, spread: float | None, n: int) -> Limits:
    def quantile(p: float) -> float:
        if spread is None:
            return 100 * _binomial(p, n, centre / 100) / n
        return _mean_of_gammas(p, n, centre, spread)

    inner, outer = (
        (quantile((1 - within) / 2), quantile((1 + within) / 2)) for within in (INNER, OUTER)
    )
    return Limits(n, inner, outer)


def _mean_of_gammas(p: float, n: int, mean: float, spread: float) -> float:
    """The quantile of the mean of n values that are gamma distributed."""
    if mean <= 0 or spread <= 0:
        return mean
    shape = n * (mean / spread) ** 2
    z = NormalDist().inv_cdf(p)
    root = 1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))
    return mean * max(0.0, root) ** 3


def _binomial(p: float, n: int, share: float) -> int:
    """The least number k of n with P(X <= k) of at least p; in logarithms, for n of any size."""
    if share <= 0 or share >= 1:
        return 0 if share <= 0 else n
    ours, others = math.log(share), math.log1p(-share)
    whole = math.lgamma(n + 1)
    total = 0.0
    for k in range(n + 1):
        ways = whole - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        total += math.exp(ways + k * ours + (n - k) * others)
        if total >= p:
            return k
    return n
