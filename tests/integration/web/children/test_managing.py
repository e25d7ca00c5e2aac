"""Adding children, who is responsible, brothers and sisters, merging, and caseloads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.agencies.models import Team
from belong.web.audit.models import AuditEvent
from belong.web.children.models import (
    BirthIdentity,
    ChildIdentifier,
    ChildRecord,
    ChildRow,
    Merge,
    Responsibility,
    SiblingGroup,
)
from belong.web.ledger.models import Event
from belong.web.ledger.projection import rebuild

from .conftest import hidden, kinds_of, on, text

ADD = "/children/add"


def page(client, child):
    return text(client.get(reverse("child_page", args=[child.key])))


@pytest.fixture
def answers(worker, council, team):
    """What adding a child takes."""
    return {
        **hidden(worker.client.get(ADD)),
        **on("2024-03-27"),
        "council": council.key,
        "team": team.key,
        "surname": "Marsh",
        "forenames": "Rory",
        "is_born": "yes",
    }


def test_add_a_child_makes_record_first_entry_and_responsibility(worker, answers):
    done = worker.client.post(ADD, answers, follow=True)
    assert "The child is added, with the reference C-0001." in text(done)
    child = ChildRecord.objects.get()
    assert kinds_of(child) == ["born"]
    held = Responsibility.objects.get(child=child)
    assert (held.user, held.role) == (worker.user, "child_social_worker")
    assert AuditEvent.objects.filter(action="child_added", subject_key=child.key).exists()


def test_add_sent_twice_adds_once(worker, answers):
    worker.client.post(ADD, answers)
    worker.client.post(ADD, {**answers, "is_other": "yes"})
    assert ChildRecord.objects.count() == 1


def test_add_an_unborn_child_whose_expected_day_is_replaced_at_birth(worker, answers, record):
    soon = timezone.localdate() + timedelta(days=30)
    told = {**answers, **on(soon.isoformat()), "forenames": "", "is_born": "no"}
    done = worker.client.post(ADD, told, follow=True)
    assert "Unborn child Marsh" in text(done)
    child = ChildRecord.objects.get()
    assert kinds_of(child) == ["birth_expected"]
    today = timezone.localdate().isoformat()
    address = reverse("child_record_kind", args=[child.key, "born"])
    asked = text(worker.client.post(address, {**on(today), "forenames": "Rory", "sex": "M"}))
    assert "Check your answers" in asked
    assert re.search(r"Sex\s+Male", asked)
    born = record(worker.client, child, "born", today, forenames="Rory", sex="M")
    assert "Rory Marsh" in text(born)
    identity = BirthIdentity.objects.get(child=child)
    assert (identity.born_on, identity.expected_on) == (timezone.localdate(), None)
    page = text(worker.client.get(reverse("child_page", args=[child.key])))
    assert page.count("Birth expected") == 1  # among everything recorded, and planned no more


def test_add_a_birth_in_the_future_is_refused(worker, answers):
    soon = timezone.localdate() + timedelta(days=30)
    refused = worker.client.post(ADD, {**answers, **on(soon.isoformat())})
    assert "must be today or in the past" in text(refused)


def test_add_somebody_alike_is_asked_about_first(worker, answers, make_child):
    make_child(surname="Marsh", forenames="Roy", born_on="2024-03-20")
    asked = worker.client.post(ADD, answers)
    assert "is on record already" in text(asked)
    assert "Roy Marsh" in text(asked)
    assert ChildRecord.objects.count() == 1
    worker.client.post(ADD, {**answers, "is_other": "yes"})
    assert ChildRecord.objects.count() == 2


def test_add_somebody_alike_of_another_team_reveals_nothing(worker, answers, make_child, council):
    other_team = Team.objects.create(agency=council, name="Care 2")
    make_child(surname="Marsh", forenames="Roy", born_on="2024-03-27", of_team=other_team)
    done = worker.client.post(ADD, answers, follow=True)
    assert "already" not in text(done)
    assert ChildRecord.objects.count() == 2


def test_add_to_another_council_is_refused(worker, answers, far_council):
    refused = worker.client.post(ADD, {**answers, "council": far_council.key})
    assert refused.status_code == 422
    assert not ChildRecord.objects.exists()


@pytest.mark.parametrize("role", ["performance_officer", "reviewing_officer", "family_finder"])
def test_add_is_for_workers_and_managers(signed_in, council, role):
    assert signed_in(role, agency=council).client.get(ADD).status_code == 403


def test_identity_team_worker_and_number_are_changed(worker, child, person, council, team):
    colleague = person(role="child_social_worker", agency=council, team=team)
    key = [child.key]
    worker.client.post(
        reverse("child_identity", args=key), {"surname": "Thorn", "forenames": "Elsie"}
    )
    worker.client.post(
        reverse("child_worker", args=key),
        {
            "role": "child_social_worker",
            "person": colleague.key,
            **on("2024-01-08", "from_on"),
            "replaces": "yes",
        },
    )
    worker.client.post(
        reverse("child_identifier", args=key), {"scheme": "ssda903", "value": "77123"}
    )
    shown = text(worker.client.get(reverse("child_manage", args=key)))
    assert "Thorn" in shown
    assert colleague.name in shown
    assert "77123" in shown
    logged = AuditEvent.objects.get(action="identity_changed")
    assert logged.detail == {"fields": ["surname"]}


def test_number_that_another_child_has_is_refused_without_saying_whose(
    worker, child, make_child, council
):
    other = make_child(surname="Marsh")
    ChildIdentifier.objects.create(child=other, agency=council, scheme="upn", value="X1")
    refused = worker.client.post(
        reverse("child_identifier", args=[child.key]), {"scheme": "upn", "value": "X1"}
    )
    assert "This number cannot be used here." in text(refused)
    assert "Marsh" not in text(refused)


def test_worker_who_moves_the_child_to_another_team_is_led_to_the_list(worker, child, council):
    other_team = Team.objects.create(agency=council, name="Care 2")
    done = worker.client.post(reverse("child_team", args=[child.key]), {"team": other_team.key})
    assert done["Location"] == reverse("children_list")


def test_person_of_another_agency_cannot_be_made_responsible(worker, child, person, far_council):
    outsider = person(role="child_social_worker", agency=far_council)
    refused = worker.client.post(
        reverse("child_worker", args=[child.key]),
        {
            "role": "child_social_worker",
            "person": outsider.key,
            **on("2024-01-08", "from_on"),
            "replaces": "no",
        },
    )
    assert refused.status_code == 422
    assert not Responsibility.objects.exists()


def test_siblings_join_a_group_plan_is_recorded_and_shown(worker, child, make_child, record):
    sibling = make_child(surname="Thorne", forenames="Rory", born_on="2020-02-02")
    assert "Not in a sibling group." in page(worker.client, child)
    joined = worker.client.post(
        reverse("child_sibling", args=[child.key]), {"reference": "c-0002"}, follow=True
    )
    assert "They are in one group." in text(joined)
    record(worker.client, child, "sibling_plan_made", "2023-06-01", plan="together")
    record(worker.client, child, "sibling_plan_made", "2023-09-01", plan="apart")
    shown = page(worker.client, child)
    assert "Rory Thorne" in shown
    assert "Together" in shown
    assert "Apart" in shown
    group = SiblingGroup.objects.get(children=sibling)
    plans = Event.objects.filter(kind="sibling_plan_made").order_by("pk")
    assert [plan.details for plan in plans] == [
        {"sibling_group_id": group.key, "plan": "together"},
        {"sibling_group_id": group.key, "plan": "apart"},
    ]
    worker.client.post(reverse("child_sibling_leave", args=[child.key]))
    assert "Not in a sibling group." in page(worker.client, child)


def test_sibling_whom_the_reader_cannot_see_is_not_named(worker, child, make_child, council):
    other_team = Team.objects.create(agency=council, name="Care 2")
    make_child(surname="Thorne", forenames="Rory", of_team=other_team)
    refused = worker.client.post(
        reverse("child_sibling", args=[child.key]), {"reference": "C-0002"}
    )
    assert "a child whose record you may see" in text(refused)


def test_caseload_of_a_leaver_is_handed_over(
    signed_in, person, make_child, responsible, council, team
):
    leaver = person(role="child_social_worker", agency=council, team=team)
    successor = person(role="child_social_worker", agency=council, team=team)
    for surname in ("Marsh", "Thorne"):
        responsible(leaver, make_child(surname=surname))
    manager = signed_in("children_team_manager", agency=council, team=team)
    done = manager.client.post(
        reverse("children_hand_over"),
        {"leaver": leaver.key, "successor": successor.key, **on("2024-01-08", "from_on")},
        follow=True,
    )
    assert f"2 children are handed over to {successor.name}." in text(done)
    assert Responsibility.objects.filter(user=successor, to_on=None).count() == 2
    assert not Responsibility.objects.filter(user=leaver, to_on=None).exists()


def test_caseload_is_not_handed_over_by_a_worker(worker):
    assert worker.client.get(reverse("children_hand_over")).status_code == 403


@pytest.fixture
def manager(signed_in, council, team):
    """A manager of the team."""
    return signed_in("children_team_manager", agency=council, team=team)


def test_merge_joins_two_records_and_undo_parts_them(manager, child, make_child):
    twin = make_child(("decision_made", "2023-06-14"), surname="Thorn", forenames="Elsi")
    address = reverse("child_merge", args=[child.key])
    assert manager.client.get(address).status_code == 200
    merged = manager.client.post(
        address, {"reference": twin.pseudonym, "reason": "Same NHS number"}, follow=True
    )
    assert "Merged." in text(merged)
    shown = page(manager.client, child)
    assert "Decided: should be placed for adoption" in shown
    assert ChildRow.objects.get(child=child).stage == "C3"
    assert not ChildRow.objects.filter(child=twin).exists()
    led = manager.client.get(reverse("child_page", args=[twin.key]))
    assert led.headers["Location"] == reverse("child_page", args=[child.key])
    rows = list(ChildRow.objects.order_by("child").values())
    rebuild()
    assert list(ChildRow.objects.order_by("child").values()) == rows
    undo = reverse("child_unmerge", args=[child.key, twin.key])
    assert manager.client.post(undo, {"reason": " "}).status_code == 422
    manager.client.post(undo, {"reason": "They are twins"})
    assert Merge.objects.get().undone_at is not None
    assert ChildRow.objects.get(child=child).stage == "C2"
    assert ChildRow.objects.get(child=twin).stage == "C3"


@pytest.mark.parametrize("by", ["its reference", "its number"])
def test_merged_record_is_found_by_what_it_was_known_by_until_they_part(
    manager, stranger, child, make_child, by
):
    twin = make_child(surname="Marsh")
    number = ChildIdentifier.objects.create(child=twin, agency=twin.council, value="ab12")
    address = reverse("children_list")
    asked = {"q": twin.pseudonym if by == "its reference" else number.value}
    manager.client.post(
        reverse("child_merge", args=[child.key]), {"reference": twin.pseudonym, "reason": "x"}
    )
    link = reverse("child_page", args=[child.key])
    assert link in manager.client.get(address, asked).content.decode()
    assert link not in stranger.client.get(address, asked).content.decode()
    gone = stranger.client.get(reverse("child_page", args=[twin.key]))
    assert gone.status_code == 404
    manager.client.post(
        reverse("child_unmerge", args=[child.key, twin.key]), {"reason": "They are twins"}
    )
    assert link not in manager.client.get(address, asked).content.decode()


def test_merged_records_entries_can_be_corrected_from_the_one_that_was_kept(
    manager, child, make_child
):
    twin = make_child(("reviewed", "2023-06-14"), surname="Thorn")
    manager.client.post(
        reverse("child_merge", args=[child.key]),
        {"reference": twin.pseudonym, "reason": "Same NHS number"},
    )
    twice = Event.objects.get(subject_key=twin.key, kind="born")
    wrong = Event.objects.get(subject_key=twin.key, kind="reviewed")
    for entry in (wrong, twice):
        manager.client.post(
            reverse("child_withdraw", args=[child.key, entry.key]), {"reason": "Stands twice"}
        )
    assert Event.objects.filter(supersedes=wrong).exists()
    assert Event.objects.filter(supersedes=twice).exists()


@pytest.mark.parametrize("reference", ["C-0001", "C-9999", "<b>"])
def test_merge_with_itself_or_nobody_is_refused(manager, child, reference):
    refused = manager.client.post(
        reverse("child_merge", args=[child.key]), {"reference": reference, "reason": "x"}
    )
    assert refused.status_code == 422
    assert not Merge.objects.exists()


def test_merge_is_not_for_workers(worker, child):
    assert worker.client.get(reverse("child_merge", args=[child.key])).status_code == 403
