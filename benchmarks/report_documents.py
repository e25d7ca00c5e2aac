"""How long a region's annual report takes in all formats, from figures to files.

Beside it the time that only loading what draws and sets it (Altair, docxtpl, Typst) takes on this
machine in the same run. Each is a process of its own, so that nothing is warm.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.measure import Bar, best_of, table

COUNCILS = {"990": "Aldermarsh", "991": "Brackenfold", "992": "Calderwick", "993": "Dunmere"}
YEARS = (2016, 2024)
CHILDREN = 300  # of each council
BAR = 10
LOADING = "import altair, docxtpl, openpyxl, typst, vl_convert, xlsxwriter"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run of each")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        make(asked.make)
        return
    times = 1 if asked.quick else 3
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        keep_book(book)
        loading = best_of(times, [sys.executable, "-c", LOADING])
        making = best_of(
            times, [sys.executable, "-m", "benchmarks.report_documents", "--make", str(book)]
        )
    formats = [line.split("\t") for line in making.output.splitlines()]
    print(
        table(
            f"An annual report of {len(COUNCILS)} councils, best of {times}",
            [
                ("loading the libraries alone", f"{loading.seconds:.1f} s", "for comparison"),
                *((name, f"{float(seconds):.1f} s", words) for name, seconds, words in formats),
                Bar("all formats, whole process", making.seconds, BAR, "s").row,
                (
                    "the same, to loading alone",
                    f"{making.seconds / loading.seconds:.1f} times",
                    f"{making.megabytes:,.0f} MB at most",
                ),
            ],
        )
    )


def keep_book(target: Path) -> None:
    """Figures of a made-up region, kept as the job keeps them: they are not measured here."""
    from belong.analytics.measures import measure
    from belong.formats.ssda903 import read_returns
    from belong.formats.ssda903.frames import merge_returns
    from belong.synthetic import make_region, write_region

    returns = target.parent / "returns"
    write_region(make_region(1, tuple(COUNCILS), CHILDREN, YEARS), returns)
    book = measure(
        merge_returns(read_returns([returns])),
        body="region",
        body_name="Four Rivers",
        areas=COUNCILS,
        change=1,
        years=range(2018, YEARS[1] + 1),
    )
    target.write_bytes(pickle.dumps(book))


def make(kept: Path) -> None:
    """Lay the report out and write it in every format; prints name, seconds and size of each."""
    from belong.domain.periods import years
    from belong.reports.bound import ReportKind
    from belong.reports.documents import FORMATS, render
    from belong.reports.layouts import lay_out
    from belong.reports.resolved import resolve

    book = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this same run
    laid = lay_out(ReportKind.ANNUAL, book, period=years(YEARS[1]))
    resolved = resolve(laid, book)
    for name in FORMATS:
        started = time.perf_counter()
        content = render(resolved, name, made_on=date(YEARS[1], 6, 3))
        took = time.perf_counter() - started
        print(f"{name}\t{took}\t{len(content) / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
