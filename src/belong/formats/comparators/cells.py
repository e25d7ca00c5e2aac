"""What one printed cell says: a number, or one of the signs that stand in for a number."""

from __future__ import annotations

import re

from belong.domain.comparators import Status

__all__ = ["read_cell"]

#: Signs of the department's tables. ``-`` is used by its interactive tool for what is hidden or
#: was not to be had, which the tool does not tell apart.
_SIGNS: dict[str, Status] = {
    "c": "suppressed",
    "x": "suppressed",
    "-": "suppressed",
    "z": "not_applicable",
    ".": "not_applicable",
    "k": "rounds_to_zero",
    "~": "rounds_to_zero",
    "": "blank",
}
_YEARS_AND_MONTHS = re.compile(r"(\d+):(\d{1,2})")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MONTHS_IN_A_YEAR = 12


def read_cell(text: str) -> tuple[float | None, Status] | None:
    """Value and status of a cell; None where it is neither a number nor a known sign.

    Years and months become months: ``1:4`` and ``01:04`` are both 16. Commas between thousands
    and a per cent sign at the end are taken off.
    """
    text = text.strip()
    sign = _SIGNS.get(text.lower())
    if sign is not None:
        return None, sign
    if spell := _YEARS_AND_MONTHS.fullmatch(text):
        years, months = int(spell[1]), int(spell[2])
        if months >= _MONTHS_IN_A_YEAR:
            return None
        return float(years * _MONTHS_IN_A_YEAR + months), "value"
    text = text.replace(",", "").removesuffix("%")
    return (float(text), "value") if _NUMBER.fullmatch(text) else None
