"""Our findings against the answers that the sector's validator gave to the same returns.

The answers are recorded by ``make oracle``; here the validator is not needed.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from belong.formats.ssda903.read import read_returns
from belong.formats.ssda903.rules import validate
from belong.formats.ssda903.rules.differences import DIFFERENCES, unexplained
from belong.formats.ssda903.rules.registry import rules_for
from belong.formats.ssda903.tables import TABLES

ORACLE = Path(__file__).resolve().parent.parent / "oracle"
NAMES = sorted(path.stem for path in (ORACLE / "recorded").glob("*.json"))
#: Rules that we never run: 1015 needs every postcode's authority.
NOT_RUN = {"1015"}


def rows_by_child(folder: Path) -> dict[str, dict[str, list[dict[str, str]]]]:
    children: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    file_names = {table.file_name: name for name, table in TABLES.items()}
    for part, suffix in (("this", ""), ("last", "_last")):
        for path in (folder / part).glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    children[row["CHILD"]][file_names[path.name] + suffix].append(row)
    return children


def compare(name: str) -> tuple[set[tuple[str, str]], list[str], set[str]]:
    folder = ORACLE / "returns" / name
    recorded = json.loads((ORACLE / "recorded" / f"{name}.json").read_text(encoding="utf-8"))
    last = read_returns([folder / "last"]) if (folder / "last").exists() else None
    found = validate(read_returns([folder / "this"]), last, year=int(name[:4]))
    ours = {(rule, child) for rule, child in found.frame.select("rule", "child").iter_rows()}
    official = {(rule, child) for rule, child in ours if not rule.startswith("BEL")}
    theirs = {(rule, child) for rule, child in recorded["findings"]}
    bad, used = unexplained(
        official, theirs, rows_by_child(folder), failed=frozenset(recorded["failed"])
    )
    return official, bad, used


@pytest.mark.parametrize("name", NAMES)
def test_findings_equal_the_recorded_answers_apart_from_the_list(name):
    _, bad, _ = compare(name)
    assert bad == []


def test_returns_of_three_years_are_recorded():
    assert {name[:4] for name in NAMES} == {"2024", "2025", "2026"}


def test_every_listed_difference_is_shown_by_some_return():
    used = set().union(*(compare(name)[2] for name in NAMES))
    assert used == {each.key for each in DIFFERENCES}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_rule_finds_its_child_and_spares_the_near_miss(year):
    found, _, _ = compare(f"{year}_catalogue")
    codes = {rule.code for rule in rules_for(year) if not rule.is_own} - NOT_RUN
    assert {code for code in codes if (code, f"H{code}") not in found} == set()
    assert {code for code in codes if (code, f"N{code}") in found} == set()
