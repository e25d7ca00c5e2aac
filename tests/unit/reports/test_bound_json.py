"""A written report as JSON: the same when it comes back, and refused when it is none."""

from __future__ import annotations

import json

import pytest

from belong.analytics.stored import FigureRef
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
from belong.reports.bound_json import BoundDataError, blocks_from_data, report_as_data
from belong.reports.bound_json import report_from_data as read

ADOPTED = FigureRef("adopted", "all", "2019-20")
GIRLS = FigureRef("adopted_by_sex", "all", "2019-20", "girls")
REPORT = BoundReport(
    kind=ReportKind.SIX_MONTHLY,
    title="Adoption",
    body_name="Exampleton",
    period="2019-20-H1",
    language="cy",
    facts=(("Lead", "Cabinet member"),),
    sections=(
        BoundSection(
            "children",
            "Children",
            Author.PANEL_CHAIR,
            (
                Words("Drawn.", is_drawn=True),
                Words("“We were heard.”", quoted_with="by e-mail"),
                FigureTable(
                    "t",
                    "By sex",
                    "What",
                    ("One", "Two"),
                    (
                        FigureRow("Girls", (GIRLS, None)),
                        FigureRow("All", (ADOPTED, None), is_total=True, shows=Shown.N),
                    ),
                    note="A note.",
                    total_row=Total.SUM,
                    total_column=Total.LESS,
                ),
                FigureChart("c", "Rose", ("a", "b"), (("x", (ADOPTED, None)),), "lines", ("b",)),
            ),
        ),
        BoundSection("notes", "Notes", Author.DRAWN),
    ),
)


def test_report_comes_back_as_it_was():
    assert read(json.loads(json.dumps(report_as_data(REPORT)))) == REPORT


@pytest.mark.parametrize(
    "data",
    [
        {},
        {**report_as_data(REPORT), "kind": "novel"},
        {**report_as_data(REPORT), "sections": [{"key": "a"}]},
        {**report_as_data(REPORT), "facts": [["one"]]},
    ],
)
def test_what_is_no_report_is_refused(data):
    with pytest.raises(BoundDataError, match="no report that Belong has written"):
        read(data)


@pytest.mark.parametrize("block", [{}, {"block": "picture"}, {"block": "words", "text": "a"}])
def test_what_is_no_block_is_refused(block):
    with pytest.raises(BoundDataError):
        blocks_from_data([block])
