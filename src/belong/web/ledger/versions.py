"""Rows of lists as they were believed at each change, so that a list can be read as known before.

A version is a row with ``change``, from which on it was believed, and ``until_change``, from which
on no more (None: still). An app keeps them in a model of its own, related to its record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Generic, TypeVar

from django.db.models import FilteredRelation, Model, Q

__all__ = ["Remembering", "Telling", "version_at"]

V = TypeVar("V", bound=Model)


def version_at(change: int) -> FilteredRelation:
    """The one version of each record believed at a change, to annotate a query of records with."""
    until = Q(versions__until_change=None) | Q(versions__until_change__gt=change)
    return FilteredRelation("versions", condition=Q(versions__change__lte=change) & until)


class Telling(Generic[V]):
    """The versions of some records of which none are there yet.

    model: of the versions; of: its relation to the record.
    """

    def __init__(self, model: type[V], of: str) -> None:
        self._model, self._of = model, of
        self.told: list[V] = []

    def start(self, record: int) -> int:
        """The change to tell a record from: the first, where earlier ones are not remembered."""
        return 0

    def tell(self, record: int, shown: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """What a record's row shows from each change on, oldest first; what is before the start
        counts for nothing.
        """
        start = self.start(record)
        shown = [one for one in shown if one[0] >= start]
        if not shown:
            return
        ends = [*(change for change, _ in shown[1:]), None]
        self.told += [
            self._model(**{f"{self._of}_id": record}, change=change, until_change=until, **fields)
            for (change, fields), until in zip(shown, ends, strict=True)
        ]


class Remembering(Telling[V]):
    """Makes anew what was believed of some records at each change from ``since`` on.

    records: their primary keys. What was believed from that change on is dropped at once. What is
    told in its place is saved at the end.
    """

    def __init__(self, model: type[V], of: str, records: Collection[int], since: int) -> None:
        super().__init__(model, of)
        self._versions, self._since = model._default_manager, since
        versions = self._versions.filter(**{f"{of}__in": records})
        self._earlier: dict[int, Any] = {}
        if since:
            latest = versions.filter(Q(until_change=None) | Q(until_change__gte=since))
            self._earlier = {
                getattr(each, f"{of}_id"): each for each in latest.filter(change__lt=since)
            }
        not_remembered = ~Q(**{f"{of}__in": self._earlier})
        versions.filter(Q(change__gte=since) | not_remembered).delete()

    def start(self, record: int) -> int:
        """The change to tell a record from: the first, where earlier ones are not remembered."""
        return self._since if record in self._earlier else 0

    def save(self) -> None:
        """Write what was told; what was believed before it ends there."""
        told: list[Any] = list(reversed(self.told))
        firsts = {getattr(each, f"{self._of}_id"): each.change for each in told}
        for record, version in self._earlier.items():
            version.until_change = firsts.get(record)
        self._versions.bulk_update(self._earlier.values(), ["until_change"])
        self._versions.bulk_create(self.told, batch_size=2000)
