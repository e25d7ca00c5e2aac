"""Imports as background jobs, and what happens to those that a stop of the server broke off."""

from __future__ import annotations

from django_tasks import task

from belong.web.imports.actions import IMPORTER, expire_old, restart
from belong.web.imports.models import Import
from belong.web.imports.work import apply_import, read_import

__all__ = ["enqueue", "recover", "work_on"]


@task()
def work_on(key: str, run: int) -> None:
    """Read or apply an import, as its state says; one that is finished is left alone."""
    expire_old()
    one = Import.objects.filter(key=key, run=run).first()
    if one is None:
        return
    if one.state in (Import.State.WAITING, Import.State.READING):
        read_import(key, run)
    elif one.state == Import.State.APPLYING:
        apply_import(key, run)


def enqueue(one: Import) -> None:
    """Let a job work on an import, under the number of its run."""
    work_on.enqueue(one.key, one.run)


def recover() -> int:
    """Begin anew, when the service starts, what its stop broke off; how many.

    Applying is one transaction, so that what was broken off left nothing behind.
    """
    expire_old()
    broken_off = Import.objects.filter(
        state__in=[Import.State.WAITING, Import.State.READING, Import.State.APPLYING]
    ).exclude(by_process=IMPORTER)
    count = 0
    for one in broken_off:
        enqueue(restart(one=one, process=IMPORTER))
        count += 1
    return count
