"""Setting returns, reports and the scorecard of one period side by side, as known at a change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from belong.domain.periods import stretch, years
from belong.reports.returns import of_year
from belong.reports.returns.counted import Counted
from belong.reports.returns.reconcile import Reconciled, Reported, Teller, Told, reconcile
from belong.web.children.frames import frames_at
from belong.web.returns.making import Asked, notes_of
from belong.web.returns.queries import child_cases, names_of
from belong.web.ui.words import counted

if TYPE_CHECKING:
    from belong.analytics.stored import FigureBook, Person

__all__ = ["Compared", "compare"]

#: Of each kind, the figure that counts it and the date of its people that is the day: in reports
#: and on pages of any period, on the scorecard of a year.
_REPORTS = {
    Counted.DECIDED: ("decisions", "end_on"),
    Counted.ORDERED: ("orders", "end_on"),
    Counted.MATCHED: ("matched", "end_on"),
    Counted.PLACED: ("placed", "end_on"),
    Counted.ADOPTED: ("adopted", "end_on"),
}
_SCORECARD = {
    Counted.DECIDED: ("A15", "start_on"),
    Counted.ORDERED: ("A16", "start_on"),
    Counted.ADOPTED: ("A4", "end_on"),
}


@dataclass(frozen=True)
class Compared:
    """What is told of a period. notes: what the numbers alone do not say, a sentence each."""

    told: Reconciled
    notes: tuple[str, ...]


def compare(asked: Asked) -> Compared:
    """What the 903, the quarterly data, reports and, of a year, the scorecard say of a period."""
    from belong.reports.returns.ssda903 import make_903

    window, year = asked.window, asked.year
    # the year's return is told whole, whichever part of it is compared
    whole = of_year(year)
    cases, left_out = child_cases(asked.reach, window, asked.change)
    of_whole_year, _ = child_cases(asked.reach, whole, asked.change)
    made = [make_903(of_whole_year, code, year) for code in asked.reach.codes.values()]
    book = _book(asked)
    period = stretch(window.first, window.last).name
    figures = {Teller.REPORT: _told(book, _REPORTS, period)}
    if window.first == whole.first and window.last in (whole.last, timezone.localdate()):
        figures[Teller.SCORECARD] = _told(book, _SCORECARD, years(year).name)
    notes = [*notes_of(asked, cases), *_notes(book, period)]
    if left_out:
        notes.append(
            f"{counted(left_out, 'record')} that you are kept from: not in the returns here, but in"
            " the figures."
        )
    later = asked.reach.joined_later
    reported = Reported(figures, _silent(book, period), _children_of(book, later, period))
    return Compared(reconcile(cases, made, window, reported), tuple(notes))


def _book(asked: Asked) -> FigureBook:
    """The figures of the period and its year as known at the change: of the members of today."""
    from belong.analytics.figures import ALL
    from belong.analytics.measures import measure

    names = names_of([*asked.reach.codes.values(), *asked.reach.joined_later])
    name = asked.reach.agency.name
    return measure(
        frames_at(list(names), change=asked.change),
        body=asked.reach.agency.key,
        body_name=name,
        areas={ALL: name, **names},
        change=asked.change or 0,
        years=(asked.year,),
        until=asked.known.day if asked.known else timezone.localdate(),
        periods=(stretch(asked.window.first, asked.window.last),),
    )


def _told(book: FigureBook, figures: Mapping[Counted, tuple[str, str]], period: str) -> Told:
    """Who is in these figures of the whole body, by reference and day; none that has no value."""
    told = {}
    for what, (measure, name) in figures.items():
        ref = f"{measure}:all:{period}"
        if book.figures[ref].value is not None:
            told[what] = {(one.key, getattr(one, name)) for one in _members(book, ref) if one.value}
    return told


def _members(book: FigureBook, ref: str) -> tuple[Person, ...]:
    """Who is in a figure; nobody is kept of one that counts nobody."""
    return book.behind[ref].members if ref in book.behind else ()


def _children_of(book: FigureBook, councils: Mapping[str, str], period: str) -> dict[str, str]:
    """The name of the council of each child in a figure of one of these councils, by reference."""
    refs = [f"{measure}:all:{period}" for measure, _ in _REPORTS.values()]
    return {
        one.key: councils[one.area]
        for ref in refs
        for one in _members(book, ref)
        if one.area in councils
    }


def _silent(book: FigureBook, period: str) -> dict[Counted, Collection[str]]:
    """The councils of which reports have no figure of the period, by what it would count."""
    return {
        what: [
            code for code in book.areas if book.figures[f"{measure}:{code}:{period}"].value is None
        ]
        for what, (measure, _) in _REPORTS.items()
    }


def _notes(book: FigureBook, period: str) -> Iterator[str]:
    """What a report says beside its figures: why there is none, and who could not be counted."""
    figures = [(what, book.figures[f"{code}:all:{period}"]) for what, (code, _) in _REPORTS.items()]
    for note in dict.fromkeys(note for _, figure in figures for note in figure.notes):
        yield f"Beside the figures of a report: {note}."
    for what, figure in figures:
        if figure.value is None:
            yield f"{what.label}: a report has no figure, because {figure.why_none}."
        elif figure.not_computable:
            behind = book.behind[str(figure.ref)].not_computable
            yield (
                f"{what.label}: {counted(figure.not_computable, 'child', 'children')} could not be"
                f" counted in a report: {behind[0].reason}."
            )
