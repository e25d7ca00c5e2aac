"""What a dated code list is: codes, each with the collection years in which it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["Code", "CodeList", "codes_of"]


@dataclass(frozen=True)
class Code:
    """One code, its meaning in plain words, and the years in which a return may use it.

    valid_from, valid_to: collection years, named by their end (2025 = 2024-25), both included;
    None = from before, or beyond, the years that our sources speak of.
    """

    code: str
    meaning: str
    valid_from: int | None = None
    valid_to: int | None = None

    def holds_in(self, year: int) -> bool:
        """Whether the code may be used in that collection year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True)
class CodeList:
    """The codes of one column of a return. name: the column, and the table where it is doubtful."""

    name: str
    codes: tuple[Code, ...]
    _by_code: dict[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {one.code: one for one in self.codes})

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def codes_in(self, year: int) -> tuple[str, ...]:
        """The codes that hold in a collection year, sorted."""
        return tuple(sorted(one.code for one in self.codes if one.holds_in(year)))

    def meaning(self, code: str) -> str:
        """The code's meaning, whatever the year. Raises KeyError for a code of no year."""
        return self._by_code[code].meaning

    def is_known(self, code: str) -> bool:
        """Whether the code holds in any year at all."""
        return code in self._by_code

    def is_valid(self, code: str, year: int) -> bool:
        """Whether the code holds in that collection year."""
        return code in self._by_code and self._by_code[code].holds_in(year)


def codes_of(
    meanings: Mapping[str, str], *, first: int | None = None, last: int | None = None
) -> tuple[Code, ...]:
    """Codes that share their years; first and last are collection years, both included."""
    return tuple(Code(code, meaning, first, last) for code, meaning in meanings.items())
