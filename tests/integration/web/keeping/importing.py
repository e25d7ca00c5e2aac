"""Run by the kill tests: look at what is there, then bring in one return after another.

First it prints what it found as one line of JSON; then each year, once applied, until none is left.
Arguments: the folder of a council's returns, year by year; "look" to bring in nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

COUNCIL = "991"


def found() -> dict[str, object]:
    """What each change holds, what is kept, how imports stand, and whether lists are true."""
    from django.db.models import Count

    from belong.web.children.models import ChildIdentifier, ChildRow, ChildRowVersion
    from belong.web.imports.models import Import, KeptTable
    from belong.web.ledger.models import Change
    from belong.web.ledger.projection import rebuild

    counted = Change.objects.annotate(held=Count("events")).order_by("number")
    numbers = dict(ChildIdentifier.objects.values_list("child", "value"))

    def rows() -> list[list[list[str]]]:
        told = ChildRow.objects.values_list("child", "change", "stage", "last_happened_on")
        versions = ChildRowVersion.objects.values_list("child", "change", "until_change", "stage")
        return [
            sorted([numbers[pk], *map(str, rest)] for pk, *rest in of) for of in (told, versions)
        ]

    before = rows()
    rebuild()
    return {
        "changes": [[one.source, one.held] for one in counted],
        "kept": sorted({one.year for one in KeptTable.objects.all()}),
        "applied": Import.objects.filter(state="applied").count(),
        "children": len(numbers),
        "rows": before,
        "lists_are_true": before == rows(),
    }


def bring_in(folder: Path) -> None:
    """Bring in every year that is not there yet, and say so after each."""
    from belong.web.agencies.models import Agency
    from belong.web.imports.commands import apply_paths, preview_paths
    from belong.web.ledger.models import Change

    Agency.objects.get_or_create(
        dfe_code=COUNCIL, defaults={"kind": "council", "name": "Brackenfold"}
    )
    for year in sorted(folder.iterdir()):
        if Change.objects.filter(source=f"ssda903 {COUNCIL} {year.name}").exists():
            continue
        one = preview_paths([year], agency=COUNCIL)
        apply_paths(one, [year])
        sys.stdout.write(f"{year.name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(found()) + "\n")
    sys.stdout.flush()
    if sys.argv[1:] != ["look"]:
        bring_in(Path(sys.argv[1]))
