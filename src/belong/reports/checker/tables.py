"""Rules on tables, charts and the figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from belong.analytics.stored import FigureRef, StoredFigure
from belong.domain.periods import Period, PeriodError
from belong.reports.bound import FigureChart, FigureTable, Shown
from belong.reports.checker.bands import Band, band_of, not_side_by_side
from belong.reports.checker.model import (
    Finding,
    Read,
    ReadSection,
    in_section,
    in_table,
    in_words,
)
from belong.reports.checker.reading import number_text, rounded, shown_value
from belong.reports.checker.sums import in_sum, sums
from belong.reports.words import joined, listed, period_words

__all__ = [
    "bands_in_tables",
    "does_not_add_up",
    "does_not_balance",
    "no_such_figure",
    "not_computable",
    "percent_of_figures",
    "rank_unexplained",
    "series_in_tables",
]

_OPENING = re.compile(r"at the (?:start|beginning)|opening|brought forward|at 1 april", re.I)
_CLOSING = re.compile(r"at the end|closing|carried forward|at 31 march", re.I)
_OUT = re.compile(
    r"left|ended|out\b|withdr\w+|deregist\w+|less\b|matched|adopted|closed|no longer", re.I
)
_RANK = re.compile(r"\brank\w*", re.I)
_EXPLAINED = re.compile(
    r"unchanged|same|although|though|while|even|others?\b|did not change|not because", re.I
)
_SAID_TO_CHANGE = re.compile(
    r"series|definition|measures? (?:changed|was)|not (?:to be )?compar|different|replaced", re.I
)
#: A stored share may differ from its own counts by so much in points of percent, never more.
_EXACT = 1e-6


def does_not_add_up(read: Read) -> Iterator[Finding]:
    """A whole that its parts do not make: a table's total, a breakdown, quarters, councils."""
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for one in sums(read):
        together = one.together()
        whole = one.whole.value
        if together is None or whole is None or together == Decimal(str(whole)):
            continue
        parts = frozenset(str(part.ref) for part in one.parts)
        if (one.section.key, str(one.whole.ref), parts) in seen:
            continue
        seen.add((one.section.key, str(one.whole.ref), parts))
        shown = (number_text(part) for part in one.parts)
        made = listed(shown, 12) if one.is_less else joined(shown)
        wrong = f"{made} make {together:,}, but {one.whole.name} is {number_text(one.whole)}."
        mend = "Open the figures: somebody is in none of the parts, or in two of them."
        yield in_sum("does-not-add-up", one, one.whole, wrong, mend)


def percent_of_figures(read: Read) -> Iterator[Finding]:
    """A share in a table that is not its own counts divided; one without its part is not asked.

    A public version keeps the part back and rounds the number beside it.
    """
    for section, table, row, column, figure in _cells(read):
        if figure.unit != "percent" or figure.value is None or figure.numerator is None:
            continue
        if not figure.denominator:
            continue
        right = 100 * figure.numerator / figure.denominator
        if abs(float(figure.value) - right) > _EXACT:
            yield in_table(
                "percent-of-counts",
                section,
                table,
                f"{figure.numerator:,} of {figure.denominator:,} are {rounded(right, 1)}%, not "
                f"{rounded(figure.value, 1)}%.",
                "Have the figure computed again, or mend what was stated.",
                row=row,
                column=column,
            )


def does_not_balance(read: Read) -> Iterator[Finding]:
    """Opening and coming in, less going out, that do not make closing."""
    for section in read.sections:
        for table in section.tables:
            opening = [row for row in table.rows if _OPENING.search(row.title)]
            closing = [row for row in table.rows if _CLOSING.search(row.title)]
            moves = [row for row in table.rows if row not in opening and row not in closing]
            if len(opening) != 1 or len(closing) != 1 or not moves:
                continue
            for index, column in enumerate(table.columns):
                values = {row.title: _whole(read, row.refs[index], row.shows) for row in table.rows}
                if any(value is None for value in values.values()):
                    continue
                made = Decimal(values[opening[0].title] or 0)
                for row in moves:
                    amount = Decimal(values[row.title] or 0)
                    made += -amount if _OUT.search(row.title) else amount
                end = Decimal(values[closing[0].title] or 0)
                if made != end:
                    yield in_table(
                        "does-not-balance",
                        section,
                        table,
                        f"From {opening[0].title.lower()}, with what came in and less what went "
                        f"out, there should be {made:,}, not {end:,}.",
                        "Open the figures: somebody came or went and is in no row.",
                        row=closing[0].title,
                        column=column,
                    )


