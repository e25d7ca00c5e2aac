"""Agencies, memberships, teams, appointments and blocks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import belong.web.accounts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("raa", "Regional adoption agency"),
                            ("voluntary", "Voluntary adoption agency"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("dfe_code", models.CharField(blank=True, max_length=3)),
            ],
            options={
                "verbose_name_plural": "agencies",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "council"), models.Q(("dfe_code", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("kind", "council"), _negated=True), ("dfe_code", "")
                            ),
                            _connector="OR",
                        ),
                        name="agencies_code_of_councils",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dfe_code", ""), _negated=True),
                        fields=("dfe_code",),
                        name="agencies_code_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
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
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["agency__name", "name"],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("child_social_worker", "Child's social worker"),
                            ("children_team_manager", "Children's team manager"),
                            ("reviewing_officer", "Independent reviewing officer"),
                            ("family_finder", "Family finder"),
                            ("adopters_social_worker", "Adopters' social worker"),
                            ("recruitment_officer", "Recruitment officer"),
                            ("voluntary_agency_worker", "Voluntary agency worker"),
                            ("medical_adviser", "Medical adviser"),
                            ("panel_adviser", "Panel adviser"),
                            ("panel_member", "Panel chair or member"),
                            ("decision_maker", "Agency decision maker"),
                            ("support_worker", "Adoption support worker"),
                            ("letterbox_coordinator", "Letterbox co-ordinator"),
                            ("birth_family_worker", "Birth family worker"),
                            ("records_officer", "Records officer"),
                            ("finance_officer", "Finance officer"),
                            ("performance_officer", "Performance officer"),
                            ("head_of_service", "Head of service"),
                            ("partner_manager", "Partner council's manager"),
                            ("committee_member", "Committee member"),
                            ("administrator", "Administrator"),
                            ("auditor", "Auditor or inspector"),
                        ],
                        max_length=40,
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="agencies.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="agencies.team",
                    ),
                ),
            ],
            options={
                "ordering": ["user__name", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_key", models.CharField(max_length=32)),
                ("from_at", models.DateTimeField(auto_now_add=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("user", "record_key"),
                        name="agencies_block_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RaaMembership",
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
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="agencies.agency",
                    ),
                ),
                (
                    "raa",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["council__name", "from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"
                        ),
                        name="agencies_membership_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("council", models.F("raa")), _negated=True),
                        name="agencies_membership_of_two",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                fields=("agency", "name"), name="agencies_team_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="agencies_appointment_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "auditor"), _negated=True),
                    ("to_on__isnull", False),
                    _connector="OR",
                ),
                name="agencies_auditor_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "child_social_worker",
                            "children_team_manager",
                            "reviewing_officer",
                            "family_finder",
                            "adopters_social_worker",
                            "recruitment_officer",
                            "voluntary_agency_worker",
                            "medical_adviser",
                            "panel_adviser",
                            "panel_member",
                            "decision_maker",
                            "support_worker",
                            "letterbox_coordinator",
                            "birth_family_worker",
                            "records_officer",
                            "finance_officer",
                            "performance_officer",
                            "head_of_service",
                            "partner_manager",
                            "committee_member",
                            "administrator",
                            "auditor",
                        ],
                    )
                ),
                name="agencies_role_known",
            ),
        ),
    ]
