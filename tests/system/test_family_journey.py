"""A family from the first enquiry to stage 2, entered through the forms as its worker would."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import django
import pytest
from playwright.sync_api import Page, expect

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings_test")
# Playwright runs a loop of its own, in which Django would refuse to ask the database anything.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from belong.web.accounts.models import User  # noqa: E402
from belong.web.agencies.models import Agency, Appointment, Team  # noqa: E402

TODAY = date.today()  # noqa: TID251, DTZ011
NAME = "Isolde Marchbank and Wilf Quill"


@pytest.fixture
def page_of(served_db: None, live_server, patient_page: Page) -> Iterator[Callable[[str], Page]]:
    """Opens a path as a voluntary agency's worker; the browser's console stays silent."""
    agency = Agency.objects.create(kind="voluntary", name="Lanternlight Families")
    Team.objects.create(agency=agency, name="Adopters")
    user = User(email="wren@lanternlight.example", name="Wren Worker")
    user.set_unusable_password()
    user.save()
    Appointment.objects.create(
        user=user, role="voluntary_agency_worker", agency=agency, from_on=date(2020, 4, 1)
    )
    browser = Client()
    browser.force_login(user)
    patient_page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": browser.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
    complaints: list[str] = []
    patient_page.on("console", lambda message: complaints.append(message.text))
    answered_422 = "Failed to load resource: the server responded with a status of 422"

    def go(path: str) -> Page:
        patient_page.goto(live_server.url + path)
        return patient_page

    yield go
    assert [each for each in complaints if not each.startswith(answered_422)] == []


def fill_day(page: Page, day: date, group: str = "") -> None:
    within = page.get_by_role("group", name=group) if group else page
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        within.get_by_label(label, exact=True).first.fill(str(value))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def choose_kind(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Record what happened").click()
    link = page.get_by_role("link", name=kind, exact=True)
    if not link.is_visible():
        page.get_by_text("Something else").click()
    link.click()


def record(page: Page, kind: str, day: date, fill: Callable[[], None] = lambda: None) -> None:
    """From the family's page, record one event and come back to it."""
    choose_kind(page, kind)
    fill_day(page, day)
    fill()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded:")


def test_worker_takes_a_family_from_enquiry_to_stage_2(page_of, assert_accessible):
    # Given the list of a worker, who adds a family
    page = page_of("/families/")
    assert_accessible(page)
    page.get_by_role("link", name="Add a family").click()
    assert_accessible(page)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Enter the day of the enquiry").click()
    when = page.get_by_role("group", name="When they asked")
    expect(when.get_by_label("Day")).to_be_focused()
    assert_accessible(page)
    fill_day(page, ago(110), "When they asked")
    page.get_by_label("How they came").select_option("friends or family")
    page.get_by_label("First applicant: first names").fill("Isolde")
    page.get_by_label("First applicant: last name").fill("Marchbank")
    page.get_by_label("Second applicant: first names").fill("Wilf")
    page.get_by_label("Second applicant: last name").fill("Quill")
    page.get_by_role("button", name="Add").click()
    # Then the family's page says whose move it is
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text("the move of the recruitment team")).to_be_visible()
    assert_accessible(page)

    # When they register, stage 1 begins, and a check is sought
    record(
        page,
        "Registration of interest received",
        ago(90),
        lambda: page.get_by_label("First application").check(),
    )
    choose_kind(page, "Registration accepted: stage 1 began")
    expect(page.get_by_text("Two months from acceptance")).to_be_visible()
    assert_accessible(page)
    fill_day(page, ago(80))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The stage is now: Stage 1.")
    page.get_by_role("link", name="A check was sought").click()
    assert_accessible(page)
    fill_day(page, ago(75))
    page.get_by_label("Check", exact=True).select_option("Health report")
    page.get_by_label("About whom").select_option("Wilf Quill")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Save").click()
    # Then the page waits for the doctor, past two months
    expect(page.get_by_text("the move of the applicant's doctor")).to_be_visible()
    row = page.get_by_role("table", name="Checks").get_by_role("row").filter(has_text="Wilf Quill")
    expect(row.filter(has_text="Waiting")).to_contain_text("Wren Worker")
    assert_accessible(page)

    # When the pipeline is opened
    page.get_by_role("link", name="Families").first.click()
    page.get_by_role("link", name="Pipeline").click()
    # Then it shows the family as stuck, by number and without a name
    stuck = page.get_by_role("table", name="Waiting for a check")
    expect(stuck.get_by_role("row").filter(has_text="Health report")).to_contain_text("F-0001")
    expect(page.get_by_role("main")).not_to_contain_text("Quill")
    assert_accessible(page)
    page.get_by_role("table", name="Past a time limit").get_by_role("link", name="F-0001").click()

    # When stage 2 is recorded with no decision on stage 1
    choose_kind(page, "Asked to go on: stage 2 began")
    fill_day(page, ago(5))
    page.get_by_label("First application").check()
    page.get_by_role("button", name="Continue").click()
    # Then the page warns with the rule, and records it for a reason
    expect(page.get_by_text("Stage 2 follows a positive decision on stage 1")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Enter the reason").click()
    why = page.get_by_label("Why is it recorded all the same?")
    expect(why).to_be_focused()
    assert_accessible(page)
    why.fill("The decision was made and not written up.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("table", name="Rules broken")).to_be_visible()
    assert_accessible(page)

    # When the entry is corrected
    entry = (
        page.get_by_role("row")
        .filter(has_text="Asked to go on: stage 2 began")
        .filter(has_text="The decision was made and not written up.")
    )
    entry.get_by_role("link", name="Correct").click()
    assert_accessible(page)
    fill_day(page, ago(4))
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Why is it corrected?").fill("A day out.")
    page.get_by_role("button", name="Save").click()
    # Then both stand in the record
    expect(page.get_by_role("alert")).to_contain_text("Corrected:")
    expect(page.get_by_text("A day out.")).to_be_visible()
    assert_accessible(page)

    # When the record is read as known before any of it
    fill_day(page, date(2020, 1, 1), "Show the record as it was known at the end of")
    page.get_by_role("button", name="Show as known then").click()
    expect(
        page.get_by_role("heading", name="As known at the end of 1 January 2020")
    ).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Show what is known now").click()

    # And on a phone nothing scrolls the page sideways
    page.set_viewport_size({"width": 320, "height": 800})
    for path in (page.url, page.url.rsplit("/", 2)[0] + "/pipeline/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for link in ("home/", "people/add/", "applications/add/", "separation/", "hand-over/"):
        page.go_back()
        page.goto(page.url + link)
        assert_accessible(page)
