"""Let what a closed meeting left only ever be added to, whoever is at the database."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from belong.web.audit import triggers


def refuse(apps: Any, editor: Any) -> None:
    """Install the triggers."""
    triggers.install("tracker_snapshotrow", editor)


def allow(apps: Any, editor: Any) -> None:
    """Take them away."""
    triggers.drop("tracker_snapshotrow", editor)


class Migration(migrations.Migration):
    """Rows of closed meetings become append-only."""

    dependencies: ClassVar = [("tracker", "0001_meetings")]
    operations: ClassVar = [migrations.RunPython(refuse, allow)]
