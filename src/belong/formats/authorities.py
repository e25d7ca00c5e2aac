"""Local authorities of England: their codes, as folders and published tables name them.

Source: the department's local authority interactive tool of 8 April 2026, joined with its
children's social care outcomes tool of 27 April 2026 (Open Government Licence v3); each row of the
table says so.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Authority", "authorities", "code_of", "is_fictional", "is_known"]

_ONS = re.compile(r"E(?:0[6-9]|10|13)\d{6}", re.ASCII)
_DFE = re.compile(r"[2-9]\d\d", re.ASCII)


@dataclass(frozen=True)
class Authority:
    """One authority. dfe_code: three digits. ons_code: empty where unknown."""

    dfe_code: str
    ons_code: str
    name: str
    region: str


@lru_cache(maxsize=1)
def authorities() -> Mapping[str, Authority]:
    """Every authority by its three-digit DfE code, abolished ones included."""
    text = (
        resources.files("belong.formats")
        .joinpath("data", "local_authorities.csv")
        .read_text(encoding="utf-8")
    )
    return MappingProxyType(
        {
            row["dfe_code"]: Authority(row["dfe_code"], row["ons_code"], row["name"], row["region"])
            for row in csv.DictReader(text.splitlines())
        }
    )


@lru_cache(maxsize=1)
def _by_ons() -> Mapping[str, str]:
    return MappingProxyType({item.ons_code: code for code, item in authorities().items()})


def is_fictional(code: str) -> bool:
    """Whether a DfE code is one of 990 to 999, which Belong's made-up councils bear."""
    return len(code) == 3 and code.startswith("99")


def code_of(name: str) -> str | None:
    """The authority code that a whole name is, or None if it is no authority code.

    A known ONS code gives its DfE code; an unknown one of the right shape, and any three-digit
    number from 200, stand as they are, so that two unknown authorities are never mixed. 903 is the
    return's own number and no authority.
    """
    plain = name.strip().upper()
    if _ONS.fullmatch(plain):
        return _by_ons().get(plain, plain)
    return plain if _DFE.fullmatch(plain) and plain != "903" else None


def is_known(code: str) -> bool:
    """Whether a DfE code is in the table or fictional."""
    return code in authorities() or is_fictional(code)
