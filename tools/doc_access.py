"""The page on who may open what, made from the tables that tests hold the service to."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from belong.domain.policy import Role
from tools.doc_pages import MADE, table

__all__ = ["access"]

TABLES = Path(__file__).resolve().parent.parent / "tests/integration/web/access"
ANSWERS = {"200": "opens", "302": "goes on", "403": "refused", "404": "not there"}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _addresses(patterns: list[Any], before: str = "/") -> Iterator[tuple[str, str]]:
    """The name of every address, and the address with what is filled in between < and >."""
    for each in patterns:
        here = before + re.sub(r"<\w+:(\w+)>", r"<\1>", str(each.pattern))
        if hasattr(each, "url_patterns"):
            yield from _addresses(each.url_patterns, here)
        else:
            yield each.name, re.sub(r"\^|\$|\(\?P(<\w+>)[^)]*\)", r"\1", here)


def _role(name: str, *, is_only: bool) -> str:
    others = "everybody" if is_only else "everybody else"
    return others if name == "*" else Role(name).label


def _door(name: str, pages: list[dict[str, str]], addresses: dict[str, str]) -> str:
    rows = _rows(TABLES / "doors" / f"{name}.csv")
    whose = [column for column in rows[0] if column != "role"]
    listed = "\n".join(f"- `{addresses[page['page']]}`" for page in pages)
    shown = table(
        ("role", *whose),
        [
            (
                _role(row["role"], is_only=len(rows) == 1),
                *(ANSWERS[row[column]] for column in whose),
            )
            for row in rows
        ],
    )
    return f"### {name.capitalize()}\n\n{listed}\n\n{shown}\n"


def access() -> str:
    """Every door, the addresses behind it, and what each role is answered there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings_test")
    import django

    django.setup()
    from django.urls import get_resolver

    addresses = dict(_addresses(get_resolver().url_patterns))
    behind: dict[str, list[dict[str, str]]] = defaultdict(list)
    for page in _rows(TABLES / "pages.csv"):
        behind[page["door"]].append(page)
    records: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(TABLES / "records.csv"):
        records[row["of"]].append(row)
    parts = [
        MADE,
        "# Who may open what\n",
        "Every address of the service stands behind one door. For each door, each role and each",
        "kind of record the tests ask the service for the page, and hold it to these tables; an",
        "address that is in none of them fails. *Refused* says that the page is for other roles.",
        "*Not there* is the page of a wrong address, whether there is such a record or not.",
        "What stands on a page that opens depends on the role, too; that is tested by planting",
        "names and addresses on both sides and looking for them on every page.\n",
        "The people: the child's social worker, team manager, independent reviewing officer,",
        "decision maker, partner council's manager and committee member are Northmere's; the",
        "voluntary agency's worker is Lanternlight's; everybody else is the region's.\n",
    ]
    for kind in dict.fromkeys(page["of"] for pages in behind.values() for page in pages):
        doors = [name for name, pages in behind.items() if pages[0]["of"] == kind]
        if kind in ("nothing", "link in an e-mail"):
            if kind == "nothing":
                parts.append("## Pages about no one record\n")
        else:
            parts.append(f"## Pages about one {kind}\n")
            parts += [f"- *{row['whose']}*: {row['words']}" for row in records[kind]]
            parts.append("")
        parts += [_door(name, behind[name], addresses) for name in doors]
    return "\n".join(parts)
