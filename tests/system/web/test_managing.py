"""A working day of an administrator and of an auditor."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def test_administrator_adds_a_person_gives_and_ends_a_role(sign_in, demo, assert_accessible):
    # Given an administrator
    page = sign_in("administrator")
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Add a person").click()
    assert_accessible(page)
    # When they leave the date half typed
    page.get_by_label("Full name").fill("Rosalind Ferry")
    page.get_by_label("E-mail address").fill("rosalind.ferry@demo.example")
    page.get_by_label("Role").select_option("Family finder")
    page.get_by_label("Agency or team").select_option("Four Rivers Adoption: Family finding")
    first = page.get_by_role("group", name="First day")
    first.get_by_label("Month").fill("")
    page.get_by_role("button", name="Add").click()
    # Then the form says which part is missing, and nothing typed is lost
    page.get_by_role("link", name="The first day must include a month").click()
    expect(first.get_by_label("Day")).to_be_focused()
    expect(page.get_by_label("Full name")).to_have_value("Rosalind Ferry")
    assert_accessible(page)
    # When it is mended
    first.get_by_label("Month").fill("Jan")
    page.get_by_role("button", name="Add").click()
    # Then the person is there with the role
    expect(page.get_by_text("The person is added.")).to_be_visible()
    expect(page.get_by_role("row", name="Family finder")).to_contain_text("Now")
    assert_accessible(page)
    # When the role ends
    page.get_by_role("link", name="End this role").click()
    assert_accessible(page)
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_text("The role has an end.")).to_be_visible()


@pytest.mark.parametrize("width", [1200, 320])
def test_audit_log_shows_exports_and_fits_the_screen(sign_in, demo, assert_accessible, width):
    page = sign_in("auditor")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{demo}/audit/")
    assert_accessible(page)
    page.get_by_label("What was done").select_option("Gave a role")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("status")).to_contain_text("events")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these as CSV").click()
    assert download.value.suggested_filename == "audit-log.csv"
    page.get_by_role("link", name="Unusual reads of the week").click()
    expect(page.get_by_role("row", name="Exported a list").first).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_for_other_roles_and_page_not_there_say_so(sign_in, demo, assert_accessible):
    page = sign_in("family-finder")
    page.goto(f"{demo}/audit/")
    expect(page.get_by_role("heading", name="This page is for other roles")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{demo}/manage/people/somebody/")
    expect(page.get_by_role("heading", name="This page is for other roles")).to_be_visible()
    page.goto(f"{demo}/nowhere/")
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert_accessible(page)


def test_colleague_is_kept_from_a_child_and_let_back(sign_in, demo, assert_accessible):
    # Given a manager on the page of a child of their council
    page = sign_in("partner-manager")
    page.goto(f"{demo}/children/")
    page.locator("main tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="People kept from this record").click()
    expect(page.get_by_role("button", name="Keep from this record")).to_be_visible()
    assert_accessible(page)
    # When nothing is entered
    page.get_by_role("button", name="Keep from this record").click()
    # Then both fields are asked for
    expect(page.get_by_role("alert")).to_contain_text("Enter the e-mail address of the person")
    expect(page.get_by_role("alert")).to_contain_text("Enter the reason")
    assert_accessible(page)
    # When a colleague is kept from the record, and let back
    page.get_by_label("E-mail address of the person").fill("reviewing-officer@demo.example")
    page.get_by_label("Why may they not see it?").fill("A cousin of the mother's")
    page.get_by_role("button", name="Keep from this record").click()
    expect(page.get_by_text("They are kept from this record.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("^Let .* back$")).click()
    page.get_by_label("Why may they see it again?").fill("Another of that name")
    assert_accessible(page)
    page.get_by_role("button", name="Let back").click()
    # Then the page says so
    expect(page.get_by_text("is let back.")).to_be_visible()
