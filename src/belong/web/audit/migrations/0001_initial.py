"""The audit log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_person", models.CharField(blank=True, max_length=32)),
                ("by_process", models.CharField(blank=True, max_length=60)),
                ("action", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(blank=True, max_length=30)),
                ("subject_key", models.CharField(blank=True, max_length=60)),
                ("agency_key", models.CharField(blank=True, max_length=32)),
                ("detail", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["at"], name="audit_at"),
                    models.Index(fields=["by_person", "at"], name="audit_by_person"),
                    models.Index(fields=["subject_key", "at"], name="audit_of_subject"),
                    models.Index(fields=["agency_key", "at"], name="audit_of_agency"),
                    models.Index(fields=["action", "at"], name="audit_of_action"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("by_person", ""), models.Q(("by_process", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("by_person", ""), _negated=True), ("by_process", "")
                            ),
                            _connector="OR",
                        ),
                        name="audit_by_person_or_process",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject_kind", ""), ("subject_key", "")),
                            models.Q(
                                models.Q(("subject_kind", ""), _negated=True),
                                models.Q(("subject_key", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audit_subject_whole",
                    ),
                ],
            },
        ),
    ]
