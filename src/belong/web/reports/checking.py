"""What the checker finds in a report, what was answered, and what stands in the way of a step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.analytics.stored import FigureBook
from belong.domain.reporting import ReportState
from belong.reports.bound import Author, BoundReport
from belong.reports.checker import Finding, check
from belong.web.reports.models import Comment
from belong.web.reports.queries import Standing
from belong.web.reports.words import AUTHORS
from belong.web.ui.words import counted

if TYPE_CHECKING:
    from belong.web.reports.queries import NamedAnswer

__all__ = ["Checked", "check_report", "parts_of", "parts_signed", "what_blocks"]


@dataclass(frozen=True)
class Checked:
    """Findings in the order of the report: those open, and those answered with their answers.

    is_possible: False while no figure is computed, and then nothing was checked.
    """

    open: tuple[Finding, ...] = ()
    answered: tuple[tuple[Finding, NamedAnswer], ...] = ()
    is_possible: bool = True

    def finding(self, key: str) -> Finding | None:
        """The finding of this key, open or answered; None where the checker finds it no more."""
        found = (*self.open, *(one for one, _ in self.answered))
        return next((one for one in found if one.key == key), None)

    def within(self, sections: Collection[str]) -> Checked:
        """Only what is found in these sections, by key."""
        return Checked(
            tuple(one for one in self.open if one.section in sections),
            tuple((one, answer) for one, answer in self.answered if one.section in sections),
            self.is_possible,
        )

    def told_by(self, other: Checked) -> Checked:
        """The findings that are the other's, too, as that one words them.

        For who does not read every figure: the other was checked with those that they read.
        """
        own = {one.key for one in self.open} | {one.key for one, _ in self.answered}
        return Checked(
            tuple(one for one in other.open if one.key in own),
            tuple((one, answer) for one, answer in other.answered if one.key in own),
            self.is_possible,
        )


def check_report(
    bound: BoundReport,
    book: FigureBook | None,
    answers: Mapping[str, NamedAnswer],
    last_year: BoundReport | None = None,
) -> Checked:
    """What the checker finds, apart by whether somebody answered it."""
    if book is None:
        return Checked(is_possible=False)
    found = check(bound, book, last_year=last_year)
    return Checked(
        tuple(one for one in found if one.key not in answers),
        tuple((one, answers[one.key]) for one in found if one.key in answers),
    )


def parts_of(bound: BoundReport) -> list[Author]:
    """The authors who have a part in a report, in the order of their first sections."""
    return [
        one
        for one in dict.fromkeys(section.author for section in bound.sections)
        if one is not Author.DRAWN
    ]


def parts_signed(standing: Standing) -> frozenset[str]:
    """The authors whose part is signed as written."""
    return frozenset(one.part for one in standing.holding if one.state == ReportState.DRAFT)


def what_blocks(
    step: ReportState,
    standing: Standing,
    bound: BoundReport,
    checked: Checked,
    comments: Sequence[Comment],
) -> list[str]:
    """Why a step cannot be signed yet, in sentences; nothing where it can."""
    if step not in (ReportState.CHECKED, ReportState.APPROVED):
        return []
    told = []
    if not checked.is_possible:
        told.append("The figures are not computed yet.")
    if checked.open:
        told.append(f"{counted(len(checked.open), 'finding')} of the checker not answered.")
    unsettled = sum(one.resolved_at is None for one in comments)
    if unsettled:
        told.append(f"{counted(unsettled, 'comment')} not settled.")
    if step is ReportState.CHECKED:
        signed = parts_signed(standing)
        told += [
            f"The part of {AUTHORS[part][:1].lower()}{AUTHORS[part][1:]} is not signed as written."
            for part in parts_of(bound)
            if part.value not in signed
        ]
    return told
