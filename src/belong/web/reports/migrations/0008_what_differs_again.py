"""Which figures of a release were not the same when they were computed again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_figures_as_approved"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="differs_again",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
