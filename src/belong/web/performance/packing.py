"""Figures, their measures and their people as compressed JSON, and back again: equal both ways."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from belong.analytics.stored import STATUSES, Behind, FigureRef, Measure, Person, StoredFigure

if TYPE_CHECKING:
    import polars as pl

    from belong.analytics.measures.people import People

__all__ = [
    "pack_figures",
    "pack_measures",
    "pack_people",
    "unpack_behind",
    "unpack_figures",
    "unpack_measures",
]

#: As a database gives it.
Packed = bytes | memoryview

_PLAIN = StoredFigure(FigureRef("", "", ""), "", "children", None).as_data()


def _pack(data: object) -> bytes:
    return _compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _compress(text: str) -> bytes:
    return zlib.compress(text.encode())


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


def pack_people(people: People, refs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Everybody behind each of these figures, with its reference."""
    wanted = dict.fromkeys(refs)
    for names, table in people.tables(name for name in wanted if name in people):
        yield from zip(names, map(_compress, _people_texts(table, len(names))), strict=True)
    nobody = _pack([[], [], []])
    yield from ((name, nobody) for name in wanted if name not in people)


def _people_texts(table: pl.DataFrame, figures: int) -> Iterator[str]:
    """What is packed of each figure, by its number: three lists, of members, of those left out and
    of those not computable. A person is key, area, value, first and last day, and reason.

    table: as ``People.tables`` gives.
    """
    import polars as pl

    words = [
        _quoted(table[name], '""' if name == "reason" else "null")
        for name in ("child_id", "la_code", "value", "start_on", "end_on", "reason")
    ]
    listed = (
        table.select("of", "status")
        .hstack([one.alias(str(number)) for number, one in enumerate(words)])
        .select("of", "status", person=pl.format("[{},{},{},{},{},{}]", *map(str, range(6))))
        .group_by("of", "status", maintain_order=True)
        .agg(pl.col("person").str.join(","))
    )
    told = {(of, status): people for of, status, people in listed.iter_rows()}
    for of in range(figures):
        lists = ",".join(f"[{told.get((of, status), '')}]" for status in STATUSES)
        yield f"[{lists}]"


def _quoted(values: pl.Series, nothing: str) -> pl.Series:
    """Each value as JSON; nothing: of None."""
    import polars as pl

    said = values.drop_nulls().unique()
    if said.is_empty():
        return pl.repeat(nothing, len(values), eager=True)
    quoted = [json.dumps(one, ensure_ascii=False, default=date.isoformat) for one in said]
    return values.replace_strict(said, quoted, return_dtype=pl.String).fill_null(nothing)


def unpack_behind(packed: Packed) -> Behind:
    """Those of one figure of what ``pack_people`` packed."""
    return Behind(*(tuple(_as_person(one) for one in people) for people in _unpack(packed)))


def _as_person(told: list[Any]) -> Person:
    key, area, value, *days, reason = told
    start_on, end_on = (date.fromisoformat(on) if on else None for on in days)
    return Person(key, area, value, start_on, end_on, reason)
