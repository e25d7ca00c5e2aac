"""A report as its page and its steps read it: what it says, its figures, findings and comments."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404

from belong.analytics.stored import FigureBook
from belong.domain.policy import ActorFacts
from belong.domain.policy.reporting import can_read_part, can_read_report
from belong.domain.reporting import ReportState
from belong.reports.bound import BoundBlock, BoundReport, Words
from belong.web.reports.checking import Checked, check_report, what_blocks
from belong.web.reports.models import ReportSection, SectionVersion, WrittenReport
from belong.web.reports.queries import (
    Standing,
    answers_of,
    bound_of,
    comments_of,
    report_of,
    section_of,
    standing_of,
    versions_at,
)
from belong.web.reports.queries_figures import (
    Basis,
    areas_read,
    as_read,
    basis_of,
    book_for,
    book_to_come,
)

if TYPE_CHECKING:
    from belong.web.reports.queries import NamedAnswer, NamedComment

__all__ = ["Opened", "open_report", "open_section"]


@dataclass(frozen=True)
class Opened:
    """A report for one reader. What costs a query is read when it is asked for, once."""

    standing: Standing

    @property
    def report(self) -> WrittenReport:
        """The report."""
        return self.standing.report

    @property
    def actor(self) -> ActorFacts:
        """Who reads it."""
        return self.standing.actor

    def reads(self, author: str) -> bool:
        """Whether the reader reads the sections of an author."""
        return can_read_part(self.actor, self.standing.facts, author)

    @cached_property
    def _versions(self) -> dict[int, list[SectionVersion]]:
        before = self.report.follows
        return versions_at(self.report, *([before] if before else []))

    @cached_property
    def versions(self) -> list[SectionVersion]:
        """What each section says now, of those that the reader reads."""
        return [one for one in self._versions[self.report.pk] if self.reads(one.section.author)]

    @cached_property
    def bound(self) -> BoundReport:
        """The whole report, whatever the reader reads of it."""
        return bound_of(self.report, self._versions[self.report.pk])

    @cached_property
    def last_year(self) -> BoundReport | None:
        """The report that this one follows."""
        before = self.report.follows
        return bound_of(before, self._versions[before.pk]) if before else None

    def part(self, keys: Collection[str]) -> BoundReport:
        """The report with these sections only, of those that the reader reads."""
        return bound_of(self.report, [one for one in self.versions if one.section.key in keys])

    @cached_property
    def basis(self) -> Basis | None:
        """What its figures are read from; None while none is computed."""
        return basis_of(self.report)

    @cached_property
    def book(self) -> FigureBook | None:
        """The figures that it and the one before cite; None while none is computed."""
        if self.basis is None:
            return None
        return book_for(self.report.agency, self.basis, self.bound, self.last_year)

    @cached_property
    def book_as_read(self) -> FigureBook:
        """The same for who reads it, without what is another partner's.

        While none is computed, every figure in it says so.
        """
        if self.book is None:
            return book_to_come(self.report.agency, self.bound, self.last_year)
        return as_read(self.book, self.areas)

    @cached_property
    def areas(self) -> frozenset[str] | None:
        """The areas whose figures the reader reads; None for all of them."""
        return areas_read(self.actor, self.report.agency, self.standing.councils)

    @cached_property
    def comments(self) -> list[NamedComment]:
        """Every comment on it, of those sections that the reader reads."""
        return [one for one in comments_of(self.report) if self.reads(one.section.author)]

    @cached_property
    def checked(self) -> Checked:
        """What the checker finds in the whole of it."""
        return check_report(self.bound, self.book, self._answers, self.last_year)

    def checked_with(self, key: str, blocks: tuple[BoundBlock, ...]) -> Checked:
        """What it would find in a section that said this, in the figures that the reader reads."""
        sections = (
            replace(one, blocks=blocks) if one.key == key else one for one in self.bound.sections
        )
        bound = replace(self.bound, sections=tuple(sections))
        if self.basis is None:
            return Checked(is_possible=False)
        book = book_for(self.report.agency, self.basis, bound, self.last_year)
        found = check_report(bound, as_read(book, self.areas), self._answers, self.last_year)
        return found.within({key})

    @cached_property
    def _answers(self) -> dict[str, NamedAnswer]:
        return answers_of(self.report)

    @cached_property
    def checked_as_read(self) -> Checked:
        """What it finds in the sections that the reader reads, in the figures that they read."""
        found = self.checked.within({one.section.key for one in self.versions})
        if self.book is None or self.book_as_read is self.book:
            return found
        again = check_report(self.bound, self.book_as_read, self._answers, self.last_year)
        return found.told_by(again)

    def blocks(self, step: ReportState) -> list[str]:
        """What stands in the way of a step, whoever reads."""
        every = comments_of(self.report) if len(self.versions) < len(self.bound.sections) else None
        comments = self.comments if every is None else every
        return what_blocks(step, self.standing, self.bound, self.checked, comments)

    def words_last_year(self, keys: Collection[str]) -> BoundReport | None:
        """The report before, with only the words of those of these sections that had any."""
        if self.last_year is None:
            return None
        kept = [
            replace(one, blocks=tuple(each for each in one.blocks if isinstance(each, Words)))
            for one in self.last_year.sections
            if one.key in keys and one.words()
        ]
        return replace(self.last_year, sections=tuple(kept))


def open_report(actor: ActorFacts, key: str) -> Opened:
    """A report for its page. Raises Http404 for one that is not the person's to read."""
    standing = standing_of(actor, report_of(actor, key))
    if not can_read_report(actor, standing.facts):
        raise Http404
    return Opened(standing)


def open_section(actor: ActorFacts, key: str, section: str) -> tuple[Opened, ReportSection]:
    """A section of a report. Raises Http404 for one that is not the person's to read."""
    opened = open_report(actor, key)
    found = section_of(opened.report, section)
    if not opened.reads(found.author):
        raise Http404
    return opened, found
