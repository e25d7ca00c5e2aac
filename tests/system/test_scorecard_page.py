"""The scorecard as a page: what a performance officer opens, prints and passes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from belong.cli import main


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """A scorecard page of one small made-up council."""
    folder = tmp_path_factory.mktemp("scorecard")
    returns, page = folder / "returns", folder / "scorecard.html"
    assert main(["synth", str(returns), "--las", "991", "--children", "120"]) == 0
    assert main(["scorecard", str(returns), "--format", "html", "--out", str(page)]) == 0
    return page


@pytest.fixture
def scorecard(patient_page, page_file):
    """Given the page open in a browser; what it asked for and complained of is kept beside it."""
    patient_page.asked_for, patient_page.complaints = [], []
    patient_page.on("request", lambda request: patient_page.asked_for.append(request.url))
    patient_page.on("console", lambda message: patient_page.complaints.append(message.text))
    patient_page.goto(page_file.as_uri())
    return patient_page


def test_scorecard_page_opened_is_accessible(scorecard, assert_accessible):
    assert_accessible(scorecard)


def test_scorecard_page_on_a_narrow_screen_is_accessible_and_does_not_scroll_sideways(
    scorecard, assert_accessible
):
    scorecard.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(scorecard)
    assert scorecard.evaluate("document.documentElement.scrollWidth") <= 320


def test_scorecard_page_asks_for_nothing_else_and_complains_of_nothing(scorecard, page_file):
    assert scorecard.asked_for == [page_file.as_uri()]
    assert scorecard.complaints == []


def test_scorecard_page_first_tab_leads_past_the_contents(scorecard):
    scorecard.keyboard.press("Tab")
    link = scorecard.get_by_role("link", name="Skip to the figures")
    expect(link).to_be_focused()
    scorecard.keyboard.press("Enter")
    expect(scorecard.get_by_role("main")).to_be_focused()


def test_scorecard_page_contents_each_lead_to_a_section(scorecard):
    targets = (
        scorecard.get_by_role("navigation")
        .get_by_role("link")
        .evaluate_all("links => links.map(link => link.hash.slice(1))")
    )
    headed = scorecard.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert targets
    assert [target for target in targets if headed.count(target) != 1] == []


def test_scorecard_page_every_chart_has_words_and_every_table_a_caption(scorecard):
    charts = scorecard.get_by_role("img").evaluate_all(
        "all => all.map(one => one.ariaLabel || one.querySelector('title')?.textContent || '')"
    )
    captions = scorecard.get_by_role("table").evaluate_all(
        "all => all.map(one => one.caption?.textContent.trim() || '')"
    )
    assert charts
    assert "" not in charts
    assert len(captions) > len(charts)
    assert "" not in captions


def test_scorecard_page_printed_fits_the_paper(scorecard):
    scorecard.emulate_media(media="print")
    scorecard.set_viewport_size({"width": 718, "height": 1000})  # A4 with margins of 10 mm, in px
    assert scorecard.evaluate("document.documentElement.scrollWidth") <= 718
