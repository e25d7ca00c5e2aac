"""Return week: what is wrong in the return, a figure opened, and the paragraph for the director."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

COUNCIL = "Brackenfold Council"
A10 = "A10 Average days from entering care to moving in"


def show_figures_of(page: Page, council: str) -> None:
    """Choose whose figures; the job that the demo began with may be at work still."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Performance").click()
    page.get_by_label("Whose figures").select_option(label=council)
    page.get_by_role("button", name="Show", exact=True).click()
    for _ in range(120):
        if page.locator("#freshness").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail("The figures were never computed")


def test_return_week_officer_opens_a_figure_and_copies_its_paragraph(
    sign_in_beside, demo, assert_accessible
):
    # Given a performance officer in the week in which the return leaves
    page = sign_in_beside("performance-officer")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Returns").click()
    page.get_by_role("link", name="Adoption part of the SSDA903").click()
    page.get_by_label("Agency").select_option(label=COUNCIL)
    page.get_by_role("button", name="Show", exact=True).click()

    # When she looks at what is found in it, the heaviest first, and goes to an entry to correct
    findings = page.get_by_role("table", name="Findings, heaviest first")
    expect(findings.get_by_role("row")).not_to_have_count(1)
    assert_accessible(page)

    # And then at the scorecard that the same records make
    show_figures_of(page, COUNCIL)
    assert_accessible(page)
    row = page.get_by_role("row").filter(has_text=A10)
    before, now = (
        int(cell.inner_text().split()[0].replace(",", ""))
        for cell in row.get_by_role("cell").all()[1:3]
    )
    expect(row).to_contain_text("children")

    # And opens A10
    row.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{A10}")
    assert_accessible(page)

    # Then one paragraph says what it is, what it was, how much one child adds and until when
    paragraph = page.locator("#paragraph").inner_text()
    assert f": {now:,} days, " in paragraph
    assert f"A year before it was {before:,} days" in paragraph
    assert re.search(r"One child of \d+ \(C-\d+, [\d,]+ days\) (adds|takes off) \d+ day", paragraph)
    leaves = r"That child leaves the window (next year|in [23] years), after 31 March 20\d\d"
    assert re.search(leaves, paragraph)

    # And everything behind it: the sum, each child by reference, who is left out, nobody's name
    ((total, n),) = re.findall(r"([\d,]+) days over (\d+) children", paragraph)
    expect(page.get_by_role("definition").filter(has_text=f"{total} days over {n} children")
           ).to_be_visible()  # fmt: skip
    members = page.get_by_role("table", name="Those in it whom you may see")
    expect(members.get_by_role("row")).to_have_count(min(50, int(n)) + 1)
    days = [
        int(one.inner_text().replace(",", "")) for one in members.locator("td:last-child").all()
    ]
    assert sum(days) == int(total.replace(",", ""))
    expect(page.get_by_role("heading", name="Left out, and why")).to_be_visible()

    # And her head of service reads the same number, by keyboard and on a phone
    phone = sign_in_beside("head-of-service", size=(320, 700))
    phone.goto(page.url)
    expect(phone.locator("#paragraph")).to_have_text(paragraph)
    assert_accessible(phone)


def test_committee_member_finds_no_figures_but_those_released(sign_in_beside, demo):
    page = sign_in_beside("committee-member")
    main = page.get_by_role("navigation", name="Main")
    expect(main.get_by_role("link", name="Performance")).to_have_count(0)
    answer = page.goto(f"{demo}/performance/")
    assert answer is not None
    assert answer.status == 403
