"""Rows that lists read, folded from the ledger: which app keeps them, and when they are made anew.

Each app that keeps a projection registers how to fold one subject and how to start over. All of a
projection can be rebuilt from the ledger (``belong rebuild``); tests hold that to be identical.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from belong.web.ledger.models import Event, SubjectKind

__all__ = [
    "Further",
    "Projection",
    "fold_further",
    "learn_sizes",
    "rebuild",
    "refold",
    "refold_many",
    "register",
    "register_further",
]


@dataclass(frozen=True)
class Projection:
    """fold: make the rows of these subjects anew from what is believed. clear: drop all rows.

    fold takes the keys and the first change of which another account is to be given, for lists that
    can be read as known before; 0 for all that there are.
    """

    fold: Callable[[Iterable[str], int], None]
    clear: Callable[[], None]


@dataclass(frozen=True)
class Further:
    """Rows that another app makes of the journeys that a projection has folded: nothing twice.

    fold takes the primary keys of all records that were folded anew, and the journey of each of
    them that has one. clear: drop all rows.
    """

    fold: Callable[[Collection[int], Mapping[int, Any]], None]
    clear: Callable[[], None]


_PROJECTIONS: dict[str, Projection] = {}
_FURTHER: dict[str, list[Further]] = {}
_BATCH = 500


def register(kind: SubjectKind, projection: Projection) -> None:
    """Name the projection of a kind of subject; called once, when the app is ready."""
    _PROJECTIONS[kind] = projection


def register_further(kind: SubjectKind, further: Further) -> None:
    """Make further rows of a kind of subject; called once, when the app is ready."""
    made = _FURTHER.setdefault(kind, [])
    if further not in made:
        made.append(further)


def fold_further(kind: SubjectKind, records: Collection[int], told: Mapping[int, Any]) -> None:
    """Let other apps make their rows of journeys just folded; called by the projection's fold."""
    for further in _FURTHER.get(kind, ()):
        further.fold(records, told)


def refold(kind: str, key: str, *, since: int = 0) -> None:
    """Fold one subject again, in the transaction that wrote to it. since: as ``refold_many``."""
    refold_many(kind, [key], since=since)


def learn_sizes() -> None:
    """Let PostgreSQL know how large the ledger has become, after much was written at once.

    Until it does it plans for the few rows that it saw last, and a bulk load crawls.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE ledger_event, ledger_change")


def refold_many(kind: str, keys: Iterable[str], *, since: int = 0) -> None:
    """Fold many subjects of a kind again, in the transaction that wrote to them.

    since: the first change of which another account is to be given; 0 for all that there are.
    """
    projection = _PROJECTIONS.get(kind)
    keys = sorted(keys)
    if len(keys) > _BATCH:
        learn_sizes()
    if projection is not None:
        for start in range(0, len(keys), _BATCH):
            projection.fold(keys[start : start + _BATCH], since)


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Make every projection anew from the ledger. Returns how many subjects were folded."""
    done = 0
    with transaction.atomic():
        for kind, projection in _PROJECTIONS.items():
            projection.clear()
            for further in _FURTHER.get(kind, ()):
                further.clear()
            keys = list(
                Event.objects.filter(subject_kind=kind)
                .values_list("subject_key", flat=True)
                .distinct()
                .order_by("subject_key")
            )
            for start in range(0, len(keys), _BATCH):
                batch = keys[start : start + _BATCH]
                projection.fold(batch, 0)
                done += len(batch)
                if progress is not None:
                    progress(start + len(batch), len(keys))
    return done
