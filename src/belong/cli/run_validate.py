"""The work of ``belong validate``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import check_room, deliver, progress_bar, width_of_terminal
from belong.cli.keys import Keys
from belong.cli.options import TableFormat
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.domain.frames import Notice
    from belong.formats.ssda903.model import ReturnSet
    from belong.formats.ssda903.rules import Findings

__all__ = ["run"]

NOTHING_FOUND, FOUND = 0, 1


def run(
    paths: Sequence[Path],
    last: Path | None,
    year: int | None,
    la: str | None,
    style: TableFormat,
    out: Path | None,
    with_postcodes: bool,
    with_ids: bool,
    key_file: Path | None,
) -> int:
    """Check, render, deliver; 1 where anything was found, else 0. Raises BelongError."""
    from belong.formats.ssda903.rules import LAST_YEAR_COLUMNS, RULE_COLUMNS, validate

    check_room(out)
    if out is None and style is TableFormat.xlsx and sys.stdout.isatty():
        raise BelongError("a workbook needs a file.", mend="Add --out findings.xlsx.")
    returns = _read(paths, la, RULE_COLUMNS, "Reading the return")
    before = None
    if last is not None:
        before = _read([last], la, LAST_YEAR_COLUMNS, "Reading last year's return")
    findings = validate(returns, before, year=year, la=la, with_postcodes=with_postcodes)
    leaves = out is not None or style is TableFormat.xlsx
    keys = Keys(returns, leaves=leaves, with_ids=with_ids)
    content = _rendered(findings, _notices(returns, findings.year), style, keys)
    keys.write(key_file, out)
    deliver(content, out)
    return FOUND if findings.has_findings else NOTHING_FOUND


def _read(
    paths: Sequence[Path], la: str | None, columns: Mapping[str, Sequence[str]], label: str
) -> ReturnSet:
    from belong.formats.ssda903 import read_returns

    with progress_bar(label) as progress:
        return read_returns(list(paths), la=la, columns=columns, progress=progress)


def _notices(returns: ReturnSet, year: int) -> list[Notice]:
    """What was noticed in the returns checked, and in none of them."""
    return [notice for notice in returns.notices if notice.year in (None, year)]


def _rendered(
    findings: Findings, notices: Sequence[Notice], style: TableFormat, keys: Keys
) -> str | bytes:
    from belong.reports.data import as_csv, as_json
    from belong.reports.findings import (
        FINDING_COLUMNS,
        finding_rows,
        findings_data,
        findings_report,
    )

    if style is TableFormat.json:
        return as_json(findings_data(findings, notices, keys, keys.clean))
    if style is TableFormat.csv:
        return as_csv(FINDING_COLUMNS, finding_rows(findings, keys))
    if style is TableFormat.xlsx:
        from belong.reports.xlsx import as_xlsx

        return as_xlsx(findings_report(findings, keys, notices=notices, most=None))
    from belong.reports.text import as_text

    return as_text(findings_report(findings, keys, notices=notices), width_of_terminal())
