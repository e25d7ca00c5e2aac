"""What holds for the rules whatever the return: order does not matter, nor do other children."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from belong.formats.ssda903.read import read_returns
from belong.formats.ssda903.rules import validate

REGIONS = sorted((Path(__file__).resolve().parent.parent / "oracle" / "returns").glob("*_region"))


def found(folder: Path, year: int) -> set[tuple[str, str]]:
    last = read_returns([folder / "last"]) if (folder / "last").exists() else None
    frame = validate(read_returns([folder / "this"]), last, year=year).frame
    return set(frame.select("rule", "child").iter_rows())


def rewritten(folder: Path, out: Path, change) -> Path:
    for path in folder.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        into = out / path.parent.name / path.name
        into.parent.mkdir(parents=True, exist_ok=True)
        with into.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *change(header, rows)])
    return out


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_order_of_rows_does_not_matter(region, tmp_path):
    year = int(region.name[:4])
    rng = random.Random(year)

    def shuffled(header, rows):
        # Rows of one child keep their order: of two that say the same day, the first one counts.
        children = list(dict.fromkeys(row[0] for row in rows))
        rng.shuffle(children)
        place = {child: at for at, child in enumerate(children)}
        return sorted(rows, key=lambda row: place[row[0]])

    assert found(rewritten(region, tmp_path, shuffled), year) == found(region, year)


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_other_children_change_nothing(region, tmp_path):
    year = int(region.name[:4])

    def halved(header, rows):
        return [row for row in rows if int(row[0]) % 2]

    expected = {(rule, child) for rule, child in found(region, year) if int(child) % 2}
    assert found(rewritten(region, tmp_path, halved), year) == expected
