"""What our components are given: timeline, tables, pages, tags."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.http import QueryDict
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from belong.web.ui import words
from belong.web.ui.presenters import (
    Band,
    Cell,
    Clock,
    ClockState,
    Colour,
    Column,
    Fact,
    IdentityBar,
    Lane,
    Mark,
    Row,
    Table,
    Tag,
    Timeline,
    pages_of,
    summary_rows,
)

TODAY = date(2024, 5, 6)


def drawn(source, **context):
    """A template of components, as a page of ours would print it."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    start = '{% import "ui/components.html" as ui with context %}'
    return engine.env.from_string(start + source).render(**context)


def line(*lanes):
    return Timeline("Timeline of Robin", lanes, TODAY)


def shapes(timeline):
    return [shape for lane in timeline.draw().lanes for shape in lane.shapes]


def test_timeline_band_still_so_ends_today():
    timeline = line(Lane("Care", "care", bands=(Band("In care", date(2024, 1, 1)),)))
    [band] = shapes(timeline)
    assert band.x + band.width == pytest.approx(timeline.draw().today_x, abs=0.2)
    assert timeline.rows()[0].when == "1 January 2024, still so"


def test_timeline_places_are_in_the_order_of_dates_and_inside_the_drawing():
    marks = tuple(Mark(f"M{n}", date(2023, 1 + n, 3)) for n in range(12))
    timeline = line(Lane("Events", marks=marks))
    xs = [shape.x for shape in shapes(timeline)]
    assert xs == sorted(xs)
    assert min(xs) > 0
    assert max(xs) < timeline.draw().width


def test_timeline_shapes_at_one_time_stand_on_levels_of_their_own():
    marks = tuple(Mark("Decision", date(2024, 1, 3)) for _ in range(3))
    ys = [shape.y for shape in shapes(line(Lane("Events", marks=marks)))]
    assert len(set(ys)) == 3


def test_timeline_everything_drawn_is_in_the_table_in_order():
    timeline = line(
        Lane("Legal", "legal", bands=(Band("ICO", date(2023, 3, 1), date(2023, 9, 1)),)),
        Lane("Events", marks=(Mark("Order", date(2024, 6, 1), is_planned=True),)),
        Lane(
            "Clocks",
            clocks=(
                Clock(
                    "Match",
                    date(2023, 9, 1),
                    date(2024, 3, 1),
                    ClockState.MISSED,
                    date(2024, 4, 2),
                    "no family found",
                ),
            ),
        ),
    )
    rows = timeline.rows()
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    assert len(rows) == len(shapes(timeline))
    assert rows[1].what == (
        "Match: missed: due by 1 March 2024, happened on 2 April 2024 (no family found)"
    )
    assert rows[2].when == "1 June 2024 (planned)"


@pytest.mark.parametrize(
    ("state", "met_on", "expected"),
    [
        (ClockState.OPEN, None, "due by 1 March 2024"),
        (ClockState.MET, date(2024, 2, 1), "met on 1 February 2024"),
        (ClockState.MISSED, None, "missed: due by 1 March 2024"),
    ],
)
def test_clock_state_is_said_in_words(state, met_on, expected):
    assert Clock("X", date(2024, 1, 1), date(2024, 3, 1), state, met_on).words == expected


def test_timeline_labels_of_ticks_do_not_run_into_each_other():
    for months in range(1, 200, 7):
        start = date(2024 - months // 12, 12 - months % 12 or 1, 20)
        timeline = line(Lane("Care", bands=(Band("x", start),)))
        for major in (True, False):
            ticks = [t for t in timeline.draw().ticks if t.text and t.is_major == major]
            for one, other in pairwise(ticks):
                assert other.x - one.x >= len(one.text) * 6


def test_timeline_with_nothing_says_so():
    assert "Nothing is recorded yet" in drawn("{{ ui.timeline(line) }}", line=line(Lane("Care")))


def test_timeline_drawn_prints_words_as_text():
    timeline = line(Lane("Care", bands=(Band("<b>x</b>", date(2024, 1, 1)),)))
    page = drawn("{{ ui.timeline(line) }}", line=timeline)
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page
    assert 'role="img"' in page


def test_table_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="1 cells in 2 columns"):
        Table("T", (Column("A"), Column("B")), (Row.of("x"),))


