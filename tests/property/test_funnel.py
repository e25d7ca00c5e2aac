"""Funnel limits against an independent computation, and what a funnel says of areas."""

from __future__ import annotations

import pytest
from scipy import stats

from belong.analytics import Figure, Member
from belong.analytics.funnel import Funnel, Standing, funnel
from belong.domain.errors import BelongError


def figure_of(area: str, values: list[int], indicator: str = "A10") -> Figure:
    members = tuple(Member(f"{area}-{i}", area, value) for i, value in enumerate(values))
    return Figure(
        indicator=indicator,
        area=area,
        window="2021-24",
        value=None,
        published=None,
        numerator=sum(values),
        denominator=len(values),
        unit="days",
        members=members,
    )


def of_days() -> Funnel:
    return funnel(
        [
            figure_of("991", [300, 420, 510]),
            figure_of("992", [250, 330, 390, 400, 410, 420, 480, 600] * 5),
            figure_of("993", [1900, 1800, 1750, 1900]),
            figure_of("994", []),
        ]
    )


def test_funnel_of_a_mean_matches_the_quantiles_of_the_gamma_distribution() -> None:
    found = of_days()
    assert found.spread is not None
    for n in (1, 3, 8, 40, 400):
        limits = found.limits(n)
        shape = n * (found.centre / found.spread) ** 2
        for within, ends in ((0.95, limits.inner), (0.998, limits.outer)):
            for p, end in zip(((1 - within) / 2, (1 + within) / 2), ends, strict=True):
                expected = stats.gamma.ppf(p, shape, scale=found.centre / shape)
                # few children are far out on a curve that is only near the exact one
                near = 0.02 * max(found.centre, expected) if n < 40 else 0.002 * expected
                assert end == pytest.approx(expected, abs=near)


def test_funnel_of_a_share_is_the_quantiles_of_the_binomial_distribution() -> None:
    found = funnel(
        [
            figure_of("991", [1, 0, 0, 1, 0], "A3"),
            figure_of("992", [1, 1, 1, 0, 1, 0, 1], "A3"),
        ]
    )
    share = 7 / 12
    assert found.centre == pytest.approx(100 * share)
    for n in (1, 5, 7, 60, 3000):
        limits = found.limits(n)
        expected = [100 * stats.binom.ppf(p, n, share) / n for p in (0.025, 0.975, 0.001, 0.999)]
        assert [*limits.inner, *limits.outer] == pytest.approx(expected)


def test_funnel_tells_areas_apart_from_chance_and_names_those_without_children() -> None:
    found = of_days()
    assert [(point.area, point.n) for point in found.points] == [
        ("991", 3),
        ("993", 4),
        ("992", 40),
    ]
    standing = {point.area: point.standing for point in found.points}
    assert standing["991"] is Standing.WITHIN
    assert standing["993"] is Standing.BEYOND_OUTER
    assert found.without == ("994",)


def test_funnel_narrows_as_children_grow_and_never_reaches_below_nothing() -> None:
    found = of_days()
    widths = []
    for n in (1, 2, 5, 20, 100):
        limits = found.limits(n)
        assert 0 <= limits.outer[0] <= limits.inner[0] <= limits.inner[1] <= limits.outer[1]
        widths.append(limits.outer[1] - limits.outer[0])
    assert widths == sorted(widths, reverse=True)


def test_funnel_of_too_little_is_refused() -> None:
    with pytest.raises(BelongError, match="Only 3 children in 1 areas"):
        funnel([figure_of("991", [1, 2, 3]), figure_of("992", [])])
    with pytest.raises(BelongError, match="one indicator"):
        funnel([figure_of("991", [1]), figure_of("992", [1], "A2")])
    with pytest.raises(BelongError, match="is a count"):
        funnel([figure_of("991", [1], "A9"), figure_of("992", [1], "A9")])
