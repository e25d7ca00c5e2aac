"""What is done beside the pages: folding what a limit or a day moved, and each morning's work."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend, task

from belong.web.agencies.models import Agency, RaaMembership
from belong.web.documents.actions_documents import sweep_files
from belong.web.due.digests import send_digests
from belong.web.due.models import DueRow, PolicyTerm
from belong.web.due.queries import keys_of_children, keys_of_families
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.projection import refold_beside
from belong.web.performance.jobs import refresh_figures
from belong.web.performance.jobs_answers import refresh_answers
from belong.web.recruitment.actions import remove_old_contacts

__all__ = [
    "every_morning",
    "follow_membership",
    "forget_contacts",
    "keep_going",
    "refold_agency",
    "refold_paused",
    "sweep_documents",
]

_LOG = logging.getLogger(__name__)
#: When the day's work of its own is done, before people come.
_MORNING = time(5, 0)


@task()
def refold_agency(agency_key: str) -> int:
    """Fold anew every child and family whose limits hang on an agency; gives how many.

    Of a region: those of its members, too, whether now or at another time.
    """
    agency = Agency.objects.get(key=agency_key)
    members = RaaMembership.objects.filter(raa=agency).values_list("council", flat=True)
    agencies = [agency.pk, *members]
    children, families = keys_of_children(agencies), keys_of_families(agencies)
    refold_beside(SubjectKind.CHILD, children)
    refold_beside(SubjectKind.FAMILY, families)
    return len(children) + len(families)


def follow_membership(sender: object, instance: RaaMembership, **told: object) -> None:
    """A council joined or left a region that has limits of its own: fold its children anew."""
    if PolicyTerm.objects.filter(agency=instance.raa_id).exists():
        refold_agency.enqueue(instance.council.key)


@task()
def refold_paused() -> int:
    """Fold anew every record with a clock that is paused: its due day moves with the day."""
    paused = DueRow.objects.filter(is_paused=True)
    children = set(paused.exclude(child=None).values_list("child__key", flat=True))
    families = set(paused.exclude(family=None).values_list("family__key", flat=True))
    refold_beside(SubjectKind.CHILD, children)
    refold_beside(SubjectKind.FAMILY, families)
    return len(children) + len(families)


@task()
def forget_contacts() -> int:
    """Remove who asked of enquiries that ended longer ago than contacts are kept; gives how many.

    The audit log names each, and the process that did it.
    """
    return remove_old_contacts(today=timezone.localdate())


@task()
def sweep_documents() -> int:
    """Remove files of documents that no document names any longer; gives how many."""
    return sweep_files(now=timezone.now())


@task()
def every_morning() -> None:
    """The day's work of its own; the next morning's is put in line first, whatever happens now."""
    keep_going()
    for job in _DAILY:
        try:
            job.call()
        except Exception:
            _LOG.exception("A job of the morning ended early: %s", job.name)


def keep_going(now: datetime | None = None) -> bool:
    """See that the next morning's work is in line, once; gives whether it had to be put there.

    Called when the service starts. Where jobs cannot wait for a time, as in tests, nothing is put.
    """
    from django_tasks_db.models import DBTaskResult

    if not default_task_backend.supports_defer:
        return False
    now = timezone.localtime(now)
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=every_morning.module_path
    )
    if waiting.exists():
        return False
    morning = timezone.make_aware(datetime.combine(now.date(), _MORNING))
    if morning <= now:
        morning += timedelta(days=1)
    every_morning.using(run_after=morning).enqueue()
    return True


_DAILY = (
    refold_paused,
    forget_contacts,
    sweep_documents,
    send_digests,
    refresh_figures,
    refresh_answers,
)
