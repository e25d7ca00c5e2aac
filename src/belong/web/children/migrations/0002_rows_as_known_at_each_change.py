"""What lists show of each child, as it was believed at each change."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChildRowVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change", models.BigIntegerField()),
                ("stage", models.CharField(max_length=4)),
                ("plan", models.CharField(max_length=30)),
                ("authority", models.CharField(max_length=30)),
                ("family", models.CharField(max_length=30)),
                ("outcome", models.CharField(max_length=30)),
                ("entered_care_on", models.DateField(null=True)),
                ("plan_decided_on", models.DateField(null=True)),
                ("placement_order_on", models.DateField(null=True)),
                ("matched_on", models.DateField(null=True)),
                ("moved_in_on", models.DateField(null=True)),
                ("placed_for_adoption_on", models.DateField(null=True)),
                ("adopted_on", models.DateField(null=True)),
                ("is_early_permanence", models.BooleanField(default=False)),
                ("is_waiting", models.BooleanField(default=False)),
                ("last_happened_on", models.DateField(null=True)),
                ("flags", models.PositiveSmallIntegerField(default=0)),
                ("until_change", models.BigIntegerField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="children.childrecord",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "change"), name="children_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_change", None),
                            ("until_change__gt", models.F("change")),
                            _connector="OR",
                        ),
                        name="children_version_in_order",
                    ),
                ],
            },
        ),
    ]
