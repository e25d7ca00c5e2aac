"""Reading the audit log: only what concerns the reader's agencies.

``visible_to`` fails closed. An event concerns an agency when it names it, or when it was done by
somebody who holds or held a role there.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from belong.domain.policy import ActorFacts
from belong.domain.policy.administration import agencies_with_log
from belong.web.agencies.models import Appointment
from belong.web.audit.models import AuditEvent

__all__ = ["between", "people_of_log", "search", "visible_to"]


def people_of_log(actor: ActorFacts) -> QuerySet[Appointment]:
    """Roles, past and present, in the agencies whose log this person reads."""
    return Appointment.objects.filter(agency__key__in=agencies_with_log(actor))


def visible_to(actor: ActorFacts) -> QuerySet[AuditEvent]:
    """The events that this person may read, newest first."""
    agencies = agencies_with_log(actor)
    people = people_of_log(actor).values("user__key")
    return AuditEvent.objects.filter(
        Q(agency_key__in=agencies) | Q(by_person__in=people, agency_key="")
    )


def between(actor: ActorFacts, start: datetime, end: datetime) -> QuerySet[AuditEvent]:
    """The events from a moment up to, not including, another."""
    return visible_to(actor).filter(at__gte=start, at__lt=end)


def search(
    actor: ActorFacts,
    *,
    person: str = "",
    action: str = "",
    subject: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
) -> QuerySet[AuditEvent]:
    """The events that fit everything asked for. subject: the whole key of a record."""
    found = visible_to(actor)
    if person:
        found = found.filter(by_person=person)
    if action:
        found = found.filter(action=action)
    if subject:
        found = found.filter(subject_key=subject)
    if start:
        found = found.filter(at__gte=start)
    if end:
        found = found.filter(at__lt=end)
    return found
