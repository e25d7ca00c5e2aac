"""Inspectors on Monday: the lists of Annex A, checked, with contradicting dates named first."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from belong.formats.annex_a import LIST_10, LIST_11
from belong.formats.lists import read_csv

COUNCIL = "Brackenfold Council"


def test_inspectors_on_monday_lists_are_taken_with_three_contradictions_named_first(
    sign_in_beside, demo, assert_accessible, tmp_path: Path
):
    # Given a performance officer who hears on Friday that inspectors come on Monday
    page = sign_in_beside("performance-officer")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Returns").click()
    assert_accessible(page)

    # When she asks for the lists of the last twelve months
    page.get_by_role("link", name="Annex A lists 10 and 11").click()
    assert_accessible(page)
    page.get_by_label("Agency").select_option(label=COUNCIL)
    page.get_by_role("button", name="Show", exact=True).click()

    # Then the three children whose dates contradict each other are named first
    warning = page.locator(".govuk-warning-text")
    expect(warning).to_contain_text("3 records have dates that contradict each other: C-")
    named = set(re.findall(r"C-\d+", warning.inner_text()))
    rows = page.get_by_role("row").filter(has_text="Contradiction")
    assert named == {re.findall(r"C-\d+", one.inner_text())[0] for one in rows.all()}
    assert_accessible(page)

    # And the way to the entry opens the child's page at it, by reference
    rows.first.get_by_role("link", name=re.compile("Entry of C-")).click()
    expect(page).to_have_url(re.compile(r"#entry-[0-9a-f]{32}$"))
    expect(page.locator(":target")).to_contain_text("Match with a family decided")
    page.go_back()

    # And the file holds the same children, with their dates and no name
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV files").click()
    path = tmp_path / "lists.zip"
    taken.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        children = read_csv(LIST_10, archive.read("list-10.csv"))
        adopters = read_csv(LIST_11, archive.read("list-11.csv"))
    assert len(children) > 10
    assert len(adopters) > 10
    assert sum(row["matched_on"] is not None for row in children) > 3
    days = [(row["matched_on"], row["placed_on"]) for row in children]
    contradicting = [
        (matched_on, placed_on)
        for matched_on, placed_on in days
        if isinstance(matched_on, date) and isinstance(placed_on, date) and matched_on > placed_on
    ]
    assert len(contradicting) == len(named)
