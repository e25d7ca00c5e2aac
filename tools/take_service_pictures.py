"""Take the pictures of the service in the README and in the guide, from the made-up region only.

Run ``make demo-reset demo`` in one terminal, and this in another with the address that it names:
``python -m tools.take_service_pictures http://localhost:8000``. Looked at by a person, then
committed; not part of any check. It records nothing but one tracking meeting, where none is open.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from belong.web.agencies.demo_people import PASSWORD

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "images"
SCREEN = {"width": 1000, "height": 900}
TALL = {"width": 1000, "height": 1450}
WIDE = {"width": 1200, "height": 1000}
WIDEST = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 780}

#: Few are used, and a picture of few is a third as large.
COLOURS = 48


def _sign_in(browser: Browser, address: str, who: str, screen: dict[str, int]) -> Page:
    page = browser.new_page(viewport={"width": screen["width"], "height": screen["height"]})
    page.goto(f"{address}/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    return page


def _open_first(page: Page, address: str, path: str) -> None:
    """Open the first record of a list."""
    page.goto(address + path)
    page.locator("main tbody").get_by_role("link").first.click()


def _home(page: Page, address: str) -> None:
    page.goto(f"{address}/")


def _child(page: Page, address: str) -> None:
    _open_first(page, address, "/children/?stage=C9")


def _search(page: Page, address: str) -> None:
    page.goto(f"{address}/children/?stage=C5")


def _choose(page: Page, address: str) -> None:
    _open_first(page, address, "/children/?stage=C5")
    page.get_by_role("button", name="Record what happened").click()


def _record(page: Page, address: str) -> None:
    _open_first(page, address, "/children/?stage=C3")
    page.goto(f"{page.url}record/placement_order_made")


def _known(page: Page, address: str) -> None:
    _child(page, address)
    earlier = date.today() - timedelta(days=120)  # noqa: TID251, DTZ011 - the demo's own today
    page.goto(f"{page.url}?as_known={earlier.isoformat()}")


def _recorded(page: Page, address: str) -> Locator:
    _child(page, address)
    return page.get_by_role("region", name=re.compile("^Everything recorded"))


def _tracker(page: Page, address: str) -> None:
    page.goto(f"{address}/tracker/")
    page.locator("main tbody summary").first.click()


def _meeting(page: Page, address: str) -> None:
    page.goto(f"{address}/tracker/meetings/")
    going_on = page.get_by_role("row").filter(has_text="Open").get_by_role("link")
    if going_on.count():
        going_on.first.click()
        return
    page.goto(f"{address}/tracker/meetings/open")
    whose = "Children: Brackenfold Council, Children in care"
    page.get_by_label("Whose meeting is it?").select_option(label=whose)
    page.get_by_label("Tracking meeting", exact=True).check()
    page.get_by_role("button", name="Open the meeting").click()


def _figure(page: Page, address: str) -> None:
    page.goto(f"{address}/performance/")
    page.get_by_role("row", name=re.compile("^A10 ")).get_by_role("link").nth(2).click()


def _report(page: Page, address: str) -> None:
    _open_first(page, address, "/reports/")


def _returns(page: Page, address: str) -> None:
    page.goto(f"{address}/returns/annex-a/")
    page.get_by_label("Agency").select_option(label="Brackenfold Council")
    page.get_by_role("button", name="Show", exact=True).click()


def _pipeline(page: Page, address: str) -> None:
    page.goto(f"{address}/families/pipeline/")


def _family(page: Page, address: str) -> None:
    _open_first(page, address, "/families/?stage=A4")


def _by_reference(page: Page, address: str) -> None:
    page.goto(f"{address}/children/?stage=C5")


def _open_with_reason(page: Page, address: str) -> None:
    _open_first(page, address, "/children/?stage=C5")
    page.get_by_role("link", name="Open with a reason").click()


def _unusual(page: Page, address: str) -> None:
    page.goto(f"{address}/audit/unusual/")


def _people(page: Page, address: str) -> None:
    page.goto(f"{address}/manage/people/")


def _log(page: Page, address: str) -> None:
    page.goto(f"{address}/audit/")


def _open_by_reference(page: Page, address: str) -> None:
    page.goto(f"{address}/children/open")


Visit = Callable[[Page, str], Locator | None]
#: Name of the picture: who looks, at what, on which screen.
TAKEN: dict[str, tuple[str, Visit, dict[str, int]]] = {
    "home": ("child-social-worker", _home, SCREEN),
    "child": ("child-social-worker", _child, TALL),
    "children": ("child-social-worker", _search, SCREEN),
    "choose-what-happened": ("child-social-worker", _choose, SCREEN),
    "record-on-a-phone": ("child-social-worker", _record, PHONE),
    "as-known": ("child-social-worker", _known, SCREEN),
    "everything-recorded": ("child-social-worker", _recorded, SCREEN),
    "tracker": ("children-team-manager", _tracker, WIDEST),
    "tracking-meeting": ("children-team-manager", _meeting, WIDE),
    "figure": ("performance-officer", _figure, TALL),
    "report": ("head-of-service", _report, WIDE),
    "returns": ("performance-officer", _returns, WIDE),
    "pipeline": ("family-finder", _pipeline, SCREEN),
    "family": ("adopters-social-worker", _family, SCREEN),
    "open-with-a-reason": ("head-of-service", _open_with_reason, SCREEN),
    "unusual-reads": ("head-of-service", _unusual, SCREEN),
    "children-by-reference": ("performance-officer", _by_reference, SCREEN),
    "open-by-reference": ("records-officer", _open_by_reference, SCREEN),
    "people": ("administrator", _people, SCREEN),
    "audit-log": ("auditor", _log, SCREEN),
}


def _take(page: Page, element: Locator | None, file: Path) -> None:
    """A picture of the screen, or of what can be seen of an element."""
    if element is not None:
        element.evaluate("element => element.scrollIntoView()")
    page.screenshot(path=file)
    taken = Image.open(file).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def main(arguments: list[str]) -> int:
    """Take each picture, or those that are named after the address."""
    if not arguments:
        print("Name the address of the demo, such as http://localhost:8000")
        return 2
    address, wanted = arguments[0].rstrip("/"), arguments[1:] or list(TAKEN)
    chromium = os.environ.get("BELONG_CHROMIUM") or shutil.which("chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        for name in wanted:
            who, visit, screen = TAKEN[name]
            file = PICTURES / f"{name}.png"
            page = _sign_in(browser, address, who, screen)
            _take(page, visit(page, address), file)
            page.close()
            print(f"Taken: {file.name} ({file.stat().st_size // 1024} kB)")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
