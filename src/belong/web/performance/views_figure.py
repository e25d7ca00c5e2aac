"""The page of one figure: definition, sum, people, reasons, influence, and what was published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belong.analytics.stored import FigureBook, FigureRef, NoSuchFigure
from belong.domain.periods import PeriodError
from belong.domain.policy.figures import check_read_figures
from belong.domain.policy.releases import agencies_read_in_full
from belong.web.performance import presenters_figure as presenters
from belong.web.performance.actions import note_opened
from belong.web.performance.answers_asked import pages_about
from belong.web.performance.asked import Asked, asked_of
from belong.web.performance.away import Away, hrefs_away, taken_away, wanted_as
from belong.web.performance.opened import Opened, further_refs, open_figure
from belong.web.performance.pages import FRONT, caveats
from belong.web.performance.presenters_people import left_out, members_table
from belong.web.performance.presenters_trend import trend_of
from belong.web.performance.published import last_published
from belong.web.performance.queries import book_in, has_news, people_behind
from belong.web.performance.queries_people import Sight, keys_that_open, sight_of
from belong.web.performance.tables import MANY_PARTS, so_far, titled
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import pages_of, summary_rows
from belong.web.ui.requests import actor_of

__all__ = ["figure"]

#: People on one page.
_PAGE = 50
#: Of those left out for one kind of reason, how many are on the page.
_LEFT_OUT = 50


@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """One figure, opened as far as the reader may see. 404 for one that is not there for them."""
    actor = actor_of(request)
    check_read_figures(actor)
    asked = asked_of(request)
    if asked is None:
        raise Http404
    if asked.moment.moved_to is not None:
        return HttpResponseRedirect(asked.moment.moved_to)
    if asked.found is None:
        return HttpResponseRedirect(asked.href("performance"))
    ref = _ref(request)
    book = book_in(asked.found, asked.body.agency, measures=[ref.measure], areas=asked.body.areas)
    found = book.get(ref)
    if found is None:
        raise Http404
    refs = further_refs(ref)[1]
    opened = open_figure(
        book, found, dict(people_behind(asked.found, asked.body.agency, [ref, *refs]))
    )
    behind = opened.behind
    everybody = (*behind.members, *behind.excluded, *behind.not_computable)
    sight = sight_of(actor, opened.measure.subject, everybody, asked.agencies)
    seen = sorted(sight.seen(behind.members), key=lambda one: (-(one.value or 0), one.key))
    excluded, not_computable = sight.seen(behind.excluded), sight.seen(behind.not_computable)
    wanted = wanted_as(request)
    pages = pages_of(request.GET, total=len(seen), size=_PAGE)
    members = seen if wanted else seen[pages.rows]
    most = None if wanted else _LEFT_OUT
    shown = (*members, *excluded[:most], *not_computable[:most])
    opens = keys_that_open(actor, opened.measure.subject, shown)
    note_opened(
        agency=asked.body.agency,
        ref=str(ref),
        shown=len(shown),
        by=actor.person_key,
        is_taken_away=bool(wanted),
    )
    agency = asked.body.agency
    last = last_published(agency.key, ref)
    name = found.name if ref.part else titled(opened.measure)
    until = asked.until
    known = caveats([ref.measure], is_past=bool(asked.moment.known))
    areas, told = asked.found.areas, [*presenters.facts(opened), *(("To know", w) for w in known)]
    context = {
        "asked": asked,
        "opened": opened,
        "title": f"{name}: {opened.area_name}, {opened.period.words}{so_far(opened.period, until)}",
        "told": told,
        "paragraph": presenters.paragraph(opened, sight, until),
        "published": presenters.published_words(found, last),
        "published_href": last.href if last and agency.key in agencies_read_in_full(actor) else "",
        "parts": _parts(book, asked, ref),
        "trend": trend_of(book, ref, f"{name}, {opened.area_name}", asked.figure_href, until),
        "pages": pages,
        "members": members_table(opened, members, opens, areas),
        "unseen": len(behind.members) - len(seen),
        "left_out": left_out(opened, excluded, not_computable, opens, areas, most),
        "has_news": not asked.moment.known and has_news(asked.found),
        "answers": [] if asked.moment.known else _answers(asked, ref),
        "files": hrefs_away(request),
        "facts": summary_rows(told),
        **_influence(opened, sight),
    }
    if wanted:
        return taken_away(wanted, _file(asked, context))
    return render(request, "performance/figure.html", context)


def _file(asked: Asked, context: dict[str, Any]) -> Away:
    """Everything that the page says, and all of the people whom the reader may see."""
    trend = context["trend"]
    tables = (
        trend.table if trend else None,
        context.get("without"),
        context["members"],
        *(one.table for one in context["left_out"]),
    )
    return Away(
        context["title"],
        (*asked.said, *context["told"], ("Since it was last published", context["published"])),
        tuple(one for one in tables if one),
        (context["paragraph"],),
    )


def _ref(request: HttpRequest) -> FigureRef:
    try:
        ref = FigureRef.parse(request.GET.get("ref", ""))
        further_refs(ref)
    except (NoSuchFigure, PeriodError):
        raise Http404 from None
    return ref


def _parts(book: FigureBook, asked: Asked, ref: FigureRef) -> list[tuple[str, str, str]]:
    """Words, value and address of the parts of a breakdown; of many, those that occurred."""
    if ref.part:
        return []
    measure = book.measures[ref.measure]
    words = dict(measure.parts)
    found = book.parts(ref)
    is_long = len(found) > MANY_PARTS
    return [
        (sentence(words[one.ref.part]), presenters.value_words(one), asked.figure_href(one.ref))
        for one in found
        if one.value or not is_long
    ]


def _answers(asked: Asked, ref: FigureRef) -> list[tuple[str, str]]:
    """Words and addresses of the pages that answer questions about a figure."""
    words = dict(FRONT)
    return [(words[page], asked.href(page, **asks)) for page, asks in pages_about(ref)]


def _influence(opened: Opened, sight: Sight) -> dict[str, object]:
    if opened.influence is None:
        return {}
    return {
        "leaving": presenters.leaving_words(opened, opened.influence),
        "without": presenters.without_table(opened, opened.influence, sight),
        "one_more": presenters.influence_table(opened.influence),
    }
