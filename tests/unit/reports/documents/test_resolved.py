"""A written report with its figures put in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from belong.analytics.stored import FigureRef
from belong.reports.bound import Author, BoundSection, FigureChart, FigureRow, FigureTable, Shown
from belong.reports.documents.charts import charts_of
from belong.reports.model import Prose, SeriesChart, ShownFigure, Table
from belong.reports.resolved import HIDDEN, Missing, clean, resolve, shown

GONE = FigureRef.parse("adopted:all:1999-00")


def tables(resolved) -> list[Any]:
    return [
        block
        for section in resolved.report.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]


def words(resolved):
    return [
        paragraph.text
        for section in resolved.report.sections
        for block in section.blocks
        if isinstance(block, Prose)
        for paragraph in block.paragraphs
    ]


def test_words_with_citations_show_numbers_as_printed(resolved):
    first = words(resolved)[0]
    assert first.startswith("In 2023/24, 23 children were adopted, 33% of those")
    assert first.endswith("It was 1st of 149 in the land.")


def test_words_with_a_hidden_or_uncomputable_figure_say_why(resolved):
    last = words(resolved)[3]
    assert "not computable (no child was counted)" in last
    assert f"{HIDDEN} (hidden: rests on a count of 1 to 5 children)" in last


def test_words_with_entries_become_a_list(resolved):
    prose = next(block for block in resolved.report.sections[0].blocks if isinstance(block, Prose))
    assert [one.is_entry for one in prose.paragraphs] == [False, True, True, False]


def test_words_of_somebody_are_a_quote(resolved):
    quotes = [
        block.is_quote
        for section in resolved.report.sections
        for block in section.blocks
        if isinstance(block, Prose)
    ]
    assert quotes == [False, True]


def test_table_cell_keeps_reference_exact_value_and_what_it_is_of(resolved):
    mixed = next(one for one in tables(resolved) if one.caption == "Early permanence and money")
    share, income = mixed.rows[0][2], mixed.rows[1][1]
    assert isinstance(share, ShownFigure)
    assert (share.ref, share.text, share.of) == (
        "early_permanence:all:2023-24", "33%", "42 of 126",
    )  # fmt: skip
    assert share.value == pytest.approx(100 / 3)
    assert isinstance(income, ShownFigure)
    assert (income.text, income.value) == ("-£63,150.50", Decimal("-63150.5"))
    assert mixed.rows[2][1] is None


def test_table_note_tells_why_a_cell_holds_no_number(resolved):
    mixed = next(one for one in tables(resolved) if one.caption == "Early permanence and money")
    assert mixed.note == "c: hidden: rests on a count of 1 to 5 children."
    scorecard = next(one for one in tables(resolved) if one.caption == "Care to moving in")
    assert scorecard.note == "not computable: no child was counted (Four Rivers, 2019-22)."


def test_table_note_names_a_row_without_any_number_once(bound, book):
    empty = FigureRef.parse("A10:all:2019-22")
    rows = (FigureRow("Income", (empty,)), FigureRow("Spent", (empty,)))
    days = FigureRef.parse("A10:all:2021-24")
    mixed = (FigureRow("Both", (empty, empty)), FigureRow("One", (empty, days)))
    section = BoundSection(
        "empty",
        "Empty",
        Author.COUNCIL,
        (
            FigureTable("one", "One column", "What", ("Pounds",), rows),
            FigureTable("two", "Two columns", "What", ("2022", "2024"), mixed),
        ),
    )
    one, two, *_ = tables(resolve(replace(bound, sections=(section,)), book))
    assert one.note == "not computable: no child was counted (Income; Spent)."
    assert two.note == "not computable: no child was counted (Both; One, 2022)."


def test_section_in_which_nothing_is_written_says_so(bound, book):
    empty = BoundSection("empty", "Empty", Author.COUNCIL)
    resolved = resolve(replace(bound, sections=(empty,)), book)
    assert words(resolved) == ["There is nothing in this section."]


def test_table_rows_show_what_stands_beside_a_value(resolved):
    scorecard = next(one for one in tables(resolved) if one.caption == "Care to moving in")
    texts = [[cell.text for cell in row[1:]] for row in scorecard.rows]
    assert texts == [
        ["not computable", "505", "327"],
        ["not ranked", "4th of 149", "1st of 149"],
        ["not published", "484", "not published"],
    ]


def test_mean_in_a_table_tells_its_children_and_who_is_not_counted(resolved):
    scorecard = next(one for one in tables(resolved) if one.caption == "Care to moving in")
    assert scorecard.rows[0][2].of == "41 children; 2 not computable"


def test_table_with_a_row_of_counts_does_not_tell_them_twice(bound, book):
    refs = (FigureRef.parse("A10:all:2021-24"),)
    rows = (FigureRow("Days", refs), FigureRow("Children", refs, shows=Shown.N))
    table = FigureTable("t", "T", "C", ("2021-24",), rows)
    report = replace(bound, sections=(BoundSection("s", "S", Author.DRAWN, (table,)),))
    days, children = tables(resolve(report, book))[0].rows
    assert days[1].of == ""
    assert children[1].text == "126"


def test_table_with_a_row_of_counts_tells_who_could_not_be_counted(bound, book):
    refs = (FigureRef.parse("A10:all:2020-23"),)
    rows = (FigureRow("Days", refs), FigureRow("Children", refs, shows=Shown.N))
    table = FigureTable("t", "T", "C", ("2020-23",), rows)
    report = replace(bound, sections=(BoundSection("s", "S", Author.DRAWN, (table,)),))
    days, children = tables(resolve(report, book))[0].rows
    assert (days[1].of, children[1].of) == ("2 not computable", "")


def test_hidden_figure_hides_its_rank_too(book):
    ref = FigureRef.parse("A10:all:2021-24")
    figure = replace(book.figure(ref), value=None, n=None, hidden_because="is small")
    public = book.with_figures([figure])
    texts = [shown(ref, public, what).text for what in (Shown.VALUE, Shown.N, Shown.RANK)]
    assert texts == [HIDDEN] * 3
    assert shown(ref, public, Shown.THRESHOLD).text == "426"


def test_chart_gets_a_table_unless_one_of_its_section_shows_its_figures(resolved, bound, book):
    assert len(resolved.report.sections[0].blocks) == 3
    chart = bound.sections[0].blocks[2]
    alone = replace(bound, sections=(replace(bound.sections[0], blocks=(chart,)),))
    found = resolve(alone, book)
    blocks = found.report.sections[0].blocks
    assert [type(one) for one in blocks] == [SeriesChart, Table]
    label, *cells = tables(found)[0].rows[2]
    assert [label, *(cell.text for cell in cells)] == ["2023/24", "14", "9"]


def test_chart_is_described_by_its_numbers(resolved):
    (chart, _) = charts_of(resolved.report)
    assert chart.description == (
        "Girls, 2021/22: 512, 2022/23: 20, 2023/24: 14. "
        "Boys, 2021/22: 513, 2022/23: 18, 2023/24: 9."
    )


def test_chart_of_many_points_is_described_by_its_ends(bound, book):
    refs = tuple(FigureRef.parse(f"adopted:all:{year}") for year in ("2021-22", "2023-24")) * 20
    labels = tuple(f"L{number}" for number in range(40))
    chart = FigureChart("c", "T", labels, (("All", refs),))
    report = replace(bound, sections=(BoundSection("s", "S", Author.DRAWN, (chart,)),))
    (drawn,) = charts_of(resolve(report, book).report)
    assert drawn.description == "All, lowest and highest, L1: 23, L38: 1,025."


def test_chart_without_any_value_says_so(bound, book):
    chart = FigureChart("c", "Nothing", ("x",), (("All", (GONE,)),))
    report = replace(bound, sections=(BoundSection("s", "S", Author.DRAWN, (chart,)),))
    resolved = resolve(report, book)
    assert words(resolved) == [
        "No chart is drawn of “Nothing”, because none of its figures has a value."
    ]
    assert tables(resolved)[0].rows[0][1].text == f"figure not found: {GONE}"


@pytest.mark.parametrize("cited", [str(GONE), "adopted", "A10:all:2021-24#colour", " "])
def test_citation_that_leads_nowhere_is_shown_and_listed(with_words, cited):
    resolved = with_words(f"There were [[{cited}]] of them.")
    said = f"figure not found: {cited.strip()}".strip()
    assert words(resolved) == [f"There were {said} of them."]
    assert resolved.missing == (Missing("Words", cited.strip()),)
    assert resolved.report.lead[0].startswith("1 figure that is cited was not found, in “Words”.")


def test_report_with_all_its_figures_has_no_warning(resolved):
    assert resolved.missing == ()
    assert resolved.report.lead == ()


def test_facts_say_of_whom_when_and_as_known_at(resolved):
    assert resolved.report.facts == (
        ("Body", "Four Rivers Adoption"),
        ("Period", "2023/24"),
        ("Figures as known at", "change 1,234"),
        ("Approved by", "the executive"),
    )


def test_facts_of_figures_from_returns_say_so(bound, book):
    report = resolve(bound, replace(book, change=0)).report
    assert ("Figures from", "the returns that were supplied") in report.facts


def test_measures_used_are_explained_at_the_end(resolved):
    meanings = resolved.report.sections[-1].blocks[0]
    names = [row[0] for row in meanings.rows]
    assert names == [
        "Care to moving in", "Children adopted", "Children adopted, by sex", "Early permanence",
        "Interagency income", "Registrations",
    ]  # fmt: skip
    assert meanings.rows[4][3] == "typed in by the head of service"


def test_a_note_with_a_number_says_of_which_time(bound, book):
    noted = [
        replace(book.figures[f"adopted:all:{year}"], notes=("times a child is counted again: 1",))
        for year in ("2021-22", "2022-23")
    ]
    meanings = resolve(bound, book.with_figures(noted)).report.sections[-1].blocks[0]
    assert isinstance(meanings, Table)
    again = "times a child is counted again: 1"
    assert meanings.rows[1][3] == f"{again} (2021/22); {again} (2022/23)"


def test_figures_are_kept_once_each_in_order(resolved):
    refs = [str(one.ref) for one in resolved.figures]
    assert refs == sorted(set(refs))
    assert "adopted:all:2023-24" in refs


def test_clean_takes_out_what_misleads_and_what_no_document_may_hold():
    assert clean("a\u202eb\x00c\x0bd\ud800e\ufffef\u2066g") == "abcdefg"
    assert clean("a\n\tŵ £ – “é” 👪") == "a\n\tŵ £ – “é” 👪"


def test_figures_beyond_the_titles_of_their_table_or_chart_are_still_shown(bound, book):
    refs = tuple(FigureRef.parse(f"adopted:all:{year}") for year in ("2021-22", "2022-23"))
    rows = (FigureRow("Two", refs), FigureRow("One", refs[:1]))
    table = FigureTable("t", "T", "C", ("2021/22",), rows)
    chart = FigureChart("c", "Chart", ("2021/22",), (("Two", refs), ("One", refs[:1])))
    sections = tuple(BoundSection("s", "S", Author.DRAWN, (one,)) for one in (table, chart))
    resolved = resolve(replace(bound, sections=sections), book)
    for found in tables(resolved)[:2]:
        assert all(len(row) == len(found.columns) for row in found.rows)
    assert [column.title for column in tables(resolved)[0].columns[1:]] == ["2021/22", "(no title)"]
    assert [cell and cell.text for cell in tables(resolved)[0].rows[0][1:]] == ["1,025", "38"]
    assert tables(resolved)[1].rows[1][0] == "(no title)"


def test_sections_of_one_key_are_told_apart(bound, book):
    twice = replace(bound, sections=bound.sections[:1] * 2)
    keys = [one.key for one in resolve(twice, book).report.sections]
    assert len(set(keys)) == len(keys)
