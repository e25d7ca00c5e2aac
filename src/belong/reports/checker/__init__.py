"""Reads a written report and tells what in it cannot be right, or ought to be asked about."""

from __future__ import annotations

from belong.analytics.stored import FigureBook, FigureRef
from belong.reports.bound import BoundReport, BoundSection, Words, citations
from belong.reports.checker.model import Finding, Read, ReadSection, Rule
from belong.reports.checker.reading import sentences
from belong.reports.checker.rules import RULES

__all__ = ["RULES", "Finding", "Rule", "check"]

#: The disclosure profile that a public version is held to where none is named.
PUBLIC_PROFILE = "report-public"


def check(
    report: BoundReport,
    book: FigureBook,
    *,
    public: bool = False,
    profile: str = PUBLIC_PROFILE,
    last_year: BoundReport | None = None,
) -> tuple[Finding, ...]:
    """What the rules find, in the order of sections and, in each, of rules.

    public: whether everybody will read it; then ``book`` holds figures as the profile lets them
    out. profile: its name, one of ``REPORT_PROFILES``. last_year: the report before, to see where a
    heading changed its measure.
    """
    read = _read(report, book, _largest_hidden(profile) if public else 0, last_year)
    found = [one for rule in RULES if public or not rule.is_public for one in rule.run(read)]
    order = {section.key: place for place, section in enumerate(report.sections)}
    return tuple(sorted(found, key=lambda one: order[one.section]))


def _read(
    report: BoundReport, book: FigureBook, largest_hidden: int, last_year: BoundReport | None
) -> Read:
    refs: dict[str, dict[FigureRef, None]] = {section.key: {} for section in report.sections}
    for key, ref in citations(report):
        refs[key][ref] = None
    figures = {ref: book.get(ref) for found in refs.values() for ref in found}
    return Read(
        report,
        book,
        tuple(_section(section, book, tuple(refs[section.key])) for section in report.sections),
        largest_hidden,
        last_year,
        {ref: figure for ref, figure in figures.items() if figure is not None},
    )


def _section(section: BoundSection, book: FigureBook, refs: tuple[FigureRef, ...]) -> ReadSection:
    words = (block for block in section.blocks if isinstance(block, Words))
    read = tuple(one for block in words for one in sentences(block, book))
    return ReadSection(section, read, refs)


def _largest_hidden(profile: str) -> int:
    from belong.analytics.publishing import REPORT_PROFILES

    return REPORT_PROFILES[profile].largest_hidden
