"""What may leave the building: one function, with named settings, at the edge of publication.

Nothing inside Belong is rounded or hidden. A profile hides small numbers (primary), then as many
more as it takes that no hidden number follows from what is left (secondary).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import ALL, Figure, FigureSet
from belong.domain.errors import BelongError

__all__ = ["HIDDEN", "PROFILES", "Profile", "PublicFigure", "apply"]

#: What stands where a number is hidden.
HIDDEN = "c"


@dataclass(frozen=True)
class Profile:
    """A named set of rules.

    largest_hidden: counts from 1 to this are hidden, and so are shares whose numerator, or whose
    rest, is such a count. fewest_children: a mean or share of fewer is hidden. linked: pairs of
    counts of which the second is part of the first, so that the difference is a count too.
    round_children_to: the number of children beside a mean or share is rounded to this, halves up.
    """

    name: str
    largest_hidden: int
    fewest_children: int
    linked: tuple[tuple[str, str], ...]
    round_children_to: int
    basis: str


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            name="scorecard-public",
            largest_hidden=5,
            fewest_children=6,
            linked=(("A9", "A14"),),
            round_children_to=5,
            basis="Counts of 1 to 5 are hidden, as in the department's tables of looked-after "
            "children; means of fewer than 6 children by common practice.",
        ),
    )
}


@dataclass(frozen=True)
class PublicFigure(Figure):
    """A figure as published: a whole number or the symbol, never a child.

    value is the published whole number. denominator is rounded; numerator is always None.
    symbol: ``c`` where the value is hidden, else None. hidden_because: why, in plain words.
    """

    symbol: str | None = None
    hidden_because: str | None = None


@dataclass
class _Cell:
    """The whole numbers behind one figure: each could be worked out, so each is protected."""

    area: str
    counts: tuple[int, ...]
    children: int
    reason: str | None = None


def apply(figures: FigureSet, profile: str = "scorecard-public") -> tuple[PublicFigure, ...]:
    """Every figure as the profile lets it be published, in the order of the set.

    Raises BelongError for a profile that does not exist.
    """
    if profile not in PROFILES:
        raise BelongError(
            f"There is no disclosure profile {profile}.",
            mend=f"Choose from {', '.join(PROFILES)}.",
        )
    rules = PROFILES[profile]
    found = list(FigureSet(figures.figures, figures.membership.clear()).opened())
    cells = {(f.indicator, f.window, f.area): _cell(f) for f in found}
    for cell in cells.values():
        cell.reason = _primary(cell, rules)
    _hide_linked(cells, rules)
    groups: dict[tuple[str, str], list[_Cell]] = {}
    for (code, window, _), cell in cells.items():
        groups.setdefault((code, window), []).append(cell)
    for group in groups.values():
        _secondary(group, rules)
    return tuple(_public(f, cells[f.indicator, f.window, f.area].reason, rules) for f in found)


def _cell(figure: Figure) -> _Cell:
    statistic = DEFINITIONS[figure.indicator].statistic
    if statistic == "count":
        count = int(figure.value or 0)
        return _Cell(figure.area, (count,), count)
    children = figure.denominator or 0
    if statistic == "share":
        part = figure.numerator or 0
        return _Cell(figure.area, (part, children - part), children)
    return _Cell(figure.area, (), children)


def _primary(cell: _Cell, rules: Profile) -> str | None:
    """Why the cell itself is too small; None where it is not."""
    if any(1 <= count <= rules.largest_hidden for count in cell.counts):
        return f"rests on a count of 1 to {rules.largest_hidden} children"
    if 1 <= cell.children < rules.fewest_children:
        return f"rests on fewer than {rules.fewest_children} children"
    return None


def _hide_linked(cells: dict[tuple[str, str, str], _Cell], rules: Profile) -> None:
    """Hides the part where whole less part is a small count."""
    for whole, part in rules.linked:
        for (code, window, area), cell in cells.items():
            other = cells.get((whole, window, area))
            if code != part or other is None or cell.reason or other.reason:
                continue
            if 1 <= other.children - cell.children <= rules.largest_hidden:
                cell.reason = f"with {whole} it would tell a count of 1 to {rules.largest_hidden}"


def _secondary(group: Sequence[_Cell], rules: Profile) -> None:
    """Hides more authorities, or at last ``all``, until the hidden ones are safe together.

    What ``all`` less the visible authorities tells is the hidden ones as one. That must itself be
    fit to publish, come from at least two authorities with children, and leave each of them open.
    """
    total = next((cell for cell in group if cell.area == ALL), None)
    areas = [cell for cell in group if cell.area != ALL and cell.children]
    if total is None or total.reason:
        return
    while (hidden := [cell for cell in areas if cell.reason]) and not _is_safe(hidden, rules):
        visible = [cell for cell in areas if not cell.reason]
        if not visible:
            total.reason = "with it, a hidden number of an authority would follow"
            return
        smallest = min(visible, key=lambda cell: (cell.children, cell.area))
        smallest.reason = "without it hidden, the hidden number of another authority would follow"


def _is_safe(hidden: Sequence[_Cell], rules: Profile) -> bool:
    """Whether the sum of the hidden cells tells nothing about any one of them."""
    if len(hidden) < 2 or sum(cell.children for cell in hidden) < rules.fewest_children:
        return False
    for sums in zip(*(cell.counts for cell in hidden), strict=True):
        together = sum(sums)
        if together and together <= max(rules.largest_hidden, len(hidden)):
            return False
    return True


def _public(figure: Figure, reason: str | None, rules: Profile) -> PublicFigure:
    """The figure without its children, and without its value where there is a reason."""
    plain = {name: getattr(figure, name) for name in Figure.__dataclass_fields__}
    shown = PublicFigure(**plain)
    children = None
    if figure.denominator is not None and reason is None:
        step = rules.round_children_to
        children = (2 * figure.denominator + step) // (2 * step) * step
    return replace(
        shown,
        value=None if reason else figure.published,
        published=None if reason else figure.published,
        numerator=None,
        denominator=children,
        rank=None if reason else figure.rank,
        members=(),
        excluded=(),
        not_computable=(),
        notes=tuple(_without_counts(figure.notes)),
        symbol=HIDDEN if reason else None,
        hidden_because=reason,
    )


def _without_counts(notes: Iterable[str]) -> list[str]:
    """Notes that tell no number of children."""
    return [note for note in notes if not note.startswith("times a child")]
