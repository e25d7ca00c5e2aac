"""From a telephone call to a family's record: an enquiry, an information event, who came."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect


def fill_day(page: Page, legend: str, day: date) -> None:
    group = page.get_by_role("group", name=legend)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def test_enquiry_is_answered_booked_and_becomes_a_family(sign_in, demo, assert_accessible):
    today = date.today()  # noqa: TID251, DTZ011
    # Given somebody who rings up
    page = sign_in("recruitment-officer")
    page.get_by_role("navigation").get_by_role("link", name="Recruitment").click()
    assert_accessible(page)
    page.get_by_role("link", name="Add an enquiry").click()
    press(page, "Add")
    expect(page.get_by_role("alert")).to_contain_text("Enter the first names")
    assert_accessible(page)
    if page.get_by_label("Agency").count():
        page.get_by_label("Agency").select_option(label="Four Rivers Adoption")
    fill_day(page, "When they asked", today)
    page.get_by_label("How they heard of us or came").select_option(label="Social media")
    page.get_by_label("How they first got in touch").select_option(label="Telephone")
    page.get_by_label("First names", exact=True).fill("Rosalind")
    page.get_by_label("Last name", exact=True).fill("Harrowgate")
    page.get_by_label("Telephone (optional)").fill("01632 960123")
    press(page, "Add")
    expect(page.get_by_role("heading", name="Rosalind Harrowgate")).to_be_visible()
    expect(page.get_by_text("Waiting for an answer")).to_be_visible()
    assert_accessible(page)
    enquiry = page.url
    number = page.locator(".govuk-caption-l").inner_text()
    # When detailed information is sent
    page.get_by_role("button", name="Answered").click()
    assert_accessible(page)
    press(page, "Save")
    expect(page.get_by_text("Change when it was answered")).to_be_visible()
    # And they are booked for an event of today
    page.goto(f"{demo}/recruitment/events/add/")
    if page.get_by_label("Agency").count():
        page.get_by_label("Agency").select_option(label="Four Rivers Adoption")
    page.get_by_label("Information event").check()
    fill_day(page, "First day", today)
    page.get_by_label("Where").fill("Weir Street Library")
    page.get_by_label("Places").fill("1")
    press(page, "Add")
    event = page.url
    page.get_by_role("button", name="Book a place").click()
    page.get_by_label("Number of the enquiry or family").fill(number)
    page.get_by_label("Two", exact=True).check()
    assert_accessible(page)
    press(page, "Book")
    expect(page.get_by_text("Overbooked: 1 person more than there are places.")).to_be_visible()
    assert_accessible(page)
    # Then the venue's list names nobody, and the trainer's does
    page.get_by_role("link", name="List for the venue, without names").click()
    expect(page.get_by_text("Harrowgate")).to_have_count(0)
    assert_accessible(page)
    page.goto(event)
    page.get_by_role("link", name="List for the trainer").click()
    expect(page.get_by_text("Rosalind Harrowgate")).to_be_visible()
    # And once they came they are a family, of which the enquiry keeps no name
    page.goto(event)
    page.get_by_role("link", name="Who came").click()
    page.get_by_role("group", name="Rosalind Harrowgate").get_by_label("Came").check()
    assert_accessible(page)
    press(page, "Save")
    page.goto(enquiry)
    expect(page.get_by_text("Harrowgate")).to_have_count(0)
    page.get_by_role("link", name="Open F-").click()
    expect(page.get_by_role("heading", name="Rosalind Harrowgate")).to_be_visible()
    expect(page.get_by_text("Informed").first).to_be_visible()
    # And they count in conversion
    page.goto(f"{demo}/recruitment/conversion/?by=source")
    expect(page.get_by_role("row").filter(has_text="Social media")).to_be_visible()
    assert_accessible(page)


def test_performance_officer_reads_counts_and_no_enquiry(sign_in, demo, assert_accessible):
    page = sign_in("performance-officer")
    page.get_by_role("navigation").get_by_role("link", name="Recruitment").click()
    expect(page.get_by_role("heading", name="Conversion of enquiries")).to_be_visible()
    expect(page.get_by_role("link", name="Enquiries", exact=True)).to_have_count(0)
    assert_accessible(page)
    assert page.goto(f"{demo}/recruitment/").status == 403
