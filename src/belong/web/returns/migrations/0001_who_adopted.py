"""Who adopted a child, as the SSDA903 asks it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("children", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdopterItems",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[
                            ("M1", "one man"),
                            ("F1", "one woman"),
                            ("MM", "two men"),
                            ("FF", "two women"),
                            ("MF", "a man and a woman"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "legal_status",
                    models.CharField(
                        choices=[
                            ("L0", "single adopter"),
                            ("L11", "married couple of different sex"),
                            ("L12", "married couple of the same sex"),
                            ("L2", "civil partners"),
                            ("L3", "unmarried couple of different sex"),
                            ("L4", "couple of the same sex, neither married nor civil partners"),
                        ],
                        max_length=3,
                    ),
                ),
                ("stated_by", models.CharField(max_length=32)),
                ("stated_at", models.DateTimeField(auto_now=True)),
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="children.childrecord",
                    ),
                ),
            ],
        ),
    ]
