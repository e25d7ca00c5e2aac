"""Computing answers from the ledger: for jobs only."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from belong.analytics import journeys
from belong.domain.errors import BelongError
from belong.formats.comparators import load
from belong.reports.answers import Answer
from belong.reports.answers.making import (
    Sources,
    answer_change,
    answer_comparison,
    answer_forecasts,
)
from belong.web.agencies.models import Agency, RaaMembership, holding_on
from belong.web.agencies.models import Kind as AgencyKind
from belong.web.children.frames import frames_at
from belong.web.ledger.queries import last_change
from belong.web.performance.actions_answers import keep_answers
from belong.web.performance.queries import councils_of
from belong.web.performance.queries_answers import reasons_for_delay
from belong.web.performance.questions import Kind, Question, last_year_over, standard_questions

__all__ = ["answer_questions"]


def answer_questions(body: Agency, questions: Iterable[Question] | None = None) -> int:
    """Compute and keep answers of a region, or of a council in none; gives how many.

    questions: None for those of every morning. One that cannot be answered is answered with the
    reason.
    """
    change = last_change()
    sources = _sources(body, change)
    if questions is None:
        questions = standard_questions(
            list(sources.names), is_region=body.kind == AgencyKind.RAA, year=last_year_over()
        )
    asked = list(questions)
    told = _foretold(sources, [one for one in asked if one.kind is Kind.FORECAST])
    told |= {one: _answered(sources, one) for one in asked if one not in told}
    keep_answers(agency=body, change=change, answers=told)
    return len(told)


def _foretold(sources: Sources, asked: list[Question]) -> dict[Question, Answer]:
    """What comes next: of each area and year everything that is asked from the same plays."""
    told: dict[Question, Answer] = {}
    for area, year in dict.fromkeys((one.area, one.year) for one in asked):
        own = {one.indicator: one for one in asked if (one.area, one.year) == (area, year)}
        try:
            found = answer_forecasts(sources, own, area, year=year)
        except BelongError as refused:
            found = {code: _refused(sources, one, refused) for code, one in own.items()}
        told |= {own[code]: answer for code, answer in found.items()}
    return told


def _answered(sources: Sources, question: Question) -> Answer:
    try:
        return _answer(sources, question)
    except BelongError as refused:
        return _refused(sources, question, refused)


def _refused(sources: Sources, question: Question, why: BelongError) -> Answer:
    name = f"{question.indicator} of {sources.name_of(question.area)}"
    return Answer(title=f"{name}: no answer", words=(str(why),))


def _answer(sources: Sources, question: Question) -> Answer:
    indicator, area, year = question.indicator, question.area, question.year
    if question.kind is Kind.COMPARE:
        return answer_comparison(sources, indicator, area, year=year)
    before, after = question.windows
    return answer_change(sources, indicator, area, before=before, after=after)


def _sources(body: Agency, change: int) -> Sources:
    names = dict(councils_of(body).values_list("dfe_code", "name"))
    frames = frames_at(list(names), change=change)
    held = RaaMembership.objects.filter(holding_on(timezone.localdate()), raa=body)
    return Sources(
        frames=frames,
        journeys=journeys(frames),
        name=body.name,
        names=names,
        comparators=load(settings.COMPARATORS_FOLDER),
        joined=dict(held.values_list("council__dfe_code", "from_on")),
        delays=reasons_for_delay(list(names), change),
    )
