"""Agencies' own limits as the clocks take them: stored terms in, one policy for each agency out."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from belong.domain.clocks import NATIONAL, Basis, ClockRule, Policy, PolicyError, Severity, Term
from belong.domain.events import EventKind
from belong.domain.journey.family import FamilyEventKind
from belong.domain.policy import ActorFacts
from belong.domain.policy.clocks import agencies_timed_by
from belong.web.agencies.models import Agency
from belong.web.children.models import ChildRecord
from belong.web.due.models import PolicyTerm
from belong.web.families.models import FamilyRecord

__all__ = [
    "agency_timed",
    "has_terms",
    "own_rule",
    "policies_of",
    "policies_of_families",
    "policy_of",
    "policy_on",
    "policy_under",
    "term_of",
    "term_timed",
    "terms_of",
    "visible_to",
]

_LOG = logging.getLogger(__name__)
Says = PolicyTerm.Says


class Held(NamedTuple):
    """A stored term, and the days on which it holds for one agency."""

    term: PolicyTerm
    from_on: date
    to_on: date | None


def policies_of(agencies: Collection[int]) -> dict[int, Policy]:
    """The policy of each of these agencies, by primary key; one query.

    An agency without terms is left out: it goes by ``NATIONAL``. A region's terms hold for the
    children of its members, on the days of their membership.
    """
    held: dict[int, list[Held]] = defaultdict(list)
    found = PolicyTerm.objects.annotate(
        membership=FilteredRelation(
            "agency__members", condition=Q(agency__members__council__in=list(agencies))
        ),
        member=F("membership__council"),
        member_from=F("membership__from_on"),
        member_to=F("membership__to_on"),
    ).filter(Q(agency__in=list(agencies)) | Q(membership__isnull=False))
    seen: set[int] = set()
    for term in found.order_by("pk"):
        if term.agency_id in agencies and term.pk not in seen:
            seen.add(term.pk)
            held[term.agency_id].append(Held(term, term.from_on, term.to_on))
        if term.member is not None:
            from_on = max(term.from_on, term.member_from)
            ends = [day for day in (term.to_on, term.member_to) if day is not None]
            held[term.member].append(Held(term, from_on, min(ends, default=None)))
    return {agency: policy_under(terms) for agency, terms in held.items()}


def policies_of_families(families: Collection[int]) -> dict[int, Policy]:
    """The policy that each of these families is under, by primary key; two queries."""
    found = FamilyRecord.objects.filter(pk__in=list(families)).values_list("pk", "agency")
    agencies = dict(found)
    policies = policies_of(set(agencies.values()))
    return {family: policies.get(agency, NATIONAL) for family, agency in agencies.items()}


def policy_of(agency: int) -> Policy:
    """The policy of one agency; one query."""
    return policies_of([agency]).get(agency, NATIONAL)


def has_terms(agency: str) -> Exists:
    """The condition that an agency, or a region that it is or was in, has set anything that holds.

    agency: the name of the relation to it; to annotate a record with as ``has_own_limits``.
    """
    here = Q(agency=OuterRef(agency)) | Q(agency__members__council=OuterRef(agency))
    return Exists(PolicyTerm.objects.filter(here).exclude(to_on=F("from_on")))


def policy_on(record: ChildRecord | FamilyRecord) -> Policy:
    """The policy that a record is under; no query where it was read with ``has_own_limits``, and
    nothing is set.
    """
    if not getattr(record, "has_own_limits", True):
        return NATIONAL
    agency = record.council_id if isinstance(record, ChildRecord) else record.agency_id
    return policy_of(agency)


def policy_under(held: Iterable[Held]) -> Policy:
    """The policy that these terms make.

    A stored term that the clocks of today no longer allow, such as after a law was tightened below
    it, is left out and said in the log: one old term must not stop everybody's work.
    """
    policy = NATIONAL
    for one in held:
        if one.to_on is not None and one.to_on <= one.from_on:
            continue
        try:
            policy = _with(policy, one)
        except (PolicyError, ValueError) as refused:
            _LOG.warning("A term of an agency's policy is left out (%s): %s", one.term.key, refused)
    return policy


def _with(policy: Policy, held: Held) -> Policy:
    if held.term.says != Says.ADDS:
        return replace(policy, terms=(*policy.terms, term_of(held.term, held.from_on, held.to_on)))
    rule = own_rule(held.term, held.from_on, held.to_on)
    if held.term.is_of_family:
        return replace(policy, adds_for_families=(*policy.adds_for_families, rule))
    return replace(policy, adds_for_children=(*policy.adds_for_children, rule))


def term_of(term: PolicyTerm, from_on: date, to_on: date | None) -> Term:
    """What a stored term says of a clock, between two days. Raises ValueError for no known unit."""
    return Term(
        term.clock,
        limit=term.limit,
        amber=term.warning,
        is_used=term.says == Says.USES,
        is_left_out=term.says == Says.LEAVES_OUT,
        why=term.source,
        from_on=from_on,
        to_on=to_on,
    )


def own_rule(term: PolicyTerm, from_on: date, to_on: date | None) -> ClockRule:
    """The rule of a clock that an agency adds. Raises ValueError where it names no event."""
    kinds = FamilyEventKind if term.is_of_family else EventKind
    if term.limit is None:
        raise ValueError("no limit")
    return ClockRule(
        key=term.clock,
        label=term.label,
        limit=term.limit,
        amber_after=term.warning,
        basis=Basis.LOCAL,
        source=term.source,
        severity=Severity.AMBER,
        who=term.whose_move,
        starts=(kinds(term.starts),),
        meets=(kinds(term.meets),),
        in_force_from=from_on,
        in_force_to=to_on,
    )


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