def bands_in_tables(read: Read) -> Iterator[Finding]:
    """Rows or columns named after bands that overlap or leave a gap."""
    for section in read.sections:
        for table in section.tables:
            rows = [row.title for row in table.rows if not row.is_total]
            for titles in (rows, list(table.columns)):
                wrong = not_side_by_side(_run_of_bands(titles))
                if wrong:
                    yield in_table(
                        "bands",
                        section,
                        table,
                        wrong,
                        "Name bands that meet: under 1, 1, 2, 3 and over.",
                    )


def rank_unexplained(read: Read) -> Iterator[Finding]:
    """A rank that changed from one period to the next while the value stayed, without a word."""
    for section in read.sections:
        if any(_RANK.search(one.text) and _EXPLAINED.search(one.text) for one in section.sentences):
            continue
        series: dict[tuple[str, str, str], list[StoredFigure]] = {}
        for figure in read.figures_of(section):
            if figure.rank and figure.value is not None:
                ref = figure.ref
                series.setdefault((ref.measure, ref.area, ref.part), []).append(figure)
        for figures in series.values():
            for one, other in pairwise(sorted(figures, key=lambda each: each.ref.period)):
                if rounded(one.value or 0, 0) != rounded(other.value or 0, 0):
                    continue
                if one.rank and other.rank and one.rank[0] != other.rank[0]:
                    yield in_section(
                        "rank-unexplained",
                        section,
                        f"{other.name}, {period_words(one.ref.period)} and "
                        f"{period_words(other.ref.period)}",
                        f"The rank went from {number_text(one, Shown.RANK)} to "
                        f"{number_text(other, Shown.RANK)}, but the value stayed at "
                        f"{number_text(other)}, and no word is said of it.",
                        "Say that the value did not change and that others' did.",
                    )


def series_in_tables(read: Read) -> Iterator[Finding]:
    """One line of a table or chart that goes from one measure to another."""
    for section in read.sections:
        for table in section.tables:
            if _SAID_TO_CHANGE.search(table.note):
                continue
            lines = [(row.title, "", row.refs) for row in table.rows]
            lines += [
                ("", title, tuple(row.refs[index] for row in table.rows))
                for index, title in enumerate(table.columns)
            ]
            for row, column, refs in lines:
                codes = _switched(refs)
                if codes:
                    yield in_table(
                        "series-switched", section, table, *_switch(codes), row=row, column=column
                    )
        for chart in section.charts:
            yield from _switched_in_chart(section, chart)
    yield from _switched_since_last_year(read)


def no_such_figure(read: Read) -> Iterator[Finding]:
    """A citation, a cell or a point of a chart whose figure is not in the book."""
    mend = "Choose another figure, or have figures computed for that period and area."
    for section in read.sections:
        for sentence in section.sentences:
            for text in sentence.unknown:
                wrong = f"There is no figure “{text}”."
                yield in_words("no-such-figure", section, sentence, wrong, mend, about=text)
        for block, ref in _shown(section):
            if ref not in read.figures:
                wrong = f"There is no figure “{ref}”."
                yield in_table("no-such-figure", section, block, wrong, mend, row=str(ref))


def not_computable(read: Read) -> Iterator[Finding]:
    """A figure cited in words that has no number, or lacks what is cited beside it."""
    for section in read.sections:
        for sentence in section.sentences:
            for ref, shown in sentence.cited:
                figure = read.figures.get(ref)
                if figure is None or shown_value(figure, shown) is not None:
                    continue
                if figure.hidden_because:
                    reason = f"is hidden: {figure.hidden_because}"
                elif figure.value is None:
                    reason = f"is not computable: {figure.why_none or 'nothing was counted'}"
                else:
                    reason = f"has no {shown.value} beside it"
                yield in_words(
                    "not-computable",
                    section,
                    sentence,
                    f"{figure.name}, {period_words(ref.period)}, {reason}.",
                    "Take the sentence out, or say why there is no number.",
                    about=f"{ref}#{shown}",
                )


