"""Pages on which an agency keeps the Word template and the logo of its reports."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from belong.domain.policy.releases import check_dress_reports
from belong.reports.documents import FORMATS
from belong.web.agencies.models import Agency
from belong.web.agencies.queries import names_of_people
from belong.web.documents import store
from belong.web.documents.giving import give
from belong.web.reports import dress_presenters as presenters
from belong.web.reports.dress import agencies_for, dress_of, specimen_of
from belong.web.reports.dress_actions import add_dress, remove_dress
from belong.web.reports.dress_forms import DressForm
from belong.web.reports.dress_models import DressFile
from belong.web.reports.forms import SignForm
from belong.web.reports.views_common import asking
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = ["add", "agencies", "agency", "file", "remove", "specimen", "start"]


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Whose template and logo the reader keeps."""
    actor = actor_of(request)
    check_dress_reports(actor)
    table = presenters.agencies_table(agencies_for(actor))
    return render(request, "reports/dresses.html", {"table": table})


@require_safe
def agency(request: HttpRequest, key: str) -> HttpResponse:
    """What an agency's reports wear, how that looks, and what a template may ask for."""
    body = _agency(request, key)
    worn = dress_of(body)
    names = names_of_people({one.added_by for one in (worn.template, worn.logo) if one})
    context = {
        "agency": body,
        "worn": worn,
        "table": presenters.worn_table(body, worn, names),
        "asked": presenters.fields_table(),
        "specimens": [(name, FORMATS[name].name) for name in presenters.WORN_BY],
    }
    return render(request, "reports/dress.html", context)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Belong's own Word template, to be dressed in Word and uploaded."""
    from belong.reports.documents.word_template import plain_template

    check_dress_reports(actor_of(request))
    return _to_keep(plain_template(), "report-template.docx", FORMATS["docx"].media_type)


@require_safe
def specimen(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A made-up report in what the agency's reports wear."""
    body = _agency(request, key)
    if form not in presenters.WORN_BY:
        raise Http404
    name = f"specimen-{slugify(body.name)}{FORMATS[form].ending}"
    return _to_keep(specimen_of(body, form), name, FORMATS[form].media_type)


@require_safe
def file(request: HttpRequest, key: str, what: str) -> HttpResponseBase:
    """The template or logo that holds now. 404 where there is none."""
    worn = dress_of(_agency(request, key)).of(_what(what))
    if worn is None or not store.is_there(worn.stored_name):
        raise Http404
    return give(
        stored_name=worn.stored_name,
        name=worn.file_name,
        content_type=worn.content_type,
        size_bytes=worn.size_bytes,
    )


@asking
def add(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """Add a template or a logo, or put another in its place."""
    body, what = _agency(request, key), _what(what)
    label = DressFile.What(what).label

    def carry_out(told: dict[str, Any]) -> None:
        add_dress(
            agency=body,
            what=what,
            source=told["file"],
            name=told["file"].name,
            by=actor_of(request).person_key,
        )

    question = Question(
        f"{label}: {body.name}",
        back=reverse("dress-agency", args=[key]),
        button="Upload",
        intro="Belong tries it before it is kept. Reports released from then on use it; those "
        "released before stay as they are.",
        done=f"{label} added. Look at a specimen to see how reports look.",
    )
    return ask(request, question, DressForm.of_request(request, what=what), carry_out)


@asking
def remove(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """Go back to Belong's own template, or to no logo."""
    body, what = _agency(request, key), _what(what)
    label = DressFile.What(what).label
    question = Question(
        f"Remove: {label}, {body.name}",
        back=reverse("dress-agency", args=[key]),
        button="Remove it",
        intro="Reports released before keep it.",
        done=f"{label} removed.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        SignForm.of_request(request),
        lambda told: remove_dress(agency=body, what=what, by=actor_of(request).person_key),
    )


def _agency(request: HttpRequest, key: str) -> Agency:
    """An agency whose template and logo the reader keeps. Raises Http404 for any other."""
    actor = actor_of(request)
    check_dress_reports(actor)
    return get_object_or_404(agencies_for(actor), key=key)


def _what(what: str) -> str:
    if what not in DressFile.What.values:
        raise Http404
    return what


def _to_keep(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
