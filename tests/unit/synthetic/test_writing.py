"""The files that a made-up region is written to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from belong.domain.errors import BelongError
from belong.synthetic import make_region, truth, write_region
from belong.synthetic.writing import Form

REGION = make_region(1, ["991", "992"], 25, (2022, 2023))


def test_write_region_writes_a_folder_per_council_and_year_and_says_it_is_made_up(
    tmp_path: Path,
) -> None:
    told: list[tuple[int, int]] = []
    write_region(REGION, tmp_path, progress=lambda done, of: told.append((done, of)))

    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*")) == [
        "991/2022",
        "991/2023",
        "992/2022",
        "992/2023",
    ]
    assert (tmp_path / "991" / "2023" / "episodes.csv").read_text().startswith("CHILD,DECOM,RNE")
    assert "made up" in (tmp_path / "README.txt").read_text()
    assert json.loads((tmp_path / "truth.json").read_text()) == truth(REGION)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("form", ["xml", "xlsx"])
def test_write_region_writes_one_file_per_return_in_the_other_forms(
    form: Form, tmp_path: Path
) -> None:
    write_region(REGION, tmp_path, form=form)

    assert (tmp_path / "992" / "2022" / f"return.{form}").stat().st_size > 1000


def test_write_region_where_a_file_stands_in_the_way_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(BelongError, match="could not be written"):
        write_region(REGION, tmp_path / "out")
