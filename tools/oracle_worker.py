"""Run the sector's validator over returns; started by oracle.py in the validator's environment.

Reads from the file named, or stdin: {"rules": [code], "returns": [{"name", "year", "this": folder,
"last": folder or null, "la"}]}. Writes to stdout: {name: {"findings": [[rule, child]], "skipped":
[rule], "failed": [rule]}}, findings sorted.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import sys
from pathlib import Path
from typing import Any

TABLES = (
    "Header",
    "Episodes",
    "AD1",
    "PlacedAdoption",
    "OC3",
    "OC2",
    "Missing",
    "Reviews",
    "PrevPerm",
)


def files_of(folder: str | None, description: str) -> list[dict[str, object]]:
    """The CSV files of a folder as the validator takes them."""
    if folder is None:
        return []
    return [
        {"name": path.name, "description": description, "file_content": path.read_bytes()}
        for path in sorted(Path(folder).glob("*.csv"))
    ]


def answer(item: dict[str, Any], rules: list[str], validator: Any) -> dict[str, object]:
    """What the validator finds in one return: rule and child, whatever the table and row."""
    year = int(str(item["year"]))
    module = importlib.import_module(f"lac_validator.rules.lac{year - 1}_{year % 100:02d}")
    result = validator(
        # The validator takes the first four figures as the year's end.
        metadata={"collectionYear": str(year), "localAuthority": item["la"]},
        files=files_of(item["this"], "This year") + files_of(item["last"], "Prev year"),
        registry={code: rule for code, rule in module.registry.items() if code in rules},
        selected_rules=None,
    )
    findings = set()
    for table in TABLES:
        frame = result.ds_results.get(table)
        if frame is None:
            continue
        for column in frame.columns:
            if str(column).startswith("ERR_"):
                children = frame.loc[frame[column] == True, "CHILD"]  # noqa: E712 (pandas)
                findings |= {(str(column)[4:], str(child)) for child in children}
    return {
        "findings": sorted(map(list, findings)),
        "skipped": sorted(result.skips),
        "failed": sorted(result.fails),
    }


def main() -> None:
    """Answer the request in the file named as argument, or on stdin."""
    given = Path(sys.argv[1]).read_text(encoding="utf-8") if sys.argv[1:] else sys.stdin.read()
    request = json.loads(given)
    with contextlib.redirect_stdout(io.StringIO()):
        from lac_validator.lac_validator import LacValidator

        logging.disable(logging.CRITICAL)
        answers = {
            item["name"]: answer(item, request["rules"], LacValidator)
            for item in request["returns"]
        }
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
