"""Whole histories read lean, many at once, and told as they were believed at each change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, Protocol, TypeVar

from belong.web.ledger.models import Event, SubjectKind

__all__ = ["COLUMNS", "Entry", "Growing", "histories_of", "newest_believed", "told_at"]

E = TypeVar("E")
E_contra = TypeVar("E_contra", contravariant=True)
J = TypeVar("J")
J_co = TypeVar("J_co", covariant=True)


class Entry(NamedTuple):
    """A row of the ledger with no more than folding asks for."""

    pk: int
    key: str
    subject_key: str
    change_id: int
    kind: str
    happened_on: date | None
    planned_for: date | None
    details: Mapping[str, Any]
    supersedes_id: int | None
    is_withdrawal: bool
    source: str
    by_person: str

    @classmethod
    def of(cls, row: Event) -> Entry:
        """The same of a row that was read whole, with its change."""
        own = [getattr(row, name) for name in cls._fields[:-2]]
        return cls._make([*own, row.change.source, row.change.by_person])


#: The columns of an ``Entry``, in its order.
COLUMNS = (*Entry._fields[:-2], "change__source", "change__by_person")


class Growing(Protocol[E_contra, J_co]):
    """A fold that takes in what is added: see ``belong.domain.journey.fold.GrowingFold``."""

    def tell(self, standing: Iterable[E_contra], added: Sequence[E_contra] | None = None) -> J_co:
        """The journey of what stands; added: what of it is new, None to fold all of it."""


def histories_of(
    kind: SubjectKind, keys: Collection[str], merged: Mapping[str, str] | None = None
) -> dict[str, list[Entry]]:
    """Every row on each of many subjects, corrections too, oldest first; one query.

    merged: the keys of further subjects whose rows count for one of these, with which.
    """
    merged = merged or {}
    rows = Event.objects.filter(subject_kind=kind, subject_key__in=[*keys, *merged])
    histories: dict[str, list[Entry]] = defaultdict(list)
    for row in rows.order_by("change_id", "id").values_list(*COLUMNS):
        entry = Entry(*row)
        histories[merged.get(entry.subject_key, entry.subject_key)].append(entry)
    return dict(histories)


def told_at(
    entries: Sequence[Entry],
    as_event: Callable[[Entry], E],
    growing: Growing[E, J],
    *,
    since: int = 0,
) -> Iterator[tuple[int, J | None]]:
    """The journey as believed at each change of a history from ``since`` on, None for nothing.

    entries: everything recorded on one subject, oldest first. growing: a fold not yet used.
    """
    standing: dict[int, E] = {}
    is_told = False
    for change, of_change in groupby(entries, key=lambda entry: entry.change_id):
        added = []
        for entry in of_change:
            if entry.supersedes_id and standing.pop(entry.supersedes_id, None) is not None:
                is_told = False
            if not entry.is_withdrawal:
                standing[entry.pk] = as_event(entry)
                added.append(standing[entry.pk])
        if change >= since:
            told = standing.values()
            yield change, growing.tell(told, added if is_told else None) if standing else None
            is_told = bool(standing)


def newest_believed(entries: Sequence[Entry]) -> int:
    """The newest change of which something still stands; 0 where nothing does."""
    superseded = {entry.supersedes_id for entry in entries}
    return max(
        (one.change_id for one in entries if not one.is_withdrawal and one.pk not in superseded),
        default=0,
    )
