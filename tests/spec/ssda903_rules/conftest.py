"""How the rules' spec tests are written down and run.

A scenario is text: tables under their names, with a header row and one row per line, cells parted
by spaces and '-' for a blank; tables of last year's return under ``<table>_last``; and under
``expected`` one line per finding: rule, child, and each row as table:row.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from belong.formats.ssda903.read import read_returns
from belong.formats.ssda903.rules import validate
from belong.formats.ssda903.tables import TABLES

Found = set[tuple[str, str, tuple[str, ...]]]
Check = Callable[..., None]


def _sections(text: str) -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    name = ""
    for line in text.splitlines():
        words = line.split()
        if len(words) == 1 and words[0].removesuffix("_last") in {*TABLES, "expected"}:
            name = words[0]
            sections[name] = []
        elif words:
            sections[name].append(words)
    return sections


def _write(folder: Path, sections: dict[str, list[list[str]]]) -> None:
    for name, lines in sections.items():
        table = TABLES[name.removesuffix("_last")]
        into = folder / ("last" if name.endswith("_last") else "this")
        into.mkdir(exist_ok=True)
        header, *rows = lines
        with (into / table.file_name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.columns, restval="")
            writer.writeheader()
            for row in rows:
                cells = ["" if cell == "-" else cell for cell in row]
                writer.writerow(dict(zip(header, cells, strict=True)))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Assert that the rules named find exactly what the scenario expects."""

    def checked(text: str, rules: set[str], *, year: int = 2025) -> None:
        sections = _sections(text)
        expected: Found = {
            (rule, child, tuple(sorted(places)))
            for rule, child, *places in sections.pop("expected")
        }
        _write(tmp_path, sections)
        last = read_returns([tmp_path / "last"]) if (tmp_path / "last").exists() else None
        findings = validate(read_returns([tmp_path / "this"]), last, year=year)
        found: Found = {
            (
                each.rule,
                each.child,
                tuple(sorted(f"{place.table}:{place.row}" for place in each.locations)),
            )
            for each in findings.findings
            if each.rule in rules
        }
        assert found == expected

    return checked
