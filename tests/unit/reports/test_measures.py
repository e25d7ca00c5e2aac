"""The summary tables: signs, order, England and rank."""

from __future__ import annotations

from dataclasses import replace

from belong.analytics.figures import Figure, LeftOut
from belong.reports.headline import headlines
from belong.reports.measures import (
    NOT_RELIABLE,
    by_area_table,
    england_text,
    is_shaky,
    notes_of,
    rank_text,
    summary_tables,
    threshold_text,
    value_cell,
)
from belong.reports.model import Chart
from belong.reports.windows import windows_section


def test_value_cell_shows_value_and_children(row):
    assert value_cell(row()) == "207 (10)"
    assert value_cell(row(unit="percent", value=45.1)) == "45% (10)"
    assert value_cell(row(unit="children", value=8, numerator=None, denominator=None)) == "8"
    assert value_cell(row(value=None, denominator=0)) == "-"


def test_value_cell_marks_part_of_a_window_and_too_few_children(row):
    assert value_cell(row(years_missing=[2022])) == "207 (10)*"
    assert value_cell(row(denominator=5)) == "207 (5)!"
    assert value_cell(row(denominator=1, years_missing=[2022])) == "207 (1)*!"


def test_value_cell_hidden_shows_the_symbol_only(row):
    assert value_cell(row(symbol="c", value=None, denominator=None)) == "c"


def test_is_shaky_where_more_children_could_not_be_counted_than_were(row):
    assert is_shaky(row(denominator=20, not_computable=20))
    assert not is_shaky(row(denominator=20, not_computable=19))
    assert not is_shaky(row(unit="children", denominator=None, not_computable=50))


def test_threshold_text_says_custom_where_it_is_not_official(row):
    assert threshold_text(row()) == "426 (custom)"
    assert threshold_text(row(threshold_basis="official")) == "426"
    assert threshold_text(row(threshold=None, threshold_basis=None)) is None


def test_england_text_names_an_earlier_window(row):
    before = row(window="2020-23", england=367.0)
    assert england_text([before, row()]) == "367 (2020-23)"
    assert england_text([before, row(england=370.0)]) == "370"
    assert england_text([row()]) is None


def test_rank_text_is_always_of_how_many(row):
    assert rank_text(row(rank_position=4, rank_of=149)) == "4th of 149"
    assert rank_text(row()) is None


def test_summary_tables_headline_comes_first_and_empty_columns_go(row):
    rows = [row(indicator=code, threshold=None, threshold_basis=None) for code in ("A1", "A10")]
    (table,) = summary_tables(rows)
    assert [line[0] for line in table.rows] == ["A10", "A1"]
    assert [column.title for column in table.columns] == ["Code", "Measure", "2021-24"]


def test_summary_tables_note_explains_only_the_signs_used(row):
    (plain,) = summary_tables([row(threshold=None, threshold_basis=None)])
    assert plain.note is None
    (marked,) = summary_tables([row(denominator=3, years_missing=[2022])])
    note = marked.note or ""
    assert "2021-22" in note
    assert "under 6 children" in note
    assert "custom" in note


def test_by_area_table_has_one_row_for_each_area(row):
    rows = [row(), row(area="992", value=300.0), row(year=2023, window="2020-23")]
    table = by_area_table(rows, {"991": "North"}, 2024)
    assert table.rows == (("North", "207 (10)"), ("992", "300 (10)"))


def test_windows_section_never_puts_two_measures_in_one_chart(row):
    rows = [
        row(indicator=code, window=f"{year - 3}-{year % 100}", year=year)
        for code in ("A1", "A10")
        for year in (2023, 2024)
    ]
    section = windows_section(rows, "k")
    blocks = [block for part in section.sections for block in part.blocks]
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert [chart.title.split(":")[0] for chart in charts] == ["A10", "A1"]
    assert all(len(chart.points) == 2 for chart in charts)


def test_headlines_tell_change_threshold_and_england(row):
    rows = [row(window="2020-23", year=2023, value=200.0), row(england=367.0)]
    (words,) = headlines(rows)
    assert "207 days on average" in words
    assert "7 days more than in 2020-23" in words
    assert "219 days under the threshold of 426 (custom, not official)" in words
    assert "beside 367 days in England" in words


def test_headlines_say_nothing_that_is_hidden(row):
    assert headlines([row(value=None, symbol="c")]) == ()


def test_headlines_count_those_who_wait(row):
    waiting = row(indicator="A9", window="2024-03-31", value=1, unit="children", denominator=None)
    ordered = waiting | {"indicator": "A14", "value": 0}
    (words,) = headlines([waiting, ordered])
    assert words == (
        "1 child was waiting to be placed for adoption on 31 Mar 2024, 0 of them with a placement "
        "order."
    )


def test_notes_say_what_is_not_to_be_relied_on():
    sound = Figure("A1", "991", "2021-24", 300.0, 300, 1800, 6, "days")
    missed = tuple(LeftOut(str(at), "991", "care began before") for at in range(6))
    assert notes_of(sound) == []
    assert notes_of(replace(sound, not_computable=missed)) == [NOT_RELIABLE]
    assert notes_of(replace(sound, numerator=1500, denominator=5)) == [NOT_RELIABLE]
    assert notes_of(replace(sound, value=None, denominator=0, notes=("no children",))) == [
        "no children"
    ]


def test_notes_of_a_count_are_its_own():
    assert notes_of(Figure("A9", "991", "2024-03-31", 1, 1, None, None, "children")) == []
