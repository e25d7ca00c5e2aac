"""What the rules need to be read: tables and columns, this year's and last year's.

Reading is most of the work of checking a return, so columns that no rule looks at stay unread.
"""

from __future__ import annotations

from belong.formats.ssda903.tables import TABLES

__all__ = ["LAST_YEAR_COLUMNS", "RULE_COLUMNS"]

_EPISODES = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "DEC", "REC")
_WHOLE = ("AD1", "PlacedAdoption", "OC3")

#: Table -> columns that some rule looks at in this year's return: of the tables without rules of
#: their own, CHILD and the dates.
RULE_COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(column for column in table.columns if column == "CHILD" or column in table.dates)
    for name, table in TABLES.items()
} | {
    "Header": ("CHILD", "DOB", "UPN", "MC_DOB"),
    "Episodes": _EPISODES,
    **{name: TABLES[name].columns for name in _WHOLE},
}

#: The same for last year's return.
LAST_YEAR_COLUMNS: dict[str, tuple[str, ...]] = {
    "Header": ("CHILD", "DOB"),
    "Episodes": _EPISODES,
    "PlacedAdoption": TABLES["PlacedAdoption"].columns,
}
