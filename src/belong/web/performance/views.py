"""Pages of stored figures: the scorecard, the quarter's table, stages, intervals, families."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.periods import years
from belong.domain.policy.figures import (
    can_compute_figures,
    check_compute_figures,
    check_read_figures,
)
from belong.web.performance.actions import want
from belong.web.performance.asked import Asked, asked_of
from belong.web.performance.away import (
    NOT_TO_PUBLISH,
    Away,
    hrefs_away,
    taken_away,
    wanted_as,
)
from belong.web.performance.pages import FRONT, PAGES, Page, caveats
from belong.web.performance.queries import book_in, has_news
from belong.web.performance.tables import Tables, periods_around
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import Table
from belong.web.ui.requests import actor_of

__all__ = ["adopters", "compute", "outcomes", "placed", "quarters", "scorecard", "stages"]


@require_safe
def scorecard(request: HttpRequest) -> HttpResponse:
    """The scorecard of a council or a region, and its partners side by side."""
    return _show(request, PAGES["performance"])


@require_safe
def quarters(request: HttpRequest) -> HttpResponse:
    """Decisions, orders, matches, placements and adoption orders by quarter."""
    return _show(request, PAGES["performance-quarters"])


@require_safe
def stages(request: HttpRequest) -> HttpResponse:
    """Children at each stage, waiting bands, and how plans ended."""
    return _show(request, PAGES["performance-stages"])


@require_safe
def placed(request: HttpRequest) -> HttpResponse:
    """The scorecard's intervals of children placed and matched in the period."""
    return _show(request, PAGES["performance-placed"])


@require_safe
def adopters(request: HttpRequest) -> HttpResponse:
    """The pipeline of families, stages 1 and 2, those who wait and those who left."""
    return _show(request, PAGES["performance-adopters"])


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """Early permanence, siblings together, disruptions, re-entries, and delay at court."""
    return _show(request, PAGES["performance-outcomes"])


def _show(request: HttpRequest, page: Page) -> HttpResponse:
    actor = actor_of(request)
    check_read_figures(actor)
    asked = asked_of(request)
    if asked is None:
        return render(request, "performance/nothing.html", {"page": page})
    if asked.moment.moved_to is not None:
        return HttpResponseRedirect(asked.moment.moved_to)
    tables, notes = _tables(page, asked)
    wanted = wanted_as(request)
    if wanted and asked.found:
        title = f"{page.title}: {asked.body.agency.name}, {years(asked.year).words}"
        return taken_away(wanted, Away(title, asked.said, tuple(tables), tuple(notes)))
    context = {
        "page": page,
        "asked": asked,
        "files": hrefs_away(request),
        "not_to_publish": NOT_TO_PUBLISH,
        "front": [(name, words, asked.href(name, year=asked.year)) for name, words in FRONT],
        "may_compute": can_compute_figures(actor),
        "tables": tables,
        "notes": notes,
        "has_news": asked.found is not None and not asked.moment.known and has_news(asked.found),
    }
    return render(request, "performance/page.html", context)


def _tables(page: Page, asked: Asked) -> tuple[list[Table], list[str]]:
    """The tables of a page, and what is noted beside their figures."""
    if asked.found is None:
        return [], []
    book = book_in(
        asked.found,
        asked.body.agency,
        measures=page.codes,
        areas=asked.body.areas,
        periods=periods_around(asked.year),
    )
    tables = Tables(book, asked.figure_href, asked.found.first_year, asked.until)
    made = tables.told_once(one for one in page.tables(tables, asked.year) if one is not None)
    return made, [*caveats(page.codes, is_past=bool(asked.moment.known)), *tables.notes]


@require_http_methods(["GET", "HEAD", "POST"])
def compute(request: HttpRequest) -> HttpResponse:
    """Have an agency's figures computed, as known at the moment asked for; never in the request."""
    actor = actor_of(request)
    check_compute_figures(actor)
    asked = asked_of(request)
    if asked is None:
        raise Http404
    agency, known = asked.body.agency, asked.moment.known
    question = Question(
        f"Have the figures of {agency.name} computed",
        back=asked.href("performance"),
        button="Have them computed",
        intro=f"As known at {known.words if known else 'this moment'}. It takes about a minute.",
        done="The figures are being computed. Look again in a minute.",
    )

    def carry_out(told: dict[str, object]) -> None:
        want(agency=agency, change=known.change if known else None, by=actor.person_key)

    return ask(request, question, Form.of_request(request), carry_out)
