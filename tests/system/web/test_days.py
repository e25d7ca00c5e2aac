"""Three working days in the demo: at court on a phone, a mistake put right, somebody curious."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from belong.web.agencies.demo_people import demo_accounts

TODAY = date.today()  # noqa: TID251, DTZ011
PHONE = (390, 844)
#: A placement order takes no longer than this to record, in seconds and in touches of the screen.
A_MINUTE, TOUCHES = 60, 12


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def fill_day(page: Page | Locator, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))


def choose_kind(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Record what happened").click()
    link = page.get_by_role("link", name=kind, exact=True)
    if not link.is_visible():
        page.get_by_text("Something else").click()
    link.click()


def go(link: Locator) -> None:
    """Click what leads to another page, and be there."""
    with link.page.expect_navigation():
        link.click()


def save(page: Page) -> None:
    """Continue, check the answers, give a reason where one is asked for, and save."""
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    reason = page.get_by_label("Why did it happen all the same?")
    if reason.count():
        reason.fill("Put right after a mistake.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded:")


def find_child(page: Page, demo: str, reference: str) -> None:
    """From the list of children to the page of one."""
    page.goto(f"{demo}/children/")
    page.get_by_label("Name, reference or number").fill(reference)
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator("main tbody").get_by_role("link").first.click()


def reference_of(page: Page) -> str:
    found = re.search(r"C-\d+", page.locator(".belong-identity").inner_text())
    assert found
    return found[0]


@pytest.fixture
def decided_child(sign_in_beside, demo) -> tuple[str, str]:
    """Name and reference of a child whose plan is adoption, without an order yet."""
    page = sign_in_beside("child-social-worker")
    page.goto(f"{demo}/children/add")
    page.get_by_label("Surname").fill("Quorwater")
    page.get_by_label("Forenames").fill("Posy")
    page.get_by_label("Team").select_option(index=1)
    page.get_by_label("Yes").check()
    fill_day(page, ago(500))
    page.get_by_role("button", name="Add the child").click()
    expect(page.get_by_role("heading", name="Posy Quorwater")).to_be_visible()
    choose_kind(page, "Started to be looked after")
    fill_day(page, ago(400))
    field = page.get_by_label("Legal status")
    field.select_option(field.locator("option").filter(has_text="(C1)").get_attribute("value"))
    save(page)
    choose_kind(page, "Decided that the child should be placed for adoption")
    fill_day(page, ago(90))
    page.get_by_label("Medical adviser's summary").check()
    page.get_by_label("Child's permanence report").check()
    page.get_by_label("Reasons for the decision").fill("No relative can care for the child.")
    save(page)
    return "Posy Quorwater", reference_of(page)


@pytest.fixture
def finder(decided_child, sign_in_beside, demo) -> Page:
    """The home page of the family finder, who is responsible for the child."""
    page = sign_in_beside("child-social-worker")
    find_child(page, demo, decided_child[1])
    page.goto(f"{page.url}worker")
    page.get_by_label("Role").select_option("family_finder")
    (name,) = (one.name for one in demo_accounts() if one.email.startswith("family-finder@"))
    page.get_by_label("Person").select_option(label=name)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Saved.")
    return sign_in_beside("family-finder")


def test_at_court_order_is_recorded_on_a_phone_within_a_minute_and_the_family_finder_sees_it(
    decided_child, finder, sign_in_beside, demo, assert_accessible
):
    # Given a social worker at court, with the child's page on a phone
    name, reference = decided_child
    phone = sign_in_beside("child-social-worker", PHONE)
    find_child(phone, demo, reference)
    expect(phone.get_by_role("heading", name=name)).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)

    # When the order is recorded
    touches = 0

    def touch(act: Callable[[], object]) -> None:
        nonlocal touches
        touches += 1
        act()

    began = time.monotonic()
    touch(phone.get_by_role("button", name="Record what happened").click)
    touch(phone.get_by_role("link", name="Placement order made", exact=True).click)
    pages = [phone.url]
    for label, value in (("Day", TODAY.day), ("Month", TODAY.month), ("Year", TODAY.year)):
        touch(partial(phone.get_by_label(label, exact=True).fill, str(value)))
    touch(phone.get_by_label("Family Court").check)
    touch(phone.get_by_role("button", name="Continue").click)
    touch(phone.get_by_role("button", name="Save").click)
    # Then it is there, and the match clock has started
    expect(phone.get_by_role("alert")).to_contain_text("Recorded: placement order made")
    assert time.monotonic() - began < A_MINUTE
    assert touches <= TOUCHES
    limits = phone.get_by_role("table", name="Still to be done")
    expect(
        limits.get_by_role("row").filter(has_text="Match, after the placement order")
    ).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)

    # And the family finder's home shows it before the worker is back at the desk
    finder.goto(demo)
    row = (
        finder.get_by_role("table", name="Decided since you last read this")
        .get_by_role("row")
        .filter(has_text=name)
        .filter(has_text="Placement order made")
    )
    due_on = TODAY + timedelta(days=121)
    expect(row).to_contain_text(
        f"Match, after the placement order: due {due_on.day} {due_on:%B %Y}"
    )
    assert_accessible(finder)
    row.get_by_role("link", name=name).click()
    expect(finder.get_by_role("table", name="Court")).to_contain_text("Placement order made")
    due = (
        finder.get_by_role("table", name="Still to be done")
        .get_by_role("row")
        .filter(has_text="Match, after the placement order")
    )
    expect(due).to_contain_text("Family finder")
    assert_accessible(finder)

    # And every page of recording is as easy for everybody
    phone.goto(pages[0])
    assert_accessible(phone)
    assert_fits(phone)
    fill_day(phone, TODAY)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)


def assert_fits(page: Page) -> None:
    """Nothing runs out of the screen sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def first_matched(page: Page, demo: str) -> None:
    """Open a child placed for adoption, whose match was recorded."""
    page.goto(f"{demo}/children/?stage=C9")
    links = page.locator("main tbody").get_by_role("link")
    addresses = [link.get_attribute("href") for link in links.all()]
    for address in addresses:
        page.goto(f"{demo}{address}")
        rows = recorded(page).filter(has_text="Match with a family decided")
        if rows.count() == 1 and "Family: F-" in rows.inner_text():
            return
    pytest.fail("No child placed for adoption has a match on record.")


