"""The lettered choices of Annex A.

Source: data-to-insight/ssd-data-model, specification v1.4, and the Annex A queries beside it.
"""

from __future__ import annotations

from string import ascii_lowercase

__all__ = ["disability_choice", "ethnicity_choice", "gender_choice"]

_GENDERS = {
    "M": "a) Male",
    "1": "a) Male",
    "F": "b) Female",
    "2": "b) Female",
    "U": "c) Not stated/recorded",
    "I": "d) Neither",
}
_ETHNICITIES = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN",
    "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT", "UNKNOWN",
)  # fmt: skip
_LETTERED = {
    code: f"{letter}) {code}" for letter, code in zip(ascii_lowercase, _ETHNICITIES, strict=False)
}


def gender_choice(sex: str | None) -> str:
    """The choice for a sex as the SSDA903 codes it in any year; nothing recorded is choice c."""
    return _GENDERS.get(sex or "", _GENDERS["U"])


def ethnicity_choice(code: str | None) -> str:
    """The choice for an ethnic group; anything else, and nothing recorded, is the last one."""
    return _LETTERED.get(code or "", _LETTERED["UNKNOWN"])


def disability_choice(is_disabled: bool | None) -> str | None:
    """The choice for whether somebody is disabled; None where that is not recorded."""
    if is_disabled is None:
        return None
    return "a) Yes" if is_disabled else "b) No"
