"""Keeping answers, and asking for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from belong.reports.answers import Answer
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.performance.actions import FIGURES
from belong.web.performance.models import KeptAnswer
from belong.web.performance.questions import Question

__all__ = ["keep_answers", "remove_old_answers", "want_answer"]

#: How long an answer is kept that is not computed anew.
_KEPT = timedelta(days=7)


@transaction.atomic
def keep_answers(*, agency: Agency, change: int, answers: Mapping[Question, Answer]) -> None:
    """Keep answers as computed now from everything up to a change, in place of older ones."""
    now = timezone.now()
    for question, answer in answers.items():
        KeptAnswer.objects.update_or_create(
            agency=agency,
            kind=question.kind.value,
            ref=question.ref,
            defaults={"change": change, "computed_at": now, "answer": answer.as_data()},
        )
    record_audit(
        action="answers_computed",
        process=FIGURES,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"change": change, "answers": len(answers)},
    )


@transaction.atomic
def remove_old_answers(*, now: datetime) -> int:
    """Remove answers that were not computed anew for a week; gives how many."""
    removed, _ = KeptAnswer.objects.filter(computed_at__lt=now - _KEPT).delete()
    return removed


@transaction.atomic
def want_answer(*, agency: Agency, question: Question, by: str) -> None:
    """Put the computing of one answer in line. agency: from whose records it is computed."""
    from belong.web.performance.jobs_answers import compute_answer

    record_audit(
        action="answer_wanted",
        by=by,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"question": question.kind.value, "figure": question.ref},
    )
    compute_answer.enqueue(agency.key, question.kind.value, question.ref)
