"""The drill: a backup restored elsewhere, and everything in it compared with what it said.

The restoring is done by a process of its own, into a SQLite database in a temporary folder that
only this user can read and that is removed afterwards (``elsewhere``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.db import OperationalError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.audit.actions import record_audit
from belong.web.keeping.backup import Contents, as_contents
from belong.web.keeping.elsewhere import PASSPHRASE
from belong.web.keeping.models import DrillResult

__all__ = ["PROCESS", "last_drill_passed", "run_drill"]

PROCESS = "drill"
_LONGEST = 300
#: A database that others write to without a pause may be taken each time that we look.
_TRIES = 5


def last_drill_passed() -> DrillResult | None:
    """The latest drill that passed; None where none ever did."""
    return DrillResult.objects.filter(passed=True).order_by("-run_at").first()


def run_drill(path: Path, passphrase: str) -> DrillResult:
    """Restore a backup elsewhere, compare every table and every figure, and record what came of it.

    Raises BelongError where the backup cannot be restored at all; nothing is recorded then.
    """
    said, found = _restored_elsewhere(path, passphrase)
    differing = said.differences(found)
    problem = f"Not the same after restoring: {', '.join(differing)}" if differing else ""
    for _ in range(_TRIES - 1):
        try:
            return _record(said, problem[:_LONGEST])
        except OperationalError:  # what took minutes to find is not given up for this
            continue
    return _record(said, problem[:_LONGEST])


@transaction.atomic
def _record(said: Contents, problem: str) -> DrillResult:
    result = DrillResult.objects.create(
        run_at=timezone.now(),
        made_at=said.made_at,
        change=said.change,
        tables=len(said.tables),
        rows=said.rows,
        figures=said.figures,
        passed=not problem,
        problem=problem,
    )
    record_audit(
        action="drill_run",
        process=PROCESS,
        detail={"passed": result.passed, "rows": result.rows, "figures": result.figures},
    )
    return result


def _restored_elsewhere(path: Path, passphrase: str) -> tuple[Contents, Contents]:
    """What the backup said that it holds, and what a database restored from it does."""
    with tempfile.TemporaryDirectory(prefix="belong-drill-") as folder:
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        environment |= {
            "BELONG_HOME": folder,
            "BELONG_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "belong.web.config.settings",
            PASSPHRASE: passphrase,
        }
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "belong.web.keeping.elsewhere", str(path.resolve())],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise BelongError(done.stderr.strip().splitlines()[-1] if done.stderr else "It stopped.")
    said, found = json.loads(done.stdout)
    return as_contents(said), as_contents(found)
