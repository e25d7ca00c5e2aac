"""The list of children."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.policy.children import can_add_child, can_hand_over, check_list_children
from belong.web.audit.actions import record_audit
from belong.web.children.forms.known import KnownListForm
from belong.web.children.forms.search import SearchForm
from belong.web.children.listing import children_found, filters_for
from belong.web.children.presenters.listing import children_table
from belong.web.children.presenters.who import identity_shown
from belong.web.children.queries import child_facts, is_own, responsible_for
from belong.web.ledger.as_known import PARAMETER, as_known
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["children"]


@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """Search, filter and leaf through the children whom this person's roles reach.

    Now, or as known at an earlier moment, with the permission of today.
    A list that runs over several councils shows names only of the reader's own caseload and team.
    """
    actor = actor_of(request)
    check_list_children(actor)
    asked = KnownListForm(request.GET if KnownListForm.is_asked(request.GET) else None)
    if asked.is_bound and asked.is_valid():
        return HttpResponseRedirect(_address(request.GET, asked.cleaned_data["known"].isoformat()))
    known = as_known(request.GET)
    today = timezone.localdate()
    filters = filters_for(actor, today)
    form = SearchForm(request.GET, filters=filters)
    criteria = form.criteria()
    found = children_found(actor, criteria, today, known)
    pages = pages_of(request.GET, total=found.count())
    shown = list(found[pages.rows])
    is_of_one_council = bool(criteria.council) or len(filters.councils) < 2
    rows = []
    for child in shown:
        facts = child_facts(actor, child)
        is_named = is_of_one_council or is_own(actor, child)
        rows.append((child, identity_shown(actor, facts, child) if is_named else None))
    if criteria.terms:
        record_audit(
            action="search",
            by=actor.person_key,
            detail={
                "terms": criteria.terms,
                "found": pages.total,
                **({"as_known": known.text} if known else {}),
            },
        )
    return render(
        request,
        "children/children.html",
        {
            "search": form,
            "pages": pages,
            "table": children_table(
                rows,
                responsible_for(shown),
                criteria,
                request.GET,
                today,
                known=known,
                shows_council=len(filters.councils) > 1,
            ),
            "known": known,
            "known_form": asked,
            "kept": [*_narrowed(request.GET).items()],
            "now_href": _address(request.GET),
            "clear_href": _address(QueryDict(), known.text if known else ""),
            "can_add": known is None and can_add_child(actor),
            "can_hand_over": known is None and can_hand_over(actor),
            "is_of_one_council": is_of_one_council,
        },
    )


def _narrowed(query: QueryDict) -> QueryDict:
    """What an address narrows and sorts the list by, without its page and its moment."""
    kept = query.copy()
    for name in query:
        if name in ("page", PARAMETER) or name.startswith("known-"):
            del kept[name]
    return kept


def _address(query: QueryDict, moment: str = "") -> str:
    """The address of the same list, as known at another moment; empty for now."""
    kept = _narrowed(query).copy()
    if moment:
        kept[PARAMETER] = moment
    address = reverse("children_list")
    return f"{address}?{kept.urlencode()}" if kept else address
