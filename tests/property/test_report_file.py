"""Whatever words people type, the file holds them; and tables made of parts always add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureRow,
    FigureTable,
    ReportKind,
    Total,
    Words,
)
from belong.reports.checker import check
from belong.reports.report_file import ReportFile, report_file_of, report_file_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def a_report(*blocks) -> BoundReport:
    section = BoundSection("one", "One", Author.COUNCIL, blocks)
    return BoundReport(ReportKind.ANNUAL, "Report", "Exampleton", "2019-20", (section,))


@given(TEXT, TEXT)
def test_any_words_are_read_as_they_were_written(words, consent):
    kept = ReportFile(a_report(Words(words, quoted_with=consent)))
    assert report_file_of(report_file_text(kept)) == kept


@given(TEXT)
def test_the_checker_reads_any_words(words):
    book = FigureBook("", "Exampleton", 0, {"all": "Exampleton"}, {}, {})
    keys = [one.key for one in check(a_report(Words(words)), book, public=True)]
    assert keys == [one.key for one in check(a_report(Words(f"{words}")), book, public=True)]


COUNTS = st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=5)


def a_table(counts: list[list[int]], wrong: int = 0) -> tuple[FigureTable, FigureBook]:
    """A table of parts by quarter with a total row; one total is wrong by so much."""
    codes = [f"part_{index}" for index in range(len(counts))]
    periods = ("2019-20-Q1", "2019-20-Q2", "2019-20-Q3")
    parts = tuple((code, code) for code in codes)
    measures = {
        "made_by": Measure("made_by", "Made", "Made.", "children", "flow", "", parts=parts),
        "made": Measure("made", "Made", "Made.", "children", "flow", ""),
    }
    figures = [
        StoredFigure(FigureRef("made_by", "all", period, code), code, "children", row[index])
        for code, row in zip(codes, counts, strict=True)
        for index, period in enumerate(periods)
    ]
    for index, period in enumerate(periods):
        whole = sum(row[index] for row in counts) + (wrong if index == 0 else 0)
        figures.append(StoredFigure(FigureRef("made", "all", period), "Made", "children", whole))
    rows = [
        FigureRow(code, tuple(FigureRef("made_by", "all", one, code) for one in periods))
        for code in codes
    ]
    total = FigureRow("All", tuple(FigureRef("made", "all", one) for one in periods), True)
    table = FigureTable("t", "Made", "", ("Q1", "Q2", "Q3"), (*rows, total), total_row=Total.SUM)
    found = {str(one.ref): one for one in figures}
    return table, FigureBook("", "Exampleton", 0, {"all": "Exampleton"}, found, measures)


@given(COUNTS)
def test_a_table_made_of_its_parts_always_adds_up(counts):
    table, book = a_table(counts)
    assert check(a_report(table), book) == ()


@given(COUNTS, st.integers(1, 9))
def test_a_table_with_a_wrong_total_never_does(counts, wrong):
    table, book = a_table(counts, wrong)
    assert [one.rule for one in check(a_report(table), book)] == ["does-not-add-up"]
