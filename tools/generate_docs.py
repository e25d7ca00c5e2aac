"""Write what docs/ holds that is made from the code, or check that it is up to date.

PAGES are made whole, each by a function from nothing to Markdown. SESSIONS are written by hand, and
only the output of the commands in them is made. ``--check`` changes nothing, names each page that
differs, and ends with 1 if any does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from belong.domain.clocks import page
from belong.domain.journey import diagrams
from tools import doc_access, doc_pages
from tools.doc_sessions import refreshed

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

PAGES: dict[str, Callable[[], str]] = {
    "reference/access.md": doc_access.access,
    "reference/clocks.md": page.markdown,
    "reference/commands.md": doc_pages.commands,
    "reference/indicators.md": doc_pages.indicators,
    "reference/journeys.md": diagrams.markdown,
    "reference/measures.md": doc_pages.measures,
    "reference/report-rules.md": doc_pages.report_rules,
    "reference/rules.md": doc_pages.rules,
    "reference/rule-differences.md": doc_pages.differences,
}

SESSIONS = ("guide/check-your-scorecard.md",)


def _wanted(name: str) -> str:
    """A page as it should be."""
    if name in PAGES:
        return PAGES[name]().rstrip() + "\n"
    return refreshed((DOCS / name).read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    stale = 0
    for name in (*PAGES, *SESSIONS):
        page, text = DOCS / name, _wanted(name)
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        print(f"docs/{name}: {'not up to date; run make docs' if check else 'written'}")
        if not check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
