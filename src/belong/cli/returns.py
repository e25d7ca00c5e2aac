"""``belong returns``: Annex A lists, the quarterly data and the adoption part of the SSDA903."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from belong.reports.returns import Window

__all__ = ["app"]

app = typer.Typer(
    help="Returns from the live record, checked before they leave.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

EXAMPLES = {
    "annex-a": "belong returns annex-a --agency 991 --to 2024-03-31 --out lists.xlsx",
    "asglb": 'belong returns asglb --agency "Four Rivers Adoption" --quarter 2024-4',
    "903": "belong returns 903 --agency 991 --year 2024 --known-at 2024-06-30 --out return.zip",
}
#: Findings printed; the pages show all.
_SHOWN = 50


class Form(StrEnum):
    """How a return can be had."""

    xlsx = "xlsx"
    csv = "csv"
    xml = "xml"


Agency = Annotated[
    str,
    typer.Option(
        "--agency",
        show_default=False,
        metavar="CODE",
        help="A council's code, or the name of a council or region.",
    ),
]
KnownAt = Annotated[
    str,
    typer.Option(
        "--known-at",
        show_default=False,
        metavar="YYYY-MM-DD",
        help="As known at the end of this day. Without it: as known now.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        show_default=False,
        metavar="FILE",
        help="Write the return here. Without it: only say what is found in it.",
    ),
]
Style = Annotated[
    Form, typer.Option("--format", help="A workbook, CSV files in a ZIP, or the 903's XML.")
]
Demo = Annotated[bool, typer.Option("--demo", help="From the demo's database.")]


@app.callback()
def returns() -> None:
    """Returns from the live record, checked before they leave."""


@app.command("annex-a", epilog=f"Example:\n\n  {EXAMPLES['annex-a']}")
def annex_a(
    agency: Agency,
    to: Annotated[
        str,
        typer.Option("--to", metavar="YYYY-MM-DD", help="The last day of the twelve months."),
    ],
    known_at: KnownAt = "",
    out: Out = None,
    style: Style = Form.xlsx,
    demo: Demo = False,
) -> None:
    """Ofsted's Annex A lists 10 and 11 for twelve months, with what is found in them first."""
    from belong.reports.returns import last_twelve_months

    _run("annex-a", agency, last_twelve_months(_day(to, "--to")), known_at, out, style, demo)


@app.command("asglb", epilog=f"Example:\n\n  {EXAMPLES['asglb']}")
def asglb(
    agency: Agency,
    quarter: Annotated[
        str,
        typer.Option(
            "--quarter", metavar="YEAR-Q", help="2024-4 is January to March 2024 (2023-24)."
        ),
    ],
    known_at: KnownAt = "",
    out: Out = None,
    style: Style = Form.xlsx,
    demo: Demo = False,
) -> None:
    """The quarterly data on children and adopters, with what is found in it first."""
    from belong.domain.errors import BelongError
    from belong.reports.returns import of_quarter

    year, _, number = quarter.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        raise BelongError(f"{quarter} is no quarter.", mend="Give it as 2024-4.")
    _run("asglb", agency, of_quarter(int(year), int(number)), known_at, out, style, demo)


@app.command("903", epilog=f"Example:\n\n  {EXAMPLES['903']}")
def ssda903(
    agency: Agency,
    year: Annotated[
        int, typer.Option("--year", metavar="YEAR", help="The year that ends on 31 March of YEAR.")
    ],
    known_at: KnownAt = "",
    out: Out = None,
    style: Style = Form.csv,
    demo: Demo = False,
) -> None:
    """The adoption part of one council's SSDA903, with what the rules find in it first."""
    from belong.reports.returns import of_year

    _run("903", agency, of_year(year), known_at, out, style, demo)


def _day(text: str, option: str) -> date:
    from belong.domain.errors import BelongError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BelongError(
            f"{text} is no date.", where=option, mend="Give it as 2024-03-31."
        ) from None


def _run(
    which: str,
    agency: str,
    window: Window,
    known_at: str,
    out: Path | None,
    style: Form,
    demo: bool,
) -> None:
    from belong.cli.console import check_room, deliver, say
    from belong.cli.service import open_database

    if known_at:
        _day(known_at, "--known-at")
    check_room(out)
    open_database(is_demo=demo)
    from belong.web.returns.commands import make_asked, take

    made = make_asked(which, agency, window, known_at)
    for one in made.found[:_SHOWN]:
        rule = f" (rule {one.rule})" if one.rule else ""
        typer.echo(f"{one.reference}  {one.words}{rule} {one.mend}")
    if len(made.found) > _SHOWN:
        typer.echo(f"and {len(made.found) - _SHOWN:,} more")
    say(f"{made.asked.which.label}, {made.asked.period}: {len(made.found):,} findings.")
    for name, rows in made.counts:
        say(f"  {name}: {rows:,} rows")
    if out is not None:
        deliver(take(made, style.value), out)
