"""Written reports: sections and their versions, comments, sign-offs, answers, money stated."""

import django.db.models.deletion
from django.db import migrations, models

import belong.web.accounts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WrittenReport",
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
                            ("annual", "annual"),
                            ("six_monthly", "six_monthly"),
                            ("quarterly_board", "quarterly_board"),
                            ("committee_slides", "committee_slides"),
                            ("council_sheet", "council_sheet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period", models.CharField(max_length=25)),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("checked", "Checked"),
                            ("approved", "Approved"),
                            ("presented", "Presented"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="en-GB", max_length=12)),
                ("facts", models.JSONField(blank=True, default=list)),
                ("created_by", models.CharField(blank=True, max_length=32)),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_reports",
                        to="agencies.agency",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="reports.writtenreport",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("checked", "Checked"),
                            ("approved", "Approved"),
                            ("presented", "Presented"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("drawn", "drawn"),
                            ("council", "council"),
                            ("agency", "agency"),
                            ("panel_chair", "panel_chair"),
                        ],
                        max_length=12,
                    ),
                ),
                ("by_person", models.CharField(max_length=32)),
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
                ("at", models.DateTimeField()),
                ("committee", models.CharField(blank=True, max_length=120)),
                ("met_on", models.DateField(blank=True, null=True)),
                ("minute_reference", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=32)),
                ("ended_because", models.CharField(blank=True, max_length=500)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="reports.writtenreport",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                (
                    "author",
                    models.CharField(
                        choices=[
                            ("drawn", "drawn"),
                            ("council", "council"),
                            ("agency", "agency"),
                            ("panel_chair", "panel_chair"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.writtenreport",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("finding_key", models.CharField(max_length=200)),
                ("found", models.TextField()),
                ("reason", models.CharField(max_length=500)),
                ("by_person", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reports.writtenreport",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
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
                ("words", models.TextField()),
                ("by_person", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("resolved_by", models.CharField(blank=True, max_length=32)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="reports.reportsection",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", "")),
                            models.Q(
                                models.Q(("resolved_by", ""), _negated=True),
                                ("resolved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reports_comment_settled_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("blocks", models.JSONField()),
                ("is_laid_out", models.BooleanField(default=False)),
                ("by_person", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.sectionversion",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reports.reportsection",
                    ),
                ),
            ],
            options={
                "ordering": ["section", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "number"), name="reports_version_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("based_on", None), ("number", 1)),
                            models.Q(("based_on__isnull", False), ("number__gt", 1)),
                            _connector="OR",
                        ),
                        name="reports_version_follows",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=120)),
                ("pounds", models.DecimalField(decimal_places=2, max_digits=12)),
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
                ("by_person", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stated_figures",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["agency", "ref"], name="reports_stated_of")],
            },
        ),
        migrations.AddIndex(
            model_name="writtenreport",
            index=models.Index(fields=["agency", "-created_at"], name="reports_of_agency"),
        ),
        migrations.AddConstraint(
            model_name="writtenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "checked", "approved", "presented"])),
                name="reports_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("report", "state", "part"),
                name="reports_step_holds_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), models.Q(("part", ""), _negated=True)),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("part", "")),
                    _connector="OR",
                ),
                name="reports_part_of_a_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "presented"),
                        models.Q(("committee", ""), _negated=True),
                        ("met_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "presented"), _negated=True),
                        ("committee", ""),
                        ("met_on", None),
                        ("minute_reference", ""),
                    ),
                    _connector="OR",
                ),
                name="reports_presented_to_a_committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_because", ""), ("ended_by", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("ended_by", ""), _negated=True),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reports_step_ended_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.UniqueConstraint(
                fields=("report", "key"), name="reports_section_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.UniqueConstraint(
                fields=("report", "position"), name="reports_section_position_once"
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["report", "finding_key"], name="reports_answers_of_report"),
        ),
    ]
