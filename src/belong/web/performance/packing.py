"""Figures, their measures and their people as compressed JSON, and back again: equal both ways."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from belong.analytics.stored import Behind, FigureRef, Measure, Person, StoredFigure

__all__ = [
    "pack_behind",
    "pack_figures",
    "pack_measures",
    "unpack_behind",
    "unpack_figures",
    "unpack_measures",
]

#: As a database gives it.
Packed = bytes | memoryview

_PLAIN = StoredFigure(FigureRef("", "", ""), "", "children", None).as_data()


def _pack(data: object) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def _unpack(packed: Packed) -> Any:
    return json.loads(zlib.decompress(packed))


def pack_figures(figures: Iterable[StoredFigure]) -> bytes:
    """What differs from an empty figure, of each."""
    told = []
    for one in figures:
        data = one.as_data()
        told.append({k: v for k, v in data.items() if k in ("ref", "name") or v != _PLAIN[k]})
    return _pack(told)


def unpack_figures(
    packed: Packed, wanted: Callable[[str], bool] | None = None
) -> list[StoredFigure]:
    """What ``pack_figures`` packed. wanted: of the name of a period; None: every one."""
    return [
        StoredFigure.from_data({**_PLAIN, **data})
        for data in _unpack(packed)
        if wanted is None or wanted(data["ref"].split(":", 3)[2])
    ]


def pack_measures(measures: Mapping[str, Measure]) -> bytes:
    """The catalogue, in its order."""
    return _pack([asdict(one) for one in measures.values()])


def unpack_measures(packed: Packed) -> dict[str, Measure]:
    """What ``pack_measures`` packed, by code."""
    found = {}
    for data in _unpack(packed):
        parts = tuple((code, words) for code, words in data.pop("parts"))
        found[data["code"]] = Measure(**data, parts=parts)
    return found


def pack_behind(behind: Behind) -> bytes:
    """Everybody behind a figure."""
    return _pack(
        [
            [_person(one) for one in people]
            for people in (behind.members, behind.excluded, behind.not_computable)
        ]
    )


def unpack_behind(packed: Packed) -> Behind:
    """What ``pack_behind`` packed."""
    return Behind(*(tuple(_as_person(one) for one in people) for people in _unpack(packed)))


def _person(one: Person) -> list[Any]:
    days = [on.isoformat() if on else None for on in (one.start_on, one.end_on)]
    return [one.key, one.area, one.value, *days, one.reason]


def _as_person(told: list[Any]) -> Person:
    key, area, value, *days, reason = told
    start_on, end_on = (date.fromisoformat(on) if on else None for on in days)
    return Person(key, area, value, start_on, end_on, reason)
