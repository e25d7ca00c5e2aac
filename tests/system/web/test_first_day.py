"""A service's first day: an empty installation, returns, a workbook, the tracker, a meeting."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from belong.formats.workbook import template
from belong.synthetic import make_region, write_region

HERE = Path(__file__).parent
PASSWORD = "first day at the council"  # noqa: S105  # pragma: allowlist secret
UNTIL_READY = 120
YEARS = (2022, 2024)


@dataclass(frozen=True)
class Empty:
    """An installation with nothing in it but what its commands did, and its address."""

    environment: dict[str, str]
    address: str

    def run(self, *command: str) -> None:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Empty]:
    """A service on a database of its own, with two agencies and three people."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {
        "BELONG_HOME": str(tmp_path),
        "BELONG_PLAIN_HTTP": "1",
        "BELONG_SECOND_FACTOR": "0",
        "DJANGO_SETTINGS_MODULE": "belong.web.config.settings",
        "PYTHONUTF8": "1",
        "WEB_CONCURRENCY": "1",
    }
    belong = str(Path(sys.executable).parent / "belong")
    place = Empty(environment, f"http://127.0.0.1:{port}")
    place.run(belong, "migrate")
    place.run(belong, "agency", "add", "First Rivers", "--kind", "raa")
    place.run(
        *(belong, "agency", "add", "Northmere Council", "--kind", "council"),
        *("--code", "991", "--region", "First Rivers"),
    )
    place.run(
        *(sys.executable, str(HERE / "first_day.py"), "people"),
        *("officer@first.example", "Sam Hill", "performance-officer", "First Rivers", PASSWORD),
        *("finder@first.example", "Fay Lund", "family-finder", "First Rivers", PASSWORD),
    )
    log = tmp_path / "log"
    with log.open("wb") as out:
        served = subprocess.Popen(
            [belong, "serve", "--port", str(port)], env=environment, stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + UNTIL_READY
        while True:
            try:
                urllib.request.urlopen(f"{place.address}/health", timeout=5).close()  # noqa: S310
                break
            except OSError:
                assert served.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
                time.sleep(0.2)
        yield place
    finally:
        served.terminate()
        assert served.wait(30) == 0, log.read_text(encoding="utf-8")


@pytest.fixture
def sign_in_first(browser: Browser, empty: Empty) -> Iterator[Callable[[str], Page]]:
    """Signs somebody of this installation in, in a browser of their own."""
    contexts = []

    def do(who: str) -> Page:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{empty.address}/accounts/sign-in/")
        page.get_by_label("E-mail address").fill(f"{who}@first.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{empty.address}/")
        return page

    yield do
    for context in contexts:
        context.close()


def zip_of(folder: Path, *years: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for year in years:
            for file in sorted((folder / "991" / str(year)).iterdir()):
                packed.write(file, f"{year}/{file.name}")
    return out.getvalue()


def upload(page: Page, empty: Empty, kind: str, name: str, content: bytes) -> None:
    page.goto(f"{empty.address}/imports/add")
    page.get_by_label(kind).check()
    page.get_by_label("Whose records are they?").select_option("Northmere Council")
    page.get_by_label("Files").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Upload").click()


def wait_for(page: Page, state: str) -> None:
    """Ask how far it is, as a person without a script would, until it is so."""
    for _ in range(120):
        if page.get_by_role("heading", level=1).get_by_text(state, exact=True).count():
            return
        page.get_by_role("button", name="Show how far it is").click()
        page.wait_for_timeout(500)
    pytest.fail(f"It never was: {state}")


def apply(page: Page) -> None:
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("button", name="Apply").click()
    wait_for(page, "Applied")


def test_service_has_its_first_day(
    empty: Empty,
    sign_in_first: Callable[[str], Page],
    assert_accessible: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    write_region(make_region(3, ("991",), 40, YEARS), tmp_path / "returns")
    folder = tmp_path / "returns"
    # Given an empty installation, and a performance officer with returns
    officer = sign_in_first("officer")
    officer.get_by_role("navigation", name="Main").get_by_role("link", name="Imports").click()
    expect(officer.get_by_text("Nothing has been brought in yet.")).to_be_visible()
    assert_accessible(officer)
    officer.get_by_role("link", name="Bring in files").click()
    assert_accessible(officer)
    # When nothing is chosen, the form says so and leads there
    officer.get_by_role("button", name="Upload").click()
    officer.get_by_role("link", name="Select one or more files").click()
    assert_accessible(officer)
    # When two years are brought in
    upload(officer, empty, "SSDA903 returns", "two-years.zip", zip_of(folder, 2022, 2023))
    wait_for(officer, "Ready to check")
    assert_accessible(officer)
    officer.get_by_role("link", name="New", exact=True).click()
    expect(officer.get_by_role("cell", name=re.compile("Episodes, row")).first).to_be_visible()
    assert_accessible(officer)
    officer.get_by_role("link", name="The import").click()
    apply(officer)
    assert_accessible(officer)
    # And a worker mends two decisions, and the third year comes
    empty.run(sys.executable, str(HERE / "first_day.py"), "mend", "2")
    upload(officer, empty, "SSDA903 returns", "three.zip", zip_of(folder, 2022, 2023, 2024))
    wait_for(officer, "Ready to check")
    # Then two conflicts are to be decided, one each way
    expect(officer.get_by_text("2 conflicts to decide")).to_be_visible()
    officer.get_by_role("button", name="Decide the conflicts").click()
    groups = officer.get_by_role("group").filter(has=officer.get_by_role("radio"))
    expect(groups).to_have_count(2)
    assert_accessible(officer)
    groups.nth(0).get_by_label(re.compile("Keep what was recorded")).check()
    groups.nth(1).get_by_label(re.compile("Take the file's")).check()
    officer.get_by_role("button", name="Save these choices").click()
    apply(officer)
    expect(officer.get_by_text("2 conflicts decided")).to_be_visible()
    # When the workbook of families comes, with one row that cannot be
    officer.goto(f"{empty.address}/imports/template")
    assert_accessible(officer)
    with officer.expect_download() as download:
        officer.get_by_role("button", name="Download the workbook").click()
    assert download.value.suggested_filename == "belong-template.xlsx"
    families = [
        ("F1", date(2024, 1, 9), "Hale", "Ruth", "", "Marsh", "Dev"),
        ("F2", "31/02/2024", "Cole", "Ann"),
    ]
    checks = [("F1", "First applicant", "Health report", "2 February 2024")]
    filled = template({"Families": families, "Checks": checks})
    upload(officer, empty, "Template workbook", "families.xlsx", filled)
    wait_for(officer, "Ready to check")
    officer.get_by_role("link", name="Refused").click()
    expect(officer.get_by_role("cell", name="Families, B3")).to_be_visible()
    officer.get_by_role("link", name="The import").click()
    officer.get_by_role("button", name="Apply").click()
    officer.get_by_role("button", name="Apply").click()
    expect(officer.get_by_role("link", name=re.compile("Some lines are refused"))).to_have_count(0)
    officer.get_by_label("Bring in the rest").check()
    officer.get_by_role("button", name="Apply").click()
    wait_for(officer, "Applied")
    officer.set_viewport_size({"width": 320, "height": 800})
    officer.goto(f"{empty.address}/imports/")
    assert_accessible(officer)
    assert officer.evaluate("document.documentElement.scrollWidth") <= 320
    # Then the family finder has children and families, and closes a first meeting
    finder = sign_in_first("finder")
    finder.goto(f"{empty.address}/families/")
    expect(finder.get_by_role("status")).to_contain_text("1 family")
    finder.goto(f"{empty.address}/tracker/")
    expect(finder.get_by_role("heading", name="Tracker of children")).to_be_visible()
    assert_accessible(finder)
    finder.goto(f"{empty.address}/tracker/meetings/open")
    whose = finder.get_by_label("Whose meeting is it?")
    whose.select_option(index=1)
    finder.get_by_role("button", name="Open the meeting").click()
    finder.get_by_role("button", name="Close the meeting").click()
    finder.get_by_role("button", name="Close the meeting").click()
    expect(finder.get_by_role("alert")).to_contain_text("The meeting is closed")
