"""Figures, returns and the register without a script on a phone, and by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, ViewportSize, expect

#: As narrow as the narrowest phone that WCAG 2.2 (1.4.10, reflow) asks to be served.
PHONE = (320, 700)
#: As wide as A4 between its margins, in CSS pixels.
PAPER: ViewportSize = {"width": 718, "height": 1000}
#: Seconds until a job of the demo has computed the figures of its region.
UNTIL_COMPUTED = 240
#: Milliseconds until a return is made.
PATIENCE = 15_000
COUNCIL = "Brackenfold Council"


def go(control: Locator) -> Page:
    """The page that a link or button leads to, which is no wider than the phone."""
    page = control.page
    with page.expect_navigation():
        control.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], page.url
    return page


def follow(page: Page, name: str | re.Pattern[str]) -> Page:
    """The page that the first link of this name leads to."""
    return go(page.get_by_role("link", name=name).first)


def show(page: Page) -> Page:
    """The page for what was chosen."""
    return go(page.get_by_role("button", name="Show", exact=True))


def computed(page: Page, address: str) -> Page:
    """The page of figures, once a job has computed them."""
    for _ in range(UNTIL_COMPUTED):
        page.goto(address)
        if page.get_by_text("Computed on").count():
            return page
        page.wait_for_timeout(1000)
    raise AssertionError("No figures were computed")


def test_figures_and_their_questions_are_read_without_a_script_on_a_phone(sign_in_beside, demo):
    page = sign_in_beside("performance-officer", PHONE, has_script=False)
    computed(page, f"{demo}/performance/")
    for name in ("The quarter's table", "Children at each stage", "Adopters", "Outcomes"):
        follow(page, name)
        expect(page.locator("main tbody tr").first).to_be_visible()
    follow(page, "Scorecard")
    row = page.get_by_role("row", name=re.compile("^A10 ")).first
    go(row.get_by_role("link").nth(2))
    expect(page.get_by_role("heading", name="Who is in it")).to_be_visible()
    figure = page.url
    for name in ("Why did it change", "What comes next", "Fair comparison"):
        page.goto(figure)
        follow(page, name)
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_returns_are_made_and_compared_without_a_script_on_a_phone(sign_in_beside, demo):
    page = sign_in_beside("performance-officer", PHONE, has_script=False)
    for name in ("Annex A", "Quarterly data", "Adoption part of the SSDA903"):
        page.goto(f"{demo}/returns/")
        follow(page, re.compile(f"^{name}"))
        page.get_by_label("Agency").select_option(label=COUNCIL)
        show(page)
        expect(page.get_by_role("heading", name="Take the file")).to_be_visible()
        with page.expect_download() as taken:
            page.get_by_role("link", name="CSV files").click()
        assert taken.value.suggested_filename.endswith(".zip")
    page.goto(f"{demo}/returns/")
    follow(page, "Why they differ")
    page.get_by_label("Agency").select_option(label=COUNCIL)
    show(page)
    table = page.get_by_role("table", name="What each counts")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Of children", "SSDA903", "Quarterly data", "Reports", "Scorecard"]
    )


def test_return_is_asked_for_and_its_entry_reached_by_keyboard_alone(
    sign_in_beside, by_keyboard, demo
):
    page = sign_in_beside("performance-officer")
    by_keyboard(page, page.get_by_role("navigation").get_by_role("link", name="Returns"))
    by_keyboard(page, page.get_by_role("link", name="Annex A lists 10 and 11"))
    by_keyboard(page, page.get_by_label("Agency"), "B")
    by_keyboard(page, page.get_by_role("button", name="Show", exact=True))
    heading = page.get_by_role("heading", name=re.compile(f"^{COUNCIL}"))
    expect(heading).to_be_visible(timeout=PATIENCE)
    by_keyboard(page, page.get_by_role("link", name=re.compile("^Entry of C-")).first)
    expect(page.locator(":target")).to_contain_text("Match with a family decided")


def test_report_presented_is_entered_in_the_register_by_keyboard_alone(
    sign_in_beside, by_keyboard, assert_accessible, demo
):
    # Given the manager of a council, whose home page leads to the register
    page = sign_in_beside("partner-manager")
    by_keyboard(page, page.get_by_role("link", name="Governance", exact=True).first)
    by_keyboard(page, page.get_by_role("link", name=COUNCIL).last)

    # When they say what is wrong with a report's day, and then what is right
    overdue = page.get_by_role("row").filter(has_text="Overdue").get_by_role("link").first
    named = overdue.inner_text()
    by_keyboard(page, overdue)
    by_keyboard(page, page.get_by_role("button", name=re.compile("Save|Enter|Continue")))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert_accessible(page)
    by_keyboard(page, summary.get_by_role("link", name=re.compile("day on which")))
    page.keyboard.type("1")
    for part in ("10", "2026"):
        page.keyboard.press("Tab")
        page.keyboard.type(part)
    by_keyboard(page, page.get_by_label("Minute reference"), "7")
    by_keyboard(page, page.get_by_role("button", name=re.compile("Save|Enter|Continue")))

    # Then it counts as presented
    expect(page.get_by_text("The report is entered as presented.")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=named).first
    expect(row).to_contain_text("1 October 2026")


def test_record_is_printed_without_links_addresses_and_empty_boxes(sign_in_beside, demo):
    page = sign_in_beside("child-social-worker", has_script=False)
    page.goto(f"{demo}/children/")
    page.locator("main tbody").get_by_role("link").first.click()
    shown = [
        page.get_by_role("columnheader", name="Put right"),
        page.get_by_role("button", name="Show as known then"),
        page.get_by_role("textbox", name="Year"),
    ]
    for each in shown:
        expect(each).to_be_visible()
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    for each in shown:
        expect(each).to_be_hidden()
    expect(page.get_by_role("table", name="Everything recorded")).to_be_visible()
    link = page.locator("main a.govuk-link[href^='/']").first
    assert link.evaluate("each => getComputedStyle(each, '::after').content") == "none"
    drawing = page.locator(".belong-timeline__drawing svg").bounding_box()
    assert drawing is not None
    assert drawing["width"] <= PAPER["width"]
