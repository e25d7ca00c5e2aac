"""The command ``belong`` and its commands. Only light imports: help must come at once."""

from __future__ import annotations

import typer

from belong.cli import (
    accounts,
    child,
    comparators,
    figure,
    forecast,
    forget,
    imports,
    keeping,
    report,
    returns,
    scorecard,
    serve,
    synth,
    validate,
    version,
)

__all__ = ["app"]

app = typer.Typer(
    name="belong",
    help=(
        "The adoption service's own system: the pages that people work on, and figures, reports "
        "and checks from a council's SSDA903 returns. Everything is computed on this computer; "
        "nothing is sent anywhere."
    ),
    epilog="Start with:\n\n  belong scorecard FOLDER-WITH-YOUR-RETURNS\n\n  belong serve --demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("scorecard", epilog=scorecard.EXAMPLES)(scorecard.scorecard)
app.command("figure", epilog=figure.EXAMPLES)(figure.figure)
app.command(
    "forecast",
    epilog=forecast.EXAMPLES,
    short_help="Tell what each figure will be a year later.",
)(forecast.forecast)
app.command("child", epilog=child.EXAMPLES)(child.child)
app.command("validate", epilog=validate.EXAMPLES)(validate.validate)
app.command("synth", epilog=synth.EXAMPLES)(synth.synth)
app.add_typer(comparators.app, name="comparators")
app.command("serve", epilog=serve.SERVE_EXAMPLES)(serve.serve)
app.command(
    "import",
    epilog=imports.EXAMPLES,
    short_help="Bring what exists into the record, after a preview.",
)(imports.bring_in)
app.add_typer(returns.app, name="returns")
app.add_typer(report.app, name="report", short_help="Written reports: begun, checked and built.")
app.command("migrate", short_help="Bring the database up to date with this version.")(serve.migrate)
app.command("rebuild", short_help="Make the rows that lists read anew.")(keeping.rebuild)
app.command("forget", short_help="Remove contact details of enquiries that ended.")(forget.forget)
app.command(
    "backup",
    epilog=keeping.BACKUP_EXAMPLES,
    short_help="Write everything to an encrypted file.",
)(keeping.backup)
app.command(
    "restore",
    epilog=keeping.RESTORE_EXAMPLES,
    short_help="Put a backup into an empty database.",
)(keeping.restore)
app.command("drill", short_help="Restore a backup elsewhere and compare it.")(keeping.drill)
app.add_typer(accounts.user, name="user")
app.add_typer(accounts.agency, name="agency")
app.command("demo-accounts", short_help="Print the sign-ins of the demo.")(accounts.demo_accounts)
app.command("version")(version.version)
