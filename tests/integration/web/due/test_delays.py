"""The reason for a missed time limit: asked with who agreed, and kept with its clock."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from belong.web.due.models import DueRow
from belong.web.families.folding import families_journeys
from belong.web.ledger.models import Event

from .conftest import ago

CLOCK = "match_after_decision"


@pytest.fixture
def worker(signed_in, council, team) -> Any:
    """A child's social worker of the team."""
    return signed_in("child_social_worker", agency=council, team=team)


def hidden(page: Any) -> dict[str, str]:
    """The hidden inputs of a page, as the browser would send them back."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()
    )
    return {unescape(name): unescape(value) for name, value in found}


def dated(name: str, days_ago: int) -> dict[str, str]:
    """The three parts of a date as a form sends them."""
    on = ago(days_ago)
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def give_reason(browser: Any, address: str, **told: str) -> Any:
    """Fills in the page, checks the answers and saves; gives the last answer."""
    opened = browser.get(address)
    assert opened.status_code == 200
    answers = {**hidden(opened), **dated("on", 1), **told}
    checked = browser.post(address, {**answers, "step": "check"})
    if checked.status_code != 200:
        return checked
    return browser.post(address, {**hidden(checked), "step": "save"}, follow=True)


def test_link_from_the_home_page_fills_in_the_time_limit(worker, child, responsible):
    responsible(worker.user, child, "child_social_worker")
    page = worker.client.get(reverse("home")).content.decode()
    address = unescape(re.search(r'href="([^"]*delayed[^"]*match_after_dec[^"]*)"', page)[1])  # type: ignore[index]
    form = worker.client.get(address).content.decode()
    assert f'<option value="{CLOCK}" selected>' in form
    assert f'name="clock_started_on-day" type="text" value="{ago(200).day}"' in form
    assert f'name="on-day" type="text" value="{ago(0).day}"' in form
    assert "Who agreed to the delay?" in form


def test_reason_of_a_child_with_who_agreed_stands_with_its_clock(worker, person, child, council):
    manager = person(role="partner_manager", agency=council)
    address = reverse("child_record_kind", args=[child.key, "delayed"])
    told = {"clock": CLOCK, "delay_reason": "no_suitable_family", "agreed_by": manager.key}
    done = give_reason(worker.client, address, **told, **dated("clock_started_on", 200))
    event = Event.objects.get(subject_key=child.key, kind="delayed")
    assert event.details == {**told, "clock_started_on": ago(200).isoformat()}
    assert DueRow.objects.get(child=child, clock=CLOCK).has_reason
    shown = done.content.decode()
    assert "no suitable family found" in shown
    assert f"Agreed by: {manager.name}" in shown


def test_other_reason_of_a_child_needs_words(worker, child):
    address = reverse("child_record_kind", args=[child.key, "delayed"])
    told = {"clock": CLOCK, "delay_reason": "other"}
    refused = give_reason(worker.client, address, **told)
    assert refused.status_code == 422
    assert "Enter the reason in your own words" in refused.content.decode()
    give_reason(worker.client, address, **told, note="The judge was ill.")
    assert Event.objects.filter(subject_key=child.key, kind="delayed").exists()
    assert not DueRow.objects.get(child=child, clock=CLOCK).has_reason


def test_address_with_nonsense_opens_an_empty_form(worker, child):
    address = reverse("child_record_kind", args=[child.key, "delayed"])
    page = worker.client.get(f"{address}?clock=<b>&clock_started_on=2024-13-45")
    assert page.status_code == 200
    assert "<b>&" not in page.content.decode()


def test_reason_of_a_family_with_who_agreed_stands_with_its_clock(signed_in, person, family):
    worker = signed_in("recruitment_officer")
    head = person(role="head_of_service")
    address = reverse("family-record-kind", args=[family.key, "delayed"])
    told = {"clock": "stage_1", "delay_reason": "health", "agreed_by": head.key}
    asked = worker.client.get(f"{address}?clock=stage_1&clock_started_on={ago(70).isoformat()}")
    assert '<option value="stage_1" selected>' in asked.content.decode()
    done = give_reason(worker.client, address, **told, **dated("clock_started_on", 70))
    row = DueRow.objects.get(family=family, clock="stage_1")
    assert row.has_reason
    assert row.severity == "amber"
    shown = done.content.decode()
    assert head.name in shown
    latest = families_journeys([family.key])[family.key][0].latest
    assert latest is not None
    assert [one.details["agreed_by"] for one in latest.delays] == [head.key]


def test_other_reason_of_a_family_needs_words(signed_in, family):
    worker = signed_in("recruitment_officer")
    address = reverse("family-record-kind", args=[family.key, "delayed"])
    told = {"clock": "stage_1", "delay_reason": "other"}
    assert give_reason(worker.client, address, **told).status_code == 422
    give_reason(worker.client, address, **told, reasons="The surgery was flooded.")
    event = Event.objects.get(subject_key=family.key, kind="delayed")
    assert "reasons" not in event.details
    assert event.change.why == "The surgery was flooded."


def test_child_page_asks_for_the_reason_and_marks_what_is_not_checked(worker, child, happen):
    happen(child, "minutes_final", 60, about="match")
    page = worker.client.get(reverse("child_page", args=[child.key])).content.decode()
    address = reverse("child_record_kind", args=[child.key, "delayed"])
    assert f"{address}?clock={CLOCK}&amp;clock_started_on={ago(200).isoformat()}" in page
    assert "standard 17 (to be checked)" in page


def test_paused_limit_says_so_on_the_page(worker, child, happen):
    happen(child, "appeal_made", 150)
    page = worker.client.get(reverse("child_page", args=[child.key])).content.decode()
    assert "not counted at the moment: the day will move" in page


def test_reader_who_may_not_record_is_shown_no_way_to_the_form(signed_in, council, child):
    reader = signed_in("partner_manager", agency=council)
    page = reader.client.get(reverse("child_page", args=[child.key])).content.decode()
    assert "Not recorded" in page
    assert "delayed/?clock" not in page


def test_family_page_shows_every_limit_with_its_source(signed_in, family):
    page = signed_in("recruitment_officer").client.get(reverse("family", args=[family.key]))
    shown = page.content.decode()
    assert "Stage 1: due" in shown
    assert "Longer at the applicants&#39; request" in shown
    address = reverse("family-record-kind", args=[family.key, "delayed"])
    assert f"{address}?clock=stage_1&amp;clock_started_on={ago(70).isoformat()}" in shown
