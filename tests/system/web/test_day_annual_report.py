"""The annual report: written, checked while it is, approved, released, and compared in March."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .releasing import correct_a_date, release_and_read, see_what_differs

REPORT = re.compile(r"^Adoption annual report (\d{4}.\d{2}): Four Rivers Adoption")
STORY = "Nearly half of the children, [[]] of [[]], were under one."
MENDED = "Few of the children"


def open_report(page: Page) -> str:
    """Open the region's annual report, which a job begins after the figures; gives its year."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Reports").click()
    link = page.get_by_role("link", name=REPORT)
    for _ in range(180):
        if link.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    else:
        pytest.fail("The report was never begun")
    found = REPORT.match(link.first.inner_text())
    assert found
    link.first.click()
    return found[1]


def put_in(page: Page, terms: str, name: str) -> None:
    """Look for a figure and put the first of this name into the words."""
    page.get_by_label("Words of the figure, its period or its council").fill(terms)
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("button", name=f"Put in {name}").first.click()


def sign_part(page: Page, part: str) -> None:
    """Sign an author's part of the open report as written."""
    page.get_by_role("link", name=f"Sign as written: {part}").click()
    page.get_by_role("button", name="Sign", exact=True).click()


def test_annual_report_is_written_approved_released_and_compared(
    sign_in_beside, browser: Browser, demo, assert_accessible, tmp_path: Path
):
    # Given a head of service who opens the annual report: tables and first sentences are there
    head = sign_in_beside("head-of-service")
    year = open_report(head)
    contents = head.get_by_role("navigation", name="Contents")
    expect(contents.get_by_role("link", name="The adoption panel")).to_be_visible()
    expect(head.get_by_role("table", name="Children adopted by council")).to_be_visible()
    assert_accessible(head)

    # And a figure among the words, which says what it is while it has focus
    figure = head.locator("a.belong-figure").first
    source = head.locator(f"#{figure.get_attribute('aria-describedby')}")
    expect(source).to_be_hidden()
    figure.focus()
    expect(source).to_be_visible()

    # When she writes the year's story, and puts figures in from the list
    head.get_by_role("link", name="Write In brief").focus()
    expect(source).to_be_hidden()
    head.keyboard.press("Enter")
    head.wait_for_url("**/sections/headline")
    assert_accessible(head)
    words = head.get_by_label("Words", exact=True)
    before = words.input_value()
    words.fill(f"{before}\n\n{STORY}")
    put_in(head, f"adopted under 1 {year}", "Children adopted, by age")
    put_in(head, f"children adopted {year}", "Children adopted,")
    assert "[[]]" not in head.get_by_label("Words", exact=True).input_value()
    head.get_by_role("button", name="See it as it will print").click()

    # Then the checker says that "nearly half" is another share
    preview = head.get_by_role("region", name="As it will print")
    expect(preview).to_contain_text(re.compile(r"“Nearly half” stands beside [\d.]+%"))
    assert_accessible(head)
    head.get_by_role("button", name="Save").click()
    expect(head.get_by_role("alert")).to_contain_text("Saved: In brief.")
    found = head.get_by_role("complementary", name="What the checker finds")
    expect(found).to_contain_text("“Nearly half” stands beside")
    assert_accessible(head)

    # And she mends it where it stands
    found.get_by_role("link", name=re.compile("Mend in In brief")).first.click()
    words = head.get_by_label("Words", exact=True)
    words.fill(words.input_value().replace("Nearly half of the children", MENDED))
    head.get_by_role("button", name="Save").click()
    expect(found).not_to_contain_text("“Nearly half”")
    expect(head.get_by_text(MENDED)).to_be_visible()

    # When the panel's chair adds his part, with no script and on a phone
    address = head.url.partition("?")[0]
    chair = _with_no_script(browser, demo, "panel-chair@demo.example")
    chair.goto(address)
    expect(chair.get_by_role("heading", name="In brief")).to_have_count(0)
    chair.get_by_role("link", name="Write The adoption panel").click()
    chair.get_by_label("Words", exact=True).fill("The panel met each month. It was never short.")
    chair.get_by_role("button", name="Save").click()
    expect(chair.get_by_text("It was never short.")).to_be_visible()
    sign_part(chair, "the panel's chair")
    expect(chair.get_by_text("panel chair,")).to_be_visible()
    chair.context.close()

    # And the head of service states the money, settles what a partner asked, and signs
    head.goto(address)
    head.get_by_role("link", name="State its money").click()
    expect(head.get_by_role("heading", level=1)).to_contain_text("Money in")
    assert_accessible(head)
    head.get_by_label("Interagency income").fill("£302,000")
    head.get_by_label("Interagency expenditure").fill("238850")
    head.get_by_role("button", name="Save").click()
    contents.get_by_role("link", name="Children", exact=True).click()
    head.get_by_role("link", name=re.compile("Settle the comment")).click()
    head.get_by_role("button", name="It is settled").click()
    head.goto(f"{address}at/finance")
    expect(head.get_by_text("£63,150").first).to_be_visible()
    sign_part(head, "the council")
    sign_part(head, "the agency")

    # When the performance officer checks it, nothing is in the way
    officer = sign_in_beside("performance-officer")
    officer.goto(address)
    expect(officer.get_by_text("In the way:")).to_have_count(0)
    officer.get_by_role("link", name="Sign as checked").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("Sign the report as checked")
    assert_accessible(officer)
    officer.get_by_role("button", name="Sign as checked").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("Checked")

    # Then the head of service approves it: by keyboard
    head.goto(address)
    head.get_by_role("link", name="Approve").focus()
    head.keyboard.press("Enter")
    head.get_by_role("button", name="Approve").focus()
    head.keyboard.press("Enter")
    expect(head.get_by_role("heading", level=1)).to_contain_text("Approved")
    expect(head.get_by_role("link", name=re.compile("^Write "))).to_have_count(0)
    assert_accessible(head)

    # And releases it: what would name a child is hidden on the website, and Cabinet gets it whole
    release = release_and_read(head, address, tmp_path, assert_accessible)

    # When in March somebody corrects a date, the release says what would differ, and stays as it is
    reference = correct_a_date(sign_in_beside("family-finder"))
    see_what_differs(head, release, reference, assert_accessible)


def _with_no_script(browser: Browser, demo: str, email: str) -> Page:
    """Somebody signed in on a phone whose browser runs no scripts."""
    from belong.web.agencies.demo_people import PASSWORD

    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{demo}/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page
