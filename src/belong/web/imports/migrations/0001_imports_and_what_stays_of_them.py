"""An import with its files and preview, and what stays of it."""

import django.db.models.deletion
from django.db import migrations, models

import belong.web.accounts.models


class Migration(migrations.Migration):
    """Six tables, all new."""

    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=belong.web.accounts.models.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("returns", "SSDA903 returns"), ("workbook", "Template workbook")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("reading", "Being read"),
                            ("previewed", "Ready to check"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Could not be read"),
                            ("expired", "Expired"),
                        ],
                        db_index=True,
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("by_person", models.CharField(blank=True, max_length=32)),
                ("by_process", models.CharField(blank=True, max_length=60)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField(auto_now=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("run", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("step", models.CharField(blank=True, max_length=80)),
                ("change", models.BigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("told", models.JSONField(blank=True, default=list)),
                ("problem", models.CharField(blank=True, max_length=500)),
                ("was_stale", models.BooleanField(default=False)),
                ("without_refused", models.BooleanField(default=False)),
                ("first_change", models.BigIntegerField(blank=True, null=True)),
                ("last_change", models.BigIntegerField(blank=True, null=True)),
                ("agencies", models.ManyToManyField(related_name="+", to="agencies.agency")),
            ],
        ),
        migrations.CreateModel(
            name="EventSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_key", models.CharField(max_length=32)),
                ("source", models.CharField(max_length=120)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="imports.import",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("conflict", models.CharField(max_length=180)),
                ("subject_key", models.CharField(db_index=True, max_length=32)),
                ("kind", models.CharField(max_length=60)),
                ("on", models.DateField()),
                ("held_key", models.CharField(max_length=32)),
                ("line", models.TextField()),
                ("choice", models.CharField(blank=True, max_length=4)),
                ("chosen_by", models.CharField(blank=True, max_length=32)),
                ("is_applied", models.BooleanField(default=False)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="differences",
                        to="imports.import",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="imports.import",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=20)),
                ("rows", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinesPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outcome", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("lines", models.TextField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="imports.import",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["-uploaded_at"], name="imports_by_day"),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_person", ""), models.Q(("by_process", ""), _negated=True)),
                    models.Q(models.Q(("by_person", ""), _negated=True), ("by_process", "")),
                    _connector="OR",
                ),
                name="imports_by_person_or_process",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finished_at__isnull", False),
                        ("state__in", ["applied", "cancelled", "failed", "expired"]),
                    ),
                    models.Q(
                        ("finished_at", None),
                        ("state__in", ["waiting", "reading", "previewed", "applying"]),
                    ),
                    _connector="OR",
                ),
                name="imports_finished_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventsource",
            constraint=models.UniqueConstraint(
                fields=("event_key", "source"), name="imports_source_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.UniqueConstraint(
                fields=("of", "conflict"), name="imports_difference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="kepttable",
            constraint=models.UniqueConstraint(
                fields=("council", "year", "name"), name="imports_kept_table_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="linespage",
            constraint=models.UniqueConstraint(
                fields=("of", "outcome", "number"), name="imports_page_of_lines_once"
            ),
        ),
    ]
