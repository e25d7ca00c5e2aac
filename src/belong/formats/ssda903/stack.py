"""Many sources to one frame per table: joined, trimmed, dates parsed, with what was odd in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.formats.ssda903.dates import parse_column
from belong.formats.ssda903.source import SHOWN_ROWS, Remark, some_rows
from belong.formats.ssda903.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from belong.formats.ssda903.source import Body, Loaded
    from belong.formats.ssda903.tables import Table

__all__ = ["Oddity", "rows_by_return", "stack_table", "tables_supplied"]

#: The cell's own text is always kept beside these tables' dates: the rules quote it.
_TEXT_ALWAYS = frozenset({"AD1", "PlacedAdoption"})
_SPACE_AT_AN_END = r"^\s|\s$"
_LOWER_CASE = r"\p{Ll}"


@dataclass(frozen=True)
class Oddity:
    """A remark on one of the returns. at: its place among those stacked."""

    at: int
    remark: Remark


def tables_supplied(
    loaded: Iterable[Loaded], wanted: Mapping[str, Sequence[str]] | None
) -> list[str]:
    """Names of the tables that any source supplied and that were asked for, in official order."""
    supplied = frozenset().union(*(item.tables for item in loaded))
    return [name for name in TABLES if name in supplied and (wanted is None or name in wanted)]


def stack_table(
    loaded: Sequence[Loaded], name: str, wanted: Mapping[str, Sequence[str]] | None
) -> tuple[pl.DataFrame, list[Oddity]]:
    """One table of every source, one row per row of the files, and what was odd.

    Columns as ``ReturnSet`` says. The sources' bytes of this table are let go on the way.
    """
    table = TABLES[name]
    columns = _columns(table, wanted)
    raw = _joined(loaded, table, columns)
    oddities: list[Oddity] = []
    raw = _trimmed(raw, table, columns, oddities)
    raw = _without_blank(raw, table, columns, oddities)
    return _dated(raw, table, columns, oddities), oddities


def _columns(table: Table, wanted: Mapping[str, Sequence[str]] | None) -> list[str]:
    """The official columns asked for, in official order; CHILD is always among them."""
    if wanted is None:
        return list(table.columns)
    asked = {"CHILD", *wanted[table.name]}
    return [column for column in table.columns if column in asked]


def _joined(loaded: Sequence[Loaded], table: Table, columns: list[str]) -> pl.DataFrame:
    """Raw text of every source: ``_return``, ``_row``, ``columns``; in the order of the sources."""
    import polars as pl

    groups: dict[tuple[object, ...], list[tuple[int, Body]]] = {}
    parts: list[pl.DataFrame] = []
    for at, item in enumerate(loaded):
        body = item.bodies.pop(table.name, None)
        if body is not None:
            key = (tuple(body.layout.positions.items()), body.layout.width, body.delimiter)
            groups.setdefault(key, []).append((at, body))
        elif table.name in item.frames:
            frame = item.frames.pop(table.name)
            parts.append(
                frame.select(
                    pl.lit(at, dtype=pl.UInt16).alias("_return"),
                    "_row",
                    *(
                        pl.col(c) if c in frame.columns else pl.lit(None, pl.String).alias(c)
                        for c in columns
                    ),
                )
            )
    while groups:
        _, members = groups.popitem()
        parts.append(_bodies_as_frame(members, columns))
    if len(parts) == 1:
        return parts[0]
    return pl.concat(parts).sort("_return", "_row", maintain_order=True)


def _bodies_as_frame(members: list[tuple[int, Body]], columns: list[str]) -> pl.DataFrame:
    """Bodies of one layout read at once. members: place of the source, and its body."""
    import polars as pl

    body = members[0][1]
    counts = [(at, item.count) for at, item in members]
    names = [f"_{place}" for place in range(body.layout.width)]
    for column, place in body.layout.positions.items():
        names[place] = column
    held = [column for column in columns if column in body.layout.positions]
    head = body.delimiter.join(names).encode() + b"\n"
    data = b"".join([head, *(item.data for _, item in members)])
    delimiter = body.delimiter
    del body
    members.clear()
    values = pl.read_csv(
        data,
        columns=held,
        separator=delimiter,
        quote_char=None,
        infer_schema=False,
        glob=False,
    ).rechunk()
    where = (
        pl.DataFrame(counts, schema={"_return": pl.UInt16, "_count": pl.UInt32}, orient="row")
        .lazy()
        .filter(pl.col("_count") > 0)
        .select("_return", pl.int_ranges(1, pl.col("_count") + 1, dtype=pl.UInt32).alias("_row"))
        .explode("_row")
        .collect()
    )
    return where.hstack(values).select(
        "_return",
        "_row",
        *(pl.col(c) if c in held else pl.lit(None, pl.String).alias(c) for c in columns),
    )


def _trimmed(
    raw: pl.DataFrame, table: Table, columns: list[str], oddities: list[Oddity]
) -> pl.DataFrame:
    """The same rows with values trimmed, codes in upper case and empty values null."""
    import polars as pl

    codes = [column for column in columns if column in table.codes]
    found = raw.lazy().select(
        *(pl.col(c).str.contains(_SPACE_AT_AN_END).any().alias(f"pad {c}") for c in columns),
        *((pl.col(c) == "").any().alias(f"empty {c}") for c in columns),
        *(pl.col(c).str.contains(_LOWER_CASE).any().alias(f"lower {c}") for c in codes),
    )
    flags = found.collect().row(0, named=True)
    padded = [column for column in columns if flags[f"pad {column}"]]
    if padded:
        message = "spaces around values were trimmed in"
        _note(raw, table, padded, _SPACE_AT_AN_END, "values_padded", message, oddities)
    lower = [column for column in codes if flags[f"lower {column}"]]
    if lower:
        message = "codes in small letters were read as capitals in"
        _note(raw, table, lower, _LOWER_CASE, "codes_lower_case", message, oddities)
    changes = []
    for column in columns:
        value = pl.col(column)
        if column in padded:
            value = value.str.strip_chars()
        if column in lower:
            value = value.str.to_uppercase()
        if column in padded or flags[f"empty {column}"]:
            value = pl.when(value != "").then(value)
        if column in padded or flags[f"empty {column}"] or column in lower:
            changes.append(value.alias(column))
    return raw.with_columns(changes) if changes else raw


def _note(
    raw: pl.DataFrame,
    table: Table,
    columns: list[str],
    pattern: str,
    code: str,
    said: str,
    oddities: list[Oddity],
) -> None:
    """One remark per return on the rows in which any of ``columns`` has the pattern."""
    import polars as pl

    has_pattern = pl.any_horizontal(pl.col(columns).str.contains(pattern).fill_null(value=False))
    for at, _, rows in rows_by_return(raw.filter(has_pattern)):
        oddities.append(Oddity(at, Remark(code, f"{table.name}: {said} {rows}.")))


def _without_blank(
    raw: pl.DataFrame, table: Table, columns: list[str], oddities: list[Oddity]
) -> pl.DataFrame:
    """The rows that hold any value; those without a CHILD are noted and kept."""
    import polars as pl

    if raw["CHILD"].null_count() == 0:
        return raw
    is_blank = pl.all_horizontal(pl.col(columns).is_null())
    for at, _, rows in rows_by_return(raw.filter(is_blank)):
        message = f"{table.name}: skipped empty {rows}."
        oddities.append(Oddity(at, Remark("rows_blank", message)))
    for at, _, rows in rows_by_return(raw.filter(pl.col("CHILD").is_null() & ~is_blank)):
        message = f"{table.name}: no CHILD in {rows}, so nobody can be told from it."
        oddities.append(Oddity(at, Remark("rows_without_child", message)))
    return raw.filter(~is_blank)


def _dated(
    raw: pl.DataFrame, table: Table, columns: list[str], oddities: list[Oddity]
) -> pl.DataFrame:
    """The same rows with date columns as Date, and their own text beside them where it matters."""
    import polars as pl

    parsed = []
    for column in columns:
        if column not in table.dates:
            continue
        days, odd = parse_column(raw[column])
        parsed.append(days)
        if odd is not None or table.name in _TEXT_ALWAYS:
            parsed.append(raw[column].alias(f"{column}__text"))
        if odd is None:
            continue
        for mask, code, said in (
            (odd.is_other_form, "dates_other_form", "understood, but not written dd/mm/yyyy, in"),
            (odd.is_no_date, "dates_not_real", "not a real date in"),
        ):
            for at, _, rows in rows_by_return(raw.filter(mask)):
                message = f"{table.name}, {column}: {said} {rows}."
                oddities.append(Oddity(at, Remark(code, message)))
    framed = raw.with_columns(parsed) if parsed else raw
    order = ["_return", "_row"]
    for column in columns:
        order.append(column)
        if f"{column}__text" in framed.columns:
            order.append(f"{column}__text")
    return framed.select(pl.col(order)).rechunk()


def rows_by_return(rows: pl.DataFrame) -> list[tuple[int, int, str]]:
    """Place of the return, number of rows, and their numbers in words, for all that have any."""
    import polars as pl

    if not rows.height:
        return []
    grouped = (
        rows.group_by("_return")
        .agg(pl.col("_row").sort().head(SHOWN_ROWS), pl.len().alias("count"))
        .sort("_return")
    )
    return [
        (int(at), int(count), some_rows(first, count)) for at, first, count in grouped.iter_rows()
    ]
