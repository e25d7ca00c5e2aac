"""The second half of the annual report's day: released, read, a date corrected, compared."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

__all__ = ["correct_a_date", "release_and_read", "see_what_differs"]

#: Seconds until documents are made, and until figures follow what was recorded.
_DOCUMENTS, _FIGURES = 120, 420
_REFERENCE = re.compile(r"\b[CF]-\d{4}\b")
REGION = "Four Rivers Adoption"


def _plain(content: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def _taken(page: Page, name: str, folder: Path) -> bytes:
    """A document of the release on the page, as somebody downloads it."""
    with page.expect_download() as taken:
        page.get_by_role("link", name=name, exact=True).click()
    path = folder / taken.value.suggested_filename
    taken.value.save_as(path)
    return path.read_bytes()


def _release(page: Page, version: str, reason: str) -> None:
    """Release the approved report that the page shows, and wait for its documents."""
    page.get_by_role("link", name="Release it").click()
    page.get_by_role("radio", name=version).check()
    page.get_by_label("What is it for, and why this version?").fill(reason)
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.get_by_role("heading", name="About this release")).to_be_visible()
    for _ in range(_DOCUMENTS):
        if page.get_by_role("link", name="Web page", exact=True).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail("The documents were never made")


def release_and_read(
    page: Page, address: str, folder: Path, assert_accessible: Callable[[Page], None]
) -> str:
    """A public version for the website and a full one for Cabinet; gives the full one's address.

    page: of a head of service. address: of the approved report.
    """
    # When she looks at what a public version would hide, and releases it for the website
    page.goto(address)
    page.get_by_role("link", name="Release it").click()
    expect(page.get_by_role("table", name="What each version would hold")).to_be_visible()
    assert_accessible(page)
    page.goto(address)
    _release(page, "Public version, profile report-public", "For the council's website.")
    assert_accessible(page)

    # Then the cells that would name a child are hidden, in the page that the website gets
    expect(page.get_by_role("table", name="What this version hides")).to_be_visible()
    html = _taken(page, "Web page", folder).decode()
    assert re.search(r"<td[^>]*>\s*(<[^>]+>\s*)*c\s*<", html)
    told = _plain(html)
    assert "Public version, profile report-public" in told
    assert not _REFERENCE.search(told)

    # And Cabinet gets Word, whole
    page.goto(address)
    _release(page, "Full version", "For Cabinet.")
    with zipfile.ZipFile(io.BytesIO(_taken(page, "Word", folder))) as archive:
        word = _plain(archive.read("word/document.xml").decode())
    assert "Full version: not for publication" in word
    assert not _REFERENCE.search(word)
    return page.url


def correct_a_date(page: Page) -> str:
    """Somebody puts right by a day when a child was matched; gives the child's reference.

    page: of a family finder, who goes from the figure to one of the children in it.
    """
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Performance").click()
    page.get_by_label("Whose figures").select_option(label=REGION)
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("row").filter(has_text="A2 ").first.get_by_role("link").last.click()
    members = page.get_by_role("table", name="Those in it whom you may see")
    child = members.get_by_role("link").first
    reference = child.inner_text()
    child.click()
    entry = page.locator("[id^=entry-]").filter(has_text="Match with a family decided").last
    entry.get_by_role("link", name="Correct").click()
    day = page.get_by_label("Day", exact=True)
    day.fill("15" if day.input_value() != "15" else "16")
    page.get_by_label("Why this is corrected").fill("As the minutes have it.")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    reason = page.get_by_label("Why did it happen all the same?")
    if reason.count():
        reason.fill("Put right after a mistake.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded:")
    return reference


def see_what_differs(
    page: Page, release: str, reference: str, assert_accessible: Callable[[Page], None]
) -> None:
    """Once figures follow, the release says which of them would differ, and because of whom."""
    page.goto(release)
    page.get_by_role("link", name="Compare with what is known now").click()
    differs = page.get_by_role("table", name="Figures that would differ")
    for _ in range(_FIGURES):
        if differs.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    else:
        pytest.fail("The figures never followed the correction")
    assert_accessible(page)
    rows = differs.get_by_role("row").filter(has_text=reference)
    assert rows.count(), f"nothing differs because of {reference}"
    expect(rows.first).to_contain_text("before")
    page.goto(release)
    expect(page.get_by_text("Released", exact=True).first).to_be_visible()
