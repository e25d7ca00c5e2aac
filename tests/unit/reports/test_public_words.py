"""Drawn sentences that cite a hidden figure are left out of a public version."""

from __future__ import annotations

from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureChart,
    ReportKind,
    Words,
)
from belong.reports.public_words import leave_out_hidden

HIDDEN, OPEN = "[[disrupted:all:2019-20]]", "[[adopted:all:2019-20]]"


def _figure(text: str, value: int | None, because: str = "") -> StoredFigure:
    return StoredFigure(
        FigureRef.parse(text), text, "children", value, hidden_because=because, england=7.0
    )


BOOK = FigureBook(
    "",
    "Exampleton",
    0,
    {"all": "Exampleton"},
    {
        "disrupted:all:2019-20": _figure("disrupted:all:2019-20", None, "a small count"),
        "adopted:all:2019-20": _figure("adopted:all:2019-20", 23),
    },
    {},
)


def words_of(*blocks: Words) -> list[str]:
    section = BoundSection("one", "One", Author.COUNCIL, blocks)
    report = BoundReport(ReportKind.ANNUAL, "Report", "Exampleton", "2019-20", (section,))
    kept = leave_out_hidden(report, BOOK).section("one").blocks
    return [one.text for one in kept if isinstance(one, Words)]


def test_a_drawn_sentence_with_a_hidden_figure_is_out_and_the_others_stay():
    text = f"{OPEN} children were adopted. {HIDDEN} placement disrupted. All is told."
    assert words_of(Words(text, is_drawn=True)) == [f"{OPEN} children were adopted. All is told."]


def test_a_block_of_nothing_else_is_gone_and_lists_stay_lists():
    assert words_of(Words(f"{HIDDEN} placement disrupted.", is_drawn=True)) == []
    text = f"- {OPEN} children.\n- {HIDDEN} placement.\n- More."
    assert words_of(Words(text, is_drawn=True)) == [f"- {OPEN} children.\n- More."]


def test_words_of_authors_stay_as_they_are():
    text = f"{HIDDEN} placement disrupted."
    assert words_of(Words(text)) == [text]


def test_what_stands_beside_counts_as_hidden_where_it_is_away():
    assert words_of(Words("Of [[adopted:all:2019-20#n]] children.", is_drawn=True)) == []
    text = "England: [[disrupted:all:2019-20#england]]."
    assert words_of(Words(text, is_drawn=True)) == [text]


def test_a_citation_of_nothing_is_passed_over():
    text = "[[nothing]] and [[adopted:all:1999-00]]."
    assert words_of(Words(text, is_drawn=True)) == [text]


def test_a_title_of_a_chart_that_compares_with_a_hidden_number_says_only_what_is_shown():
    then, now = (FigureRef.parse(f"adopted:all:{year}") for year in ("2018-19", "2019-20"))
    measure = Measure("adopted", "Children adopted", "Adopted.", "children", "flow", "Belong's own")
    hidden = _figure(str(then), None, "a small count")
    book = FigureBook(
        "", "Exampleton", 0, BOOK.areas, {**BOOK.figures, str(then): hidden}, {"adopted": measure}
    )
    labels = ("2018/19", "2019/20")
    title = "More children were adopted in 2019/20 than in 2018/19"
    chart = FigureChart("chart", title, labels, (("Exampleton", (then, now)),))
    section = BoundSection("one", "One", Author.COUNCIL, (chart,))
    report = BoundReport(ReportKind.ANNUAL, "Report", "Exampleton", "2019-20", (section,))

    def title_in(public: FigureBook) -> str:
        (block,) = leave_out_hidden(report, public).section("one").blocks
        assert isinstance(block, FigureChart)
        return block.title

    assert title_in(book) == "Children adopted, 2018/19 to 2019/20"
    assert title_in(book.with_figures([_figure(str(then), 20)])) == title
