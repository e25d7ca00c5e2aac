"""What lists are found by: numbers and names of children, waits, reasons by day."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("children", "0002_rows_as_known_at_each_change"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="childidentifier",
            index=models.Index(
                django.db.models.functions.text.Upper("value"), name="children_identifier_value"
            ),
        ),
        migrations.AddIndex(
            model_name="childrow",
            index=models.Index(
                fields=["is_waiting", "plan_decided_on"], name="children_row_decided"
            ),
        ),
        migrations.AddIndex(
            model_name="childrow",
            index=models.Index(
                condition=models.Q(("is_early_permanence", True)),
                fields=["child"],
                name="children_row_early",
            ),
        ),
        migrations.AddIndex(
            model_name="eventnote",
            index=models.Index(fields=["about", "written_at"], name="children_notes_by_day"),
        ),
    ]
