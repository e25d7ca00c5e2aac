"""Computing figures beside the pages: after changes, each morning, and where somebody asked."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend, task

from belong.web.agencies.models import Agency, Kind
from belong.web.ledger.models import Change
from belong.web.ledger.queries import last_change
from belong.web.performance.queries import computing_body, has_news, stored_set

__all__ = [
    "catch_up",
    "compute_figures",
    "compute_missing",
    "computing_bodies",
    "follow_change",
    "put_in_line",
    "refresh_figures",
]

_LOG = logging.getLogger(__name__)
#: How long what was recorded gathers before figures are computed anew.
_GATHERS = timedelta(minutes=2)


@task()
def compute_figures(agency_key: str, change: int | None = None) -> int:
    """Compute and keep the figures of a region, or of a council in none; gives how many.

    change: as known at an earlier change; None: as known now. The figures of a council in a region
    are computed with the region's.
    """
    from belong.web.performance.computing import compute_and_store

    body = computing_body(Agency.objects.get(key=agency_key))
    return compute_and_store(body, change=change)


@task()
def catch_up() -> int:
    """Compute anew the figures of whatever has newer changes; gives of how many agencies."""
    return _compute_all(only_with_news=True)


@task()
def refresh_figures() -> int:
    """Compute all figures anew, because the day is another; gives of how many agencies."""
    return _compute_all(only_with_news=False)


def _compute_all(*, only_with_news: bool) -> int:
    from belong.web.performance.computing import compute_and_store

    done = 0
    for body in computing_bodies():
        found = stored_set(body)
        if only_with_news and found is not None and not has_news(found):
            continue
        try:
            compute_and_store(body)
        except Exception:
            _LOG.exception("The figures of an agency could not be computed: %s", body.key)
        else:
            done += 1
    return done


def computing_bodies() -> list[Agency]:
    """Regions, and councils that are in none."""
    agencies = Agency.objects.filter(kind__in=[Kind.COUNCIL, Kind.RAA]).order_by("pk")
    return [one for one in agencies if computing_body(one).pk == one.pk]


def compute_missing() -> int:
    """Put the figures in line of whatever has none yet; gives of how many agencies.

    Called when the service starts: after the demo was loaded, or a database of an older version.
    """
    if not default_task_backend.supports_defer or not last_change():
        return 0
    missing = [one for one in computing_bodies() if stored_set(one) is None]
    for one in missing:
        compute_figures.enqueue(one.key)
    return len(missing)


def put_in_line() -> bool:
    """See that a run is in line for what has changed, one at a time; gives whether it was put.

    Where jobs cannot wait for a time, as in tests, nothing is put.
    """
    from django_tasks_db.models import DBTaskResult

    if not default_task_backend.supports_defer:
        return False
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=catch_up.module_path
    )
    if waiting.exists():
        return False
    catch_up.using(run_after=timezone.now() + _GATHERS).enqueue()
    return True


def follow_change(sender: object, instance: Change, **told: object) -> None:
    """Something was recorded: figures follow, once the change is kept; asked for once in it."""
    if not any(each[1] is put_in_line for each in transaction.get_connection().run_on_commit):
        transaction.on_commit(put_in_line)
