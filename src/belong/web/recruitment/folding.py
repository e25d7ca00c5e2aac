"""What conversion counts, from the same fold as the lists; and bookings that follow the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from belong.domain.calendar import days_between
from belong.domain.journey.family import ApplicationJourney, FamilyEventKind, FamilyJourney
from belong.domain.recruitment import RESPONSE, STEPS, EventKind, Step
from belong.web.ledger import followers
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.projection import Further, register_further
from belong.web.recruitment.models import ApplicationRow, Booking
from belong.web.recruitment.queries import applications_by_key

__all__ = ["follow_attendance", "register", "rows_of_families", "step_on"]

#: Events of a family that a booking may point to.
_ATTENDANCES = frozenset(kind.attended for kind in EventKind)


def register() -> None:
    """Let the ledger fold applications for conversion, and tell bookings of corrections."""
    register_further(SubjectKind.FAMILY, Further(rows_of_families, _forget, _clear))
    followers.register(SubjectKind.FAMILY, follow_attendance)


def _clear() -> None:
    ApplicationRow.objects.all().delete()


def _forget(families: Collection[int]) -> None:
    ApplicationRow.objects.filter(family__in=families).delete()


def rows_of_families(told: Mapping[int, FamilyJourney]) -> list[ApplicationRow]:
    """The rows of these families' applications; one without an enquiry has none."""
    known = applications_by_key(told)
    return [
        _row(family, known[one.key], one, one.enquired_on)
        for family, journey in told.items()
        for one in journey.applications
        if one.key in known and one.enquired_on is not None
    ]


def step_on(told: ApplicationJourney, step: Step) -> date | None:
    """The day on which an application first took a step; None where it has not."""
    return {
        Step.INFORMED: told.informed_on,
        Step.REGISTERED: told.registered_on,
        Step.STAGE_2: told.stage_2_from_on,
        Step.APPROVED: told.approved_on,
        Step.MATCHED: told.matched_on,
        Step.PLACED: told.placed_on,
    }[step]


def _row(
    family: int, application: int, told: ApplicationJourney, enquired_on: date
) -> ApplicationRow:
    days = {}
    for step in STEPS:
        on = step_on(told, step)
        days[f"{step}_days"] = None if on is None else days_between(enquired_on, on)
    answers = [
        one.happened_on
        for one in told.events
        if one.kind in RESPONSE.meets and one.happened_on is not None
    ]
    asked = [one for one in told.events if one.kind is FamilyEventKind.ENQUIRED]
    return ApplicationRow(
        application_id=application,
        family_id=family,
        enquired_on=enquired_on,
        source=asked[0].details.get("source", "")[:20] if asked else "",
        answered_on=min(answers, default=None),
        left_reason=told.left_reason or "",
        **days,
    )


def follow_attendance(event: Event, by: str) -> None:
    """Let a booking point to the correction of its entry, or to none where it was withdrawn."""
    if event.supersedes is None or event.kind not in _ATTENDANCES:
        return
    entry = "" if event.is_withdrawal else event.key
    Booking.objects.filter(entry=event.supersedes.key).update(entry=entry)
