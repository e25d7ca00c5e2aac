"""Notes on children, families and meetings."""

import django.db.models.deletion
from django.db import migrations, models

import belong.web.accounts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("children", "0002_rows_as_known_at_each_change"),
        ("families", "0002_opening_reviewed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
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
                ("meeting_key", models.CharField(blank=True, db_index=True, max_length=32)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("birth", "Birth side"),
                            ("adoptive", "Adoptive side"),
                            ("both", "Both sides"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.TextField(blank=True)),
                ("words_hash", models.CharField(blank=True, max_length=64)),
                ("by_person", models.CharField(max_length=32)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_notes",
                        to="children.childrecord",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="documents.note",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_notes",
                        to="families.familyrecord",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["child", "on"], name="documents_note_of_child"),
                    models.Index(fields=["family", "on"], name="documents_note_of_family"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("family", None)),
                            models.Q(("child", None), ("family__isnull", False)),
                            models.Q(
                                ("child", None),
                                ("family", None),
                                models.Q(("meeting_key", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="documents_note_about_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family", None), ("side", "birth")),
                            ("side", "adoptive"),
                            _connector="OR",
                        ),
                        name="documents_note_on_a_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("words", ""), _negated=True), ("words_hash", "")),
                            models.Q(("words", ""), models.Q(("words_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="documents_note_words_or_hash",
                    ),
                ],
            },
        ),
    ]
