"""Enquiries, events and people who recruit, at a regional agency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from belong.domain.journey.family import EnquirySource
from belong.domain.recruitment import EventKind, FirstContact
from belong.web.agencies.models import Agency
from belong.web.recruitment.actions import Caller, add_enquiry
from belong.web.recruitment.events import EventPlan, add_event
from belong.web.recruitment.models import Enquiry, RecruitmentEvent

BY = "a" * 32


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def make_enquiry(region: Agency, today: date) -> Callable[..., Enquiry]:
    """Makes an enquiry of the region, made so many days ago."""

    def make(
        surname: str = "Fenwright",
        *,
        ago: int = 3,
        agency: Agency | None = None,
        source: EnquirySource = EnquirySource.WEB,
    ) -> Enquiry:
        return add_enquiry(
            agency=agency or region,
            enquired_on=today - timedelta(days=ago),
            source=source,
            channel=FirstContact.TELEPHONE,
            caller=Caller("Ottoline", surname, "Bram", surname, telephone="01632 960001"),
            by=BY,
        )

    return make


@pytest.fixture
def make_event(region: Agency, today: date) -> Callable[..., RecruitmentEvent]:
    """Makes an event of the region so many days ahead; ago, where it is below 0."""

    def make(
        kind: EventKind = EventKind.INFORMATION, *, ahead: int = 7, places: int = 10
    ) -> RecruitmentEvent:
        on = today + timedelta(days=ahead)
        plan = EventPlan(kind, on, on, "6.30pm", "Harebell Hall, Northmere", places)
        return add_event(agency=region, plan=plan, by=BY)

    return make


@pytest.fixture
def officer(signed_in):
    """A recruitment officer of the region."""
    return signed_in("recruitment_officer")
