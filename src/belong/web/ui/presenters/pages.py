"""Long lists in pages: which numbers to offer, and the addresses that keep the filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

__all__ = ["Pages", "pages_of"]


@dataclass(frozen=True)
class Pages:
    """A page of a list. number: from 1. total: rows in all. size: rows a page."""

    number: int
    size: int
    total: int
    query: QueryDict

    @property
    def count(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 when there is none."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.total, self.number * self.size)

    @property
    def rows(self) -> slice:
        """The part of the whole list that this page shows."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    def href(self, number: int) -> str:
        """The address of another page, with everything else as it is."""
        query = self.query.copy()
        query["page"] = str(number)
        return "?" + query.urlencode()

    @property
    def params(self) -> dict[str, Any]:
        """The parameters of the design system's pagination; empty when there is one page."""
        if self.count == 1:
            return {}
        params: dict[str, Any] = {"items": self._items()}
        if self.number > 1:
            params["previous"] = {"href": self.href(self.number - 1), "text": "Previous"}
        if self.number < self.count:
            params["next"] = {"href": self.href(self.number + 1), "text": "Next"}
        return params

    def _items(self) -> list[dict[str, Any]]:
        near = range(max(1, self.number - 1), min(self.count, self.number + 1) + 1)
        shown = sorted({1, self.count, *near})
        items: list[dict[str, Any]] = []
        before = 0
        for number in shown:
            if number > before + 1:
                items.append({"ellipsis": True})
            items.append(
                {
                    "number": str(number),
                    "current": number == self.number,
                    "href": self.href(number),
                }
            )
            before = number
        return items


def pages_of(query: QueryDict, *, total: int, size: int = 50) -> Pages:
    """The page that an address asks for; a number that is none, or too large, is mended."""
    try:
        asked = int(query.get("page") or 1)
    except ValueError:
        asked = 1
    last = max(1, -(-total // size))
    return Pages(number=min(max(1, asked), last), size=size, total=total, query=query)
