"""What a page of figures shows, as a file to take away: a workbook, or CSV.

A file holds the numbers as the page prints them, what each is of in a column beside it, and whose
they are, as known when. It is the same address with ``as=xlsx`` or ``as=csv``, so whoever may not
read the page has no file of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse

from belong.reports.model import Cell as Value
from belong.reports.model import Column as ReportColumn
from belong.reports.model import Report, Section, ShownFigure
from belong.reports.model import Table as ReportTable
from belong.reports.words import NOT_AVAILABLE
from belong.web.tracker.exporting import as_csv
from belong.web.ui.presenters import Cell, Table

__all__ = ["NOT_TO_PUBLISH", "Away", "hrefs_away", "taken_away", "wanted_as"]

NOT_TO_PUBLISH = "Numbers are exact, for readers inside the service. Do not publish small ones."
_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_NUMBER = re.compile(r"[+-]?[\d,]*\d(?:\.\d+)?")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Away:
    """What a file holds. facts: label and words of whose it is and as known when. words: said
    before the tables.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    words: tuple[str, ...] = ()


def wanted_as(request: HttpRequest) -> str:
    """ "xlsx" or "csv" where a file is asked for, else "". Raises Http404 for another kind."""
    kind = request.GET.get("as", "")
    if kind and kind not in _KINDS:
        raise Http404
    return kind


def hrefs_away(request: HttpRequest) -> list[tuple[str, str]]:
    """Words and addresses of the page's files."""
    found = []
    for kind, words in (("xlsx", "a workbook (XLSX)"), ("csv", "CSV")):
        query = request.GET.copy()
        query.pop("page", None)
        query["as"] = kind
        found.append((words, f"{request.path}?{query.urlencode()}"))
    return found


def taken_away(kind: str, away: Away) -> HttpResponse:
    """The file. kind: "xlsx" or "csv". A table without rows says why among the words."""
    tables = [_as_report_table(one) for one in away.tables if one.rows]
    away = replace(away, words=(*away.words, *(one.empty for one in away.tables if not one.rows)))
    content = _workbook(away, tables) if kind == "xlsx" else _csv(away, tables)
    response = HttpResponse(content, content_type=_KINDS[kind])
    name = re.sub(r"[^a-z0-9]+", "-", away.title.lower())[:_LONGEST_NAME].strip("-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _workbook(away: Away, tables: Sequence[ReportTable]) -> bytes:
    from belong.reports.xlsx import as_xlsx

    sections = tuple(
        Section(f"table-{number}", one.caption, blocks=(one,))
        for number, one in enumerate(tables, start=1)
    )
    return as_xlsx(Report(away.title, away.words, away.facts, sections))


def _csv(away: Away, tables: Sequence[ReportTable]) -> bytes:
    """The tables one under the other, each beneath its caption."""
    rows: list[list[str | int | float | date]] = [[*fact] for fact in away.facts]
    rows += [[one] for one in away.words]
    for table in tables:
        rows += [[], [table.caption], [column.title for column in table.columns]]
        rows += [[_plain(value) for value in row] for row in table.rows]
    return as_csv([away.title], rows)


def _plain(value: Value) -> str | int | float | date:
    if isinstance(value, ShownFigure):
        return value.text
    return "" if value is None else value


def _as_report_table(table: Table) -> ReportTable:
    """The table with a column more for each that says beneath its numbers what they are of."""
    more = [any(row.cells[at].below for row in table.rows) for at in range(len(table.columns))]
    columns = []
    for column, is_doubled in zip(table.columns, more, strict=True):
        columns.append(ReportColumn(column.head, column.is_number))
        if is_doubled:
            what = "of, or why not" if column.is_number else "note"
            columns.append(ReportColumn(f"{column.head}: {what}"))
    rows = []
    for row in table.rows:
        cells: list[Value] = []
        for column, cell, is_doubled in zip(table.columns, row.cells, more, strict=True):
            cells.append(_value(cell, is_number=column.is_number))
            if is_doubled:
                cells.append(cell.below or None)
        rows.append(tuple(cells))
    return ReportTable(table.caption, tuple(columns), tuple(rows))


def _value(cell: Cell, *, is_number: bool) -> Value:
    """What the cell prints, as a number or a day where it is one; None where it prints nothing."""
    text = cell.text
    if text == NOT_AVAILABLE:
        return None
    if is_number and _NUMBER.fullmatch(text.removesuffix("%")):
        number = float(text.removesuffix("%").replace(",", ""))
        if text.endswith("%"):
            return ShownFigure("", text, cell.below, number, "percent", "")
        return int(number) if number == int(number) and "." not in text else number
    try:
        return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007
    except ValueError:
        return text
