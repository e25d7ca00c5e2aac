"""Every kind of report laid out: its sections, its tables, and what it says where figures lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.periods import Period
from belong.reports.bound import (
    Author,
    BoundReport,
    FigureChart,
    FigureTable,
    ReportKind,
    Shown,
    Total,
    Words,
    citations,
)
from belong.reports.checker import check
from belong.reports.layouts import SECTIONS, LayoutError, lay_out, supplement
from belong.reports.resolved import resolve

ASKED = {
    ReportKind.ANNUAL: ("2019-20", "all"),
    ReportKind.SIX_MONTHLY: ("2019-20-H1", "all"),
    ReportKind.QUARTERLY_BOARD: ("2019-20-Q3", "all"),
    ReportKind.COMMITTEE_SLIDES: ("2019-20", "991"),
    ReportKind.COUNCIL_SHEET: ("2019-20", "992"),
}


def laid(kind: ReportKind, book: FigureBook, **more) -> BoundReport:
    period, area = ASKED[kind]
    return lay_out(kind, book, period=Period.parse(period), **({"area": area} | more))


def tables(report: BoundReport) -> dict[str, FigureTable]:
    return {
        block.key: block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, FigureTable)
    }


def last_period(table: FigureTable) -> str:
    """The period of the last column."""
    ref = table.rows[0].refs[-1]
    assert ref is not None
    return ref.period


@pytest.mark.parametrize("kind", ReportKind)
def test_a_clean_report_has_no_finding_and_lacks_no_figure(kind, book):
    report = laid(kind, book)
    assert check(report, book) == ()
    assert resolve(report, book).missing == ()


@pytest.mark.parametrize("kind", ReportKind)
def test_a_book_without_figures_is_said_to_have_none(kind, book):
    report = laid(kind, replace(book, figures={}))
    assert not list(citations(report))
    assert check(report, replace(book, figures={})) == ()
    for section in report.sections:
        assert section.words() or section.key == "partnership"


@pytest.mark.parametrize("kind", ReportKind)
def test_keys_are_unique_and_sections_are_those_of_the_kind(kind, book):
    report = laid(kind, book)
    assert [one.key for one in report.sections] == [
        plan.key for plan in SECTIONS if kind in plan.kinds
    ]
    keys = [
        block.key
        for section in report.sections
        for block in section.blocks
        if isinstance(block, FigureTable | FigureChart)
    ]
    assert len(keys) == len(set(keys))


def test_all_sections_of_an_annual_report_are_there(book):
    report = laid(ReportKind.ANNUAL, book)
    assert len(report.sections) == len(SECTIONS) == 19
    assert {one.author for one in report.sections} == set(Author)


def test_a_councils_sheet_is_of_the_council_and_its_families_of_all(book):
    report = laid(ReportKind.COUNCIL_SHEET, book)
    assert report.body_name == "Calderwick"
    areas = {ref.area for key, ref in citations(report) if key != "adopters"}
    assert areas == {"992"}


def test_families_are_pooled_where_councils_have_none_of_their_own(book):
    own = {key: one for key, one in book.figures.items() if ":992:" not in key}
    kept = {key: one for key, one in book.figures.items() if key.startswith("adopted:992")}
    report = laid(ReportKind.COUNCIL_SHEET, replace(book, figures=own | kept))
    assert {ref.area for key, ref in citations(report) if key == "adopters"} == {"all"}
    assert "together" in report.section("adopters").words()


def test_the_quarters_of_a_board_end_with_the_total_to_date(book):
    table = tables(laid(ReportKind.QUARTERLY_BOARD, book))["children-quarters"]
    assert table.columns == ("Q1", "Q2", "Q3", "Total to date")
    assert [row.title.split()[0] for row in table.rows] == [
        "Decisions", "Placement", "Matched", "Placed", "Adoption",
    ]  # fmt: skip
    assert table.total_column is Total.SUM
    assert last_period(table) == "2019-04-01..2019-12-31"


def test_a_second_half_counts_its_own_quarters(book):
    report = lay_out(ReportKind.SIX_MONTHLY, book, period=Period.parse("2019-20-H2"))
    table = tables(report)["children-quarters"]
    assert table.columns == ("Q3", "Q4", "Half year")
    assert last_period(table) == "2019-20-H2"


def test_the_scorecard_has_rows_of_rank_and_england_where_there_are_any(book, book_with_rank):
    table = tables(laid(ReportKind.ANNUAL, book))["scorecard-a2"]
    assert [row.shows for row in table.rows] == [Shown.VALUE, Shown.N]
    for told in ("No rank: ", "No value of England: none of that window is published yet"):
        assert told in table.note
    assert "Not among the figures" not in table.note
    table = tables(laid(ReportKind.ANNUAL, book_with_rank))["scorecard-a2"]
    assert [row.shows for row in table.rows] == [
        Shown.VALUE, Shown.N, Shown.RANK, Shown.ENGLAND, Shown.THRESHOLD,
    ]  # fmt: skip


@pytest.fixture
def book_with_rank(book):
    """A2 of three windows: 107 days twice with a rank that fell, then 95 days."""
    found = []
    told = (("2015-18", 107.0, (4, 149)), ("2016-19", 107.4, (8, 149)), ("2017-20", 95.0, (7, 150)))
    for window, days, rank in told:
        figure = book.figures[f"A2:all:{window}"]
        found.append(replace(figure, value=days, rank=rank, england=201.0, threshold=121))
    return book.with_figures(found)


def test_a_rank_that_moved_alone_gets_its_word(book_with_rank):
    report = laid(ReportKind.ANNUAL, book_with_rank)
    words = report.section("scorecard").words()
    assert "although the average stayed the same" in words
    assert check(report, book_with_rank) == ()
    without = replace(
        report.section("scorecard"),
        blocks=tuple(
            one for one in report.section("scorecard").blocks if not isinstance(one, Words)
        ),
    )
    bare = replace(report, sections=(without,))
    assert [one.rule for one in check(bare, book_with_rank)] == ["rank-unexplained"]


def test_last_years_aims_stand_before_this_years(book):
    before = laid(ReportKind.ANNUAL, book)
    aims = replace(before.section("priorities"), blocks=(Words("- Find more families."),))
    before = replace(before, sections=(aims,))
    report = laid(ReportKind.ANNUAL, book, last_year=before)
    assert "- Find more families." in report.section("priorities").words()
    assert "purpose" not in [one.key for one in before.sections]


def test_a_chart_has_a_title_that_says_what_it_shows(book):
    charts = {
        one.key: one.title
        for section in laid(ReportKind.ANNUAL, book).sections
        for one in section.blocks
        if isinstance(one, FigureChart)
    }
    assert charts == {
        "children-trend-chart": "As many children were adopted in 2019/20 as in 2018/19",
        "scorecard-chart": (
            "More days on average from care to the adoptive family in 2017-20 than in 2016-19"
        ),
    }


def test_a_rise_is_not_told_where_some_could_not_be_counted(book):
    told = laid(ReportKind.ANNUAL, book).section("matching").words()
    assert "matched with adopters in 2019/20, the same number as in 2018/19 ([[" in told
    figure = replace(book.figures["matched:all:2019-20"], value=180, not_computable=29)
    told = laid(ReportKind.ANNUAL, book.with_figures([figure])).section("matching").words()
    assert "2018/19" not in told
    assert "Some could not be counted" in told
    figure = replace(figure, not_computable=1)
    told = laid(ReportKind.ANNUAL, book.with_figures([figure])).section("matching").words()
    assert "fewer than in 2018/19" in told


def test_mean_that_many_could_not_be_counted_in_is_not_said_to_have_moved(book):
    a10 = {
        window: book.figure(FigureRef("A10", "all", window)) for window in ("2016-19", "2017-20")
    }

    def told(**not_computable):
        noted = [
            replace(one, not_computable=not_computable.get(f"to_{window[-2:]}", 0))
            for window, one in a10.items()
        ]
        section = laid(ReportKind.ANNUAL, book.with_figures(noted)).section("scorecard")
        return section.words(), [
            one.title for one in section.blocks if isinstance(one, FigureChart)
        ]

    few, many_before, many_now = told(to_20=4), told(to_19=5), told(to_20=5)
    assert "The average rose from [[A10:all:2016-19]]" in few[0]
    assert few[1] == [
        "More days on average from care to the adoptive family in 2017-20 than in 2016-19"
    ]
    for words, titles in (many_before, many_now):
        assert "rose from [[A10" not in words
        assert "More days" not in titles[0]
    assert "Many could not be counted, because a day is not on record" in many_now[0]


def test_one_child_the_year_before_is_told_of_in_the_singular_and_nobody_without_sexes(book):
    one = replace(book.figure(FigureRef("adopted", "992", "2018-19")), value=1)
    told = laid(ReportKind.COUNCIL_SHEET, book.with_figures([one])).section("children").words()
    assert ", more than in 2018/19, when there was [[adopted:992:2018-19]]." in told
    assert "were girls" in told
    none = of_nobody(of_nobody(book, "adopted_by_sex", 0), "adopted", 0)
    assert "girls" not in laid(ReportKind.COUNCIL_SHEET, none).section("children").words()


def test_council_that_a_number_is_without_is_named_in_brief(book):
    joined = "Calderwick joined on 1 September 2019; its children count throughout"
    lacking = "without Brackenfold: no return or record of Brackenfold for 2018-19"
    again = "times a child is counted again: 2"
    noted = [
        replace(book.figure(FigureRef(code, "all", period)), notes=notes)
        for code in ("adopted", "placed")
        for period, notes in (("2018-19", (lacking, joined, again)), ("2019-20", (joined,)))
    ]
    report = laid(ReportKind.ANNUAL, book.with_figures(noted))
    told = report.section("headline").words()
    assert f"- {joined} (2018/19 and 2019/20).\n" in f"{told}\n"
    assert (
        "- Without Brackenfold: no return or record of Brackenfold for 2018-19 (2018/19)." in told
    )
    assert again not in told
    assert check(report, book.with_figures(noted)) == ()
    assert "What to know" not in laid(ReportKind.ANNUAL, book).section("headline").words()


def test_tables_without_figures_for_one_reason_tell_it_once(book):
    why = "families of Four Rivers are not told apart by council"
    kept = [
        replace(one, value=None, why_none=why)
        for one in book
        if book.measures[one.ref.measure].subject == "families"
    ]
    told = laid(ReportKind.ANNUAL, book.with_figures(kept)).section("adopters").words()
    assert told.count(why) == 1
    assert told.endswith(f"; Families by stage, on 31 March 2020 ({why}).")


def test_tables_without_figures_are_told_of_in_one_sentence(book):
    none = {key: one for key, one in book.figures.items() if key.startswith("adopted:")}
    told = laid(ReportKind.ANNUAL, replace(book, figures=none)).section("adopters").words()
    assert told.count("There are no figures for these tables: ") == 1
    assert told.count(";") == 2


def test_who_waits_is_told_by_time_since_the_order(book):
    table = tables(laid(ReportKind.ANNUAL, book))["delay-waiting"]
    assert [row.title for row in table.rows][:2] == ["0 to 91 days", "92 to 182 days"]
    assert table.total_row is Total.SUM


def of_nobody(book, code, value, why=""):
    """The book with no child in any figure of a measure, or with the reason why there is none."""
    return book.with_figures(
        replace(one, value=value, n=value, why_none=why) for one in book if one.ref.measure == code
    )


def test_delays_at_court_that_did_not_occur_are_told_apart_from_those_never_recorded(book):
    table = tables(laid(ReportKind.ANNUAL, book))["delay-court"]
    assert (table.columns, table.rows[-1].title) == (("Delays",), "All")
    none = laid(ReportKind.ANNUAL, of_nobody(book, "court_delay_by", 0)).section("delay").words()
    assert "No delay at court is on record in 2019/20." in none
    why = "no hearing put off or other delay was ever recorded"
    told = laid(ReportKind.ANNUAL, of_nobody(book, "court_delay_by", None, why))
    assert f"by the reason recorded, 2019/20 ({why})." in told.section("delay").words()
    assert "No delay at court" not in told.section("delay").words()


def test_referrals_are_told_when_there_were_none_and_when_none_was_ever_recorded(book):
    def told(value, why=""):
        report = laid(ReportKind.ANNUAL, of_nobody(book, "referrals", value, why))
        return report.section("children").words()

    assert "[[referrals:all:2019-20]] children were referred for adoption" in told(0)
    assert "referred in 2019/20 is not known: none was ever recorded." in (
        told(None, "none was ever recorded")
    )


def test_slides_are_lists_with_one_table_each(book):
    report = laid(ReportKind.COMMITTEE_SLIDES, book)
    for section in report.sections:
        assert sum(isinstance(one, FigureTable) for one in section.blocks) <= 1
        assert not any(isinstance(one, FigureChart) for one in section.blocks)
    assert report.section("children").words().startswith("- In 2019/20")


def test_a_supplement_tells_of_the_time_since(book):
    report = laid(ReportKind.ANNUAL, book)
    section = supplement(report, book, Period.parse("2020-04-01..2020-11-30"))
    assert section.title == "Since the end of 2019/20"
    assert "1 April 2020 to 30 November 2020" in section.words()
    whole = replace(report, sections=(*report.sections, section))
    assert check(whole, book) == ()
    with pytest.raises(LayoutError, match="before the report's own period is over"):
        supplement(report, book, Period.parse("2019-20-Q4"))


@pytest.mark.parametrize(
    ("kind", "period", "area", "says"),
    [
        (ReportKind.ANNUAL, "2019-20-Q1", "all", "is of a financial year"),
        (ReportKind.SIX_MONTHLY, "2019-20", "all", "is of half a financial year"),
        (ReportKind.QUARTERLY_BOARD, "2019-20", "all", "is of a quarter"),
        (ReportKind.COUNCIL_SHEET, "2017-20", "991", "is of a year or part of one"),
        (ReportKind.COUNCIL_SHEET, "2019-20", "all", "Brackenfold, Calderwick"),
        (ReportKind.ANNUAL, "2019-20", "999", "999 is no council of Four Rivers"),
    ],
)
def test_what_cannot_be_laid_out_is_said(book, kind, period, area, says):
    with pytest.raises(LayoutError, match=says):
        lay_out(kind, book, period=Period.parse(period), area=area)


def test_the_law_is_printed_with_its_edition(book):
    words = laid(ReportKind.ANNUAL, book).section("purpose").words()
    assert "standard 25.6 (wording of 2014" in words
    assert "every six months" in words
