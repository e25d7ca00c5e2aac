"""Dates of a return: text to days, for whole columns at once.

The return's form is dd/mm/yyyy. Also understood, and told apart so that it can be reported:
unpadded days and months (1/4/2023), spaces about the slashes, ISO days (2023-04-01), and either
with a time of midnight behind it, as spreadsheets write them. Everything else is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FIRST_DAY", "LAST_DAY", "OddDates", "parse_column", "parse_date"]

#: Days outside these are slips of the keyboard, not dates of a return.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)

_PLAIN = r"^\d\d/\d\d/\d{4}$"
_MIDNIGHT = r"(?:[ T]+0?0:00(?::00(?:\.0+)?)?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*/\s*(\d{{1,2}})\s*/\s*(\d{{4}}){_MIDNIGHT}", re.ASCII)
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_MIDNIGHT}", re.ASCII)


def parse_date(text: str) -> date | None:
    """The day that a cell's text means, or None if it is no real day between 1900 and 2199."""
    text = text.strip()
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return value if FIRST_DAY <= value <= LAST_DAY else None


@dataclass(frozen=True)
class OddDates:
    """The cells of one column that are not a real day written dd/mm/yyyy.

    text: the whole column as it stood. is_other_form, is_no_date: Boolean per row, False for
    empty cells: understood though written otherwise, and not understood.
    """

    text: pl.Series
    is_other_form: pl.Series
    is_no_date: pl.Series


def parse_column(text: pl.Series) -> tuple[pl.Series, OddDates | None]:
    """A String column (trimmed, empty = null) as Date, and its odd cells or None if it has none."""
    import polars as pl

    frame = text.alias("text").to_frame().lazy()
    plain = pl.col("text").str.contains(_PLAIN)
    day = pl.col("text").str.to_date("%d/%m/%Y", strict=False)
    parsed = frame.with_columns(
        day=pl.when(plain & day.is_between(FIRST_DAY, LAST_DAY)).then(day)
    ).collect()
    days = parsed["day"]
    if days.null_count() == text.null_count():
        return days.alias(text.name), None
    is_odd = text.is_not_null() & days.is_null()
    forms = text.filter(is_odd).unique().to_list()
    meant = {form: parse_date(form) for form in forms}
    other = text.filter(is_odd).replace_strict(meant, return_dtype=pl.Date)
    days = (
        pl.DataFrame({"day": days})
        .with_row_index("at")
        .join(
            pl.DataFrame({"at": is_odd.arg_true().cast(pl.UInt32), "other": other}),
            on="at",
            how="left",
            maintain_order="left",
        )
        .select(pl.coalesce("day", "other").alias("day"))["day"]
    )
    return days.alias(text.name), OddDates(
        text=text,
        is_other_form=is_odd & days.is_not_null(),
        is_no_date=is_odd & days.is_null(),
    )
