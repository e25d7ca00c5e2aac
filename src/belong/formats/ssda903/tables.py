"""The tables of the SSDA903 return, and how a list of column names is recognised as one of them.

A table is known by its columns alone, never by its file's name or the order of its columns.
Columns, order and the XML's elements follow the Department for Education's SSDA903 technical
specification as the sector's open-source validator reads it
(``data-to-insight/csc-validator-be-903``, ``lac_validator/config.py`` and ``ingress.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCORECARD_COLUMNS", "TABLES", "Layout", "Table", "normal_name", "recognise"]


@dataclass(frozen=True)
class Table:
    """One official table.

    columns: in official order. dates: columns that hold a real day, dd/mm/yyyy. codes: columns
    from a code list, upper case. identifiers and postcodes: text that must stay as it stands.
    identifying: the columns without which a file is not taken for this table.
    xml_group: element that holds one row in the XML; None where the items lie in the child's
    header. first_year: financial year's end in which the table first was part of the return.
    """

    name: str
    file_name: str
    columns: tuple[str, ...]
    dates: frozenset[str]
    codes: frozenset[str]
    identifiers: frozenset[str]
    postcodes: frozenset[str]
    identifying: frozenset[str]
    xml_group: str | None = None
    first_year: int | None = None


def _table(
    name: str,
    file_name: str,
    columns: str,
    *,
    identifying: str,
    dates: str = "",
    identifiers: str = "",
    postcodes: str = "",
    plain: str = "",
    xml_group: str | None = None,
    first_year: int | None = None,
) -> Table:
    """A Table from names with spaces between; what is in none of the other lists is a code."""
    names = tuple(columns.split())
    date_names = frozenset(dates.split())
    ids = frozenset({"CHILD", *identifiers.split()})
    posts = frozenset(postcodes.split())
    return Table(
        name=name,
        file_name=file_name,
        columns=names,
        dates=date_names,
        codes=frozenset(names) - date_names - ids - posts - frozenset(plain.split()),
        identifiers=ids,
        postcodes=posts,
        identifying=frozenset({"CHILD", *identifying.split()}),
        xml_group=xml_group,
        first_year=first_year,
    )


_ALL = (
    _table(
        "Header",
        "header.csv",
        "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
        identifying="ETHNIC",
        dates="DOB MC_DOB",
        identifiers="UPN",
    ),
    _table(
        "Episodes",
        "episodes.csv",
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST"
        " URN",
        identifying="DECOM",
        dates="DECOM DEC",
        identifiers="URN",
        postcodes="HOME_POST PL_POST",
        xml_group="EPISODE",
    ),
    _table(
        "Reviews",
        "reviews.csv",
        "CHILD DOB REVIEW REVIEW_CODE",
        identifying="REVIEW",
        dates="DOB REVIEW",
        xml_group="AREVIEW",
    ),
    _table("UASC", "uasc.csv", "CHILD SEX DOB DUC", identifying="DUC", dates="DOB DUC"),
    _table(
        "OC2",
        "oc2.csv",
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK"
        " HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
        identifying="SDQ_SCORE",
        dates="DOB",
        plain="SDQ_SCORE",
        xml_group="OC2",
    ),
    _table("OC3", "oc3.csv", "CHILD DOB IN_TOUCH ACTIV ACCOM", identifying="IN_TOUCH", dates="DOB"),
    _table(
        "AD1",
        "ad1.csv",
        "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
        identifying="DATE_INT",
        dates="DOB DATE_INT DATE_MATCH",
    ),
    _table(
        "PlacedAdoption",
        "placed_for_adoption.csv",
        "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
        identifying="DATE_PLACED",
        dates="DOB DATE_PLACED DATE_PLACED_CEASED",
        xml_group="AD_PLACED",
    ),
    # DATE_PERM may be partly unknown (zz/zz/2012, zz/03/2012), so it stays text.
    _table(
        "PrevPerm",
        "previous_permanence.csv",
        "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
        identifying="PREV_PERM",
        dates="DOB",
        plain="DATE_PERM",
        xml_group="PERMANENCE",
    ),
    _table(
        "Missing",
        "missing.csv",
        "CHILD DOB MISSING MIS_START MIS_END",
        identifying="MIS_START",
        dates="DOB MIS_START MIS_END",
        xml_group="AMISSING",
    ),
    _table(
        "SWEpisodes",
        "sw_episodes.csv",
        "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
        identifying="SW_DECOM",
        dates="DOB SW_DECOM SW_DEC",
        identifiers="SW_ID",
        first_year=2024,
    ),
    _table(
        "DoLo",
        "DoLo.csv",
        "CHILD DOB DOLO_START DOLO_END",
        identifying="DOLO_START",
        dates="DOB DOLO_START DOLO_END",
        first_year=2027,
    ),
)

#: The official tables by name, in official order.
TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})

#: What the scorecard needs of a return; hand it to ``read_returns`` as ``columns``.
SCORECARD_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN"),
        "Episodes": ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
        "AD1": ("CHILD", "DATE_INT", "DATE_MATCH"),
        "PlacedAdoption": ("CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    }
)


@dataclass(frozen=True)
class Layout:
    """How a file's fields lie: which table it is, and at which place each official column stands.

    positions: official column -> place in the row, counted from 0. width: fields in the header.
    missing: official columns that the file lacks, in official order. extra: names that no
    official column bears. repeated: official columns that stand more than once (the first counts).
    """

    table: Table
    positions: Mapping[str, int]
    width: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    repeated: tuple[str, ...]


def normal_name(name: str) -> str:
    """A column's name as it is compared: trimmed, upper case, without marks of encoding."""
    return name.strip().strip("\ufeff\u00a0\"'").strip().upper()


@lru_cache(maxsize=4096)
def recognise(names: tuple[str, ...]) -> Layout | None:
    """The layout of a file with these column names, or None if it is none of the tables.

    A file is a table when it has the table's identifying columns and at least half of its
    columns. Where that holds for several, the one whose columns are most completely there wins,
    then the wider one; still equal is taken for none.
    """
    normal = [normal_name(name) for name in names]
    present = frozenset(normal)
    ranked = sorted(
        (
            (
                len(present.intersection(table.columns)) / len(table.columns),
                len(table.columns),
                table,
            )
            for table in _ALL
            if table.identifying <= present
            and 2 * len(present.intersection(table.columns)) >= len(table.columns)
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    table = ranked[0][2]
    return Layout(
        table=table,
        positions=MappingProxyType(
            {column: normal.index(column) for column in table.columns if column in present}
        ),
        width=len(names),
        missing=tuple(column for column in table.columns if column not in present),
        extra=tuple(
            dict.fromkeys(
                name.strip()
                for name, plain in zip(names, normal, strict=True)
                if plain and plain not in table.columns
            )
        ),
        repeated=tuple(column for column in table.columns if normal.count(column) > 1),
    )
