"""The numbers under which workbooks name families."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One new table."""

    dependencies = [
        ("agencies", "0001_initial"),
        ("imports", "0001_imports_and_what_stays_of_them"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(max_length=60)),
                ("family_key", models.CharField(db_index=True, max_length=32)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "value"), name="imports_family_number_once"
                    )
                ],
            },
        ),
    ]
