"""Reading agencies' own limits: only of the agencies whose limits the reader sets."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from belong.domain.policy import ActorFacts
from belong.domain.policy.clocks import agencies_timed_by
from belong.web.agencies.models import Agency
from belong.web.due.models import PolicyTerm

__all__ = ["agency_timed", "term_timed", "terms_of", "visible_to"]


def visible_to(actor: ActorFacts) -> QuerySet[Agency]:
    """The agencies whose limits this person sets, by name."""
    return Agency.objects.filter(key__in=agencies_timed_by(actor))


def agency_timed(actor: ActorFacts, key: str) -> Agency:
    """One of them. Raises Http404 for another's, just as for none."""
    return get_object_or_404(visible_to(actor), key=key)


def terms_of(agency: Agency) -> list[PolicyTerm]:
    """Every term of an agency's policy, the latest begun first; those that ended, too."""
    return list(PolicyTerm.objects.filter(agency=agency).order_by("-from_on", "-pk"))


def term_timed(actor: ActorFacts, key: str) -> PolicyTerm:
    """One term of theirs. Raises Http404 for another's, just as for none."""
    found = PolicyTerm.objects.filter(agency__in=visible_to(actor)).select_related("agency")
    return get_object_or_404(found, key=key)
