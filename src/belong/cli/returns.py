"""``belong returns``: Annex A lists, the quarterly data and the adoption part of the SSDA903."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from belong.reports.returns import Window
    from belong.web.returns.comparing import Compared
    from belong.web.ui.presenters import Table as ShownTable

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
    "compare": "belong returns compare --agency 991 --year 2024",
}
#: Findings or differences printed; the pages show all.
_SHOWN = 50
#: Years that returns can be of.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


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
Year = typer.Option(
    "--year",
    show_default=False,
    metavar="YEAR",
    min=_FIRST_YEAR,
    max=_LAST_YEAR,
    help="The year that ends on 31 March of YEAR.",
)
Quarter = typer.Option(
    "--quarter",
    show_default=False,
    metavar="YEAR-Q",
    help="2024-4 is January to March 2024 (2023-24).",
)


@app.callback()
def returns() -> None:
    """Returns from the live record, checked before they leave."""


@app.command(
    "annex-a",
    short_help="Ofsted's Annex A lists 10 and 11.",
    epilog=f"Example:\n\n  {EXAMPLES['annex-a']}",
)
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


@app.command(
    "asglb",
    short_help="The quarterly data on children and adopters.",
    epilog=f"Example:\n\n  {EXAMPLES['asglb']}",
)
def asglb(
    agency: Agency,
    quarter: Annotated[str, Quarter],
    known_at: KnownAt = "",
    out: Out = None,
    style: Style = Form.xlsx,
    demo: Demo = False,
) -> None:
    """The quarterly data on children and adopters, with what is found in it first."""
    _run("asglb", agency, _quarter(quarter), known_at, out, style, demo)


@app.command(
    "903",
    short_help="The adoption part of a council's SSDA903.",
    epilog=f"Example:\n\n  {EXAMPLES['903']}",
)
def ssda903(
    agency: Agency,
    year: Annotated[int, Year],
    known_at: KnownAt = "",
    out: Out = None,
    style: Style = Form.csv,
    demo: Demo = False,
) -> None:
    """The adoption part of one council's SSDA903, with what the rules find in it first."""
    from belong.reports.returns import of_year

    _run("903", agency, of_year(year), known_at, out, style, demo)


@app.command(
    "compare",
    short_help="What each of them says, and why they differ.",
    epilog=f"Example:\n\n  {EXAMPLES['compare']}",
)
def compare(
    agency: Agency,
    year: Annotated[int | None, Year] = None,
    quarter: Annotated[str | None, Quarter] = None,
    known_at: KnownAt = "",
    demo: Demo = False,
) -> None:
    """What the SSDA903, the quarterly data, reports and the scorecard say, and why they differ."""
    from belong.cli.console import say
    from belong.cli.service import open_database
    from belong.domain.errors import BelongError
    from belong.reports.returns import of_year

    if (year is None) == (quarter is None):
        raise BelongError("A year or a quarter is compared.", mend="Give --year or --quarter.")
    window = of_year(year) if year is not None else _quarter(quarter or "")
    _check_known(known_at)
    open_database(is_demo=demo)
    from belong.web.returns.commands import compare_asked
    from belong.web.ui.words import day

    asked, compared = compare_asked(agency, window, known_at)
    named = f"{asked.reach.agency.name}, {day(asked.window.first)} to {day(asked.window.last)}"
    say(f"{named}, as known at {asked.known_words}")
    _print_compared(compared)


def _print_compared(compared: Compared) -> None:
    from belong.cli.console import say
    from belong.reports.words import day
    from belong.web.returns.presenters import compared_table, reasons_table, tellers_words

    told = compared.told
    _print_table(compared_table(told))
    for note in compared.notes:
        say(note)
    _print_table(reasons_table(told))
    for one in told.differences[:_SHOWN]:
        tellers = tellers_words(one.tellers)
        typer.echo(f"{one.reference}  {one.what.label}, {day(one.on)}: {tellers}. {one.why}")
    if len(told.differences) > _SHOWN:
        typer.echo(f"and {len(told.differences) - _SHOWN:,} more")


def _print_table(table: ShownTable) -> None:
    from belong.cli.console import width_of_terminal
    from belong.reports.model import Column, Table
    from belong.reports.text import table_text

    if not table.rows:
        typer.echo(table.empty)
        return
    columns = tuple(Column(one.head, one.is_number) for one in table.columns)
    rows = tuple(tuple(cell.text for cell in row.cells) for row in table.rows)
    typer.echo(table_text(Table(table.caption, columns, rows), width_of_terminal()))
    typer.echo()


def _quarter(text: str) -> Window:
    from belong.domain.errors import BelongError
    from belong.reports.returns import of_quarter

    year, _, number = text.partition("-")
    if not (year.isdecimal() and number.isdecimal() and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
        raise BelongError(f"{text} is no quarter.", where="--quarter", mend="Give it as 2024-4.")
    return of_quarter(int(year), int(number))


def _day(text: str, option: str) -> date:
    from belong.domain.errors import BelongError

    refusal = BelongError(f"{text} is no date.", where=option, mend="Give it as 2024-03-31.")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise refusal from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise refusal
    return found


def _check_known(text: str) -> None:
    if text:
        _day(text, "--known-at")


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

    _check_known(known_at)
    check_room(out)
    open_database(is_demo=demo)
    from belong.web.returns.commands import check_form, make_asked, take

    if out is not None:
        check_form(which, style.value)
    made = make_asked(which, agency, window, known_at)
    for one in made.found[:_SHOWN]:
        rule = f" (rule {one.rule})" if one.rule else ""
        typer.echo(f"{one.reference}  {one.words}{rule} {one.mend}")
    if len(made.found) > _SHOWN:
        typer.echo(f"and {len(made.found) - _SHOWN:,} more")
    say(f"{made.asked.which.label}, {made.asked.period}: {len(made.found):,} findings.")
    for name, rows in made.counts:
        say(f"  {name}: {rows:,} rows")
    for note in made.notes:
        say(note)
    if out is not None:
        deliver(take(made, style.value), out)
