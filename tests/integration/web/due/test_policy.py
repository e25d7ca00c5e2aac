"""An agency's own limits: set by who may, with their paper and days, and folded by a job."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from belong.domain.calendar import add_months
from belong.domain.clocks import ClockKey, FamilyClockKey
from belong.web.agencies.models import Agency, RaaMembership
from belong.web.audit.models import AuditEvent
from belong.web.due.jobs import every_morning, keep_going, refold_paused
from belong.web.due.models import DueRow, PolicyTerm
from belong.web.due.queries_policies import policies_of, policy_of
from belong.web.ledger.projection import rebuild

from .conftest import FIRST_DAY, ago

MATCH = ClockKey.MATCH_AFTER_DECISION


def dated(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def limit(number: int, unit: str = "months", **told: str) -> dict[str, str]:
    """What a person would send to set a limit from the first day on."""
    return {
        "says": "limit",
        "number": str(number),
        "unit": unit,
        "source": "Matching policy 2024, page 3",
        **dated("from_on", FIRST_DAY),
        **told,
    }


@pytest.fixture
def head(signed_in) -> Any:
    """The region's head of service."""
    return signed_in("head_of_service")


@pytest.fixture
def manager(signed_in, council) -> Any:
    """The council's manager."""
    return signed_in("partner_manager", agency=council)


def set_limit(somebody: Any, agency: Agency, clock: str, told: dict[str, str]) -> Any:
    return somebody.client.post(reverse("due-policy-set", args=[agency.key, clock]), told)


def test_region_tightens_a_limit_and_its_members_children_are_folded_anew(
    head, region, child, make_child
):
    far = make_child(agency=Agency.objects.create(kind="council", name="Far", dfe_code="993"))
    answer = set_limit(head, region, MATCH, limit(5, warning_number="3", warning_unit="months"))
    assert answer.status_code == 302
    row = child.due_rows.get(clock=MATCH)
    assert (row.due_on, row.amber_on) == (add_months(ago(200), 5), add_months(ago(200), 3))
    assert far.due_rows.get(clock=MATCH).due_on == add_months(ago(200), 6)
    logged = AuditEvent.objects.get(action="policy_term_set")
    assert (logged.by_person, logged.agency_key) == (head.user.key, region.key)
    before = list(DueRow.objects.order_by("child", "clock", "started_on").values("clock", "due_on"))
    rebuild()
    assert (
        list(DueRow.objects.order_by("child", "clock", "started_on").values("clock", "due_on"))
        == before
    )


def test_council_sets_its_own_and_the_shorter_of_two_holds(manager, head, council, region, child):
    set_limit(head, region, MATCH, limit(5))
    set_limit(manager, council, MATCH, limit(4))
    assert child.due_rows.get(clock=MATCH).due_on == add_months(ago(200), 4)


def test_limit_is_for_clocks_that_start_on_its_days_only(manager, council, make_child):
    old, new = make_child(200), make_child(100)
    set_limit(manager, council, MATCH, limit(5, **dated("from_on", ago(150))))
    assert old.due_rows.get(clock=MATCH).due_on == add_months(ago(200), 6)
    assert new.due_rows.get(clock=MATCH).due_on == add_months(ago(100), 5)
    term = PolicyTerm.objects.get()
    page = reverse("due-policy-end", args=[term.key])
    assert manager.client.post(page, dated("last_day", ago(101))).status_code == 302
    assert new.due_rows.get(clock=MATCH).due_on == add_months(ago(100), 6)
    assert AuditEvent.objects.filter(action="policy_term_ended").exists()
    assert manager.client.post(page, dated("last_day", ago(160))).status_code == 422


def test_regions_limit_holds_on_the_days_of_membership_only(head, region, council, make_child):
    child = make_child(200)
    set_limit(head, region, MATCH, limit(5))
    RaaMembership.objects.filter(council=council).update(to_on=ago(250))
    assert policies_of([council.pk])[council.pk].terms[0].to_on == ago(250)
    rebuild()
    assert child.due_rows.get(clock=MATCH).due_on == add_months(ago(200), 6)


