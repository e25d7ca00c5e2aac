"""Write the pages of docs/ that are made from the code, or check that they are up to date.

Every page is a function from nothing to Markdown, registered in PAGES. ``--check`` changes
nothing, names each page that differs, and ends with 1 if any does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- Made by `make docs` from the code. Change the code, not this page. -->\n\n"


def commands() -> str:
    """Every command with the help that it prints itself."""
    os.environ.update(COLUMNS="80", TYPER_USE_RICH="0", NO_COLOR="1")
    import typer.main
    from typer.testing import CliRunner

    from belong.cli.app import app

    def help_of(*words: str) -> str:
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="belong")
        if shown.exit_code:
            raise RuntimeError(f"belong {' '.join(words)} --help failed: {shown.output}")
        return "\n".join(line.rstrip() for line in shown.output.strip().splitlines())

    parts = [
        "# Commands\n",
        "What each command prints when asked for `--help`. Exit codes: 0 done; 2 could not be",
        "done, with one line on stderr that says why; `belong validate` alone ends with 1 when it",
        "has findings. Progress bars go to stderr, and only to a terminal.\n",
        f"```text\n{help_of()}\n```\n",
    ]
    group = typer.main.get_command(app)
    for name, command in getattr(group, "commands", {}).items():
        parts.append(f"## belong {name}\n\n```text\n{help_of(name)}\n```\n")
        parts.extend(
            f"### belong {name} {below}\n\n```text\n{help_of(name, below)}\n```\n"
            for below in getattr(command, "commands", {})
        )
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands,
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
