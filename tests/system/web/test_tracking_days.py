"""Two working days in the demo: the tracking meeting, and who is stuck in stage 1."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

TODAY = date.today()  # noqa: TID251, DTZ011
PHONE = (320, 700)


def fill_day(page: Page | Locator, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))


def lines(page: Page) -> Locator:
    return page.locator("tr.belong-tracker__line")


def open_meeting(page: Page, demo: str, whose: str) -> None:
    page.goto(f"{demo}/tracker/meetings/open")
    page.get_by_label("Whose meeting is it?").select_option(label=whose)
    page.get_by_role("button", name="Open the meeting").click()
    expect(page.get_by_role("button", name="Close the meeting")).to_be_visible()


def close_meeting(page: Page) -> None:
    page.get_by_role("button", name="Close the meeting").click()
    page.get_by_role("button", name="Close the meeting").click()
    expect(page.get_by_role("alert")).to_contain_text("The meeting is closed")


def test_tracking_meeting_gives_reasons_and_owners_and_the_next_opens_with_what_was_done(
    sign_in_beside, demo, assert_accessible
):
    # Given a manager with the tracker of the team, in order of what is due first
    manager = sign_in_beside("children-team-manager")
    manager.get_by_role("link", name="Tracker", exact=True).click()
    expect(manager.get_by_role("heading", name="Tracker of children")).to_be_visible()
    assert lines(manager).count() > 1
    assert_accessible(manager)

    # When the month's meeting is opened
    council = re.sub(r"^Children: ", "", _places(manager, demo)[0])
    open_meeting(manager, demo, f"Children: {council}")
    # Then it begins with what changed since the last one
    expect(manager.get_by_role("heading", name=re.compile("Since last time"))).to_be_visible()
    assert_accessible(manager)

    # When the manager opens the first line by keyboard
    first = manager.locator(".belong-tracker__opens summary").first
    first.focus()
    manager.keyboard.press("Enter")
    work = manager.get_by_role("link", name=re.compile("Write a note, agree an action")).first
    expect(work).to_be_visible()
    assert_accessible(manager)
    manager.keyboard.press("Tab")
    while not work.evaluate("each => each === document.activeElement"):
        manager.keyboard.press("Tab")
    manager.keyboard.press("Enter")
    # And writes a note, agrees an action, and gives a reason, in one go
    name = manager.get_by_role("heading", level=1).inner_text()
    assert_accessible(manager)
    manager.get_by_label("Note", exact=True).fill("To be put to the next exchange day.")
    manager.get_by_label("What is to be done?").fill("Send the profile to the neighbouring region")
    manager.get_by_label("Who does it?").select_option(label="Sorrel Adeyemi")
    fill_day(manager, TODAY + timedelta(days=14))
    late = manager.get_by_label("What is late?")
    late.select_option(index=1)
    manager.get_by_label("Why?").select_option(label="No suitable family found")
    manager.get_by_label("Who agreed?").select_option(label="Huw Castellan")
    manager.get_by_role("button", name="Save and go to the next").click()
    # Then the next child is there
    expect(manager.get_by_role("alert")).to_contain_text(f"Saved: {name}")
    expect(manager.get_by_role("heading", level=1)).not_to_have_text(name)
    assert_accessible(manager)

    # When the meeting is closed, and somebody with the page still open closes it again
    manager.get_by_role("link", name="The meeting").click()
    agreed = manager.get_by_role("region", name="Agreed in this meeting")
    expect(agreed).to_contain_text("Send the profile to the neighbouring region (Sorrel Adeyemi")
    address = manager.url
    finder = sign_in_beside("family-finder")
    finder.goto(f"{address}close")
    assert_accessible(finder)
    close_meeting(manager)
    assert_accessible(manager)
    finder.get_by_role("button", name="Close the meeting").click()
    # Then the second is told who was first
    expect(finder.get_by_text("This meeting was closed by Huw Castellan").first).to_be_visible()
    assert_accessible(finder)

    # When the owner finds the action and says that it is done
    owner = sign_in_beside("child-social-worker")
    owner.goto(address)
    owner.get_by_role("link", name=re.compile(r"Done\s*: Send the profile")).first.click()
    assert_accessible(owner)
    owner.get_by_label("What came of it?").fill("Sent to three agencies")
    owner.get_by_role("button", name="It is done").click()
    expect(owner.get_by_role("alert")).to_contain_text("The action is done")
    # Then the next meeting opens with it
    open_meeting(manager, demo, f"Children: {council}")
    since = manager.get_by_role("region", name=re.compile("Since last time"))
    expect(since).to_contain_text("Sent to three agencies")
    expect(since).to_contain_text("not done yet")
    assert_accessible(manager)
    close_meeting(manager)


def _places(page: Page, demo: str) -> list[str]:
    page.goto(f"{demo}/tracker/meetings/open")
    offered = page.get_by_label("Whose meeting is it?").locator("option").all_inner_texts()
    return [each for each in offered if each.startswith("Children")]


def test_stuck_in_stage_1_is_told_by_check_and_prints_without_a_name(
    sign_in_beside, demo, assert_accessible
):
    # Given a head of service who asks why families wait
    head = sign_in_beside("head-of-service")
    head.goto(f"{demo}/tracker/families/")
    expect(head.get_by_text(re.compile(r"past the limit of stage 1"))).to_be_visible()
    assert_accessible(head)
    checks = head.get_by_role("table", name="Checks outstanding")
    kind = checks.get_by_role("row").filter(has_text="Health report")
    waiting = int(kind.get_by_role("cell").nth(1).inner_text())
    # When she follows the check that most of them wait for
    kind.get_by_role("link").click()
    # Then the list is of those who wait for it, and of nobody else
    expect(head.get_by_role("status")).to_contain_text(re.compile(rf"^{waiting} famil"))
    assert lines(head).count() == waiting
    assert_accessible(head)
    # And on paper there is the list and no adopter's name
    references = lines(head).locator("th").all_inner_texts()
    assert all(re.match(r"F-\d{4}", each) for each in references)
    head.emulate_media(media="print")
    expect(lines(head).first).to_be_visible()
    expect(head.get_by_role("button", name="Show")).to_be_hidden()
    names = adopters(sign_in_beside("adopters-social-worker"), demo)
    printed = head.locator("main").inner_text()
    assert names
    assert not [name for name in names if name in printed]


def adopters(page: Page, demo: str) -> list[str]:
    """Names of adopters as their own worker sees them."""
    page.goto(f"{demo}/families/")
    shown = page.locator("main tbody th a").all_inner_texts()
    return [name for name in shown if not re.match(r"F-\d{4}", name)]


def test_tracker_fits_a_phone(sign_in_beside, demo, assert_accessible):
    phone = sign_in_beside("family-finder", PHONE)
    for address in ("/tracker/", "/tracker/families/", "/tracker/meetings/"):
        phone.goto(f"{demo}{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert_accessible(phone)
