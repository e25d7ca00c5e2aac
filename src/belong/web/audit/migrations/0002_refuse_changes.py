"""Let the audit log only ever be added to, whoever is at the database."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from belong.web.audit import triggers


def refuse(apps: Any, editor: Any) -> None:
    """Install the triggers."""
    triggers.install("audit_auditevent", editor)


def allow(apps: Any, editor: Any) -> None:
    """Take them away."""
    triggers.drop("audit_auditevent", editor)


class Migration(migrations.Migration):
    """The audit log becomes append-only."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(refuse, allow)]