def recorded(page: Page) -> Locator:
    return page.get_by_role("table", name="Everything recorded").get_by_role("row")


def family_of(entry: Locator) -> str:
    found = re.search(r"Family: (F-\d+)", entry.inner_text())
    assert found
    return found[1]


def another_family(page: Page, demo: str, than: str) -> str:
    """The reference of another approved family."""
    page.goto(f"{demo}/families/")
    found = re.findall(r"F-\d{4}", page.locator("main tbody").inner_text())
    return next(reference for reference in found if reference != than)


def test_mistake_is_corrected_and_last_week_still_shows_what_was_believed(
    sign_in_beside, demo, assert_accessible
):
    # Given a match on record with one family
    page = sign_in_beside("family-finder")
    first_matched(page, demo)
    child = page.url
    entry = recorded(page).filter(has_text="Match with a family decided")
    wrong = family_of(entry)
    right = another_family(page, demo, wrong)

    # When the family is corrected
    page.goto(child)
    entry = recorded(page).filter(has_text="Match with a family decided")
    go(entry.get_by_role("link", name="Correct"))
    assert_accessible(page)
    page.get_by_label("Family", exact=True).fill(right)
    page.get_by_label("Why this is corrected").fill("The wrong family was chosen from the list.")
    save(page)

    # Then both stand there, the old one struck out, with who and why
    entries = recorded(page).filter(has_text="Match with a family decided")
    expect(entries).to_have_count(2)
    expect(entries.filter(has_text=right)).to_contain_text("The wrong family was chosen")
    expect(entries.filter(has_text=f"Family: {wrong}").locator("s")).to_have_count(1)
    assert_accessible(page)

    # And the page as known last week shows what was believed then, and says so loudly
    fill_day(page.get_by_role("group", name=re.compile("as it was known at")), ago(7))
    page.get_by_role("button", name="Show as known then").click()
    expect(page.get_by_role("heading", name=re.compile("^As known at"))).to_be_visible()
    entries = recorded(page).filter(has_text="Match with a family decided")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text(f"Family: {wrong}")
    expect(entries.locator("s")).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("link", name="Show what is known now").click()
    expect(page.get_by_role("heading", name=re.compile("^As known at"))).to_have_count(0)


def test_details_on_the_wrong_record_are_sealed_by_two_people(
    sign_in_beside, demo, assert_accessible
):
    # Given an entry that puts a family on the wrong child's record
    page = sign_in_beside("family-finder")
    first_matched(page, demo)
    child, reference = page.url, reference_of(page)
    entry = recorded(page).filter(has_text="Match with a family decided").first
    family = family_of(entry)

    # When one person asks for a seal
    go(entry.get_by_role("link", name="Ask to seal"))
    assert_accessible(page)
    page.get_by_label("Reason").fill("This family belongs to another child's record.")
    go(page.locator("main").get_by_role("button").first)
    # Then nothing is sealed yet
    page.goto(child)
    expect(recorded(page).filter(has_text=f"Family: {family}").first).to_be_visible()

    # When a manager agrees
    manager = sign_in_beside("head-of-service")
    manager.goto(f"{demo}/children/")
    go(manager.get_by_role("link", name="Seals that wait for you"))
    assert_accessible(manager)
    row = manager.get_by_role("table").get_by_role("row").filter(has_text=reference)
    go(row.get_by_role("link").last)
    assert_accessible(manager)
    manager.get_by_role("button", name="Seal for good").click()
    expect(manager.get_by_text("The entry is sealed.")).to_be_visible()

    # Then the details are out of everyone's reach, and the fact is kept
    for reader in (page, manager):
        reader.goto(child)
        sealed = recorded(reader).filter(has_text="Sealed")
        expect(sealed.filter(has_text="Match with a family decided")).to_have_count(1)
        expect(sealed.first).not_to_contain_text(family)
    assert_accessible(page)


def test_somebody_curious_finds_no_such_page_and_stands_in_the_audit_log(
    sign_in_beside, demo, assert_accessible
):
    # Given the address of a child of one council
    worker = sign_in_beside("child-social-worker")
    worker.goto(f"{demo}/children/")
    worker.locator("main tbody").get_by_role("link").first.click()
    name = worker.get_by_role("heading", level=1).inner_text()
    child = worker.url

    # When a worker of another council types it
    curious = sign_in_beside("social-worker-992")
    answered = curious.goto(child)
    # Then there is no such page, just as for an address that nobody has
    assert answered.status == 404
    expect(curious.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert name not in curious.content()
    assert_accessible(curious)
    seen = curious.locator("main").inner_text()
    assert curious.goto(f"{demo}/children/{'0' * 32}/").status == 404
    assert curious.locator("main").inner_text() == seen

    # And the attempt is in the audit log
    auditor = sign_in_beside("auditor")
    auditor.goto(f"{demo}/audit/")
    auditor.get_by_label("What was done").select_option(
        "Tried an address that is not theirs, or not there"
    )
    auditor.get_by_role("button", name="Show").click()
    expect(auditor.get_by_role("row").filter(has_text="Ines Holloway").first).to_be_visible()
    assert_accessible(auditor)
