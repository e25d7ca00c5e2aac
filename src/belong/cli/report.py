"""``belong report``: lay a report out, check it, build it, and compare what was built with now."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from belong.cli.options import Area, Authority, KeyFile, Out, Paths, ShortStyle, WithIds

__all__ = ["app"]

app = typer.Typer(
    help="A written report: laid out, checked, built, and compared with now.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

NEW_EXAMPLES = """Examples:

  belong report new annual-2024 returns --kind annual --period 2023-24

  belong report new board returns --kind quarterly_board --period 2023-24-Q3

  belong report new sheet returns --kind council_sheet --area 991

The folder then holds report.toml: open it in any editor, and write.
"""

CHECK_EXAMPLES = """Examples:

  belong report check annual-2024 returns

  belong report check annual-2024 returns --public report-public

A finding that may stand is answered in report.toml, under [answers]: its key, and why.
"""

BUILD_EXAMPLES = """Examples:

  belong report build annual-2024 returns

  belong report build annual-2024 returns --format html --format json

  belong report build annual-2024 returns --public report-public
"""

COMPARE_EXAMPLES = """Examples:

  belong report compare annual-2024/built/report.json returns

  belong report compare annual-2024/built/report.json returns --then returns-as-they-were
"""


class KindName(StrEnum):
    """Kinds of report."""

    annual = "annual"
    six_monthly = "six_monthly"
    quarterly_board = "quarterly_board"
    committee_slides = "committee_slides"
    council_sheet = "council_sheet"


class DocumentFormat(StrEnum):
    """What a report is built as."""

    html = "html"
    docx = "docx"
    pdf = "pdf"
    xlsx = "xlsx"
    json = "json"


Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", show_default=False, help="The report's own folder.")
]
Public = Annotated[
    str | None,
    typer.Option(
        "--public",
        show_default=False,
        metavar="PROFILE",
        help="The version for everybody, under this disclosure profile: report-public or "
        "report-small-area.",
    ),
]


@app.callback()
def group() -> None:
    """A written report: laid out, checked, built, and compared with now."""


@app.command("new", epilog=NEW_EXAMPLES)
def new(
    folder: Folder,
    paths: Paths,
    kind: Annotated[KindName, typer.Option("--kind", help="What kind of report.")],
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            show_default=False,
            metavar="PERIOD",
            help="2023-24, 2023-24-H1 or 2023-24-Q3. Without it: the latest complete year.",
        ),
    ] = None,
    last: Annotated[
        Path | None,
        typer.Option(
            "--last",
            show_default=False,
            metavar="FOLDER",
            help="Folder of the report before, whose aims are laid beside the new ones.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            show_default=False,
            metavar="DAY",
            help="Add a section on the time since the period ended, up to this day (2024-11-30).",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            show_default=False,
            metavar="NAME",
            help="What the body is called. Without it: by the names of its councils.",
        ),
    ] = None,
    la: Authority = None,
    area: Area = None,
) -> None:
    """Lay out a report, with its tables, charts and first sentences, as a file to write in.

    What returns do not hold, as of families and money, is said to be lacking in its place.
    """
    from belong.cli.run_report import lay_out_new

    lay_out_new(folder, paths, kind.value, period, last, since, la, area, name)


@app.command("check", epilog=CHECK_EXAMPLES)
def check(
    folder: Folder,
    paths: Paths,
    public: Public = None,
    la: Authority = None,
    style: ShortStyle = None,
    out: Out = None,
) -> None:
    """Say what in a report cannot be right, or ought to be asked about. Ends with 1 if anything is.

    Numbers in words are held against figures, tables against their parts, and more.
    """
    from belong.cli.run_report import check_one

    raise typer.Exit(check_one(folder, paths, public, la, style, out))


@app.command("build", epilog=BUILD_EXAMPLES)
def build(
    folder: Folder,
    paths: Paths,
    style: Annotated[
        list[DocumentFormat] | None,
        typer.Option("--format", show_default=False, help="Only this format. Without it: all."),
    ] = None,
    public: Public = None,
    logo: Annotated[
        Path | None,
        typer.Option("--logo", show_default=False, metavar="FILE", help="A PNG or JPEG picture."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", show_default=False, metavar="FILE", help="The council's Word template."
        ),
    ] = None,
    la: Authority = None,
) -> None:
    """Write the report as documents into the folder 'built' within its own.

    The numbers in all formats are the same; the JSON of its figures is what 'compare' reads.
    """
    from belong.cli.run_report_files import build_one

    chosen = [one.value for one in style or DocumentFormat]
    build_one(folder, paths, chosen, public, logo, template, la)


@app.command("compare", epilog=COMPARE_EXAMPLES)
def compare(
    built: Annotated[
        Path, typer.Argument(metavar="JSON", show_default=False, help="The JSON that was built.")
    ],
    paths: Paths,
    then: Annotated[
        list[Path] | None,
        typer.Option(
            "--then",
            show_default=False,
            metavar="PATH",
            help="The returns as they were then: with them it is told because of which children.",
        ),
    ] = None,
    la: Authority = None,
    style: ShortStyle = None,
    out: Out = None,
    with_ids: WithIds = False,
    key_file: KeyFile = None,
) -> None:
    """Tell which figures of a built report would differ now, and why."""
    from belong.cli.run_report_files import compare_one

    compare_one(built, paths, then, la, style, out, with_ids, key_file)
