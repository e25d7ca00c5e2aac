"""Documents of tracking meetings, beside those of children and families; agendas."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_indexes_for_lists"),
        ("documents", "0003_seals"),
        ("families", "0003_rows_as_known_at_each_change"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="document",
            name="documents_of_one_record",
        ),
        migrations.AddField(
            model_name="document",
            name="meeting_key",
            field=models.CharField(blank=True, db_index=True, max_length=32),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("cpr", "Child permanence report"),
                    ("apr", "Adoption placement report"),
                    ("par", "Prospective adopter's report"),
                    ("medical", "Medical report"),
                    ("court_order", "Court order"),
                    ("app", "Adoption placement plan"),
                    ("agenda", "Agenda"),
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
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("child__isnull", False), ("family", None), ("meeting_key", "")),
                    models.Q(("child", None), ("family__isnull", False), ("meeting_key", "")),
                    models.Q(
                        ("child", None),
                        ("family", None),
                        models.Q(("meeting_key", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="documents_of_one_record",
            ),
        ),
    ]
