"""Run as a module: restore a backup into this process's own empty database, and tell what is in it.

The environment names the database and holds the passphrase. Two contents go to stdout as JSON: what
the backup said that it holds, and what the database holds after restoring.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from belong.domain.errors import BelongError

__all__ = ["PASSPHRASE"]

#: The variable that holds the passphrase.
PASSPHRASE = "BELONG_BACKUP_PASSPHRASE"  # noqa: S105 (the name of the variable)


def _restore_here(path: Path) -> str:
    import django
    from django.core.management import call_command

    django.setup()
    from belong.web.keeping.backup import as_plain, contents_now, restore_backup

    call_command("migrate", interactive=False, verbosity=0)
    said = restore_backup(path, os.environ[PASSPHRASE])
    return json.dumps([as_plain(said), as_plain(contents_now())])


def _main(path: str) -> int:
    try:
        sys.stdout.write(_restore_here(Path(path)))
    except BelongError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
