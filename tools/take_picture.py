"""Take the README's picture of the scorecard page: of the demo's first council, as it is now.

Run ``belong scorecard var/demo/returns --format html --out var/demo/scorecard.html`` before. Looked
at by a person, then committed; not part of any check.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "var" / "demo" / "scorecard.html"
PICTURE = ROOT / "docs" / "images" / "scorecard.png"
WIDTH, HEIGHT = 900, 1365

#: Few are used, and a picture of few is a third as large.
COLOURS = 64


def main() -> None:
    chromium = os.environ.get("BELONG_CHROMIUM") or shutil.which("chromium")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(PAGE.as_uri())
        heading = page.get_by_role("heading", name="991", level=2)
        heading.evaluate("element => element.scrollIntoView()")
        page.screenshot(path=PICTURE)
        browser.close()
    taken = Image.open(PICTURE).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"Taken: {PICTURE.relative_to(ROOT)} ({PICTURE.stat().st_size // 1024} kB)")


if __name__ == "__main__":
    main()
