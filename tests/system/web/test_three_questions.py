"""Members ask: how do we compare, why did it rise, what comes next? A head of service answers."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

#: Seconds until the jobs of the demo have answered, after the figures themselves.
UNTIL_ANSWERED = 240
PHONE = (320, 640)


def wait_for_answer(page: Page) -> None:
    """Look again until the answer is there."""
    until = time.monotonic() + UNTIL_ANSWERED
    while not page.get_by_role("heading", name="What to know beside it").count():
        assert time.monotonic() < until, "the question was not answered"
        time.sleep(2)
        page.reload()


def test_three_questions_are_answered_and_what_is_said_adds_up(
    sign_in_beside, demo, assert_accessible
):
    # Given a head of service before a meeting of members
    page = sign_in_beside("head-of-service")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Performance").click()

    # When she asks how the councils compare
    page.get_by_role("link", name="Fair comparison").click()
    wait_for_answer(page)
    assert_accessible(page)

    # Then the picture says in words what it shows, and its numbers stand in a table
    shows = re.compile("with limits of chance All together [0-9]+.*within what chance explains")
    expect(page.get_by_role("img", name=shows)).to_be_visible()
    areas = page.get_by_role("table", name=re.compile("area by area"))
    expect(areas.get_by_role("row").filter(has_text="Brackenfold Council")).to_have_count(1)
    expect(page.get_by_role("table", name=re.compile("Case mix"))).to_be_visible()

    # When she asks why A10 changed, then the parts add up to the change as printed
    page.get_by_role("link", name="Why did it change").click()
    wait_for_answer(page)
    assert_accessible(page)
    for name in ("Who left and who joined", "The same change, by stage"):
        days = [
            int(row.get_by_role("cell").last.inner_text())
            for row in page.get_by_role("table", name=name).get_by_role("row").all()[1:]
        ]
        assert sum(days[:-1]) == days[-1]

    # When she asks what comes next, then every figure stands in one table with its interval
    page.get_by_role("link", name="What comes next").click()
    wait_for_answer(page)
    assert_accessible(page)
    every = page.get_by_role("table", name=re.compile("Every figure"))
    for figure in ("A10 ", "A4 ", "A9 ", "Children adopted"):
        row = every.get_by_role("row").filter(has_text=figure)
        expect(row).to_contain_text(re.compile(r"[0-9]+%? to [0-9]+"))

    # And for one of them, the back-test stands on the page
    page.get_by_label("Indicator", exact=True).select_option(label="Children adopted")
    page.get_by_role("button", name="Show", exact=True).click()
    wait_for_answer(page)
    assert_accessible(page)
    told = page.get_by_role("table", name=re.compile("as it was forecast"))
    expect(told.get_by_role("row").filter(has_text="yet to come")).to_have_count(1)
    expect(told.get_by_role("row")).to_have_count(5)

    # And a question that nobody asked before is answered by a job when she asks it
    page.get_by_role("link", name="Fair comparison").click()
    page.get_by_label("Window", exact=True).select_option(index=3)
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="Have it computed").click()
    expect(page.get_by_role("button", name="Have it computed")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Have it computed").click()
    wait_for_answer(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert_accessible(page)
