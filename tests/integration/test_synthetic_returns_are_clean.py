"""Made-up returns break no rule but where the life itself, or a slip told on purpose, does."""

from __future__ import annotations

from pathlib import Path

import pytest

from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.rules import Finding, validate
from belong.synthetic import History, make_region, write_region

YEARS = (2016, 2025)


def is_expected(finding: Finding, history: History, year: int) -> bool:
    """Whether the rule is broken on purpose by this child's life or slip.

    390: adopted with no placement for adoption. 601 and BEL02: the adoption items were never filed.
    559: the child was not in last year's return. 187: adopted on the last day of the year, which
    the rule takes for looked after all year.
    """
    if finding.rule == "390":
        return history.kind == "adopted_unplaced"
    if finding.rule in ("601", "BEL02"):
        return history.slip.lacks_ad1
    if finding.rule == "559":
        return year - 1 in history.slip.absent_years
    left_on = history.periods[-1].left_on
    is_last_day = left_on is not None and (left_on.month, left_on.day) == (3, 31)
    return finding.rule == "187" and is_last_day and history.periods[-1].is_adopted


@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_returns_break_no_rule_but_on_purpose(seed: int, tmp_path: Path) -> None:
    region = make_region(seed, ["991"], 250, YEARS)
    write_region(region, tmp_path)
    histories = {history.child_id: history for history in region.histories}
    returns = read_returns([tmp_path])

    checked = 0
    for year in range(YEARS[0], YEARS[1] + 1):
        findings = validate(returns, year=year)
        for finding in findings.findings:
            assert finding.child is not None
            assert is_expected(finding, histories[finding.child], year), (year, finding)
            checked += 1

    assert checked > 0
