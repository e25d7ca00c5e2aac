"""Published tables brought in stand beside the figures afterwards."""

from __future__ import annotations

import pytest

YEARS = (2022, 2023, 2024)


@pytest.fixture
def published(tmp_path):
    """A table of made-up authorities in a published layout: code 2xx adopted xx of 100 a year."""
    file = tmp_path / "published.csv"
    rows = [
        f"{200 + number},Somewhere {number},{year},{number},{100 if number else 'c'}"
        for number in range(12)
        for year in YEARS
    ]
    file.write_text("dfe_code,area,year_ending_march,adopted_n,ceased_n\n" + "\n".join(rows) + "\n")
    return file


def test_import_says_what_was_read_and_where_it_is_kept(run, published, tmp_path):
    ran = run("comparators", "import", published)
    assert ran.code == 0
    assert "adopted_n: 36 values, 2021-22 to 2023-24" in ran.out
    assert "3 are hidden" in ran.out
    assert str(tmp_path / "belong-data") in ran.out


def test_import_twice_brings_nothing_new(run, published):
    run("comparators", "import", published)
    data = run("comparators", "import", published, "--format", "json").data
    assert (data["read"], data["new"], data["revised"]) == (72, 0, [])


def test_import_of_a_revision_keeps_both(run, published):
    run("comparators", "import", published, "--edition", "2024-05-22")
    published.write_text(published.read_text().replace(",5,100", ",6,100"))
    data = run(
        "comparators", "import", published, "--edition", "2024-11-14", "--format", "json"
    ).data
    assert [key[:3] for key in data["revised"]] == [
        ["adopted_n", "205", label] for label in ("2021-22", "2022-23", "2023-24")
    ]


def test_scorecard_after_import_ranks_among_published_values(run, published, region):
    def rank():
        figures = run("scorecard", region, "--area", "991", "--format", "json").data["figures"]
        (a4,) = [f for f in figures if (f["indicator"], f["window"]) == ("A4", "2021-24")]
        return a4["rank"]

    assert rank() is None
    run("comparators", "import", published)
    assert rank() == {"position": 1, "of": 12, "among": "authorities with a published value"}
    assert "1st of 12" in run("scorecard", region, "--area", "991").out


def test_folder_that_cannot_be_written_to_is_said(run, published, tmp_path):
    (tmp_path / "belong-data").write_text("a file stands where the folder should be")
    ran = run("comparators", "import", published)
    assert ran.code == 2
    assert "BELONG_DATA" in ran.err or "belong-data" in ran.err
