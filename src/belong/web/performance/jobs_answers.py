"""Answering beside the pages: each morning, and where somebody asked."""

from __future__ import annotations

import logging

from django_tasks import task

from belong.web.agencies.models import Agency
from belong.web.performance.questions import Question

__all__ = ["compute_answer", "refresh_answers"]

_LOG = logging.getLogger(__name__)


@task()
def compute_answer(agency_key: str, kind: str, ref: str) -> int:
    """Answer one question from the records of a region, or of a council in none."""
    from belong.web.performance.answering import answer_questions

    return answer_questions(Agency.objects.get(key=agency_key), [Question.parse(kind, ref)])


@task()
def refresh_answers() -> int:
    """Answer the questions of every morning anew; gives how many answers there are."""
    from belong.web.performance.answering import answer_questions
    from belong.web.performance.jobs import computing_bodies

    done = 0
    for body in computing_bodies():
        try:
            done += answer_questions(body)
        except Exception:
            _LOG.exception("The questions of an agency could not be answered: %s", body.key)
    return done
