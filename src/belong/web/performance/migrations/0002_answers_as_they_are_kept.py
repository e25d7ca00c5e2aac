"""Answers to questions about figures, kept beside them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table, new."""

    dependencies = [
        ("agencies", "0001_initial"),
        ("performance", "0001_figures_as_they_are_stored"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("ref", models.CharField(max_length=60)),
                ("change", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
                ("answer", models.JSONField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "kind", "ref"), name="performance_answer_once"
                    )
                ],
            },
        ),
    ]
