"""The figures of a report as a public version may show them, under a named disclosure profile.

First every number that is, or tells, a count of few people is hidden, then as many more as it takes
that no hidden number follows from those left by adding or subtracting over parts, quarters, halves,
years, stretches, and councils of a region. Numbers beside a mean or a share are rounded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from belong.analytics.disclosure import Profile
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.analytics.sums_to import Relation, apart, determined, relations_of
from belong.domain.errors import BelongError

__all__ = ["REPORT_PROFILES", "Hidden", "Published", "publish"]

_BASIS = (
    "Counts of 1 to {most} people are hidden, and means and shares of fewer than {fewest}; numbers"
    " of people beside a mean or share are rounded to {step}. {whose}"
)


def _profile(name: str, *, most: int, step: int, whose: str) -> Profile:
    """Hides counts of people up to ``most``, and what rests on no more; rounds to ``step``."""
    basis = _BASIS.format(most=most, fewest=most + 1, step=step, whose=whose)
    return Profile(name, most, most + 1, (), step, basis)


REPORT_PROFILES: Mapping[str, Profile] = {
    one.name: one
    for one in (
        _profile(
            "report-public",
            most=5,
            step=5,
            whose="The sign c is that of the department's statistics.",
        ),
        _profile(
            "report-small-area",
            most=9,
            step=10,
            whose="For places where a family is easily known.",
        ),
    )
}
_FOLLOWS = "without it hidden, another hidden number would follow"
#: What a reader is told of every hidden number: which are small themselves is not told.
_TOLD = "it is a small number of people, or would tell one"
_COUNTED = ("children", "families", "people", "times")
_TELLS_COUNT = re.compile(
    r"\b\d[\d,]*\s+(?:of\s|child|famil|people|person|time|more)|\bcounted again: \d", re.I
)


@dataclass(frozen=True)
class Hidden:
    """A figure that a public version hides, and why; the reason is for those inside only."""

    ref: FigureRef
    name: str
    because: str


@dataclass(frozen=True)
class Published:
    """The book of a public version: only the figures of the report, and nobody behind them.

    hidden: what it hides, in the order of the references.
    """

    book: FigureBook
    hidden: tuple[Hidden, ...]


@dataclass
class _Cell:
    """The whole numbers behind a figure. is_shown: the report shows it. because: why it is hidden.

    An unshown figure that is small has a reason, too: nobody may work it out.
    """

    counts: tuple[int, ...]
    people: int
    is_shown: bool
    because: str = ""
    is_fixed: bool = False

    @property
    def is_open(self) -> bool:
        return self.is_fixed or (self.is_shown and not self.because)


def publish(
    book: FigureBook,
    refs: Collection[FigureRef],
    profile: str,
    *,
    already: Collection[FigureRef] = (),
) -> Published:
    """The figures of a report as the profile lets everybody read them.

    refs: what the report shows or cites; those that the book lacks are passed over. already: what
    earlier public releases show and cannot be hidden any more. Raises BelongError for a profile
    that does not exist.
    """
    rules = REPORT_PROFILES.get(profile)
    if rules is None:
        raise BelongError(
            f"There is no disclosure profile {profile!r}.",
            mend=f"Choose from {', '.join(REPORT_PROFILES)}.",
        )
    shown = {str(ref) for ref in refs if ref in book}
    known = {str(ref) for ref in already}
    relations = relations_of(book, sorted(FigureRef.parse(one) for one in shown | known))
    cells = _cells(book, shown, known, relations, rules)
    for together in apart(relations):
        _hide_more(cells, together, rules)
    figures = {}
    hidden = []
    for name in sorted(shown):
        figure = book.figures[name]
        because = cells[name].because
        figures[name] = _public(figure, because, rules)
        if because:
            hidden.append(Hidden(figure.ref, figure.name, because))
    return Published(replace(book, figures=figures, behind={}), tuple(hidden))


def _cells(
    book: FigureBook,
    shown: Collection[str],
    known: Collection[str],
    relations: Collection[Relation],
    rules: Profile,
) -> dict[str, _Cell]:
    """A cell for every figure shown, or named by a sum; for what is left of a sum, too."""
    rests = {one.rest[0]: one.rest[1] for one in relations if one.rest}
    names = {*shown, *known, *(name for one in relations for name in one.named)}
    cells = {}
    for name in sorted(names):
        figure = book.figures.get(name)
        if name in rests:
            cells[name] = _Cell((rests[name],), rests[name], is_shown=False)
        elif figure is None:
            cells[name] = _Cell((), 0, is_shown=False)
        else:
            cells[name] = _cell(figure, is_shown=name in shown)
        cells[name].because = _too_small(cells[name], rules)
        if name in known and not cells[name].because:
            cells[name].is_fixed = True
    return cells


def _cell(figure: StoredFigure, *, is_shown: bool) -> _Cell:
    if figure.unit == "pounds" or figure.value is None:
        return _Cell((), 0, is_shown)
    if figure.unit in _COUNTED:
        count = int(figure.value)
        return _Cell((count,), count, is_shown)
    people = figure.denominator if figure.denominator is not None else figure.n or 0
    if figure.unit == "percent" and figure.numerator is not None:
        return _Cell((figure.numerator, people - figure.numerator), people, is_shown)
    return _Cell((), people, is_shown)


def _too_small(cell: _Cell, rules: Profile) -> str:
    """Why the number itself is hidden; "" where it is not."""
    if any(1 <= count <= rules.largest_hidden for count in cell.counts):
        return f"rests on a count of 1 to {rules.largest_hidden} people"
    if 1 <= cell.people < rules.fewest_children:
        return f"rests on fewer than {rules.fewest_children} people"
    return ""


def _hide_more(cells: dict[str, _Cell], relations: Collection[Relation], rules: Profile) -> None:
    """Hide until no hidden number follows from the open ones: sum by sum, then all sums at once.

    Ends, because each round hides one more, or nothing is left to hide.
    """
    while True:
        unsafe = next(
            (one for one in relations if not _is_safe(one, cells, rules) and _hide_one(one, cells)),
            None,
        )
        if unsafe is not None:
            continue
        open_names = {name for name, cell in cells.items() if cell.is_open}
        found = [name for name in determined(relations, open_names) if cells[name].because]
        if not found:
            return
        nearest = [one for name in found for one in relations if name in one.named]
        if not any(_hide_one(one, cells) for one in (*nearest, *relations)):
            return


def _is_safe(one: Relation, cells: Mapping[str, _Cell], rules: Profile) -> bool:
    """Whether this sum alone tells nothing of any number that is to be hidden."""
    hidden = [cells[name] for name in one.named if not cells[name].is_open]
    if not any(cell.because for cell in hidden):
        return True
    if len(hidden) == 1:
        return False
    if not cells[one.total].is_open:
        return True
    if sum(cell.people for cell in hidden) < rules.fewest_children:
        return False
    for sums in zip(*(cell.counts for cell in hidden), strict=False):
        together = sum(sums)
        if together and together <= max(rules.largest_hidden, len(hidden)):
            return False
    return True


def _hide_one(one: Relation, cells: Mapping[str, _Cell]) -> bool:
    """Hide the smallest open part of a sum, else its total; False where nothing can be hidden."""
    parts = [name for name in one.parts if _can_hide(cells[name])]
    parts.sort(key=lambda name: (cells[name].people, name))
    for name in (*parts, one.total):
        if _can_hide(cells[name]):
            cells[name].because = _FOLLOWS
            return True
    return False


def _can_hide(cell: _Cell) -> bool:
    return cell.is_open and not cell.is_fixed and cell.people > 0


def _public(figure: StoredFigure, because: str, rules: Profile) -> StoredFigure:
    """The figure with its number hidden, or rounded as far as it tells of people beside it."""
    plain = replace(
        figure,
        numerator=None,
        not_computable=0,
        why_none="" if because else _without_counts(figure.why_none),
        notes=tuple(note for note in figure.notes if not _TELLS_COUNT.search(note)),
    )
    if because:
        return replace(plain, value=None, n=None, denominator=None, rank=None, hidden_because=_TOLD)
    if figure.unit in _COUNTED or figure.unit == "pounds":
        return replace(plain, n=None, denominator=None)
    value = figure.value
    return replace(
        plain,
        value=None if value is None else _whole(Decimal(str(value))),
        n=_rounded(figure.n, rules.round_children_to),
        denominator=_rounded(figure.denominator, rules.round_children_to),
    )


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _rounded(count: int | None, step: int) -> int | None:
    """A number of people, rounded half up to a step."""
    return None if count is None else (2 * count + step) // (2 * step) * step


def _without_counts(words: str) -> str:
    return "not published" if _TELLS_COUNT.search(words) else words
