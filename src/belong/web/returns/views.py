"""Returns: which there are, what is found in one, and the file itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy import ActorFacts
from belong.domain.policy.returns import check_make_returns
from belong.reports.returns import Weight
from belong.web.agencies.models import Agency
from belong.web.returns import presenters, queries
from belong.web.returns.actions import note_compared, note_made, state_adopters
from belong.web.returns.comparing import compare
from belong.web.returns.forms import AdoptersForm, ReturnForm, compare_form, form_of
from belong.web.returns.making import Asked, Made, Which, as_files, make
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["a_return", "adopters", "return_file", "returns", "returns_compared"]

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "xml": "application/xml",
}
#: Findings on one page.
_PAGE = 50


@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """The returns that can be made."""
    check_make_returns(actor_of(request))
    return render(request, "returns/returns.html", {"cards": presenters.CARDS})


def _which(name: str) -> Which:
    try:
        return Which(name)
    except ValueError:
        raise Http404 from None


def _asked(
    actor: ActorFacts, which: Which, request: HttpRequest
) -> tuple[ReturnForm, Asked | None]:
    """The form, and what it asks for; None where it asks nothing, or is not in order."""
    agencies = {
        one.key: one for one in queries.agencies_for(actor, councils_only=which is Which.SSDA903)
    }
    named = [(key, one.name) for key, one in agencies.items()]
    return _wanted(actor, which, form_of(which, request.GET, named), agencies)


def _wanted(
    actor: ActorFacts, which: Which, form: ReturnForm, agencies: Mapping[str, Agency]
) -> tuple[ReturnForm, Asked | None]:
    if not (form.is_bound and form.is_valid()):
        return form, None
    window = form.window()
    agency = agencies[form.cleaned_data["agency"]]
    return form, Asked(which, queries.reach_of(agency, window.last, actor), window, form.known())


@require_safe
def a_return(request: HttpRequest, which: str) -> HttpResponse:
    """Choose a return, see what is found in it, heaviest first, then take the file."""
    actor = actor_of(request)
    check_make_returns(actor)
    form, asked = _asked(actor, _which(which), request)
    shown = {"which": _which(which), "about": presenters.CARDS[_which(which)], "form": form}
    if asked is None:
        return render(request, "returns/return.html", shown, status=422 if form.is_bound else 200)
    made = make(asked)
    note_made(made=made, by=actor.person_key)
    pages = pages_of(request.GET, total=len(made.found), size=_PAGE)
    found = made.found[pages.rows]
    opens = queries.keys_that_open(actor, {one.key for one in found})
    query = request.GET.copy()
    query.pop("page", None)
    shown |= {
        "made": made,
        "first": presenters.first_words(made.found),
        "pages": pages,
        "findings": presenters.findings_table(found, opens, caption="Findings, heaviest first"),
        "contents": presenters.contents_table(made),
        "columns": presenters.columns_table(made),
        "file_href": f"{reverse('return-file', args=[which])}?{query.urlencode()}",
        "has_contradictions": _has_contradictions(made),
    }
    return render(request, "returns/return.html", shown)


def _has_contradictions(made: Made) -> bool:
    return any(one.weight is Weight.CONTRADICTS for one in made.found)


@require_safe
def return_file(request: HttpRequest, which: str) -> HttpResponse:
    """The file of a return (as=xlsx, csv or xml), noted; without a period, back to the choice."""
    actor = actor_of(request)
    check_make_returns(actor)
    _, asked = _asked(actor, _which(which), request)
    if asked is None:
        return HttpResponseRedirect(reverse("return", args=[which]))
    made = make(asked)
    content, ending = as_files(made, request.GET.get("as", "xlsx"))
    note_made(made=made, form=ending, by=actor.person_key)
    answer = HttpResponse(content, content_type=_KINDS[ending])
    answer["Content-Disposition"] = f'attachment; filename="{asked.file_name}.{ending}"'
    return answer


@require_safe
def returns_compared(request: HttpRequest) -> HttpResponse:
    """What the 903, the quarterly data, reports and the scorecard say, and why they differ."""
    actor = actor_of(request)
    check_make_returns(actor)
    agencies = {one.key: one for one in queries.agencies_for(actor)}
    form = compare_form(request.GET, [(key, one.name) for key, one in agencies.items()])
    asked = _wanted(actor, Which.ASGLB, form, agencies)[1]
    shown: dict[str, object] = {"form": form}
    if asked is None:
        return render(request, "returns/compare.html", shown, status=422 if form.is_bound else 200)
    compared = compare(asked)
    told = compared.told
    note_compared(asked=asked, differences=len(told.differences), by=actor.person_key)
    pages = pages_of(request.GET, total=len(told.differences), size=_PAGE)
    found = told.differences[pages.rows]
    opens = queries.keys_that_open(actor, {one.key for one in found})
    shown |= {
        "asked": asked,
        "counts": presenters.compared_table(told),
        "notes": compared.notes,
        "reasons": presenters.reasons_table(told),
        "pages": pages,
        "differences": presenters.differences_table(found, opens),
    }
    return render(request, "returns/compare.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def adopters(request: HttpRequest, key: str) -> HttpResponse:
    """Say who adopted a child, as AD1 of the 903 asks it."""
    actor = actor_of(request)
    check_make_returns(actor)
    found = queries.child_returned(actor, key)
    if found is None:
        raise Http404
    child, items = found
    initial = {"sex": items.sex, "legal_status": items.legal_status} if items else {}
    question = Question(
        f"The adopters of {child.pseudonym}, for the SSDA903",
        back=reverse("return", args=[Which.SSDA903.value]),
        intro="The return asks it of every child who was adopted in the year.",
        done=f"Saved for {child.pseudonym}.",
    )

    def carry_out(told: dict[str, str]) -> None:
        state_adopters(child=child, by=actor.person_key, **told)

    return ask(request, question, AdoptersForm.of_request(request, initial=initial), carry_out)
