"""Forms that were saved, so that one sent twice records once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the tokens of saved forms."""

    dependencies: ClassVar = [("ledger", "0002_head_and_refused_changes")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
                ("by_person", models.CharField(max_length=32)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by_person", "token"), name="ledger_submitted_once"
                    )
                ],
            },
        ),
    ]
