"""Reading recruitment: enquiries, campaigns, events, and conversion."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.calendar import financial_year, financial_year_bounds, financial_year_label
from belong.domain.policy.recruitment import (
    agencies_recruited_for,
    agencies_with_enquiries,
    can_read_enquiries,
    can_recruit,
    check_count_recruitment,
    check_read_enquiries,
)
from belong.domain.recruitment import CONTACT_RETENTION, RESPONSE
from belong.web.audit.actions import record_audit
from belong.web.due.queries_policies import policies_of
from belong.web.recruitment import presenters, queries
from belong.web.recruitment import presenters_conversion as presenting
from belong.web.recruitment.conversion import By, Wanted, cohorts_of, drop_outs_of
from belong.web.recruitment.filters import (
    NO_CAMPAIGN,
    ConversionFilter,
    EnquiriesFilter,
    EventsFilter,
)
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["campaigns", "conversion", "enquiries", "events"]

#: How many financial years back the conversion page offers.
_YEARS = 10


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """The list of enquiries, those that wait for an answer first. What was searched is noted."""
    actor, today = actor_of(request), timezone.localdate()
    check_read_enquiries(actor)
    keys = agencies_with_enquiries(actor)
    agencies = queries.agencies_named(keys)
    form = EnquiriesFilter(
        data=request.GET,
        campaigns=[(one.key, one.name) for one in queries.campaigns_named(keys)],
        agencies=[(one.key, one.name) for one in agencies],
    )
    asked, policies = form.asked(), policies_of([one.pk for one in agencies])
    found = queries.enquiries_found(actor, asked, today, policies)
    pages = pages_of(request.GET, total=found.count())
    if asked.get("q"):
        record_audit(action="searched", by=actor.person_key, detail={"terms": asked["q"]})
    context = {
        "form": form,
        "pages": pages,
        "table": presenters.enquiries_table(found[pages.rows], today, policies),
        "overdue": queries.overdue_count(actor, today, policies),
        "may_add": can_recruit(actor),
        "response": RESPONSE,
        "retention": CONTACT_RETENTION,
    }
    return render(request, "recruitment/enquiries.html", context)


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns and what came of them."""
    actor = actor_of(request)
    check_read_enquiries(actor)
    found = queries.campaigns_found(actor)
    pages = pages_of(request.GET, total=found.count())
    context = {
        "pages": pages,
        "table": presenters.campaigns_table(found[pages.rows], agencies_recruited_for(actor)),
        "may_add": can_recruit(actor),
    }
    return render(request, "recruitment/campaigns.html", context)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Information events and preparation courses, ahead, past or cancelled."""
    actor, today = actor_of(request), timezone.localdate()
    check_read_enquiries(actor)
    agencies = queries.agencies_named(agencies_with_enquiries(actor))
    form = EventsFilter(data=request.GET, agencies=[(one.key, one.name) for one in agencies])
    found = queries.events_found(actor, form.asked(), today)
    pages = pages_of(request.GET, total=found.count())
    context = {
        "form": form,
        "pages": pages,
        "table": presenters.events_table(found[pages.rows], today),
        "may_add": can_recruit(actor),
    }
    return render(request, "recruitment/events.html", context)


@require_safe
def conversion(request: HttpRequest) -> HttpResponse:
    """A cohort of enquiries followed to placement, as counts: nobody is named here."""
    actor, today = actor_of(request), timezone.localdate()
    check_count_recruitment(actor)
    agencies = queries.counted_agencies(actor)
    campaigns = queries.campaigns_named([one.key for one in agencies])
    this_year = financial_year(today)
    form = ConversionFilter(
        data=request.GET,
        years=[
            (str(year), financial_year_label(year))
            for year in range(this_year, this_year - _YEARS, -1)
        ],
        campaigns=[(one.key, one.name) for one in campaigns],
        agencies=[(one.key, one.name) for one in agencies],
    )
    asked = form.asked()
    by = By(asked.get("by", By.QUARTER))
    first_year = int(asked.get("year", this_year - 1))
    last_year = int(asked.get("year", this_year))
    campaign = asked.get("campaign")
    wanted = Wanted(
        agencies=[asked["agency"]] if "agency" in asked else [one.key for one in agencies],
        first=financial_year_bounds(first_year)[0],
        last=financial_year_bounds(last_year)[1],
        source=asked.get("source"),
        campaign="" if campaign == NO_CAMPAIGN else campaign,
    )
    rows, whole = cohorts_of(wanted, by, {one.pk: one.name for one in campaigns})
    context = {
        "form": form,
        "wanted": wanted,
        "last": min(wanted.last, today),
        "table": presenting.conversion_table(rows, whole, by),
        "drop_outs": presenting.drop_outs_table(drop_outs_of(wanted), whole.enquiries),
        "definitions": presenting.definitions(),
        "reads_enquiries": can_read_enquiries(actor),
    }
    return render(request, "recruitment/conversion.html", context)
