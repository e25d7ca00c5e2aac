"""Every figure that Belong computes from a made-up region's returns equals the truth about it.

The truth comes from the lives, in plain loops; the figures from the files, through reading,
merging, the fold and the indicators. They share no code, so an error would have to be made twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from belong.analytics import Figure, compute, journeys
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import Region, make_region, truth, write_region
from belong.synthetic.writing import Form

YEARS = (2016, 2024)
#: Every window that ends in a year of the returns.
WINDOWS = YEARS[1] - YEARS[0] + 1


def figures_of(folder: Path) -> dict[tuple[str, str, str], Figure]:
    """Every figure from the returns under the folder, by indicator, area and window."""
    frames = merge_returns(read_returns([folder]))
    computed = compute(frames, journeys(frames), year=YEARS[1], windows=WINDOWS)
    return {(f.indicator, f.area, f.window): f for f in computed.opened()}


def as_told(answer: dict[str, Any]) -> dict[str, Any]:
    """The right answer in a shape that can be compared; reasons are words, and are left out."""
    return {
        "value": answer["value"],
        "parts": (answer["numerator"], answer["denominator"]),
        "unit": answer["unit"],
        "members": sorted((m["la"], m["child"], m["value"]) for m in answer["members"]),
        "excluded": sorted((e["la"], e["child"]) for e in answer["excluded"]),
        "not_computable": sorted((n["la"], n["child"]) for n in answer["not_computable"]),
    }


def as_computed(figure: Figure) -> dict[str, Any]:
    """The computed figure in the same shape."""
    return {
        "value": figure.value,
        "parts": (figure.numerator, figure.denominator),
        "unit": figure.unit,
        "members": sorted((m.la_code, m.child_id, m.value) for m in figure.members),
        "excluded": sorted((e.la_code, e.child_id) for e in figure.excluded),
        "not_computable": sorted((n.la_code, n.child_id) for n in figure.not_computable),
    }


def end_year(window: str) -> int:
    """The financial year that a window ends with, from its label."""
    return int(window[:4]) if window.count("-") == 2 else 2000 + int(window[-2:])


def compare(region: Region, folder: Path) -> int:
    """Hold every figure against the truth; gives how many children were counted in all.

    A window that ends in a year of which the area's return is missing is left out: what was so on
    that 31 March nobody can know.
    """
    computed = figures_of(folder)
    counted = 0
    for answer in truth(region)["figures"]:
        key = (answer["indicator"], answer["area"], answer["window"])
        lacking = {la for la, year in region.not_supplied if year == end_year(answer["window"])}
        if answer["area"] in lacking or (answer["area"] == "all" and lacking):
            continue
        assert as_computed(computed[key]) == as_told(answer), key
        counted += len(answer["members"])
    return counted


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_figures_of_a_made_up_region_equal_its_truth(seed: int, tmp_path: Path) -> None:
    region = make_region(seed, ["991", "992", "993"], 120, YEARS)
    write_region(region, tmp_path)

    assert compare(region, tmp_path) > 2000


@pytest.mark.parametrize("form", ["xml", "xlsx"])
def test_figures_of_the_other_forms_equal_the_truth(form: Form, tmp_path: Path) -> None:
    region = make_region(6, ["991"], 60, YEARS)
    write_region(region, tmp_path, form=form)

    assert compare(region, tmp_path) > 300


def test_figures_equal_the_truth_where_returns_are_missing(tmp_path: Path) -> None:
    missing = [("991", 2019), ("992", 2016), ("993", 2020), ("993", 2021)]
    region = make_region(5, ["991", "992", "993"], 120, YEARS, not_supplied=missing)
    write_region(region, tmp_path)

    assert compare(region, tmp_path) > 1000
