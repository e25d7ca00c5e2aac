"""The home page of each kind of reader, and an opening that somebody else reviews."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("who", "heading"),
    [
        ("child-social-worker", "Due in the next 14 days"),
        ("adopters-social-worker", "Nobody considered for 90 days"),
        ("head-of-service", "Rules broken in the last 30 days"),
        ("administrator", "People without a role"),
        ("auditor", "What you may open"),
    ],
)
def test_home_shows_what_waits_for_each_reader(sign_in, who, heading, assert_accessible):
    page = sign_in(who)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert_accessible(page)


def test_opening_is_reviewed_by_a_manager(sign_in_beside, demo, assert_accessible):
    # Given a record that the performance officer opened with a reason
    officer = sign_in_beside("performance-officer")
    officer.goto(f"{demo}/children/")
    # the last of the page: other tests look at the first one unopened
    officer.locator("main tbody").get_by_role("link").last.click()
    officer.get_by_role("link", name="Open with a reason").first.click()
    officer.get_by_label("Why do you need to open it?").fill("A date in the return is wrong.")
    officer.get_by_label("For how many hours?").fill("2")
    officer.locator("main form").get_by_role("button").click()
    # When the head of service reviews it from the home page
    head = sign_in_beside("head-of-service")
    row = head.get_by_role("row").filter(has_text="A date in the return is wrong.")
    expect(row).to_contain_text("5 working days")
    assert_accessible(head)
    row.get_by_role("link").click()
    assert_accessible(head)
    head.get_by_role("button", name="I have reviewed it").click()
    # Then it waits no longer
    expect(head.get_by_text("The opening is reviewed.")).to_be_visible()
    expect(row).to_have_count(0)
    assert_accessible(head)
