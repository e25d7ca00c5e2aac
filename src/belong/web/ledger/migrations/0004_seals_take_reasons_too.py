"""A seal takes the reasons given with a sealed entry, too, and keeps the hash of what was there.

A change's reason may be emptied once a seal has been agreed, by two people, of one of its events or
of an event that it corrects or withdraws; nothing else of a change may ever change.
"""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from belong.web.audit import triggers

_SEALED = (
    "NEW.why = 'Sealed.' AND NEW.number = OLD.number AND NEW.recorded_at = OLD.recorded_at"
    " AND NEW.by_person = OLD.by_person AND NEW.by_process = OLD.by_process"
    " AND NEW.source = OLD.source"
    " AND EXISTS (SELECT 1 FROM ledger_event e JOIN ledger_seal s"
    " ON (s.event_id = e.id OR s.event_id = e.supersedes_id)"
    " WHERE e.change_id = OLD.number AND s.agreed_by <> '')"
)


def _let_through(apps: Any, schema_editor: Any) -> None:
    triggers.drop("ledger_change", schema_editor)
    triggers.install("ledger_change", schema_editor, unless=_SEALED)


def _refuse_all(apps: Any, schema_editor: Any) -> None:
    triggers.drop("ledger_change", schema_editor)
    triggers.install("ledger_change", schema_editor)


class Migration(migrations.Migration):
    """The hashes, and what the ledger refuses."""

    dependencies: ClassVar = [("ledger", "0003_submissions")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="SealedReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why_hash", models.CharField(max_length=64)),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.change",
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="ledger.seal",
                    ),
                ),
            ],
        ),
        migrations.RunPython(_let_through, _refuse_all),
    ]
