"""Bands of ages and times as people write them, and whether they meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["BAND", "Band", "band_of", "bands_in", "not_side_by_side"]

_BAND = (
    r"(?:under|below|less than)\s+(?P<under{0}>\d+)"
    r"|(?P<low{0}>\d+)\s?(?:-|–|to)\s?(?P<high{0}>\d+)"
    r"|(?P<least{0}>\d+)\s?(?:\+|(?:and|or)\s+(?:over|more|above|older))"
    r"|over\s+(?P<over{0}>\d+)"
)
_ONE = re.compile(rf"(?:aged?\s+)?(?:{_BAND.format('')}|(?P<only>\d+))(?:\s+\w+){{0,2}}\s*", re.I)
#: A band in a pattern of more than it; no groups.
BAND = re.sub(r"\?P<\w+>", "?:", _BAND.format(""))
_LIST = re.compile(
    rf"\b(?:(?:{BAND})(?:\s+years?)?)(?:(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)"
    rf"(?:(?:{BAND})|\d{{1,3}}(?!\d))(?:\s+years?)?){{1,}}",
    re.I,
)
_ITEM = re.compile(rf"{BAND}|\d+", re.I)
#: Above it a number is a year of the calendar, not an age or a time.
_A_YEAR = 1900


@dataclass(frozen=True)
class Band:
    """Whole numbers from low to high, both included; high None has no end."""

    text: str
    low: int
    high: int | None


def band_of(text: str) -> Band | None:
    """The band that a title names ("Under 1", "1-2", "3 and over", "2"), or None."""
    match = _ONE.fullmatch(text.strip())
    if match is None:
        return None
    text = text.strip()
    if match["under"]:
        return Band(text, 0, int(match["under"]) - 1)
    if match["low"]:
        low, high = int(match["low"]), int(match["high"])
        return Band(text, low, high) if low <= high < _A_YEAR else None
    if match["least"]:
        return Band(text, int(match["least"]), None)
    if match["over"]:
        return Band(text, int(match["over"]) + 1, None)
    only = int(match["only"])
    return Band(text, only, only) if only < _A_YEAR else None


def bands_in(text: str) -> list[list[Band]]:
    """Lists of two or more bands in a sentence, each in its order."""
    found = []
    for match in _LIST.finditer(text):
        bands = [band_of(one) for one in _ITEM.findall(match[0])]
        whole = [one for one in bands if one is not None]
        if len(whole) == len(bands) > 1:
            found.append(whole)
    return found


def not_side_by_side(bands: Sequence[Band]) -> str:
    """What is wrong between one band and the next, in a sentence; "" where they all meet."""
    for one, other in pairwise(bands):
        if one.high is None or other.low <= one.high:
            shared = max(one.low, other.low)
            return f"The bands “{one.text}” and “{other.text}” overlap: {shared} is in both."
        if other.low > one.high + 1:
            return (
                f"Between the bands “{one.text}” and “{other.text}” there is a gap: "
                f"{one.high + 1} is in neither."
            )
    return ""
