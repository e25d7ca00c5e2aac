"""Everything that a tool can check, two at a time; changes nothing.

Prints one line per check and, for one that failed, everything it said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

#: Hashes of locks, what the design system's own build made, and the validator's recorded answers.
NO_SECRETS_IN = (
    "frontend/package-lock.json",
    "requirements/",
    "src/belong/web/ui/static/",
    "tests/oracle/",
)


@dataclass(frozen=True)
class Outcome:
    """What a check said. seconds: of wall time."""

    name: str
    passed: bool
    words: str
    seconds: float


def files_in_hand(*suffixes: str) -> list[str]:
    """Tracked files, and new ones not yet tracked, with one of the suffixes (all without any)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.splitlines()
    return sorted(
        name for name in listed if name.endswith(suffixes or ("",)) and (ROOT / name).is_file()
    )


def command(program: str, *arguments: str) -> tuple[bool, str]:
    """Run a program of the environment: whether it passed, and what it said."""
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
    )
    return done.returncode == 0, done.stdout


def templates() -> tuple[bool, str]:
    """djlint over every template, when there are any."""
    found = [
        name for name in files_in_hand(".html", ".j2", ".jinja") if name.startswith("src/belong/")
    ]
    return command("djlint", "--lint", "--quiet", *found) if found else (True, "")


def spelling() -> tuple[bool, str]:
    """codespell over everything that a person reads."""
    return command("codespell", *files_in_hand(".py", ".md", ".toml", ".sh", ".html", "Makefile"))


def secrets() -> tuple[bool, str]:
    """detect-secrets without asking any service.

    Not by key word: a page to sign in says "password" in every line. Addresses with the passwords
    that examples and tests give are let pass.
    """
    looked_at = [name for name in files_in_hand() if not name.startswith(NO_SECRETS_IN)]
    _, report = command(
        "detect-secrets", "scan", "--no-verify", "--disable-plugin", "KeywordDetector",
        "--exclude-secrets", "^(password|secret|p%40ss)$", *looked_at,
    )  # fmt: skip
    found = json.loads(report)["results"]
    words = [
        f"{name}:{hit['line_number']}: {hit['type']}"
        for name, hits in found.items()
        for hit in hits
    ]
    return not words, "\n".join(words)


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "types": lambda: command("mypy"),
    "generated docs": lambda: command("python", "-m", "tools.generate_docs", "--check"),
    "format": lambda: command("ruff", "format", "--check", "--quiet"),
    "lint": lambda: command("ruff", "check", "--quiet"),
    "imports": lambda: command("lint-imports"),
    "templates": templates,
    "spelling": spelling,
    "secrets": secrets,
}


def run(name: str) -> Outcome:
    """One check, timed."""
    started = time.perf_counter()
    passed, words = CHECKS[name]()
    return Outcome(name, passed, words, time.perf_counter() - started)


def main() -> int:
    failed = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for outcome in pool.map(run, CHECKS):
            failed += not outcome.passed
            verdict = "ok" if outcome.passed else "FAILED"
            print(f"{outcome.name:<16}{verdict:<8}{outcome.seconds:5.1f} s", flush=True)
            if not outcome.passed:
                print(outcome.words.rstrip() or "(it said nothing)", end="\n\n")
    print(f"check: {failed} of {len(CHECKS)} failed" if failed else "check: all in order")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
