"""A figure opened: everything that its page says, read from stored figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from belong.analytics.figures import Figure, Member
from belong.analytics.influence import Influence, influence_of
from belong.analytics.stored import Behind, FigureBook, FigureRef, Measure, Person, StoredFigure
from belong.domain.calendar import financial_year
from belong.domain.periods import Period, years
from belong.reports.words import half_up

__all__ = ["NO_REASON", "Opened", "further_refs", "open_figure"]

_PEOPLE = {"children": ("child", "children"), "families": ("family", "families")}
#: Of somebody who is left out without a reason.
NO_REASON = "no reason is kept"
#: Of the windows that an influence is told for, the financial years.
_WINDOW = 3


@dataclass(frozen=True)
class Opened:
    """figure: with measure and area name. before: the same a year earlier, or None.

    influence: None where the figure is no mean of days with people kept. leaves: for each member,
    by what it is told apart, the number of years until it leaves the window: 1 next year.
    """

    figure: StoredFigure
    measure: Measure
    area_name: str
    period: Period
    behind: Behind
    before: StoredFigure | None
    influence: Influence | None
    leaves: dict[tuple[str, object, object], int]

    def leaves_in(self, member: Member) -> int | None:
        """In how many years a member leaves the window; None where that is not known."""
        return self.leaves.get((member.child_id, member.start_on, member.end_on))

    @property
    def people(self) -> tuple[str, str]:
        """What one of those behind it is called, and several."""
        return _PEOPLE.get(self.measure.subject, ("person", "people"))

    @property
    def reasons(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """Left out and not computable: each reason and how many, the most frequent first."""
        return _by_reason(self.behind.excluded), _by_reason(self.behind.not_computable)


def _by_reason(people: Sequence[Person]) -> list[tuple[str, int]]:
    counts = Counter(one.reason or NO_REASON for one in people)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def further_refs(ref: FigureRef) -> tuple[FigureRef | None, tuple[FigureRef, ...]]:
    """The same figure a year earlier, and those of each single year of a window of three.

    None and nothing for a period that is no whole years.
    """
    period = Period.parse(ref.period)
    year = financial_year(period.last_on)
    count = year - financial_year(period.first_on) + 1
    if years(year, count).name != period.name:
        return None, ()
    before = replace(ref, period=years(year - 1, count).name)
    if count != _WINDOW:
        return before, ()
    single = tuple(replace(ref, period=years(each).name) for each in range(year - 2, year + 1))
    return before, single


def open_figure(book: FigureBook, figure: StoredFigure, behind: dict[FigureRef, Behind]) -> Opened:
    """Everything about one figure. behind: of it and of its ``further_refs``."""
    before, single = further_refs(figure.ref)
    people = behind.get(figure.ref, Behind())
    leaves: dict[tuple[str, object, object], int] = {}
    for number, ref in enumerate(single, start=1):
        for one in behind.get(ref, Behind()).members:
            leaves[one.key, one.start_on, one.end_on] = number
    return Opened(
        figure=figure,
        measure=book.measures[figure.ref.measure],
        area_name=book.areas.get(figure.ref.area, figure.ref.area),
        period=Period.parse(figure.ref.period),
        behind=people,
        before=book.get(before) if before else None,
        influence=_influence(figure, people, leaves),
        leaves=leaves,
    )


def _influence(
    figure: StoredFigure, behind: Behind, leaves: dict[tuple[str, object, object], int]
) -> Influence | None:
    if figure.unit != "days" or figure.value is None or not behind.members:
        return None
    members = tuple(
        Member(one.key, one.area, one.value, one.start_on, one.end_on)
        for one in behind.members
        if one.value is not None
    )
    as_figure = Figure(
        indicator=figure.ref.measure,
        area=figure.ref.area,
        window=figure.ref.period,
        value=float(figure.value),
        published=half_up(float(figure.value)),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unit="days",
        threshold=figure.threshold,
        england=figure.england,
        members=members,
    )
    going = tuple(
        one for one in members if leaves.get((one.child_id, one.start_on, one.end_on)) == 1
    )
    return influence_of(as_figure, going)
