"""Read returns: from the paths a person gives to one set of tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from belong.domain.errors import BelongError
from belong.domain.frames import Notice
from belong.formats.authorities import is_known
from belong.formats.ssda903.csv_folder import load_csv
from belong.formats.ssda903.discover import UNKNOWN, survey
from belong.formats.ssda903.model import ReturnInfo, ReturnSet
from belong.formats.ssda903.source import Remark
from belong.formats.ssda903.stack import Oddity, stack_table, tables_supplied
from belong.formats.ssda903.workbook import load_workbook
from belong.formats.ssda903.xml_file import load_xml
from belong.formats.ssda903.years import outside_year, years_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from belong.formats.ssda903.source import Loaded, Source

__all__ = ["read_returns"]

_LOADERS = {"csv": load_csv, "xml": load_xml, "workbook": load_workbook}
#: Files are read side by side: the disk waits, not the processor.
_THREADS = 4


def read_returns(
    paths: Sequence[Path | str],
    *,
    la: str | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ReturnSet:
    """Every return under ``paths``, stacked table by table, with notices of all that was odd.

    la: authority of the returns whose folders do not name one. columns: table -> columns wanted,
    such as ``SCORECARD_COLUMNS``; other tables are not read; None means everything. progress:
    called with the number of returns read and to read. One that cannot be read becomes a notice as
    long as another one can. Raises BelongError when no return can be read.
    """
    found = survey(paths, la=la)
    notices = list(found.notices)
    loaded, failed = _load_all(found.sources, columns, progress)
    if not loaded:
        raise failed[0]
    notices += [Notice("return_not_read", error.what, source=error.where) for error in failed]
    loaded = _without_copies(loaded, notices)
    oddities: list[Oddity] = []
    supplied = [frozenset(item.supplied) for item in loaded]
    tables: dict[str, pl.DataFrame] = {}
    for name in tables_supplied(loaded, columns):
        tables[name], odd = stack_table(loaded, name, columns)
        oddities += odd
    years = years_of(tables, len(loaded))
    oddities += outside_year(tables, years)
    returns = [
        ReturnInfo(item.source.la_code, year, item.source.label, names)
        for item, year, names in zip(loaded, years, supplied, strict=True)
    ]
    notices += _said(loaded, returns, oddities)
    return _one_per_year(returns, tables, notices)


def _load_all(
    sources: Sequence[Source],
    columns: Mapping[str, Sequence[str]] | None,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Loaded], list[BelongError]]:
    """Every source that can be read, in their order, and the errors of the others."""

    def load(source: Source) -> Loaded | BelongError:
        try:
            return _LOADERS[source.form](source, columns)
        except BelongError as error:
            return error

    loaded: list[Loaded] = []
    failed: list[BelongError] = []
    with ThreadPoolExecutor(_THREADS) as pool:
        for done, result in enumerate(pool.map(load, sources), start=1):
            if isinstance(result, BelongError):
                failed.append(result)
            else:
                loaded.append(result)
            if progress is not None:
                progress(done, len(sources))
    return loaded, failed


def _without_copies(loaded: Sequence[Loaded], notices: list[Notice]) -> list[Loaded]:
    """The sources without those whose content an earlier one of the same authority has."""
    kept: list[Loaded] = []
    by_shape: dict[object, list[Loaded]] = {}
    for item in loaded:
        shape = frozenset(
            [(name, body.count, len(body.data)) for name, body in item.bodies.items()]
            + [(name, frame.height, 0) for name, frame in item.frames.items()]
        )
        alike = by_shape.get(shape, ()) if item.row_count else ()
        twin = next((other for other in alike if _is_copy(item, other)), None)
        if twin is None:
            kept.append(item)
            by_shape.setdefault(shape, []).append(item)
            continue
        code = twin.source.la_code if item.source.la_code == UNKNOWN else item.source.la_code
        notices.append(
            Notice(
                "same_return_twice",
                f"The same return as {twin.source.label}; it was read once.",
                la_code=code,
                source=item.source.label,
            )
        )
    return kept


def _is_copy(one: Loaded, other: Loaded) -> bool:
    codes = {one.source.la_code, other.source.la_code} - {UNKNOWN}
    return (
        len(codes) <= 1
        and all(body.data == other.bodies[name].data for name, body in one.bodies.items())
        and all(frame.equals(other.frames[name]) for name, frame in one.frames.items())
    )


def _said(
    loaded: Sequence[Loaded], returns: Sequence[ReturnInfo], oddities: Sequence[Oddity]
) -> list[Notice]:
    """Every remark as a notice, return by return."""
    remarks: list[list[Remark]] = [list(item.remarks) for item in loaded]
    for oddity in oddities:
        remarks[oddity.at].append(oddity.remark)
    for at, (item, info) in enumerate(zip(loaded, returns, strict=True)):
        named = item.source.named_year
        if info.year is None:
            remarks[at].append(
                Remark("no_year", "No date in this return tells which year it is of.")
            )
        elif named is not None and named != info.year:
            remarks[at].append(
                Remark(
                    "year_folder_differs",
                    f"The name speaks of {named}, but the dates are those of the year to 31 March"
                    f" {info.year}; the dates were followed.",
                )
            )
        if info.la_code != UNKNOWN and not is_known(info.la_code):
            remarks[at].append(
                Remark(
                    "authority_not_known",
                    f"{info.la_code} is no authority code that Belong knows; used as it stands.",
                )
            )
    return [
        Notice(remark.code, remark.message, info.la_code, info.year, None, info.source)
        for info, said in zip(returns, remarks, strict=True)
        for remark in said
    ]


def _one_per_year(
    returns: list[ReturnInfo], tables: dict[str, pl.DataFrame], notices: list[Notice]
) -> ReturnSet:
    """The set with only the last return of each authority and year."""
    import polars as pl

    last: dict[tuple[str, int], int] = {}
    dropped: set[int] = set()
    for at, info in enumerate(returns):
        if info.year is None:
            continue
        earlier = last.get((info.la_code, info.year))
        if earlier is not None:
            dropped.add(earlier)
            notices.append(
                Notice(
                    "two_returns_one_year",
                    f"Two different returns of the year to 31 March {info.year}:"
                    f" {returns[earlier].source} and {info.source}. The second was used. If they"
                    " are two councils', put each in a folder named by its code.",
                    la_code=info.la_code,
                    year=info.year,
                    source=returns[earlier].source,
                )
            )
        last[info.la_code, info.year] = at
    if dropped:
        kept = [at for at in range(len(returns)) if at not in dropped]
        places = pl.DataFrame(
            {"_return": kept, "_new": range(len(kept))},
            schema={"_return": pl.UInt16, "_new": pl.UInt16},
        )
        returns = [returns[at] for at in kept]
        tables = {
            name: frame.join(places, on="_return", maintain_order="left")
            .with_columns(pl.col("_new").alias("_return"))
            .drop("_new")
            for name, frame in tables.items()
        }
        held = frozenset().union(*(info.tables for info in returns))
        tables = {name: frame for name, frame in tables.items() if name in held}
    return ReturnSet(tuple(returns), tables, tuple(notices))
