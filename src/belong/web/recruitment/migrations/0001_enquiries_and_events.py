"""Enquiries, campaigns, information events and courses, bookings; rows for conversion."""

import django.db.models.deletion
from django.db import migrations, models

import belong.web.accounts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("families", "0003_rows_as_known_at_each_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=belong.web.accounts.models.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("number", models.CharField(max_length=12, unique=True)),
                ("channel", models.CharField(max_length=20)),
                ("enquired_on", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=40)),
                ("why", models.CharField(blank=True, max_length=400)),
                ("contact_removed_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to="agencies.agency",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiry",
                        to="families.application",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=belong.web.accounts.models.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("need", models.CharField(blank=True, max_length=160)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                (
                    "cost",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "enquiry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="recruitment.enquiry",
                    ),
                ),
                ("forenames", models.CharField(max_length=120)),
                ("surname", models.CharField(max_length=120)),
                ("second_forenames", models.CharField(blank=True, max_length=120)),
                ("second_surname", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("address", models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name="enquiry",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enquiries",
                to="recruitment.campaign",
            ),
        ),
        migrations.CreateModel(
            name="RecruitmentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=belong.web.accounts.models.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("time", models.CharField(blank=True, max_length=60)),
                ("venue", models.CharField(max_length=160)),
                ("places", models.PositiveSmallIntegerField()),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                ("cancelled_reason", models.CharField(blank=True, max_length=20)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recruitment_events",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=belong.web.accounts.models.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("booked_on", models.DateField()),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                ("cancelled_reason", models.CharField(blank=True, max_length=20)),
                ("entry", models.CharField(blank=True, db_index=True, max_length=32)),
                ("is_absent", models.BooleanField(default=False)),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="families.familyrecord",
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="recruitment.enquiry",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="recruitment.recruitmentevent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ApplicationRow",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="recruited",
                        serialize=False,
                        to="families.application",
                    ),
                ),
                ("enquired_on", models.DateField()),
                ("source", models.CharField(blank=True, max_length=20)),
                ("answered_on", models.DateField(null=True)),
                ("informed_days", models.IntegerField(null=True)),
                ("registered_days", models.IntegerField(null=True)),
                ("stage_2_days", models.IntegerField(null=True)),
                ("approved_days", models.IntegerField(null=True)),
                ("matched_days", models.IntegerField(null=True)),
                ("placed_days", models.IntegerField(null=True)),
                ("left_reason", models.CharField(blank=True, max_length=40)),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recruited",
                        to="families.familyrecord",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["enquired_on"], name="recruitment_cohorts")],
            },
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("agency", "name"), name="recruitment_campaign_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="recruitment_campaign_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["agency", "enquired_on"], name="recruitment_by_agency"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["ended_on"], name="recruitment_ended"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("application", None),
                        ("enquired_on__isnull", False),
                        models.Q(("source", ""), _negated=True),
                    ),
                    models.Q(
                        ("answered_on", None),
                        ("application__isnull", False),
                        ("contact_removed_on", None),
                        ("ended_on", None),
                        ("enquired_on", None),
                        ("source", ""),
                    ),
                    _connector="OR",
                ),
                name="recruitment_enquiry_or_family",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on", None), ("ended_reason", ""), ("why", "")),
                    models.Q(
                        ("ended_on__isnull", False), models.Q(("ended_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="recruitment_enquiry_ended_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on", None),
                    ("answered_on__gte", models.F("enquired_on")),
                    _connector="OR",
                ),
                name="recruitment_answered_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("enquired_on")), _connector="OR"
                ),
                name="recruitment_ended_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contact_removed_on", None), ("ended_on__isnull", False), _connector="OR"
                ),
                name="recruitment_removed_after_end",
            ),
        ),
        migrations.AddIndex(
            model_name="recruitmentevent",
            index=models.Index(fields=["agency", "from_on"], name="recruitment_events_by_day"),
        ),
        migrations.AddConstraint(
            model_name="recruitmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="recruitment_event_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_on", None), ("cancelled_reason", "")),
                    models.Q(
                        ("cancelled_on__isnull", False),
                        models.Q(("cancelled_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recruitment_event_cancelled_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enquiry", None), ("family__isnull", False)),
                    models.Q(("enquiry__isnull", False), ("family", None)),
                    _connector="OR",
                ),
                name="recruitment_booking_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_on", None), ("cancelled_reason", "")),
                    models.Q(
                        ("cancelled_on__isnull", False),
                        ("entry", ""),
                        ("is_absent", False),
                        models.Q(("cancelled_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recruitment_booking_cancelled_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entry", ""),
                    models.Q(("family__isnull", False), ("is_absent", False)),
                    _connector="OR",
                ),
                name="recruitment_booking_came_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_on", None)),
                fields=("event", "enquiry"),
                name="recruitment_booked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_on", None)),
                fields=("event", "family"),
                name="recruitment_family_booked_once",
            ),
        ),
    ]
