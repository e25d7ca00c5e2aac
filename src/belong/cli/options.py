"""Arguments and options that several commands share, each worded once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from belong.domain.errors import BelongError

__all__ = [
    "Area",
    "Authority",
    "Format",
    "KeyFile",
    "Out",
    "PageFormat",
    "PageStyle",
    "Paths",
    "ShortFormat",
    "ShortStyle",
    "TableFormat",
    "TableStyle",
    "WithIds",
    "Year",
    "style_of",
]


class PageFormat(StrEnum):
    """How a scorecard can be had."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"


class TableFormat(StrEnum):
    """How a list of findings can be had."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


class ShortFormat(StrEnum):
    """How one story or one summary can be had."""

    table = "table"
    json = "json"


Format = PageFormat | TableFormat | ShortFormat
F = TypeVar("F", PageFormat, TableFormat, ShortFormat)


def style_of(style: F | None, out: Path | None, formats: type[F]) -> F:
    """The format asked for; without one, what the ending of the file's name speaks of, else table.

    Raises BelongError for an ending of a format that the command does not have.
    """
    if style is not None:
        return style
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    if ending in set(formats):
        return formats(ending)
    if ending in set(PageFormat):
        raise BelongError(
            f"this command writes no {ending}.",
            where=str(out),
            mend=f"Choose a --format: {', '.join(formats)}.",
        )
    return formats("table")


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        show_default=False,
        help=(
            "A return (folder of CSV files, XML file or XLSX workbook), several of them, a folder "
            "of year folders, or a folder with one subfolder for each authority."
        ),
    ),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        show_default=False,
        metavar="YEAR",
        help="Year that ends on 31 March of YEAR. Without it: the latest complete year supplied.",
    ),
]
Authority = Annotated[
    str | None,
    typer.Option(
        "--la",
        show_default=False,
        metavar="CODE",
        help="Code of the authority whose return this is, where the return does not say.",
    ),
]
Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        show_default=False,
        metavar="CODE",
        help="Only this authority (or: all). Without it: every authority, and all together.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", show_default=False, metavar="FILE", help="Write to FILE instead."),
]
STYLE_HELP = "How to show it. Without it: as the ending of FILE says, else table."
PageStyle = Annotated[
    PageFormat | None, typer.Option("--format", show_default=False, help=STYLE_HELP)
]
TableStyle = Annotated[
    TableFormat | None, typer.Option("--format", show_default=False, help=STYLE_HELP)
]
ShortStyle = Annotated[
    ShortFormat | None, typer.Option("--format", show_default=False, help=STYLE_HELP)
]
WithIds = Annotated[
    bool,
    typer.Option(
        "--with-ids",
        help="Keep the council's own case numbers in a file. Without it children are re-keyed.",
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        show_default=False,
        metavar="FILE",
        help="Also write which new key stands for which child. Keep it inside the council.",
    ),
]
