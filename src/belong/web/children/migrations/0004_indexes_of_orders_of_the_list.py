"""Indexes for the orders of the list of children."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_indexes_for_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="birthidentity",
            index=models.Index(fields=["born_on", "id"], name="children_by_birth"),
        ),
        migrations.AddIndex(
            model_name="childrow",
            index=models.Index(
                fields=["entered_care_on", "child"], name="children_row_in_care_since"
            ),
        ),
        migrations.AddIndex(
            model_name="childrow",
            index=models.Index(
                fields=["plan_decided_on", "child"], name="children_row_by_decision"
            ),
        ),
    ]
