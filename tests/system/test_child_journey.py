"""The dated example of a child's journey, entered through the forms as a social worker would.

Every interval and every due date that the example states stands on the child's page afterwards.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

PASSWORD = "long enough words"  # noqa: S105  # pragma: allowlist secret
PAPERS = ("Medical adviser's summary", "Child's permanence report", "Legal advice")
#: Seconds until an empty installation answers.
UNTIL_READY = 60

#: A council in a region, a social worker who also finds families, a decision maker, one family.
SEED = f"""
import django
django.setup()
from datetime import date
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, RaaMembership, Team
from belong.web.families.models import FamilyRecord
first = date(2020, 4, 1)
council = Agency.objects.create(kind="council", name="Northmere Council", dfe_code="991")
region = Agency.objects.create(kind="raa", name="Four Rivers Adoption")
RaaMembership.objects.create(council=council, raa=region, from_on=first)
team = Team.objects.create(agency=council, name="Care 1")
FamilyRecord.objects.create(pseudonym="F-0208", agency=region)
def make(name, email, *roles):
    user = User(email=email, name=name)
    user.set_password({PASSWORD!r})
    user.save()
    for role, agency, of_team in roles:
        Appointment.objects.create(
            user=user, role=role, agency=agency, team=of_team, from_on=first
        )
make("Dana Maker", "dana@northmere.example", ("decision_maker", council, None))
make(
    "Sam Worker",
    "sam@northmere.example",
    ("child_social_worker", council, team),
    ("family_finder", region, None),
)
"""

#: Kind of event, day, choices by label, and texts by label.
JOURNEY: tuple[tuple[str, str, dict[str, Any], dict[str, str]], ...] = (
    ("Started to be looked after", "2023-01-08", {"Legal status": "L2"}, {}),
    ("Legal status changed", "2023-01-08", {"Legal status": "C1"}, {}),
    ("Moved to a placement", "2023-01-08", {"Kind of placement": "U6"}, {}),
    ("Review made adoption one of the plans", "2023-05-02", {}, {}),
    (
        "Decided that the child should be placed for adoption",
        "2023-06-14",
        {"Decision maker": "Dana Maker", "papers": PAPERS},
        {"Reasons for the decision": "No relative can care for the child."},
    ),
    ("Placement order made", "2023-07-20", {"Court": "Family Court"}, {}),
    ("Linked with a family", "2023-08-15", {}, {"Family": "F-0208"}),
    ("Adoption placement report finished", "2023-09-20", {}, {"Family": "F-0208"}),
    ("Panel met", "2023-10-04", {"What it is about": "The match"}, {}),
    (
        "Panel recommended",
        "2023-10-04",
        {"What it is about": "The match", "What the panel recommended": "To agree"},
        {},
    ),
    ("Panel's final minutes received", "2023-10-09", {"What it is about": "The match"}, {}),
    (
        "Match with a family decided",
        "2023-10-12",
        {
            "Decision maker": "Dana Maker",
            "papers": (*PAPERS, "Adoption placement report", "Panel's final minutes"),
            "Was a panel's recommendation seen?": "Yes",
            "Did the decision agree with the panel?": "Yes",
        },
        {"Reasons for the decision": "They can meet each need.", "Family": "F-0208"},
    ),
    ("Introductions began", "2023-10-20", {}, {"Family": "F-0208"}),
    ("Introductions finished", "2023-11-03", {}, {"Family": "F-0208"}),
    ("Placed for adoption", "2023-11-03", {"Kind of placement": "(A6)"}, {"Family": "F-0208"}),
    ("Visited", "2023-11-10", {}, {}),
    ("Reviewed", "2023-11-28", {}, {}),
)


def free_port() -> int:
    """A port that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an installation of its own, as a council would serve it."""
    home = tmp_path_factory.mktemp("journey")
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BELONG_") and name not in ("DATABASE_URL", "SECRET_KEY")
    }
    environment |= {
        "BELONG_HOME": str(home),
        "BELONG_PLAIN_HTTP": "1",
        "BELONG_SECOND_FACTOR": "0",
        "DJANGO_SETTINGS_MODULE": "belong.web.config.settings",
        "PYTHONUTF8": "1",
    }
    belong = str(Path(sys.executable).parent / "belong")
    log = home / "log"
    with log.open("wb") as out:
        told: dict[str, Any] = {"env": environment, "stdout": out, "stderr": out}
        subprocess.run([belong, "migrate"], check=True, **told)
        subprocess.run([sys.executable, "-c", SEED], check=True, **told)
        process = subprocess.Popen([belong, "serve", "--port", str(port)], **told)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + UNTIL_READY
        while True:
            try:
                with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # noqa: S310
                    assert json.load(answer) == {"status": "ok"}
                break
            except OSError:
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def social_worker(served: str, patient_page: Page) -> Iterator[Page]:
    """A browser in which the social worker has signed in; its console must stay silent."""
    complaints: list[str] = []
    patient_page.on("console", lambda message: complaints.append(message.text))
    patient_page.goto(f"{served}/accounts/sign-in/")
    patient_page.get_by_label("E-mail address").fill("sam@northmere.example")
    patient_page.get_by_label("Password", exact=True).fill(PASSWORD)
    patient_page.get_by_role("button", name="Sign in").click()
    patient_page.wait_for_url(f"{served}/")
    yield patient_page
    assert complaints == []


def fill_day(page: Page, day: str) -> None:
    year, month, of_month = day.split("-")
    for label, value in (("Day", of_month), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(value)


def choose(page: Page, label: str, words: str) -> None:
    """Choose from a drop-down list or radios, by a part of the words."""
    group = page.get_by_role("group", name=label)
    if group.count():
        group.get_by_label(words, exact=not words.startswith("(")).check()
        return
    field = page.get_by_label(label)
    option = field.locator("option").filter(has_text=words).first
    field.select_option(option.get_attribute("value"))


def record(
    page: Page, kind: str, day: str, choices: dict, texts: dict, check: Callable[[Page], None]
) -> None:
    """From the child's page, record one event and come back to it."""
    page.get_by_role("button", name="Record what happened").click()
    link = page.get_by_role("link", name=kind, exact=True)
    if not link.is_visible():
        page.get_by_text("Something else").click()
    link.click()
    check(page)
    fill_day(page, day)
    for label, words in choices.items():
        for each in words if label == "papers" else ():
            page.get_by_label(each, exact=True).check()
        if label != "papers":
            choose(page, label, words)
    for label, words in texts.items():
        page.get_by_label(label).first.fill(words)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded:")


