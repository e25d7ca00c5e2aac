"""Answering beside the pages: each morning, and where somebody asked."""

from __future__ import annotations

import logging

from django.utils import timezone
from django_tasks import default_task_backend, task

from belong.web.agencies.models import Agency
from belong.web.ledger.queries import last_change
from belong.web.performance.actions_answers import remove_old_answers
from belong.web.performance.jobs import computing_bodies
from belong.web.performance.models import KeptAnswer
from belong.web.performance.questions import Question

__all__ = ["answer_missing", "compute_answer", "compute_answers", "refresh_answers"]

_LOG = logging.getLogger(__name__)


@task()
def compute_answer(agency_key: str, kind: str, ref: str) -> int:
    """Answer one question from the records of a region, or of a council in none."""
    from belong.web.performance.answering import answer_questions

    return answer_questions(Agency.objects.get(key=agency_key), [Question.parse(kind, ref)])


@task()
def compute_answers(agency_key: str) -> int:
    """Answer the questions of every morning for a region, or for a council in none."""
    from belong.web.performance.answering import answer_questions

    return answer_questions(Agency.objects.get(key=agency_key))


def answer_missing() -> int:
    """Put the answers in line of whatever has none yet; gives of how many agencies.

    Called when the service starts, as ``jobs.compute_missing``, and after it.
    """
    if not default_task_backend.supports_defer or not last_change():
        return 0
    answered = KeptAnswer.objects.values("agency")
    has_answers = set(Agency.objects.filter(pk__in=answered).values_list("pk", flat=True))
    missing = [one for one in computing_bodies() if one.pk not in has_answers]
    for one in missing:
        compute_answers.enqueue(one.key)
    return len(missing)


@task()
def refresh_answers() -> int:
    """Answer the questions of every morning anew, and remove old answers; gives how many."""
    from belong.web.performance.answering import answer_questions

    done = 0
    for body in computing_bodies():
        try:
            done += answer_questions(body)
        except Exception:
            _LOG.exception("The questions of an agency could not be answered: %s", body.key)
    remove_old_answers(now=timezone.now())
    return done
