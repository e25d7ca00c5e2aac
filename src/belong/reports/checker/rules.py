"""The rules of the checker, as data: what each finds, an example of it, and the function."""

from __future__ import annotations

from collections.abc import Iterator

from belong.reports.checker import (
    amounts,
    directions,
    flows,
    lists,
    numbers_in_words,
    publishing,
    sayings,
    tables,
    titles,
)
from belong.reports.checker.model import Finding, Read, Rule

__all__ = ["RULES"]


def _differs(read: Read) -> Iterator[Finding]:
    yield from numbers_in_words.differs_from_figure(read)
    yield from numbers_in_words.of_another_day(read)


def _percent(read: Read) -> Iterator[Finding]:
    yield from numbers_in_words.percent_of_counts(read)
    yield from tables.percent_of_figures(read)


def _direction(read: Read) -> Iterator[Finding]:
    yield from directions.direction(read)
    yield from directions.not_the_same(read)
    yield from directions.direction_of_figures(read)
    yield from amounts.amount_of_change(read)
    yield from titles.title_says_another(read)


def _series(read: Read) -> Iterator[Finding]:
    yield from sayings.series_in_words(read)
    yield from tables.series_in_tables(read)


def _bands(read: Read) -> Iterator[Finding]:
    yield from sayings.bands_in_words(read)
    yield from lists.bands_in_lists(read)
    yield from tables.bands_in_tables(read)


def _balance(read: Read) -> Iterator[Finding]:
    yield from tables.does_not_balance(read)
    yield from flows.does_not_balance_in_words(read)


RULES: tuple[Rule, ...] = (
    Rule(
        "no-such-figure",
        "No such figure",
        "A figure is cited, or stands in a table or chart, that is not among the body's figures.",
        "“[[adopted:all:1999-00]] children were adopted.”",
        tables.no_such_figure,
    ),
    Rule(
        "not-computable",
        "A cited figure has no number",
        "A figure is cited in words that could not be computed, is hidden, or has no rank, England "
        "or threshold beside it.",
        "“It took [[A2:all:2019-20]] days”, and no child was matched.",
        tables.not_computable,
    ),
    Rule(
        "number-differs",
        "A number differs from its figure",
        "A number is typed for what the section's figures count, and the figures say another; or "
        "it is the figure of another day than is said.",
        "“7 adoption orders were made”, above ages that add up to 8.",
        _differs,
    ),
    Rule(
        "number-unknown",
        "A number that is no figure",
        "A number is typed that no figure of the report states. Dates, years, ages, bands, lengths "
        "of time and references to law are not asked about.",
        "“Over 40 families asked for support.”",
        numbers_in_words.is_no_figure,
    ),
    Rule(
        "percent-of-counts",
        "A percentage does not follow",
        "A percentage beside “n of m”, or a share in a table, is not n divided by m.",
        "“35.7% (42 of 126)”: 42 of 126 are 33.3%.",
        _percent,
    ),
    Rule(
        "vague-share",
        "A share in words is not the number's",
        "Half, a third, most and the like stand beside a number that is another share. A number "
        "with nearly may be up to 10 points below, with over up to 15 above, otherwise 3 away.",
        "“Nearly half (33%) of children”",
        sayings.vague_share,
    ),
    Rule(
        "direction",
        "A rise that is a fall",
        "Rose, fell, doubled, halved or stayed is said of two numbers that did not, or by another "
        "amount; or, without numbers, of a measure whose last two figures in the section did not; "
        "or in a chart's title.",
        "“It fell from 280 to 309 days.” “48, an increase of 8 on 43.”",
        _direction,
    ),
    Rule(
        "girls-and-boys",
        "Girls and boys are not all",
        "Girls and boys of one sentence do not add up to its children.",
        "“Of 23 children, 14 were girls and 8 were boys.”",
        numbers_in_words.girls_and_boys,
    ),
    Rule(
        "threshold-as-result",
        "A threshold given as the result",
        "A number is typed that is the threshold beside a figure, and the figure is another.",
        "“Children waited 426 days”: 426 is the threshold, the result is 280.",
        numbers_in_words.threshold_as_result,
    ),
    Rule(
        "rank-of-how-many",
        "A rank without of how many",
        "A rank is given and not among how many.",
        "“We were ranked 3rd.”",
        sayings.rank_of_how_many,
    ),
    Rule(
        "rank-unknown",
        "A rank of no figure",
        "A rank is typed that no figure of the report has.",
        "“We were ranked 5th of 149.” beside a figure that is 3rd of 149",
        sayings.rank_of_no_figure,
    ),
    Rule(
        "rank-unexplained",
        "A rank changed, the value did not",
        "The rank differs between two periods in which the value is the same, and no sentence with "
        "“rank” says so.",
        "107 days in both windows, 4th of 149 and then 8th of 149.",
        tables.rank_unexplained,
    ),
    Rule(
        "series-switched",
        "One measure in place of another",
        "A row, a line of a chart, or “from … to …” goes from one measure to another with no "
        "break or note; or a heading has another measure than last year.",
        "A1 up to 2015-18 and A10 from 2016-19 in one row.",
        _series,
    ),
    Rule(
        "does-not-add-up",
        "A total is not the sum of its parts",
        "A table's total row or column, a breakdown's parts, the quarters of a year or the "
        "councils of a region do not add up.",
        "Ages 1, 3, 3 and 1 under a total of 7.",
        tables.does_not_add_up,
    ),
    Rule(
        "list-does-not-add-up",
        "A typed list makes another sum",
        "Bands typed one after another with their counts make another sum than the words of the "
        "section say were adopted or, where they say nothing, its figures.",
        "“7 adoption orders”, and under it: Under 1: 1, 1: 3, 2: 3, 3 and over: 1.",
        lists.list_does_not_add_up,
    ),
    Rule(
        "does-not-balance",
        "In and out do not make the end",
        "In a table with a row for the start and one for the end, or in up to four sentences that "
        "tell of both, the start, with what came in and less what went out, is not the end.",
        "20 at the start, 12 approved, 8 matched, 25 at the end.",
        _balance,
    ),
    Rule(
        "bands",
        "Bands overlap or leave a gap",
        "One band begins where the one before has not ended, or later than right after it.",
        "“under 1, 1-2, 2-3, 3+”",
        _bands,
    ),
    Rule(
        "quote-consent",
        "A quotation without consent",
        "Somebody's own words stand in the text and no consent to quote them is noted.",
        "“One family said: ‘…’”",
        sayings.quote_without_consent,
    ),
    Rule(
        "small-number",
        "A small number of people",
        "A count of people that the disclosure profile hides (1 to 5), or a share or mean that "
        "rests on one, stands in the public version.",
        "“Two children moved in.”",
        publishing.small_number,
        is_public=True,
    ),
    Rule(
        "small-number-follows",
        "A hidden number can be worked out",
        "A hidden number follows from a total and the parts that are not hidden.",
        "Girls 14, boys hidden, 18 in all.",
        publishing.small_number_follows,
        is_public=True,
    ),
    Rule(
        "recognisable",
        "A person may be recognised",
        "One sentence tells three of: a person's age, sex, a rare circumstance, a place or time.",
        "“A seven-year-old boy with cerebral palsy was placed.”",
        publishing.recognisable,
        is_public=True,
    ),
)