def test_table_drawn_has_heads_and_says_how_it_is_sorted():
    table = Table(
        "Children",
        (Column("Child", href="?sort=name", sorted_by="ascending"), Column("Days", is_number=True)),
        (Row.of(Cell("Robin", href="/x", tags=(Tag("Placed", Colour.GREEN),), below="3"), "1,2"),),
    )
    page = drawn("{{ ui.data_table(table) }}", table=table)
    assert 'aria-sort="ascending"' in page
    assert "<th scope=row" in page
    assert "govuk-tag--green" in page
    assert 'aria-labelledby="table-caption"' in page


def test_table_without_rows_says_what_that_means():
    table = Table("T", (Column("A"),), (), empty="No child waits.")
    assert "No child waits." in drawn("{{ ui.data_table(table) }}", table=table)


def test_identity_bar_leaves_out_what_is_not_known_and_says_the_past_loudly():
    bar = IdentityBar(
        "Robin <Ash>",
        (Fact("Born", "3 May 2021"), Fact("Worker", "")),
        Tag("Placed"),
        known_at="6 May 2024 at 4:05pm",
        is_pseudonym=True,
    )
    page = drawn("{{ ui.identity_bar(bar) }}", bar=bar)
    assert "Robin &lt;Ash&gt;" in page
    assert "Worker" not in page
    assert "belong-identity--past" in page
    assert "(a pseudonym)" in page
    assert page.count("<h1") == 1


def test_known_at_says_the_moment_and_the_way_to_now():
    page = drawn("{{ ui.known_at('6 May 2024 at 4:05pm', '/now') }}")
    assert "As known at 6 May 2024 at 4:05pm" in page
    assert 'href="/now"' in page


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("3", 3), ("0", 1), ("-2", 1), ("99", 5), ("x", 1)]
)
def test_pages_number_asked_for_is_mended(asked, number):
    assert pages_of(QueryDict(f"page={asked}"), total=250).number == number


def test_pages_keep_the_filter_and_name_first_last_and_neighbours():
    pages = pages_of(QueryDict("stage=placed&page=10"), total=1000)
    assert pages.params["next"]["href"] == "?stage=placed&page=11"
    shown = [item.get("number", "…") for item in pages.params["items"]]
    assert shown == ["1", "…", "9", "10", "11", "…", "20"]
    assert (pages.first, pages.last) == (451, 500)


def test_pages_of_nothing_are_one_without_links():
    pages = pages_of(QueryDict(), total=0)
    assert (pages.first, pages.last, pages.params) == (0, 0, {})


def test_summary_rows_say_not_recorded_and_name_what_a_link_changes():
    rows = summary_rows([("Sex", ""), ("Date of birth", "3 May", "/c", "Change")])["rows"]
    assert rows[0]["value"]["text"] == "Not recorded"
    assert rows[1]["actions"]["items"][0]["visuallyHiddenText"] == "date of birth"


def test_words_moment_is_in_the_time_of_the_place():
    summer = datetime(2024, 5, 6, 15, 5, tzinfo=UTC)
    assert words.moment(summer) == "6 May 2024 at 4:05pm"
    assert words.short_moment(summer) == "6 May 24, 16:05"
    assert words.moment(datetime(2024, 1, 6, 0, 5, tzinfo=UTC)) == "6 January 2024 at 12:05am"
    assert (words.day(None), words.moment(None), words.short_moment(None)) == ("", "", "")


def test_words_counted_agree_with_their_number():
    assert words.counted(1, "child", "children") == "1 child"
    assert words.counted(1204, "child", "children") == "1,204 children"
    assert words.counted(0, "event") == "0 events"
