"""``belong user``, ``belong agency`` and ``belong demo-accounts``: who can sign in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from belong.cli.options import ShortFormat

__all__ = ["agency", "demo_accounts", "print_demo_accounts", "user"]

user = typer.Typer(
    help="People who sign in to the web service.", no_args_is_help=True, rich_markup_mode=None
)
agency = typer.Typer(
    help="Agencies of the web service.", no_args_is_help=True, rich_markup_mode=None
)

USER_EXAMPLES = """Examples:

  belong user add jo@northmere.example --name "Jo Field" --role administrator --agency "Four Rivers"

  belong user add sam@northmere.example --name "Sam Hill" --role child-social-worker --agency 991
"""
AGENCY_EXAMPLES = """Examples:

  belong agency add "Four Rivers Adoption" --kind raa

  belong agency add "Northmere Council" --kind council --code 991 --region "Four Rivers Adoption"
"""


class AgencyKind(StrEnum):
    """Kinds of agency."""

    council = "council"
    raa = "raa"
    voluntary = "voluntary"


@user.callback()
def users() -> None:
    """People who sign in to the web service."""


@agency.callback()
def agencies() -> None:
    """Agencies of the web service."""


@user.command("add", epilog=USER_EXAMPLES)
def add_user(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="What they sign in with.")],
    name: Annotated[str, typer.Option("--name", help="Their full name.")],
    role: Annotated[
        str, typer.Option("--role", help="Their role, such as administrator or family-finder.")
    ],
    at: Annotated[
        str, typer.Option("--agency", help="Name of the agency, or the code of a council.")
    ],
    team: Annotated[
        str, typer.Option("--team", show_default=False, help="Name of a team in the agency.")
    ] = "",
    ask_password: Annotated[
        bool, typer.Option("--ask-password", help="Ask for their first password here.")
    ] = False,
) -> None:
    """Add a person with a role. Somebody who is there already is given the role.

    Without --ask-password they choose a password through the sign-in page, by e-mail.
    """
    from belong.cli.console import say
    from belong.cli.service import open_database

    open_database()
    password = (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if ask_password
        else None
    )
    from belong.web.agencies.commands import add_user_with_role

    say(
        add_user_with_role(
            email=email, name=name, role=role, agency=at, team=team, password=password
        )
    )


@agency.command("add", epilog=AGENCY_EXAMPLES)
def add_agency(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the agency.")],
    kind: Annotated[AgencyKind, typer.Option("--kind", help="What kind it is.")],
    code: Annotated[
        str, typer.Option("--code", show_default=False, help="A council's DfE code, three digits.")
    ] = "",
    region: Annotated[
        str,
        typer.Option(
            "--region", show_default=False, help="Regional agency that a council is a member of."
        ),
    ] = "",
) -> None:
    """Add an agency; a council may join a regional agency at once, from today on."""
    from belong.cli.console import say
    from belong.cli.service import open_database

    open_database()
    from belong.web.agencies.commands import add_agency_in_region

    say(add_agency_in_region(name=name, kind=kind.value, code=code, region=region))


def demo_accounts(
    style: Annotated[ShortFormat, typer.Option("--format", help="How to show them.")] = (
        ShortFormat.table
    ),
) -> None:
    """Print the sign-ins of the demo: role, agency, e-mail address and password."""
    from belong.cli.service import need_web

    need_web()
    print_demo_accounts(style)


def print_demo_accounts(style: ShortFormat = ShortFormat.table) -> None:
    """Print the sign-ins of the demo to stdout."""
    import json

    from belong.web.agencies.demo_people import PASSWORD, demo_accounts

    rows = [
        {
            "role": account.role.label,
            "agency": account.agency,
            "email": account.email,
            "password": PASSWORD,
        }
        for account in demo_accounts()
    ]
    if style is ShortFormat.json:
        typer.echo(json.dumps(rows, indent=2))
        return
    widths = [max(len(row[name]) for row in rows) for name in ("role", "agency")]
    typer.echo(f"Sign-ins of the demo; the password of each is {PASSWORD}")
    for row in rows:
        typer.echo(f"  {row['role']:<{widths[0]}}  {row['agency']:<{widths[1]}}  {row['email']}")
