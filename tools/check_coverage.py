"""Hold each package of belong to the branch coverage that pyproject.toml asks of it."""

from __future__ import annotations

import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: How many of a package's files to name, those with most uncovered first.
NAMED = 5


def shortfalls(report: Path) -> list[str]:
    """What falls short, in words; empty when every package reaches its floor.

    report: coverage's JSON. A package's coverage is of its lines and branches together.
    """
    with (ROOT / "pyproject.toml").open("rb") as file:
        floors: dict[str, int] = tomllib.load(file)["tool"]["belong"]["coverage"]
    covered: dict[str, int] = defaultdict(int)
    possible: dict[str, int] = defaultdict(int)
    uncovered: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, measured in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        parts = Path(name).parts
        package = parts[parts.index("belong") + 1]
        summary = measured["summary"]
        covered[package] += summary["covered_lines"] + summary["covered_branches"]
        possible[package] += summary["num_statements"] + summary["num_branches"]
        left = summary["missing_lines"] + summary["missing_branches"]
        uncovered[package].append((left, "/".join(parts[parts.index("belong") + 1 :])))
    words = []
    for package in sorted(possible):
        if package == "__init__.py":
            continue
        if package not in floors:
            words.append(f"{package} has no floor in pyproject.toml, [tool.belong.coverage]")
            continue
        percent = 100 * covered[package] / possible[package] if possible[package] else 100.0
        if percent < floors[package]:
            worst = sorted(uncovered[package], reverse=True)[:NAMED]
            words.append(
                f"{package} has {percent:.1f} %, below its floor of {floors[package]} %; most is "
                "left in " + ", ".join(f"{file} ({left})" for left, file in worst)
            )
    return words


if __name__ == "__main__":
    found = shortfalls(Path(sys.argv[1]))
    print("\n".join(found) or "coverage: every package reaches its floor")
    sys.exit(1 if found else 0)