def _cells(
    read: Read,
) -> Iterator[tuple[ReadSection, FigureTable, str, str, StoredFigure]]:
    for section in read.sections:
        for table in section.tables:
            for row in table.rows:
                for column, ref in zip(table.columns, row.refs, strict=True):
                    if ref is not None and ref in read.figures:
                        yield section, table, row.title, column, read.figures[ref]


def _whole(read: Read, ref: FigureRef | None, shown: Shown) -> int | None:
    figure = read.figures.get(ref) if ref else None
    value = shown_value(figure, shown) if figure else None
    return None if value is None else int(value)


def _run_of_bands(titles: Sequence[str]) -> list[Band]:
    """The bands of titles, where most of them name one and one at least a range."""
    bands = [band_of(title) for title in titles]
    whole = [one for one in bands if one is not None]
    has_range = any(one.high != one.low for one in whole)
    return whole if len(whole) >= 2 and len(whole) >= len(titles) - 1 and has_range else []


def _switched(refs: Sequence[FigureRef | None]) -> list[str]:
    """The measures of a line that runs over periods and changes its measure; else empty."""
    line = [ref for ref in refs if ref is not None]
    codes = list(dict.fromkeys(ref.measure for ref in line))
    if len({ref.period for ref in line}) < len(line) or len(codes) < 2:
        return []
    return codes if _are_of_one_kind(line) else []


def _are_of_one_kind(refs: Sequence[FigureRef]) -> bool:
    """Whether the periods are all of one length, as in a trend."""
    lengths = set()
    for ref in refs:
        try:
            period = Period.parse(ref.period)
        except PeriodError:
            return False
        lengths.add(round((period.last_on - period.first_on).days / 30))
    return len(lengths) == 1


def _switch(codes: Sequence[str]) -> tuple[str, str]:
    return (
        f"The line joins {joined(codes)}: two measures under one heading make no series.",
        "Show each measure in a line of its own, or note where the measure changed.",
    )


def _switched_in_chart(section: ReadSection, chart: FigureChart) -> Iterator[Finding]:
    for words, refs in chart.series:
        if not _switched(refs):
            continue
        line = [(label, ref) for label, ref in zip(chart.labels, refs, strict=True) if ref]
        for (_, one), (label, other) in pairwise(line):
            if one.measure != other.measure and label not in chart.breaks:
                codes = [one.measure, other.measure]
                yield in_table(
                    "series-switched", section, chart, *_switch(codes), row=words, column=label
                )


def _switched_since_last_year(read: Read) -> Iterator[Finding]:
    """Rows that last year's report gave under the same heading from another measure."""
    if read.last_year is None:
        return
    before: dict[tuple[str, str, str], set[str]] = {}
    for section in read.last_year.sections:
        for block in section.blocks:
            if isinstance(block, FigureTable):
                for row in block.rows:
                    codes = {ref.measure for ref in row.refs if ref}
                    before[section.key, block.key, row.title] = codes
    for one in read.sections:
        for table in one.tables:
            for row in table.rows:
                now = {ref.measure for ref in row.refs if ref}
                then = before.get((one.key, table.key, row.title))
                if then and now and not now & then and not _SAID_TO_CHANGE.search(table.note):
                    yield in_table(
                        "series-switched",
                        one,
                        table,
                        f"Last year this row was {joined(sorted(then))}, this year it is "
                        f"{joined(sorted(now))}.",
                        "Name the new measure in the heading, or note that it changed.",
                        row=row.title,
                    )


def _shown(section: ReadSection) -> Iterator[tuple[FigureTable | FigureChart, FigureRef]]:
    for table in section.tables:
        for row in table.rows:
            yield from ((table, ref) for ref in row.refs if ref)
    for chart in section.charts:
        for _, refs in chart.series:
            yield from ((chart, ref) for ref in refs if ref)
