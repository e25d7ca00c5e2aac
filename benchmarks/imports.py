"""How long it takes to bring in returns: a council's yearly one, and ten years of a region.

Each is measured in a process and a database of its own, on SQLite and on PostgreSQL where it is
there. Beside the whole stands how long others had to wait to write: the transaction that applies.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import table
from benchmarks.web import ROOT, database, has_postgres

#: Lives that give about 2,000 children in one return; and of each council of the region.
COUNCIL_LIVES, REGION_LIVES, QUICK = 7_500, 2_000, 10
YEARS = (2015, 2024)
LAS = ("991", "992", "993", "994", "995", "996", "997", "998")


def main() -> int:
    """Measure everything and print one table for each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the children")
    parser.add_argument("--child", metavar="WHAT", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        _measure(asked.child, asked.folder)
        return 0
    part = QUICK if asked.quick else 1
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), part)
        for engine in ("sqlite", "postgresql"):
            if engine == "postgresql" and not has_postgres():
                print("imports: PostgreSQL is not here; only SQLite is measured")
                continue
            rows = [row for what in ("year", "region") for row in _rows(what, engine, folder)]
            print(table(f"Bringing in returns, {engine}", rows))
    return 0


def _write(folder: Path, part: int) -> None:
    from belong.synthetic import make_region, write_region

    write_region(make_region(1, LAS[:1], COUNCIL_LIVES // part, YEARS), folder / "year")
    write_region(make_region(2, LAS, REGION_LIVES // part, YEARS), folder / "region")


def _rows(what: str, engine: str, folder: str) -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as home, database(engine) as named:
        environment = {
            **os.environ,
            "BELONG_HOME": home,
            "BELONG_PLAIN_HTTP": "1",
            "SECRET_KEY": "for measuring only",  # pragma: allowlist secret
            "DJANGO_SETTINGS_MODULE": "belong.web.config.settings",
            **named,
        }
        command = [sys.executable, "-m", "benchmarks.imports", "--child", what]
        done = subprocess.run(
            [*command, "--folder", folder],
            env=environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    named_as = {
        "year": f"yearly return, {told['children']:,} children",
        "region": f"ten years of 8 councils, {told['children']:,} children",
    }[what]
    held = told["held"] / told["children"] * 1000
    return [
        (named_as, f"{told['whole']:.1f} s", "10 s" if what == "year" else "120 s"),
        ("  of it the preview", f"{told['preview']:.1f} s", ""),
        ("  others wait, a thousand children", f"{held:.2f} s", "2 s"),
    ]


def _measure(what: str, folder: Path) -> None:
    """Bring in, and print what it took: seconds, and the children of the files."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from belong.formats.ssda903 import SCORECARD_COLUMNS, read_returns
    from belong.web.agencies.models import Agency
    from belong.web.children.models import ChildRecord
    from belong.web.imports import work
    from belong.web.imports.commands import apply_paths, preview_paths

    for la in LAS:
        Agency.objects.create(kind="council", name=f"Council {la}", dfe_code=la)
    paths = [folder / what]
    if what == "year":
        years = sorted((folder / what / LAS[0]).iterdir())
        apply_paths(preview_paths(years[:-1], agency=LAS[0]), years[:-1])
        paths = years[-1:]
    held: list[float] = []
    write = work._write

    def timed(*args: object) -> None:
        before = time.perf_counter()
        write(*args)  # type: ignore[arg-type]
        held.append(time.perf_counter() - before)

    work._write = timed  # type: ignore[assignment]
    started = time.perf_counter()
    one = preview_paths(paths, agency=LAS[0] if what == "year" else "")
    previewed = time.perf_counter()
    apply_paths(one, paths)
    ended = time.perf_counter()
    headers = read_returns(paths, la=LAS[0], columns=SCORECARD_COLUMNS).tables["Header"]
    told = {
        "children": headers.height if what == "year" else ChildRecord.objects.count(),
        "whole": ended - started,
        "preview": previewed - started,
        "held": sum(held),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    sys.exit(main())
