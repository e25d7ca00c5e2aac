"""The layouts of published tables that can be read, each known by its columns alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from belong.domain.calendar import window_label
from belong.domain.comparators import ENGLAND, PublishedValue
from belong.domain.errors import BelongError
from belong.formats.comparators.cells import read_cell

__all__ = ["LAYOUTS", "STAGE_MEASURES", "Layout", "Row"]

_LAIT = "DfE, local authority interactive tool"
_CLA = "DfE, Children looked after in England including adoptions"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"20\d\d")
#: The tool numbers England and the regions among the authorities.
_LAIT_ENGLAND = "970"
_LAIT_REGIONS = range(980, 991)

#: Printed name of a stage -> measure. Months between the two dates; the last counts children.
STAGE_MEASURES: dict[str, tuple[str, str]] = {
    "entry into care -> decision that the child should be placed": (
        "care_to_decision_months",
        "months",
    ),
    "decision -> matching": ("decision_to_match_months", "months"),
    "matching -> placed for adoption": ("match_to_move_in_months", "months"),
    "placed for adoption -> adopted": ("move_in_to_adoption_months", "months"),
    "entry into care -> placed for adoption": ("care_to_move_in_months", "months"),
    "entry into care -> adopted": ("care_to_adoption_months", "months"),
    "number adopted who were placed within 12 months of the decision": (
        "placed_within_12_months_n",
        "children",
    ),
}
_CHARACTERISTICS = {
    "Adopted": "adopted",
    "Special guardianship order": "ceased_sgo",
    "Total": "ceased",
}


@dataclass(frozen=True)
class Row:
    """A row of the file: its number, 1 for the first under the header, and its cells by column."""

    number: int
    cells: dict[str, str]
    path: str

    def value(self, column: str, **said: str) -> PublishedValue:
        """The cell as a published value. Raises BelongError where it is no number and no sign."""
        text = self.cells[column]
        read = read_cell(text)
        if read is None:
            raise BelongError(
                f'"{text}" is neither a number nor a sign such as c, x, z, k or -.',
                where=f"{self.path}, row {self.number}, column {column}",
                mend="Supply the table as it was published.",
            )
        number, status = read
        return PublishedValue(value=number, status=status, as_printed=text.strip(), **said)

    def period(self, column: str, years: int = 1) -> str:
        """The financial year, written 2023-24, of a cell such as 2024 or 202324.

        years: how many whole years the value is of, the last of which the cell names.
        """
        text = self.cells[column].strip()
        if re.fullmatch(r"20\d{4}", text):
            text = str(int(text[:4]) + 1)
        if not _YEAR.fullmatch(text):
            raise BelongError(
                f'"{text}" is no year.',
                where=f"{self.path}, row {self.number}, column {column}",
                mend="The year should be written as 2024, meaning the year to 31 March 2024.",
            )
        return window_label(int(text), years)


@dataclass(frozen=True)
class Layout:
    """One known layout. needs: columns it cannot be without. read: values of one row."""

    name: str
    needs: frozenset[str]
    read: Callable[[Row, Sequence[str], str], Iterator[PublishedValue]]


def _unit(column: str) -> str:
    if column.endswith("_days"):
        return "days"
    return "percent" if column.endswith(("_pct", "percentage")) else "children"


def _read_wide(row: Row, columns: Sequence[str], vintage: str) -> Iterator[PublishedValue]:
    """One row per authority and year, one column per measure (local authority interactive tool).

    Mean days are the scorecard's, of the three years that end with the year named.
    """
    code, name = row.cells["dfe_code"].strip(), row.cells["area"].strip()
    area = code
    if code == _LAIT_ENGLAND or name == ENGLAND:
        area = ENGLAND
    elif code.isdigit() and int(code) in _LAIT_REGIONS:
        area = f"region:{name}"
    for column in columns:
        if column.endswith(("_n", "_pct", "_days")):
            yield row.value(
                column,
                measure=column,
                area=area,
                period=row.period("year_ending_march", 3 if _unit(column) == "days" else 1),
                unit=_unit(column),
                source=_LAIT,
                vintage=vintage,
            )


def _read_long(row: Row, columns: Sequence[str], vintage: str) -> Iterator[PublishedValue]:
    """One row per authority, year and characteristic (explore education statistics)."""
    level, name = row.cells["geographic_level"].strip(), row.cells["geo_breakdown"].strip()
    area = row.cells["old_la_code"].strip()
    if level == "National":
        area = ENGLAND
    elif level == "Regional":
        area = f"region:{name}"
    characteristic = row.cells["characteristic"].strip()
    stem = _CHARACTERISTICS.get(
        characteristic, "ceased_" + re.sub(r"\W+", "_", characteristic.lower()).strip("_")
    )
    for column, ending in (("number", "n"), ("percentage", "pct")):
        yield row.value(
            column,
            measure=f"{stem}_{ending}",
            area=area,
            period=row.period("time_period"),
            unit=_unit(column),
            source=_CLA,
            vintage=vintage,
        )


def _read_vintages(row: Row, columns: Sequence[str], vintage: str) -> Iterator[PublishedValue]:
    """One row per year, stage and age; one column per release, named by its day."""
    stage = row.cells["stage"].strip()
    if stage not in STAGE_MEASURES:
        raise BelongError(
            f'there is no stage "{stage}".',
            where=f"{row.path}, row {row.number}",
            mend=f"Known are: {'; '.join(STAGE_MEASURES)}.",
        )
    measure, unit = STAGE_MEASURES[stage]
    age = row.cells["age_start_poc"].strip()
    for column in columns:
        if _ISO_DAY.fullmatch(column):
            yield row.value(
                column,
                measure=measure,
                area=ENGLAND,
                period=row.period("time_period"),
                unit=unit,
                source=_CLA,
                vintage=column,
                breakdown="" if age == "Total" else age,
            )


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "authorities by year, a column for each measure",
        frozenset({"dfe_code", "area", "year_ending_march"}),
        _read_wide,
    ),
    Layout(
        "authorities by year and characteristic, with number and percentage",
        frozenset(
            {
                "time_period",
                "geographic_level",
                "geo_breakdown",
                "old_la_code",
                "characteristic",
                "number",
                "percentage",
            }
        ),
        _read_long,
    ),
    Layout(
        "times between stages, a column for each release named by its day",
        frozenset({"time_period", "stage", "age_start_poc"}),
        _read_vintages,
    ),
)
