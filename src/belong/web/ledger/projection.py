"""Rows that lists read, folded from the ledger: which app keeps them, and when they are made anew.

Each app that keeps a projection registers how to fold one subject and how to start over. All of a
projection can be rebuilt from the ledger (``belong rebuild``); tests hold that to be identical.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from belong.web.ledger import workers
from belong.web.ledger.bulk import Packed, pack, write_packed
from belong.web.ledger.models import Event, Head, SubjectKind

__all__ = [
    "Further",
    "Projection",
    "fold_further",
    "further_rows",
    "learn_sizes",
    "rebuild",
    "refold",
    "refold_beside",
    "refold_many",
    "register",
    "register_further",
    "subjects_recorded",
]


@dataclass(frozen=True)
class Projection:
    """fold: make the rows of these subjects anew from what is believed. clear: drop all rows.

    fold takes the keys and the first change of which another account is to be given, for lists that
    can be read as known before; 0 for all that there are. subjects: the keys of all that have rows.
    rows: those of subjects that have none yet, made and not written, further ones with them.
    """

    fold: Callable[[Iterable[str], int], None]
    clear: Callable[[], None]
    subjects: Callable[[], Iterable[str]]
    rows: Callable[[Sequence[str]], Iterable[Model]]


@dataclass(frozen=True)
class Further:
    """Rows that another app makes of the journeys that a projection has folded: nothing twice.

    rows: those of records by their primary keys, each with its journey, made and not written.
    forget: drop the rows of these records. clear: drop all rows.
    """

    rows: Callable[[Mapping[int, Any]], Iterable[Model]]
    forget: Callable[[Collection[int]], None]
    clear: Callable[[], None]


_PROJECTIONS: dict[str, Projection] = {}
_FURTHER: dict[str, list[Further]] = {}
_BATCH = 500
#: Of records that are folded while people work.
_BESIDE = 100
#: So many subjects are worth the start of further processes.
_MANY = 5000


def register(kind: SubjectKind, projection: Projection) -> None:
    """Name the projection of a kind of subject; called once, when the app is ready."""
    _PROJECTIONS[kind] = projection


def register_further(kind: SubjectKind, further: Further) -> None:
    """Make further rows of a kind of subject; called once, when the app is ready."""
    made = _FURTHER.setdefault(kind, [])
    if further not in made:
        made.append(further)


def fold_further(kind: SubjectKind, records: Collection[int], told: Mapping[int, Any]) -> None:
    """Make anew what other apps make of journeys just folded; called by the projection's fold.

    records: primary keys of all that were folded anew. told: the journey of each that has one.
    """
    for further in _FURTHER.get(kind, ()):
        further.forget(records)
    for model, of_model in _by_model(further_rows(kind, told)).items():
        model._default_manager.bulk_create(of_model, batch_size=2000)


def further_rows(kind: SubjectKind, told: Mapping[int, Any]) -> list[Model]:
    """What other apps make of journeys, not written."""
    return [row for further in _FURTHER.get(kind, ()) for row in further.rows(told)]


def _by_model(rows: Iterable[Model]) -> dict[type[Model], list[Model]]:
    found: dict[type[Model], list[Model]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return found


def subjects_recorded(kind: SubjectKind) -> list[str]:
    """The keys of all subjects of a kind that something is recorded on, in order."""
    keys = Event.objects.filter(subject_kind=kind).values_list("subject_key", flat=True)
    return list(keys.distinct().order_by("subject_key"))


def refold(kind: str, key: str, *, since: int = 0) -> None:
    """Fold one subject again, in the transaction that wrote to it. since: as ``refold_many``."""
    refold_many(kind, [key], since=since)


def learn_sizes() -> None:
    """Let the database know how large its tables have become, after much was written at once.

    Until it does it plans for the few rows that it saw last: a bulk load crawls, and lists with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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


def refold_beside(kind: str, keys: Iterable[str]) -> None:
    """Fold anew what no write changed, such as after another limit was set.

    A few at a time, each time in a transaction of its own under the ledger's lock: nobody waits
    long, and nothing is folded from what is no longer so. What was believed before stays as told.
    """
    keys = sorted(set(keys))
    for start in range(0, len(keys), _BESIDE):
        with transaction.atomic():
            head = Head.objects.select_for_update().get(pk=1)
            refold_many(kind, keys[start : start + _BESIDE], since=head.last_number + 1)


def rebuild(
    progress: Callable[[int, int], None] | None = None, *, processes: int | None = None
) -> int:
    """Make every projection anew from the ledger. Returns how many subjects were folded.

    One transaction, in which nobody else can write a change. processes: that fold while this one
    writes; None: as many as the machine can run, where there is much to fold. More than one fold
    what is committed.
    """
    done = 0
    with transaction.atomic():
        Head.objects.select_for_update().get(pk=1)
        for kind, projection in _PROJECTIONS.items():
            projection.clear()
            for further in _FURTHER.get(kind, ()):
                further.clear()
            keys = list(projection.subjects())
            tasks = [(kind, keys[at : at + _BATCH]) for at in range(0, len(keys), _BATCH)]
            least = workers.cores() if len(keys) >= _MANY else 1
            told = workers.computed(_told, tasks, processes=processes or least)
            for (_, batch), tables in zip(tasks, told, strict=True):
                for packed in tables:
                    write_packed(packed)
                done += len(batch)
                if progress is not None:
                    progress(done, len(keys))
    learn_sizes()
    return done


def _told(task: tuple[str, list[str]]) -> list[Packed]:
    kind, keys = task
    return pack(_PROJECTIONS[kind].rows(keys))
