"""A written report as a page: what a council puts on its website."""

from __future__ import annotations

import struct
import zlib
from datetime import date

import pytest
from playwright.sync_api import expect

from belong.analytics.measures import measure
from belong.domain.periods import years
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.reports.bound import ReportKind
from belong.reports.documents import render
from belong.reports.layouts import lay_out
from belong.reports.resolved import resolve
from belong.synthetic import make_region, write_region

COUNCILS = {"990": "Aldermarsh", "991": "Brackenfold"}


def picture() -> bytes:
    """A grey PNG of 60 by 20 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", 60, 20, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * 60) * 20)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """The annual report of a small made-up region."""
    folder = tmp_path_factory.mktemp("report")
    write_region(make_region(3, tuple(COUNCILS), 60, (2020, 2024)), folder / "returns")
    book = measure(
        merge_returns(read_returns([folder / "returns"])),
        body="region",
        body_name="Four Rivers",
        areas=COUNCILS,
        change=1,
        years=range(2020, 2025),
    )
    laid = lay_out(ReportKind.ANNUAL, book, period=years(2024))
    page = folder / "report.html"
    page.write_bytes(render(resolve(laid, book), "html", made_on=date(2024, 6, 3), logo=picture()))
    return page


@pytest.fixture
def report(patient_page, page_file):
    """Given the report open in a browser; what it asked for and complained of is kept beside it."""
    patient_page.asked_for, patient_page.complaints = [], []
    patient_page.on("request", lambda request: patient_page.asked_for.append(request.url))
    patient_page.on("console", lambda message: patient_page.complaints.append(message.text))
    patient_page.goto(page_file.as_uri())
    return patient_page


def test_report_page_is_accessible_and_asks_for_nothing_else(report, page_file, assert_accessible):
    assert_accessible(report)
    assert [url for url in report.asked_for if not url.startswith("data:")] == [page_file.as_uri()]
    assert report.complaints == []


def test_report_page_on_a_narrow_screen_is_accessible_and_does_not_scroll_sideways(
    report, assert_accessible
):
    report.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(report)
    assert report.evaluate("document.documentElement.scrollWidth") <= 320


#: Words of numbers and of their headings that stand on more than one line.
TORN = """() => {
  const torn = [];
  for (const cell of document.querySelectorAll("td.n, thead th.n")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      for (const word of text.data.matchAll(/[^\\s]+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
        if (lines.size > 1) torn.push(word[0]);
      }
    }
  }
  return torn;
}"""


def test_report_page_on_a_narrow_screen_tears_no_word_of_a_number(report):
    report.set_viewport_size({"width": 320, "height": 800})
    assert report.evaluate(TORN) == []


def test_report_page_printed_fits_the_paper(report):
    report.emulate_media(media="print")
    report.set_viewport_size({"width": 718, "height": 1000})  # A4 with margins of 10 mm, in px
    assert report.evaluate("document.documentElement.scrollWidth") <= 718


def test_report_page_printed_begins_no_page_for_each_section(report):
    report.emulate_media(media="print")
    breaks = report.locator("main > section").evaluate_all(
        "all => all.map(one => getComputedStyle(one).breakBefore)"
    )
    assert len(breaks) > 10
    assert set(breaks) == {"auto"}


def test_report_page_first_tab_leads_past_the_contents_and_each_entry_to_its_section(report):
    report.keyboard.press("Tab")
    link = report.get_by_role("link", name="Skip to the report")
    expect(link).to_be_focused()
    report.keyboard.press("Enter")
    expect(report.get_by_role("main")).to_be_focused()
    contents = report.get_by_role("navigation").get_by_role("link")
    hashes = contents.evaluate_all("links => links.map(link => link.hash.slice(1))")
    assert len(hashes) > 10
    for target in hashes:
        expect(report.locator(f"[id='{target}']")).to_have_count(1)


def test_report_page_every_chart_says_its_numbers_and_no_script_is_needed(report):
    labels = report.get_by_role("img").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert len(labels) >= 2
    assert all(any(sign.isdigit() for sign in label) for label in labels)
    assert report.locator("script").count() == 0
