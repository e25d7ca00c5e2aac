"""The one row of the head, and triggers that keep changes and events append-only.

An event's details may be emptied once a seal of it has been agreed by two people, and nothing else
of it may ever change.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from belong.web.audit import triggers

_SEALED = (
    "EXISTS (SELECT 1 FROM ledger_seal s WHERE s.event_id = OLD.id AND s.agreed_by <> '')"
    " AND NEW.id = OLD.id AND NEW.key = OLD.key AND NEW.change_id = OLD.change_id"
    " AND NEW.subject_kind = OLD.subject_kind AND NEW.subject_key = OLD.subject_key"
    " AND NEW.kind = OLD.kind AND NEW.is_withdrawal = OLD.is_withdrawal"
    " AND COALESCE(NEW.happened_on, '1900-01-01') = COALESCE(OLD.happened_on, '1900-01-01')"
    " AND COALESCE(NEW.planned_for, '1900-01-01') = COALESCE(OLD.planned_for, '1900-01-01')"
    " AND COALESCE(NEW.supersedes_id, 0) = COALESCE(OLD.supersedes_id, 0)"
)


def _make(apps: Any, schema_editor: Any) -> None:
    apps.get_model("ledger", "Head").objects.create(pk=1, last_number=0)
    triggers.install("ledger_change", schema_editor)
    triggers.install("ledger_event", schema_editor, unless=_SEALED)


def _unmake(apps: Any, schema_editor: Any) -> None:
    triggers.drop("ledger_event", schema_editor)
    triggers.drop("ledger_change", schema_editor)
    apps.get_model("ledger", "Head").objects.all().delete()


class Migration(migrations.Migration):
    """Begin the numbering, and refuse what the ledger refuses."""

    dependencies: ClassVar = [("ledger", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(_make, _unmake)]