def test_membership_added_later_folds_the_councils_children_anew(head, region, make_child):
    far = Agency.objects.create(kind="council", name="Far", dfe_code="993")
    child = make_child(agency=far)
    set_limit(head, region, MATCH, limit(5))
    RaaMembership.objects.create(council=far, raa=region, from_on=FIRST_DAY)
    assert child.due_rows.get(clock=MATCH).due_on == add_months(ago(200), 5)


@pytest.mark.parametrize(
    ("clock", "told", "said"),
    [
        (MATCH, limit(7), "an agency may tighten it"),
        (MATCH, limit(0), "must be 1 or more"),
        (MATCH, limit(5, unit=""), "Enter the limit with its unit"),
        (MATCH, limit(5, source=""), "Enter where it is written"),
        (MATCH, limit(5, says="leaves_out"), "from the list"),
        (MATCH, {**limit(5), "number": "", "unit": ""}, "Enter the limit, or when it is due soon"),
        (MATCH, limit(5, **dated("last_day", date(2019, 1, 1))), "must be after the first"),
        (FamilyClockKey.STAGE_1, limit(9, "weeks"), "an agency may tighten it"),
    ],
)
def test_limit_that_may_not_be_is_refused_in_words(manager, council, clock, told, said):
    answer = set_limit(manager, council, clock, told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PolicyTerm.objects.exists()


def test_local_limit_is_left_out_with_a_reason(manager, council, child):
    assert child.due_rows.filter(clock=ClockKey.LINK_AFTER_DECISION).exists()
    told = {**limit(5, says="leaves_out", source="The tracker does this"), "number": "", "unit": ""}
    assert set_limit(manager, council, ClockKey.LINK_AFTER_DECISION, told).status_code == 302
    assert not child.due_rows.filter(clock=ClockKey.LINK_AFTER_DECISION).exists()
    page = manager.client.get(reverse("due-policy", args=[council.key])).content.decode()
    assert "Leaves this clock out" in page
    assert "The tracker does this" in page


def test_optional_clock_runs_where_it_is_used(manager, council, child, happen):
    key = ClockKey.DECISION_AFTER_REPORT
    happen(child, "permanence_report_finished", 240)
    told = {**limit(5, says="uses"), "number": "", "unit": ""}
    assert set_limit(manager, council, key, told).status_code == 302
    assert child.due_rows.filter(clock=key).exists()


def test_clock_of_the_councils_own_runs_and_asks_for_its_reason(manager, council, child, signed_in):
    told = {
        **limit(14, "days"),
        "label": "Linking meeting",
        "whose_move": "family finder",
        "starts": "decision_made",
        "meets": "linked",
    }
    page = reverse("due-policy-add", args=[council.key, "children"])
    assert manager.client.post(page, told | {"meets": "decision_made"}).status_code == 422
    assert manager.client.post(page, told).status_code == 302
    row = child.due_rows.get(label="Linking meeting")
    assert row.clock.startswith("own_")
    assert row.due_on == ago(186)
    assert row in DueRow.objects.overdue(timezone.localdate())
    listed = manager.client.get(reverse("due-policy", args=[council.key])).content.decode()
    assert "Linking meeting" in listed
    worker = signed_in("child_social_worker", agency=council, team=child.team)
    shown = worker.client.get(reverse("child_page", args=[child.key])).content.decode()
    assert "<title>Linking meeting: " in shown
    asked = reverse("child_record_kind", args=[child.key, "delayed"])
    form = worker.client.get(f"{asked}?clock={row.clock}").content.decode()
    assert f'<option value="{row.clock}" selected>Linking meeting</option>' in form


def test_clock_of_the_regions_own_runs_for_its_families(head, region, family, signed_in):
    told = {
        **limit(30, "days"),
        "label": "Home visit",
        "whose_move": "adopters' social worker",
        "starts": "stage_1_began",
        "meets": "assessment_visit_made",
    }
    page = reverse("due-policy-add", args=[region.key, "families"])
    assert head.client.post(page, told).status_code == 302
    row = family.due_rows.get(label="Home visit")
    shown = signed_in("recruitment_officer").client.get(reverse("family", args=[family.key]))
    assert "<title>Home visit: " in shown.content.decode()
    assert row.due_on == ago(40)
    asked = reverse("family-record-kind", args=[family.key, "delayed"])
    form = signed_in("recruitment_officer").client.get(f"{asked}?clock={row.clock}")
    assert f'<option value="{row.clock}" selected>Home visit</option>' in form.content.decode()


def test_pipeline_goes_by_the_agencys_own_limits(head, region, family):
    due_on = family.row.limit_due_on
    set_limit(head, region, FamilyClockKey.STAGE_1, limit(6, "weeks"))
    family.row.refresh_from_db()
    assert family.row.limit_due_on == ago(70 - 42) < due_on
    assert family.row.stage_1_due_on == family.row.limit_due_on
    assert family.due_rows.get(clock=FamilyClockKey.STAGE_1).due_on == family.row.limit_due_on


def test_general_knowledge_is_never_printed_as_official(head, region):
    page = head.client.get(reverse("due-policy", args=[region.key])).content.decode()
    assert "Adoption National Minimum Standards 2014, standard 17 (to be checked)" in page


def test_term_that_the_law_no_longer_allows_is_left_out_and_stops_nothing(council, child, caplog):
    common = {"agency": council, "from_on": FIRST_DAY, "set_by": "9" * 32, "source": "x"}
    says = PolicyTerm.Says
    PolicyTerm.objects.create(says=says.LIMIT, clock=MATCH, number=9, unit="months", **common)
    PolicyTerm.objects.create(says=says.LIMIT, clock="gone", number=9, unit="months", **common)
    PolicyTerm.objects.create(says=says.LIMIT, clock=MATCH, number=9, unit="moons", **common)
    PolicyTerm.objects.create(says=says.LIMIT, clock=MATCH, number=5, unit="months", **common)
    assert [term.key for term in policy_of(council.pk).terms] == [MATCH]
    assert caplog.text.count("left out") == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_on": date(2019, 1, 1)},
        {"number": 3, "unit": ""},
        {"number": 0, "unit": "days"},
        {"says": "adds", "label": ""},
    ],
)
def test_term_that_is_not_whole_is_refused_by_the_database(council, wrong):
    told = {"says": "limit", "clock": MATCH, "from_on": FIRST_DAY, "source": "x", "set_by": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyTerm.objects.create(agency=council, **{**told, **wrong})


def test_paused_clock_moves_with_the_day(child, happen, monkeypatch):
    happen(child, "appeal_made", 150)
    row = child.due_rows.get(clock=ClockKey.LINK_AFTER_DECISION)
    assert row.is_paused
    later = ago(-10)
    monkeypatch.setattr("belong.web.due.folding.timezone.localdate", lambda: later)
    assert refold_paused.call() == 1
    moved = child.due_rows.get(clock=ClockKey.LINK_AFTER_DECISION)
    assert (moved.due_on - row.due_on).days == 10


def test_mornings_work_goes_on_after_a_job_fails(child, monkeypatch, caplog):
    class Failing:
        name = "failing"

        def call(self) -> None:
            raise RuntimeError("no such thing")

    monkeypatch.setattr("belong.web.due.jobs._DAILY", (Failing(), refold_paused))
    every_morning.call()
    assert "ended early" in caplog.text


def test_next_morning_is_put_in_line_once(db, settings):
    assert keep_going() is False
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert keep_going() is True
    assert keep_going() is False
