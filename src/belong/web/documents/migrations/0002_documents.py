"""Documents of children and families, one row for each version."""

import django.db.models.deletion
from django.db import migrations, models

import belong.web.accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0002_rows_as_known_at_each_change"),
        ("documents", "0001_notes"),
        ("families", "0003_rows_as_known_at_each_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                        choices=[
                            ("cpr", "Child permanence report"),
                            ("apr", "Adoption placement report"),
                            ("par", "Prospective adopter's report"),
                            ("medical", "Medical report"),
                            ("court_order", "Court order"),
                            ("app", "Adoption placement plan"),
                            ("minutes", "Minutes"),
                            ("check", "Reference or disclosure certificate"),
                            ("support_plan", "Adoption support plan"),
                            ("life_story", "Life story book"),
                            ("later_life_letter", "Later-life letter"),
                            ("photo", "Photograph"),
                            ("letter", "Letter"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
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
                ("about", models.CharField(blank=True, max_length=120)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                (
                    "series",
                    models.CharField(
                        default=belong.web.accounts.models.new_key, editable=False, max_length=32
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "file_kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word document"),
                            ("xlsx", "Excel workbook"),
                            ("jpg", "JPEG picture"),
                            ("png", "PNG picture"),
                        ],
                        max_length=4,
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=120)),
                ("stored_name", models.CharField(max_length=100, unique=True)),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                ("by_person", models.CharField(max_length=32)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="children.childrecord",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="families.familyrecord",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["child", "added_at"], name="documents_of_child"),
                    models.Index(fields=["family", "added_at"], name="documents_of_family"),
                    models.Index(fields=["expires_on"], name="documents_by_expiry"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("family", None)),
                            models.Q(("child", None), ("family__isnull", False)),
                            _connector="OR",
                        ),
                        name="documents_of_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("family", None),
                            models.Q(("side", "birth"), _negated=True),
                            _connector="OR",
                        ),
                        name="documents_of_family_side",
                    ),
                    models.UniqueConstraint(
                        fields=("series", "version"), name="documents_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("supersedes", None), ("version", 1)),
                            models.Q(("supersedes__isnull", False), ("version__gt", 1)),
                            _connector="OR",
                        ),
                        name="documents_version_follows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on", None),
                            ("expires_on", None),
                            ("expires_on__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="documents_expire_after_signing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file_name", ""), _negated=True),
                            ("sealed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="documents_named_unless_sealed",
                    ),
                ],
            },
        ),
    ]
