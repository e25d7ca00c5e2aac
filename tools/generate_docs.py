"""Write the pages of docs/ that are made from the code, or check that they are up to date.

Every page is a function from nothing to Markdown, registered in PAGES. ``--check`` changes
nothing, names each page that differs, and ends with 1 if any does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tools import doc_pages

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- Made by `make docs` from the code. Change the code, not this page. -->\n\n"


PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": doc_pages.commands,
    "reference/indicators.md": doc_pages.indicators,
    "reference/rules.md": doc_pages.rules,
}


def main(arguments: list[str]) -> int:
    stale = []
    for name, make in PAGES.items():
        page = DOCS / name
        wanted = MADE + make().rstrip() + "\n"
        if page.exists() and page.read_text(encoding="utf-8") == wanted:
            continue
        stale.append(name)
        if "--check" not in arguments:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(wanted, encoding="utf-8", newline="\n")
    verdict = "not up to date; run make docs" if "--check" in arguments else "written"
    for name in stale:
        print(f"docs/{name}: {verdict}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
