"""The list of children."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.policy.children import can_add_child, can_hand_over, check_list_children
from belong.web.audit.actions import record_audit
from belong.web.children.forms.search import SearchForm
from belong.web.children.listing import children_found, filters_for, page_of
from belong.web.children.presenters.listing import children_table
from belong.web.children.presenters.who import identity_shown
from belong.web.children.queries import child_facts, is_own, responsible_for
from belong.web.ledger.list_moment import list_moment
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
    moment = list_moment(request)
    if moment.moved_to is not None:
        return HttpResponseRedirect(moment.moved_to)
    known = moment.known
    today = timezone.localdate()
    filters = filters_for(actor, today)
    form = SearchForm(request.GET, filters=filters)
    criteria = form.criteria()
    found = children_found(actor, criteria, today, known)
    pages = pages_of(request.GET, total=found.count())
    shown = page_of(actor, found, criteria, pages.rows, known)
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
            "moment": moment,
            "can_add": known is None and can_add_child(actor),
            "can_hand_over": known is None and can_hand_over(actor),
            "is_of_one_council": is_of_one_council,
        },
    )
