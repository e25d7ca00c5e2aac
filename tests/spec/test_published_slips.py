"""The slips of published reports, typed into a report of a made-up council: each is found.

Southend: Southend-on-Sea Borough Council, adoption service annual report 2019/20. Its numbers are
those of ``belong.synthetic.exampleton``; England and the ranks are put beside them as printed. The
sentences are ours and hold its numbers. Adopt South West: its annual report, which prints 35.7% for
42 of 126 children. A threshold given as a result was seen in other councils' reports.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belong.analytics.measures import measure, with_stated
from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.periods import Period, stretch, years
from belong.reports.bound import (
    Author,
    BoundBlock,
    BoundReport,
    BoundSection,
    FigureRow,
    FigureTable,
    ReportKind,
    Shown,
    Words,
)
from belong.reports.checker import check
from belong.reports.layouts import lay_out, supplement
from belong.synthetic.exampleton import five_years, quarter_table

SINCE = stretch(date(2020, 4, 1), date(2020, 11, 30))
PRINTED: dict[str, dict[str, Any]] = {
    "A1:all:2014-17": {"england": 520.0, "rank": (1, 149)},
    "A1:all:2015-18": {"england": 486.0, "rank": (3, 149)},
    "A10:all:2016-19": {"england": 376.0},
    "A2:all:2014-17": {"england": 220.0, "rank": (4, 149)},
    "A2:all:2015-18": {"england": 201.0, "rank": (8, 149)},
    "A2:all:2016-19": {"england": 178.0},
}


@pytest.fixture(scope="module")
def book() -> FigureBook:
    council = five_years()
    made = measure(council.frames(), **council.asked, periods=[SINCE])
    made = with_stated(
        made,
        area="all",
        period=years(2020),
        income=council.income[2020],
        expenditure=council.expenditure[2020],
        stated_by="author",
    )
    return made.with_figures(
        replace(made.figure(FigureRef.parse(ref)), **beside) for ref, beside in PRINTED.items()
    )


@pytest.fixture(scope="module")
def annual(book: FigureBook) -> BoundReport:
    report = lay_out(ReportKind.ANNUAL, book, period=years(2020))
    return replace(report, sections=(*report.sections, supplement(report, book, SINCE)))


def found(report: BoundReport, book: FigureBook, key: str, *blocks: BoundBlock | str) -> list[str]:
    """What is found once an author added these to a section."""
    added = tuple(Words(one) if isinstance(one, str) else one for one in blocks)
    sections = tuple(
        replace(one, blocks=(*one.blocks, *added)) if one.key == key else one
        for one in report.sections
    )
    return [one.rule for one in check(replace(report, sections=sections), book)]


def row(
    title: str, measure: str, windows: tuple[str, ...], shows: Shown = Shown.VALUE
) -> FigureRow:
    return FigureRow(title, tuple(FigureRef(measure, "all", one) for one in windows), False, shows)


def test_report_as_laid_out_has_no_finding(annual: BoundReport, book: FigureBook) -> None:
    assert check(annual, book) == ()


def test_tables_of_the_report_are_those_of_southend(annual: BoundReport, book: FigureBook) -> None:
    def numbers(section: str, key: str) -> list[list[object]]:
        tables = (one for one in annual.section(section).blocks if isinstance(one, FigureTable))
        table = next(one for one in tables if one.key == key)
        return [[ref and book.figure(ref).value for ref in row.refs] for row in table.rows]

    assert numbers("children", "children-trend") == [[25, 28, 38, 23, 23]]
    assert numbers("children", "children-age") == [[2], [10], [4], [7], [23]]
    assert numbers("children", "children-sex") == [[14], [9], [23]]
    assert numbers("finance", "finance") == [[302_000], [238_850], [63_150]]
    assert numbers("since", "since-counts") == [[13], [7]]


def test_board_table_is_that_of_trafford() -> None:
    council = quarter_table()
    made = measure(council.frames(), **council.asked)
    report = lay_out(ReportKind.QUARTERLY_BOARD, made, period=Period.parse("2018-19-Q3"))
    table = next(
        one
        for one in report.section("children").blocks
        if isinstance(one, FigureTable) and one.key == "children-quarters"
    )
    assert table.columns == ("Q1", "Q2", "Q3", "Total to date")
    shown = [[ref and made.figure(ref).value for ref in row.refs] for row in table.rows]
    assert shown == [[3, 4, 8, 15], [1, 4, 1, 6], [3, 4, 0, 7], [2, 2, 3, 7], [2, 1, 1, 4]]
    assert check(report, made) == ()


@pytest.mark.parametrize(
    ("section", "words", "rule"),
    [
        ("early-permanence", "Placed early were 42 of 126 children (35.7%).", "percent-of-counts"),
        (
            "since",
            "7 adoption orders were made.\n\nUnder 1 1\n1-2 3\n2-3 3\n3+ 1",
            "list-does-not-add-up",
        ),
        ("since", "8 adoption orders were made since April 2020.", "number-differs"),
        ("children", "Under 1 2\n1-2 10\n2-3 4\n3+ 7", "bands"),
        ("children", "Ages were counted as under 1, 1-2, 2-3 and 3+.", "bands"),
        ("finance", "Over £63,000 of income came in.", "number-differs"),
        ("finance", "Expenditure on placements was £238,000.", "number-differs"),
        (
            "scorecard",
            "The time between entering care and moving in was 426 days.",
            "threshold-as-result",
        ),
        ("scorecard", "We are now 8th in the country.", "rank-of-how-many"),
        ("quality", "One family said ‘you were the right person for our family’.", "quote-consent"),
        ("support", "Over 40 families asked for more support.", "number-unknown"),
    ],
)
def test_words_with_a_slip_are_found(
    annual: BoundReport, book: FigureBook, section: str, words: str, rule: str
) -> None:
    assert rule in found(annual, book, section, words)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("children", "In 2019/20, 23 children were adopted; in 2017/18 it was 38."),
        ("children", "Of the 23 children, 14 were girls and 9 were boys."),
        ("children", "56 children were referred, an increase of 8 from 2018/19."),
        ("children", "A special guardianship order was made for 8 children, and 13 went home."),
        ("finance", "Income was £302,000 and expenditure £238,850, a net total of £63,150."),
        ("scorecard", "The rank of 3rd of 149 is in the table of 2015-18."),
        ("since", "Since 1 April 2020 a further 13 children were placed, 6 boys and 7 girls."),
    ],
)
def test_the_same_words_without_their_slip_pass(
    annual: BoundReport, book: FigureBook, section: str, words: str
) -> None:
    assert found(annual, book, section, words) == []


def test_rank_that_fell_on_an_unchanged_value_without_a_word_is_found(
    annual: BoundReport, book: FigureBook
) -> None:
    windows = ("2014-17", "2015-18", "2016-19")
    table = FigureTable(
        "match",
        "Placement order to match",
        "",
        windows,
        (
            row("Exampleton", "A2", windows),
            row("Rank", "A2", windows, Shown.RANK),
            row("England", "A2", windows, Shown.ENGLAND),
        ),
    )
    praise = "This shows a continued high performance."
    assert found(annual, book, "matching", table, praise) == ["rank-unexplained"]


def test_one_measure_switched_for_another_under_a_heading_is_found(
    annual: BoundReport, book: FigureBook
) -> None:
    """England's 520 and 486 are of A1, its 376 is of A10."""
    windows = ("2014-17", "2015-18", "2016-19")
    refs = tuple(
        FigureRef(code, "all", one) for code, one in zip(("A1", "A1", "A10"), windows, strict=True)
    )
    switched = FigureTable(
        "care",
        "Entering care to moving in",
        "",
        windows,
        (
            FigureRow("Exampleton", refs),
            FigureRow("England", refs, False, Shown.ENGLAND),
        ),
    )
    said = "England's average fell from 486 to 376 days."
    codes = found(annual, book, "partnership", switched, said)
    assert codes.count("series-switched") == 3


def test_a_section_of_ones_own_needs_no_figure(book: FigureBook) -> None:
    words = Words("We strive to give children secure futures.")
    section = BoundSection("ethos", "Ethos", Author.COUNCIL, (words,))
    report = BoundReport(ReportKind.ANNUAL, "Report", "Exampleton", "2019-20", (section,))
    assert check(report, book, public=True) == ()