def test_dated_example_entered_through_the_forms_gives_every_interval_and_due_date(
    social_worker, served, assert_accessible
):
    # Given a child added by the social worker
    page = social_worker
    page.goto(f"{served}/children/")
    assert_accessible(page)
    page.get_by_role("link", name="Add a child").click()
    assert_accessible(page)
    page.get_by_label("Surname").fill("Thorne")
    page.get_by_label("Forenames").fill("Elsie")
    page.get_by_label("Team").select_option(index=1)
    page.get_by_label("Yes").check()
    fill_day(page, "2023-01-05")
    page.get_by_role("button", name="Add the child").click()
    expect(page.get_by_role("heading", name="Elsie Thorne")).to_be_visible()
    assert_accessible(page)

    # When everything that happened is recorded, one event after the other
    seen: set[str] = set()

    def check_once(page: Page) -> None:
        heading = page.get_by_role("heading", level=1).inner_text()
        if heading not in seen:
            seen.add(heading)
            assert_accessible(page)

    for kind, day, choices, texts in JOURNEY:
        record(page, kind, day, choices, texts, check_once)

    # Then the page tells from which day the adopters may apply
    expect(page.get_by_text("may apply for the order from 12 January 2024")).to_be_visible()
    page.locator("summary", has_text="Time limits that are over").click()
    for what, due in (
        ("Decision on the match, after the panel's final minutes", "18 October 2023"),
        ("First visit, after placing", "10 November 2023"),
        ("First review, after placing", "1 December 2023"),
        ("Second review, after the first was held", "28 February 2024"),
    ):
        expect(page.get_by_role("row").filter(has_text=what)).to_contain_text(due)
    record(page, "Adopters applied for the adoption order", "2024-01-12", {}, {}, check_once)
    record(
        page, "Adoption order made", "2024-05-09", {"Was the order opposed?": "No"}, {}, check_once
    )

    # And the days between milestones
    days = page.get_by_role("table", name="Days between milestones")
    for what, number in (
        ("A1: entered care to placed for adoption", "299"),
        ("A10: entered care to moved in with the family", "299"),
        ("A2: placement order to match", "84"),
        ("Match to placed", "22"),
        ("Placed to adoption order", "188"),
    ):
        row = days.get_by_role("row").filter(has_text=what)
        expect(row.get_by_role("cell").last).to_have_text(number)
    expect(page.get_by_text("Rules that were broken")).not_to_be_visible()
    assert_accessible(page)
