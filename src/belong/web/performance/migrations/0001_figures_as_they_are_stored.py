"""Sets of figures, their rows, and who is behind each figure."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three tables, all new."""

    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
                ("took_ms", models.PositiveIntegerField()),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                ("areas", models.JSONField()),
                ("measures", models.BinaryField()),
                ("is_pinned", models.BooleanField(default=False)),
                ("kept_until", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figure_sets",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FigureRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=60)),
                ("area", models.CharField(max_length=10)),
                ("packed", models.BinaryField()),
                (
                    "of_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="performance.storedset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FigurePeople",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=160)),
                ("packed", models.BinaryField()),
                (
                    "of_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="performance.storedset",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="storedset",
            index=models.Index(fields=["agency", "-change"], name="performance_newest_set"),
        ),
        migrations.AddConstraint(
            model_name="storedset",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_year__gte", models.F("first_year"))),
                name="performance_years_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurerows",
            constraint=models.UniqueConstraint(
                fields=("of_set", "area", "measure"), name="performance_rows_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepeople",
            constraint=models.UniqueConstraint(
                fields=("of_set", "ref"), name="performance_people_once"
            ),
        ),
    ]
