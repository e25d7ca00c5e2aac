"""What lists show of each family, as it was believed at each change."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0002_opening_reviewed"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyRowVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change", models.BigIntegerField()),
                ("application_key", models.CharField(blank=True, max_length=32)),
                ("applications", models.PositiveSmallIntegerField(default=1)),
                ("route", models.CharField(blank=True, max_length=12)),
                ("stage", models.CharField(max_length=4)),
                ("stage_from_on", models.DateField(null=True)),
                ("is_on_hold", models.BooleanField(default=False)),
                ("waits_by_choice", models.BooleanField(default=False)),
                ("enquired_on", models.DateField(null=True)),
                ("informed_on", models.DateField(null=True)),
                ("registered_on", models.DateField(null=True)),
                ("stage_1_from_on", models.DateField(null=True)),
                ("stage_1_due_on", models.DateField(null=True)),
                ("stage_1_to_on", models.DateField(null=True)),
                ("stage_2_from_on", models.DateField(null=True)),
                ("stage_2_due_on", models.DateField(null=True)),
                ("stage_2_to_on", models.DateField(null=True)),
                ("approved_on", models.DateField(null=True)),
                ("matched_on", models.DateField(null=True)),
                ("placed_on", models.DateField(null=True)),
                ("adopted_on", models.DateField(null=True)),
                ("left_on", models.DateField(null=True)),
                ("left_reason", models.CharField(blank=True, max_length=40)),
                ("checks_outstanding", models.PositiveSmallIntegerField(default=0)),
                ("waits_for", models.CharField(blank=True, max_length=60)),
                ("waits_from_on", models.DateField(null=True)),
                ("limit", models.CharField(blank=True, max_length=10)),
                ("limit_due_on", models.DateField(null=True)),
                ("flags", models.PositiveSmallIntegerField(default=0)),
                ("until_change", models.BigIntegerField(null=True)),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="families.familyrecord",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("family", "change"), name="families_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_change", None),
                            ("until_change__gt", models.F("change")),
                            _connector="OR",
                        ),
                        name="families_version_in_order",
                    ),
                ],
            },
        ),
    ]
