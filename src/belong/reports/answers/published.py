"""What other councils' published values say beside a comparison, and what cannot be had of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from belong.analytics.comparison import COUNTERPARTS, published_value
from belong.analytics.figures import ALL
from belong.analytics.windows import Window, window_ending
from belong.domain.comparators import ComparatorSet
from belong.formats.authorities import authorities
from belong.formats.neighbours import neighbours_of
from belong.reports.words import count_of

__all__ = ["Beside", "OfNeighbours", "Published", "published_beside"]


@dataclass(frozen=True)
class Published:
    """A published value of another council. n: of how many, None where that is not published."""

    name: str
    value: float
    source: str
    n: float | None = None


@dataclass(frozen=True)
class OfNeighbours:
    """One council beside its statistical neighbours.

    value: its own, None where it has none. listed: how many neighbours it has. values: published
    ones of those, lowest first.
    """

    name: str
    value: float | None
    listed: int
    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The middle one of the published values."""
        return median(self.values)


@dataclass(frozen=True)
class Beside:
    """What is published of others. neighbours: of the one council that was asked for.

    partners: of each council of a region. why_no_neighbours: where there are none of either, or
    too few. others: councils whose number of children is published, which a funnel can show.
    of_others: how many others there are, and why those that are not shown are left out.
    """

    neighbours: tuple[Published, ...] = ()
    partners: tuple[OfNeighbours, ...] = ()
    why_no_neighbours: str = ""
    others: tuple[Published, ...] = ()
    of_others: str = ""


def published_beside(
    comparators: ComparatorSet,
    indicator: str,
    window: Window,
    *,
    names: Mapping[str, str],
    area: str,
    own: Mapping[str, float | None],
) -> Beside:
    """What is published of other councils for an indicator and window.

    names: of the body's own councils, by code; they are never among the others. area: ``all``, or
    the one council that is compared. own: values of the councils, by code.
    """
    others, of_others = _others(comparators, indicator, window, names)
    if area == ALL:
        partners, why = _partners(comparators, indicator, window, names, own)
        return Beside((), partners, why, others, of_others)
    neighbours, why = _neighbours(comparators, indicator, window, area, names.get(area, area))
    return Beside(neighbours, (), why, others, of_others)


def _others(
    comparators: ComparatorSet, indicator: str, window: Window, names: Mapping[str, str]
) -> tuple[tuple[Published, ...], str]:
    """Other councils by number of children, and in words which of them are left out, and why."""
    if indicator not in COUNTERPARTS:
        return (), f"No other council is in the funnel: {indicator} of others is not published."
    found = [
        told
        for code in comparators.authorities
        if code not in names and (told := _published(comparators, indicator, window, code))
    ]
    if not found:
        return (), (
            f"No other council is in the funnel: no {indicator} of {window.label} of any has been "
            "imported, or none is published yet."
        )
    shown = sorted((one for one in found if one.n), key=lambda one: (one.n or 0, one.name))
    whole = count_of(len(found), "other council has", "other councils have")
    words = f"{whole} a published {indicator} of {window.label}. "
    if not shown:
        return (), words + (
            "None is in the funnel: how many children each rests on is not published, and without "
            "that nobody can say what chance does."
        )
    if len(shown) == len(found):
        return tuple(shown), f"{words}All are in the funnel, as small rings."
    left = len(found) - len(shown)
    return tuple(shown), (
        f"{words}{len(shown):,} are in the funnel, as small rings; {left:,} are left out, because "
        "how many children they rest on is not published."
    )


def _neighbours(
    comparators: ComparatorSet, indicator: str, window: Window, area: str, name: str
) -> tuple[tuple[Published, ...], str]:
    """Published values of a council's statistical neighbours; or why there are none."""
    codes = neighbours_of(area)
    if not codes:
        return (), f"No statistical neighbours are listed for {name}."
    if indicator not in COUNTERPARTS:
        return (), f"{indicator} of other councils is not published."
    found = tuple(
        told for code in codes if (told := _published(comparators, indicator, window, code))
    )
    if not found:
        return (), (
            f"Of the {len(codes)} statistical neighbours of {name} no value of {window.label} has "
            "been imported, or none is published yet."
        )
    missing = len(codes) - len(found)
    return found, f"{missing} of its {len(codes)} neighbours have no value here." if missing else ""


def _partners(
    comparators: ComparatorSet,
    indicator: str,
    window: Window,
    names: Mapping[str, str],
    own: Mapping[str, float | None],
) -> tuple[tuple[OfNeighbours, ...], str]:
    """Each council of a region beside its own neighbours; or why there are none."""
    whose = "Statistical neighbours are a council's, a region has none."
    if indicator not in COUNTERPARTS:
        return (), f"{whose} {indicator} of other councils is not published."
    listed = {code: codes for code in names if (codes := neighbours_of(code))}
    if not listed:
        return (), f"{whose} None are listed for any of its councils."
    found = []
    for code, codes in listed.items():
        told = [
            one.value for each in codes if (one := _published(comparators, indicator, window, each))
        ]
        if told:
            found.append(OfNeighbours(names[code], own.get(code), len(codes), tuple(sorted(told))))
    if not found:
        return (), (
            f"{whose} Of those of its councils no value of {window.label} has been imported, or "
            "none is published yet."
        )
    return tuple(found), ""


def _published(
    comparators: ComparatorSet, indicator: str, window: Window, code: str
) -> Published | None:
    """A council's published value; None where there is none."""
    value, source = published_value(indicator, code, window, comparators)
    if value is None:
        return None
    known = authorities().get(code)
    n = _children_behind(comparators, COUNTERPARTS[indicator].per, code, window)
    return Published(known.name if known else code, value, source or "", n)


def _children_behind(
    comparators: ComparatorSet, per: str | None, code: str, window: Window
) -> float | None:
    """How many children a published share is of; None where that is not published."""
    if per is None:
        return None
    counts = [
        comparators.number(per, code, window_ending("year", year).label) for year in window.years
    ]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
