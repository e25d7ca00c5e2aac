"""A country's figures as JSON: quick, and the same as one by one."""

from __future__ import annotations

import json

import pytest

from belong.analytics import compute, journeys
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.reports.data import figure_data
from belong.reports.figures_json import figure_texts
from belong.synthetic import make_region, write_region


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    out = tmp_path_factory.mktemp("region")
    write_region(make_region(5, ["991", "992"], 80, (2020, 2024)), out)
    frames = merge_returns(read_returns([out]))
    return compute(frames, journeys(frames), year=2024, windows=3)


def key_of(la, child):
    return f'{la} "{child}" \\ Zoë'


def test_figure_texts_equal_the_figures_one_by_one(figures):
    wanted = [figure_data(figure, key_of) for figure in figures.opened()]
    assert [json.loads(text) for text in figure_texts(figures, key_of, None)] == wanted
    assert all(any(each[key] for each in wanted) for key in ("members", "excluded"))


def test_figure_texts_keep_the_order_of_keys(figures):
    one = figure_data(next(figures.opened()), key_of)
    assert list(json.loads(next(figure_texts(figures, key_of, None)))) == list(one)


def test_figure_texts_of_one_area_are_that_area_s(figures):
    areas = {json.loads(text)["area"] for text in figure_texts(figures, key_of, "992")}
    assert areas == {"992"}
