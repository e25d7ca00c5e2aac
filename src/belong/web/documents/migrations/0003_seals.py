"""Seals of notes and documents, each made by two people."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by", models.CharField(max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
                ("details_hash", models.CharField(max_length=64)),
                ("agreed_by", models.CharField(blank=True, max_length=32)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="documents.document",
                    ),
                ),
                (
                    "note",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="documents.note",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at", None), ("agreed_by", "")),
                            models.Q(
                                models.Q(("agreed_by", ""), _negated=True),
                                ("agreed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="documents_seal_agreed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                        name="documents_seal_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", None), ("note__isnull", False)),
                            models.Q(("document__isnull", False), ("note", None)),
                            _connector="OR",
                        ),
                        name="documents_seal_of_one_thing",
                    ),
                ],
            },
        ),
    ]
