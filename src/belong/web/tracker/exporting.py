"""The tracker as a file: by reference and never by name, and no cell that acts as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from belong.domain.journey.states import Stage
from belong.web.tracker.lines import ChildLine
from belong.web.tracker.presenters import delay_words
from belong.web.ui.words import counted, day

__all__ = ["CHILD_HEADINGS", "Value", "as_csv", "as_xlsx", "child_values"]

Value = str | int | float | date | None

CHILD_HEADINGS = (
    "Child",
    "Council",
    "Team",
    "Stage",
    "Sibling group",
    "Early permanence",
    "Days in care",
    "Days since decision",
    "Days since order",
    "Next",
    "Due on",
    "Whose move",
    "Clocks overdue",
    "Days overdue",
    "Reason for delay",
    "Social worker",
    "Last note on",
    "Open actions",
)
#: What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def child_values(line: ChildLine) -> tuple[Value, ...]:
    """What stands under CHILD_HEADINGS of one child."""
    return (
        line.reference,
        line.agency,
        line.team,
        Stage(line.stage).label,
        line.siblings,
        "yes" if line.is_early_permanence else "no",
        line.days_in_care,
        line.days_since_decision,
        line.days_since_order,
        line.next_clock,
        line.next_due_on,
        line.whose_move,
        line.overdue,
        line.days_over,
        delay_words(line.delay),
        line.owner,
        line.noted_on,
        line.actions,
    )


def as_csv(headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The rows as CSV that a spreadsheet opens; dates as dd/mm/yyyy."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def as_xlsx(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[Value]], today: date
) -> bytes:
    """The same as a workbook: numbers as numbers, dates as dates, text never as a formula."""
    from belong.reports.model import Column, Report, Section, Table
    from belong.reports.xlsx import as_xlsx as write

    table = Table(f"{title} on {day(today)}", tuple(map(Column, headings)), tuple(map(tuple, rows)))
    report = Report(
        title,
        (f"As it stood on {day(today)}, by reference and without names.",),
        (("Rows", counted(len(rows), "row")),),
        (Section("tracker", title, blocks=(table,)),),
    )
    return write(report)
