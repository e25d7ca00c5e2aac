"""Further processes that read the database and compute, while this one writes.

Nothing of Django is imported before it is set up: a new process reads this module first.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

__all__ = ["computed", "cores"]

T = TypeVar("T")
R = TypeVar("R")
#: Tasks handed out for each process ahead of the results taken.
_AHEAD = 3


def cores() -> int:
    """How many processes can compute at once on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(database: str) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    gc.freeze()  # what is loaded stays to the end: it is not searched for garbage again


def computed(task: Callable[[T], R], tasks: Sequence[T], *, processes: int) -> Iterator[R]:
    """The result of each task, in their order, computed in so many processes; 1 is this one.

    task: a function of a module, given and giving what can be pickled. It reads what is committed,
    from the database that this process uses, and writes nothing.
    """
    if processes < 2:
        yield from map(task, tasks)
        return
    from django.db import connection

    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(str(connection.settings_dict["NAME"]),),
    ) as pool:
        left = iter(tasks)
        waiting: deque[Future[R]] = deque()
        for one in left:
            waiting.append(pool.submit(task, one))
            if len(waiting) >= _AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
