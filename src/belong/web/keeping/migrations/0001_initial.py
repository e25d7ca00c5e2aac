"""What came of drills."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DrillResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("run_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("change", models.BigIntegerField()),
                ("tables", models.PositiveIntegerField()),
                ("rows", models.BigIntegerField()),
                ("figures", models.PositiveIntegerField()),
                ("passed", models.BooleanField()),
                ("problem", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-run_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed", True), ("problem", "")),
                            models.Q(("passed", False), models.Q(("problem", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="keeping_drill_failed_with_a_reason",
                    )
                ],
            },
        ),
    ]
