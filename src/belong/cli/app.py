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
        "From a council's own SSDA903 returns to its adoption scorecard, with every figure open. "
        "Everything is computed on this computer; nothing is sent anywhere."
    ),
    epilog="Start with: belong scorecard FOLDER-WITH-YOUR-RETURNS",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("scorecard", epilog=scorecard.EXAMPLES)(scorecard.scorecard)
app.command("figure", epilog=figure.EXAMPLES)(figure.figure)
app.command("forecast", epilog=forecast.EXAMPLES)(forecast.forecast)
app.command("child", epilog=child.EXAMPLES)(child.child)
app.command("validate", epilog=validate.EXAMPLES)(validate.validate)
app.command("synth", epilog=synth.EXAMPLES)(synth.synth)
app.add_typer(comparators.app, name="comparators")
app.command("serve", epilog=serve.SERVE_EXAMPLES)(serve.serve)
app.command("import", epilog=imports.EXAMPLES)(imports.bring_in)
app.add_typer(returns.app, name="returns")
app.add_typer(report.app, name="report")
app.command("migrate")(serve.migrate)
app.command("rebuild")(keeping.rebuild)
app.command("forget")(forget.forget)
app.command("backup", epilog=keeping.BACKUP_EXAMPLES)(keeping.backup)
app.command("restore", epilog=keeping.RESTORE_EXAMPLES)(keeping.restore)
app.command("drill")(keeping.drill)
app.add_typer(accounts.user, name="user")
app.add_typer(accounts.agency, name="agency")
app.command("demo-accounts")(accounts.demo_accounts)
app.command("version")(version.version)
