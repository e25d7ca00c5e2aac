"""Compare our rules with the sector's validator, and record its answers for the tests.

Builds ``.venv-oracle`` from ``requirements/oracle.txt`` (the validator needs libraries that clash
with ours), writes the returns of ``oracle_catalogue`` and noisy made-up regions, asks the validator
in that environment, and compares by rule and child. What differs must be on the list in
``belong.formats.ssda903.rules.differences``. Run it with ``make oracle``.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict

from belong.formats.ssda903.read import read_returns
from belong.formats.ssda903.rules import validate
from belong.formats.ssda903.rules.differences import DIFFERENCES, unexplained
from belong.formats.ssda903.rules.registry import all_rules
from belong.formats.ssda903.tables import TABLES
from tools.oracle_catalogue import catalogue, special
from tools.oracle_children import Child
from tools.oracle_region import region

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-oracle"
LOCK = ROOT / "requirements" / "oracle.txt"
RETURNS = ROOT / "tests" / "oracle" / "returns"
RECORDED = ROOT / "tests" / "oracle" / "recorded"
#: What the service itself exported; a test of returns holds today's export equal to it.
EXPORTED = RETURNS / "2024_exported"
YEARS = (2024, 2025, 2026)
#: The authority whose code the validator is given; only rule 1015 reads it.
LA = "E10000099"


class Answer(TypedDict):
    """What the validator says of one return."""

    findings: list[tuple[str, str]]
    skipped: list[str]
    failed: list[str]


def write_return(folder: Path, children: dict[str, Child]) -> None:
    """Write this year's tables to folder/this and last year's to folder/last."""
    shutil.rmtree(folder, ignore_errors=True)
    rows: dict[str, list[dict[str, str]]] = {}
    for child, tables in children.items():
        for name, held in tables.items():
            rows.setdefault(name, []).extend({"CHILD": child, **row} for row in held)
    for name, held in rows.items():
        table = TABLES[name.removesuffix("_last")]
        into = folder / ("last" if name.endswith("_last") else "this")
        into.mkdir(parents=True, exist_ok=True)
        with (into / table.file_name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(held)


def build_environment() -> Path:
    """The validator's Python, installed from the lock if it is not there."""
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    if not python.exists():
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(ENVIRONMENT)], check=True)
    subprocess.run(
        [uv, "pip", "sync", "-q", "--require-hashes", "--python", str(python), str(LOCK)],
        check=True,
    )
    return python


def ask(python: Path, folders: list[tuple[str, int, Path]]) -> dict[str, Answer]:
    """The validator's answers by name of the return."""
    codes = sorted({rule.code for rule in all_rules() if not rule.is_own})
    request = {
        "rules": codes,
        "returns": [
            {
                "name": name,
                "year": year,
                "this": str(folder / "this"),
                "last": str(folder / "last") if (folder / "last").exists() else None,
                "la": LA,
            }
            for name, year, folder in folders
        ],
    }
    worker = Path(__file__).parent / "oracle_worker.py"
    done = subprocess.run(
        [str(python), str(worker)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The validator stopped:\n{done.stderr[-2000:]}")
    answers: dict[str, Answer] = json.loads(done.stdout)
    return answers


def ours(folder: Path, year: int) -> set[tuple[str, str]]:
    """What our official rules find, by rule and child."""
    last = read_returns([folder / "last"]) if (folder / "last").exists() else None
    found = validate(read_returns([folder / "this"]), last, year=year)
    rows = found.frame.select("rule", "child").unique().iter_rows()
    return {(rule, child) for rule, child in rows if not rule.startswith("BEL")}


def compare(
    name: str, answer: Answer, mine: set[tuple[str, str]], children: dict[str, Child]
) -> tuple[list[str], set[str]]:
    """Differences that are not on the list, and keys of those that are."""
    theirs = {(rule, child) for rule, child in answer["findings"]}
    bad, used = unexplained(mine, theirs, children, failed=frozenset(answer["failed"]))
    return [f"{name}: {line}" for line in bad], used


def main() -> int:
    """Write, ask, compare and, without --check, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, record nothing")
    parser.add_argument("--seeds", type=int, default=6, help="noisy regions to compare per year")
    options = parser.parse_args()
    python = build_environment()
    with tempfile.TemporaryDirectory() as scratch:
        kept = Path(scratch) if options.check else RETURNS
        folders: list[tuple[str, int, Path]] = []
        held: dict[str, dict[str, Child]] = {}
        for year in YEARS:
            sets = {"catalogue": catalogue(year), **special(year), "region": region(year, seed=0)}
            for name, children in sets.items():
                folder = kept / f"{year}_{name}"
                write_return(folder, children)
                folders.append((folder.name, year, folder))
                held[folder.name] = children
        folders.append((EXPORTED.name, int(EXPORTED.name[:4]), EXPORTED))
        recorded = [name for name, _, _ in folders]
        for year in YEARS:
            for seed in range(1, options.seeds + 1):
                folder = Path(scratch) / f"{year}_seed{seed}"
                held[folder.name] = region(year, seed=seed, children=400)
                write_return(folder, held[folder.name])
                folders.append((folder.name, year, folder))
        answers = ask(python, folders)
        bad: list[str] = []
        used: set[str] = set()
        compared = 0
        for name, year, folder in folders:
            mine = ours(folder, year)
            lines, keys = compare(name, answers[name], mine, held.get(name, {}))
            bad += lines
            used |= keys
            compared += len(mine)
    unused = sorted({each.key for each in DIFFERENCES} - used)
    if not options.check and not bad:
        RECORDED.mkdir(parents=True, exist_ok=True)
        for name in recorded:
            text = json.dumps(answers[name], separators=(",", ":"))
            (RECORDED / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    for line in bad:
        print(line)
    for key in unused:
        print(f"on the list but not seen: {key}")
    print(
        f"{len(folders)} returns, {compared} findings of ours, {len(bad)} unexplained differences"
    )
    return 1 if bad or unused else 0


if __name__ == "__main__":
    raise SystemExit(main())
