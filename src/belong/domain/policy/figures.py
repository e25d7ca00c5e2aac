"""Who reads which agencies' figures, and the people behind them.

A figure is a count, a mean or a share of an agency; who is behind it is shown only to those whose
roles reach the agency's children or families as a whole, or who work with the record. A partner
council's manager reads the region's figures as well, pooled: those of the whole region, and no
other partner's. Released reports are for everybody and are no matter of this module. Functions
stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import MATRIX, Grant, Part, Role, Scope

__all__ = [
    "agencies_of_whole_dates",
    "agencies_with_figures",
    "can_compute_figures",
    "can_read_figures",
    "check_compute_figures",
    "check_read_figures",
    "reads_pooled_regions_of",
]

#: Who may have figures computed as known at an earlier moment.
_COMPUTES = (Role.PERFORMANCE_OFFICER, Role.HEAD_OF_SERVICE, Role.PARTNER_MANAGER)
_AT_LEAST_PSEUDONYM = (Grant.PSEUDONYM, Grant.SUMMARY, Grant.READ, Grant.WRITE)


def agencies_with_figures(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose figures this person reads in full today."""
    found: set[str] = set()
    for each in actor.appointments:
        given, _ = MATRIX[each.role].get(Part.FIGURES, (Grant.NOTHING, None))
        if given is not Grant.NOTHING:
            found |= each.agencies
    return frozenset(found)


def reads_pooled_regions_of(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose regions' pooled figures this person reads besides."""
    found: set[str] = set()
    for each in actor.appointments:
        if each.role is Role.PARTNER_MANAGER:
            found |= each.agencies
    return frozenset(found)


def agencies_of_whole_dates(actor: ActorFacts, part: Part) -> frozenset[str]:
    """Keys of the agencies all of whose children or families this person sees by pseudonym.

    part: Part.CHILD_DATES or Part.FAMILY_DATES. Others see those on their own caseload.
    """
    found: set[str] = set()
    for each in actor.appointments:
        given, scope = MATRIX[each.role].get(part, (Grant.NOTHING, None))
        if given in _AT_LEAST_PSEUDONYM and scope is Scope.AGENCY:
            found |= each.agencies
    return frozenset(found)


def can_read_figures(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person reads figures of this agency (None: of any)."""
    held = agencies_with_figures(actor)
    return bool(held) if agency_key is None else agency_key in held


def check_read_figures(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_read_figures`` is false."""
    if not can_read_figures(actor, agency_key):
        raise NotAllowed("Figures are for those whose role reads the agency's figures.")


def can_compute_figures(actor: ActorFacts) -> bool:
    """Whether the person may have figures computed as known at an earlier moment."""
    return can_read_figures(actor) and actor.holds(*_COMPUTES)


def check_compute_figures(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_compute_figures`` is false."""
    if not can_compute_figures(actor):
        raise NotAllowed(
            "Performance officers, heads of service and partner councils' managers have figures"
            " computed as known earlier."
        )
