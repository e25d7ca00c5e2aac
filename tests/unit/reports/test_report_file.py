"""A written report as a file: what is written is read again, and what cannot be read is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from belong.analytics.stored import FigureRef
from belong.domain.errors import BelongError
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureChart,
    FigureRow,
    FigureTable,
    ReportKind,
    Shown,
    Total,
    Words,
)
from belong.reports.report_file import ReportFile, Stated, report_file_of, report_file_text

REF = FigureRef("adopted", "all", "2019-20")
BLOCKS = (
    Words("Two paragraphs.\n\n- A list, \"quoted\"\n- with a \\ and a tab\t", is_drawn=True),
    Words('Ends with a mark"', quoted_with="Form of 3 May"),
    Words('Three marks """ and more """'),
    Words(""),
    FigureTable(
        "t",
        "Caption",
        "",
        ("A", "B"),
        (FigureRow("Row", (REF, None)), FigureRow("Rank", (REF, REF), True, Shown.RANK)),
        "Note",
        Total.SUM,
        Total.LESS,
    ),
    FigureChart("c", "Title", ("A", "B"), (("Line", (REF, None)),), "lines", ("B",)),
)  # fmt: skip
REPORT = BoundReport(
    ReportKind.ANNUAL,
    "Title",
    "Exampleton",
    "2019-20",
    (
        BoundSection("one", "One", Author.COUNCIL, BLOCKS),
        BoundSection("two", "Two", Author.PANEL_CHAIR),
    ),
    (("Version", "draft"),),
)
KEPT = ReportFile(
    REPORT,
    (Stated("all", "2019-20", Decimal("302000.50"), None),),
    {"0123456789abcdef": "It is counted by the team."},
)


def test_what_is_written_is_read_again():
    assert report_file_of(report_file_text(KEPT)) == KEPT


def test_paragraphs_stay_lines_of_their_own():
    assert "Two paragraphs.\n\n- A list" in report_file_text(KEPT)


def test_money_may_be_typed_as_a_number():
    text = report_file_text(KEPT).replace('expenditure = ""', "expenditure = 238850")
    assert report_file_of(text).stated[0].expenditure == Decimal(238850)


def test_a_report_without_stated_or_answers_is_read():
    (bare,) = (ReportFile(REPORT),)
    text = report_file_text(bare).replace("[answers]\n", "")
    assert report_file_of(text) == bare


@pytest.mark.parametrize("income", ['"many"', '"-5"', "-5", '"NaN"', "inf"])
def test_money_that_is_none_is_refused_and_said(income):
    text = report_file_text(KEPT).replace('income = "302000.50"', f"income = {income}")
    with pytest.raises(BelongError, match="no amount of income"):
        report_file_of(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "annual"', 'kind = "weekly"', "“weekly” is none of annual, six_monthly"),
        ('author = "council"\n', "", "“author” is not there"),
        ('period = "2019-20"', 'period = "never"', "'never' is no period"),
    ],
)
def test_what_is_wrong_in_a_report_is_said_without_words_of_programs(old, new, said):
    with pytest.raises(BelongError) as refused:
        report_file_of(report_file_text(KEPT).replace(old, new))
    assert said in str(refused.value)
    assert "Error" not in str(refused.value)


def test_an_open_quotation_mark_is_said_with_its_line():
    with pytest.raises(BelongError, match=r"line \d+.*not closed"):
        report_file_of(report_file_text(KEPT).replace('title = "Title"', 'title = "Title'))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "annual"', 'kind = "yearly"'),
        ('author = "council"', 'author = "someone"'),
        ('block = "table"', 'block = "picture"'),
        ('title = "Title"\n', ""),
        ('refs = ["adopted:all:2019-20", ""]', "refs = 3"),
    ],
)
def test_what_is_no_report_is_refused(old, new):
    text = report_file_text(KEPT)
    assert old in text
    with pytest.raises(BelongError, match="no report that Belong has written"):
        report_file_of(text.replace(old, new))
