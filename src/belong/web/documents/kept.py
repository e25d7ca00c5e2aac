"""Every file of the private store that some row names, whichever app the row is of.

Backups carry them, drills read them, and the morning's sweep leaves them alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

__all__ = ["files_kept", "register"]

#: Gives the name in the store and the hash of each file, by name.
Source = Callable[[], "QuerySet[Any, tuple[str, str]]"]

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Keep the files that these rows name; an app does this once, when it is ready."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def files_kept() -> Iterator[tuple[str, str]]:
    """The name in the store and the hash of every file, by name; for backups and the sweep."""
    yield from heapq.merge(*(source().iterator(chunk_size=2000) for source in _SOURCES))
