"""A written report, its sections and its blocks, as JSON holds them, and back again.

What is kept by an editor, a release and a file of the command line is this one form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from belong.analytics.stored import FigureRef
from belong.domain.errors import BelongError
from belong.reports.bound import (
    Author,
    BoundBlock,
    BoundReport,
    BoundSection,
    FigureChart,
    FigureRow,
    FigureTable,
    ReportKind,
    Shown,
    Total,
    Words,
)

__all__ = [
    "BoundDataError",
    "blocks_as_data",
    "blocks_from_data",
    "report_as_data",
    "report_from_data",
]

_Choice = TypeVar("_Choice", bound=StrEnum)


class BoundDataError(BelongError):
    """What was read is no written report."""


def report_as_data(report: BoundReport) -> dict[str, Any]:
    """A whole report as JSON holds it."""
    return {
        "kind": report.kind.value,
        "title": report.title,
        "body_name": report.body_name,
        "period": report.period,
        "language": report.language,
        "facts": [list(pair) for pair in report.facts],
        "sections": [
            {
                "key": one.key,
                "title": one.title,
                "author": one.author.value,
                "blocks": blocks_as_data(one.blocks),
            }
            for one in report.sections
        ],
    }


def report_from_data(data: Mapping[str, Any]) -> BoundReport:
    """What ``report_as_data`` wrote. Raises BoundDataError for anything else."""
    try:
        return BoundReport(
            kind=_one_of(ReportKind, data["kind"]),
            title=data["title"],
            body_name=data["body_name"],
            period=data["period"],
            language=data["language"],
            facts=tuple((name, value) for name, value in data["facts"]),
            sections=tuple(
                BoundSection(
                    key=one["key"],
                    title=one["title"],
                    author=_one_of(Author, one["author"]),
                    blocks=blocks_from_data(one["blocks"]),
                )
                for one in data["sections"]
            ),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise _no_report(wrong) from wrong


def blocks_as_data(blocks: Iterable[BoundBlock]) -> list[dict[str, Any]]:
    """The blocks of a section as JSON holds them, each with what it is; figures by name."""
    return [_block_as_data(one) for one in blocks]


def blocks_from_data(data: Iterable[Mapping[str, Any]]) -> tuple[BoundBlock, ...]:
    """What ``blocks_as_data`` wrote. Raises BoundDataError for anything else."""
    try:
        return tuple(_block_from_data(one) for one in data)
    except (KeyError, TypeError, ValueError) as wrong:
        raise _no_report(wrong) from wrong


def _one_of(choices: type[_Choice], told: str) -> _Choice:
    """The choice of this value. Raises ValueError, which names all that there are."""
    try:
        return choices(told)
    except ValueError:
        raise ValueError(f"“{told}” is none of {', '.join(choices)}") from None


def _no_report(wrong: Exception) -> BoundDataError:
    return BoundDataError(
        "This is no report that Belong has written.",
        where=f"“{wrong.args[0]}” is not there" if isinstance(wrong, KeyError) else str(wrong),
        mend="Mend it there, or begin the report again.",
    )


def _block_as_data(block: BoundBlock) -> dict[str, Any]:
    if isinstance(block, Words):
        return {
            "block": "words",
            "text": block.text,
            "is_drawn": block.is_drawn,
            "quoted_with": block.quoted_with,
        }
    if isinstance(block, FigureTable):
        return {
            "block": "table",
            "key": block.key,
            "caption": block.caption,
            "corner": block.corner,
            "columns": list(block.columns),
            "rows": [
                {
                    "title": row.title,
                    "refs": _named(row.refs),
                    "is_total": row.is_total,
                    "shows": row.shows.value,
                }
                for row in block.rows
            ],
            "note": block.note,
            "total_row": block.total_row.value,
            "total_column": block.total_column.value,
        }
    return {
        "block": "chart",
        "key": block.key,
        "title": block.title,
        "labels": list(block.labels),
        "series": [{"title": title, "refs": _named(refs)} for title, refs in block.series],
        "shape": block.shape,
        "breaks": list(block.breaks),
    }


def _block_from_data(data: Mapping[str, Any]) -> BoundBlock:
    match data["block"]:
        case "words":
            return Words(data["text"], bool(data["is_drawn"]), data["quoted_with"])
        case "table":
            return FigureTable(
                key=data["key"],
                caption=data["caption"],
                corner=data["corner"],
                columns=tuple(data["columns"]),
                rows=tuple(
                    FigureRow(
                        row["title"],
                        _refs(row["refs"]),
                        bool(row["is_total"]),
                        _one_of(Shown, row["shows"]),
                    )
                    for row in data["rows"]
                ),
                note=data["note"],
                total_row=_one_of(Total, data["total_row"]),
                total_column=_one_of(Total, data["total_column"]),
            )
        case "chart":
            return FigureChart(
                key=data["key"],
                title=data["title"],
                labels=tuple(data["labels"]),
                series=tuple((line["title"], _refs(line["refs"])) for line in data["series"]),
                shape=data["shape"],
                breaks=tuple(data["breaks"]),
            )
        case other:
            raise ValueError(f"no block: {other}")


def _named(refs: Iterable[FigureRef | None]) -> list[str | None]:
    return [None if ref is None else str(ref) for ref in refs]


def _refs(names: Iterable[str | None]) -> tuple[FigureRef | None, ...]:
    return tuple(None if name is None else FigureRef.parse(name) for name in names)
