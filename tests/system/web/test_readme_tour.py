"""The tour in the README, walked in the demo; every page on the way is put through axe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from belong.synthetic.names import ADOPTIVE_TOKEN, BIRTH_TOKEN
from belong.web.agencies.demo_people import PASSWORD

#: Seconds until a job of the demo has computed the figures of its region.
UNTIL_COMPUTED = 240
README = Path(__file__).resolve().parents[3] / "README.md"


@pytest.fixture
def walk(sign_in_beside, demo, assert_accessible):
    """Signs somebody in, and gives a way to follow links by name; each page is checked."""

    def begin(who: str):
        page = sign_in_beside(who)
        assert_accessible(page)

        def follow(*names: str) -> Page:
            for name in names:
                go(page.get_by_role("link", name=name, exact=True).first)
                assert_accessible(page)
            return page

        return page, follow

    return begin


def go(link: Locator) -> None:
    """Click what leads to another page, and be there."""
    with link.page.expect_navigation():
        link.click()


def show(page: Page, **chosen: str) -> None:
    """Choose filters of a list by their labels, and show."""
    for label, option in chosen.items():
        page.get_by_label(label, exact=True).select_option(option)
    go(page.get_by_role("button", name="Show", exact=True))


def open_first(page: Page) -> None:
    go(page.locator("main tbody").get_by_role("link").first)


def words_of(page: Page) -> str:
    return page.locator("main").inner_text().lower()


def test_readme_names_sign_ins_that_are_there(sign_ins):
    text = README.read_text(encoding="utf-8")
    named = re.findall(r"`([a-z0-9-]+)@demo\.example`", text)
    assert len(named) == 9
    assert set(named) <= set(sign_ins)
    assert f"`{PASSWORD}`" in text
    assert f"*{BIRTH_TOKEN}*" in text
    assert f"*{ADOPTIVE_TOKEN}*" in text


def test_childs_social_worker_sees_own_children_by_name_and_can_record(walk, assert_accessible):
    page, follow = walk("child-social-worker")
    follow("Children")
    assert BIRTH_TOKEN in words_of(page)
    show(page, Stage="Looking for a family")
    assert_accessible(page)
    open_first(page)
    expect(page.get_by_role("heading", name="What is next")).to_be_visible()
    expect(page.get_by_text("Whose move:")).to_be_visible()
    expect(page.get_by_role("table", name="Still to be done")).to_be_visible()
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    page.get_by_text("The same as a table").click()
    assert ADOPTIVE_TOKEN not in page.content().lower()
    assert_accessible(page)
    go(page.get_by_role("button", name="Record what happened"))
    expect(page.get_by_role("heading", name="Usually next")).to_be_visible()
    assert_accessible(page)
    go(page.locator("main li").get_by_role("link").first)
    assert_accessible(page)


def test_family_finder_sees_names_of_one_council_and_the_pipeline(walk, assert_accessible):
    page, follow = walk("family-finder")
    assert BIRTH_TOKEN in words_of(page)
    follow("Children")
    expect(page.get_by_text("only your own caseload is shown by name")).to_be_visible()
    own = words_of(page).count(BIRTH_TOKEN)
    show(page, Council="Brackenfold Council")
    assert words_of(page).count(BIRTH_TOKEN) > own
    assert_accessible(page)
    follow("Families", "Pipeline")
    expect(page.get_by_role("table", name="Against the time limits")).to_contain_text("4 months")
    expect(page.get_by_role("table", name="Waiting for a check")).to_be_visible()
    assert ADOPTIVE_TOKEN not in words_of(page)


def test_adopters_social_worker_sees_own_families_and_only_their_children(walk, assert_accessible):
    page, follow = walk("adopters-social-worker")
    follow("Families")
    open_first(page)
    for table in ("Stages", "Checks"):
        expect(page.get_by_role("table", name=table)).to_be_visible()
    assert ADOPTIVE_TOKEN in words_of(page)
    assert BIRTH_TOKEN not in page.content().lower()
    assert_accessible(page)
    follow("Children")
    tied = page.locator("main tbody tr")
    assert 0 < tied.count() < 30


def test_head_of_service_opens_with_a_reason_and_finds_it_in_the_log(walk, assert_accessible):
    page, follow = walk("head-of-service")
    follow("Children")
    assert BIRTH_TOKEN not in words_of(page)
    open_first(page)
    assert BIRTH_TOKEN not in page.content().lower()
    follow("Open with a reason")
    page.get_by_label("Why do you need to open it?").fill("The parents' complaint of 3 May.")
    go(page.get_by_role("button", name="Open"))
    assert BIRTH_TOKEN in words_of(page)
    assert_accessible(page)
    follow("Audit log")
    expect(page.get_by_role("row", name="Opened a record with a reason").first).to_contain_text(
        "Philippa Strand"
    )
    follow("Unusual reads of the week")
    expect(page.get_by_role("row").filter(has_text="complaint of 3 May")).to_be_visible()
    follow("Children", "Seals that wait for you")
    follow("Governance")
    expect(page.get_by_role("heading", name="Overdue in what you keep")).to_be_visible()


def test_performance_officer_sees_no_name_on_any_list(walk, assert_accessible):
    page, follow = walk("performance-officer")
    for entry in ("Children", "Families"):
        follow(entry)
        assert page.locator("main tbody tr").count()
        open_first(page)
        assert BIRTH_TOKEN not in page.content().lower()
        assert ADOPTIVE_TOKEN not in page.content().lower()
        assert_accessible(page)
    follow("Performance")
    for _ in range(UNTIL_COMPUTED):
        if page.get_by_text("Computed on").count():
            break
        page.wait_for_timeout(1000)  # a job computes them when the demo has begun
        page.reload()
    row = page.get_by_role("row", name=re.compile("^A10 "))
    go(row.first.get_by_role("link").last)
    for heading in ("What each does to it", "Who is in it", "Left out, and why"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert_accessible(page)
    follow("Why did it change")
    go(page.get_by_role("link", name="What comes next", exact=True).first)
    follow("Returns", "Annex A lists 10 and 11")
    show(page, Agency="Brackenfold Council")
    expect(page.locator(".govuk-warning-text")).to_contain_text("3 records have dates")
    assert_accessible(page)
    follow("Returns", "Why they differ")


def test_records_officer_sees_nothing_until_a_record_is_opened(walk, assert_accessible):
    page, follow = walk("records-officer")
    follow("Children")
    expect(page.locator("main tbody tr")).to_have_count(0)
    follow("Open a record with a reason")
    page.get_by_label("Reference").fill("C-0002")
    go(page.get_by_role("button", name="Continue"))
    assert_accessible(page)
    page.get_by_label("Why do you need to open it?").fill("An adopted adult asked.")
    go(page.get_by_role("button", name="Open"))
    expect(page.get_by_text("C-0002").first).to_be_visible()
    assert_accessible(page)


def test_administrator_sees_people_and_no_record(walk, demo):
    page, follow = walk("administrator")
    follow("Agencies", "People")
    expect(page.get_by_role("link", name="Children")).to_have_count(0)
    assert page.goto(f"{demo}/children/").status == 403


def test_auditor_searches_and_downloads_the_log_and_sees_references(walk):
    page, follow = walk("auditor")
    follow("Audit log")
    go(page.get_by_role("button", name="Show", exact=True))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these as CSV").click()
    assert download.value.suggested_filename == "audit-log.csv"
    follow("Children")
    assert page.locator("main tbody tr").count()
    assert BIRTH_TOKEN not in page.content().lower()


def test_social_worker_of_another_council_finds_no_such_page(walk, assert_accessible):
    page, follow = walk("child-social-worker")
    follow("Children")
    open_first(page)
    other, _ = walk("social-worker-992")
    assert other.goto(page.url).status == 404
    expect(other.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert_accessible(other)
