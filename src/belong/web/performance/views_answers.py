"""Pages of answers: how councils compare, why a mean changed, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy import ActorFacts
from belong.domain.policy.figures import (
    can_compute_figures,
    check_compute_figures,
    check_read_figures,
)
from belong.reports.answers import Answer
from belong.web.performance import presenters_answers as presenters
from belong.web.performance.actions import note_opened
from belong.web.performance.actions_answers import want_answer
from belong.web.performance.answers_asked import AnswerAsked, answer_asked, kept_answer
from belong.web.performance.away import (
    NOT_TO_PUBLISH,
    Away,
    hrefs_away,
    taken_away,
    wanted_as,
)
from belong.web.performance.models import KeptAnswer
from belong.web.performance.pages import FRONT
from belong.web.performance.presenters_answers import Shown
from belong.web.performance.queries import councils_of, has_news
from belong.web.performance.queries_people import Sight, keys_that_open, sight_of
from belong.web.performance.questions import Kind
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of
from belong.web.ui.words import moment

__all__ = ["answer", "compare", "forecast", "why"]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """How councils compare in a window, with the limits of chance and their case mix."""
    return _show(request, Kind.COMPARE)


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Why a mean changed between two windows."""
    return _show(request, Kind.WHY)


@require_safe
def forecast(request: HttpRequest) -> HttpResponse:
    """What a mean will be in the next window, and how such forecasts did."""
    return _show(request, Kind.FORECAST)


def _show(request: HttpRequest, kind: Kind) -> HttpResponse:
    actor = actor_of(request)
    check_read_figures(actor)
    asked = answer_asked(request, kind)
    title = presenters.TITLES[kind]
    if asked is None:
        return render(request, "performance/nothing.html", {"page": {"title": title}})
    kept = kept_answer(asked)
    shown = None
    if kept is not None:
        told = Answer.from_data(kept.answer)
        sight = _sight(actor, asked, told)
        seen = sight.seen(presenters.people_in(told))
        shown = presenters.shown_answer(
            told,
            sight,
            hrefs=asked.figure_hrefs(told.opens),
            forecasts=asked.forecast_hrefs,
            records=_records(keys_that_open(actor, "children", seen)),
        )
        wanted = wanted_as(request)
        if shown.children:
            _note(asked, kept, shown.children, actor.person_key, is_taken_away=bool(wanted))
        if wanted:
            return taken_away(wanted, _file(asked, kept, shown))
    context = {
        "asked": asked,
        "title": title,
        "introduction": presenters.INTRODUCTIONS[kind],
        "front": [(name, words, asked.href(name)) for name, words in FRONT],
        "files": hrefs_away(request),
        "kept": kept,
        "shown": shown,
        "has_news": kept is not None and has_news(kept),
        "compute_href": asked.href("performance-answer", **asked.own_query)
        if asked.question and can_compute_figures(actor)
        else "",
    }
    return render(request, "performance/answer.html", context)


def _sight(actor: ActorFacts, asked: AnswerAsked, told: Answer) -> Sight:
    """Whose pseudonyms the reader may see, of those in an answer."""
    people = presenters.people_in(told)
    if not people:
        return Sight(frozenset())
    codes = dict(councils_of(asked.computed_for).values_list("key", "dfe_code"))
    return sight_of(actor, "children", people, codes)


def _records(keys: Mapping[str, str]) -> dict[str, str]:
    """Addresses of children's pages by pseudonym. keys: of the records that open."""
    return {pseudonym: reverse("child_page", args=[key]) for pseudonym, key in keys.items()}


def _note(
    asked: AnswerAsked, kept: KeptAnswer, children: int, by: str, *, is_taken_away: bool
) -> None:
    note_opened(
        agency=asked.body.agency,
        ref=f"{kept.kind} {kept.ref}",
        shown=children,
        by=by,
        is_taken_away=is_taken_away,
    )


def _file(asked: AnswerAsked, kept: KeptAnswer, shown: Shown) -> Away:
    at = f"{moment(kept.computed_at)}, up to change {kept.change:,}"
    facts = (
        ("Whose figures", asked.body.agency.name),
        ("Computed", at),
        ("Note", NOT_TO_PUBLISH),
        *(("What to know beside it", note) for note in shown.notes),
    )
    return Away(shown.title, facts, shown.tables, shown.words)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Have one answer computed; never in the request."""
    actor = actor_of(request)
    check_compute_figures(actor)
    try:
        kind = Kind(request.GET.get("kind", Kind.FORECAST))
    except ValueError:
        raise Http404 from None
    asked = answer_asked(request, kind)
    if asked is None:
        raise Http404
    back = asked.href(asked.page, **{k: v for k, v in asked.own_query.items() if k != "kind"})
    wanted = asked.question
    if wanted is None:
        return HttpResponseRedirect(back)
    page = Question(
        f"Have this answer computed: {presenters.TITLES[kind]}, {wanted.indicator}",
        back=back,
        button="Have it computed",
        intro="From everything recorded until now. It takes a few seconds.",
        done="The answer is being computed. Look again in a minute.",
    )

    def carry_out(told: dict[str, object]) -> None:
        want_answer(agency=asked.computed_for, question=wanted, by=actor.person_key)

    return ask(request, page, Form.of_request(request), carry_out)
