"""Who releases an approved report, who reads which release, and who may withdraw a public one.

Who releases the reports of a body also keeps the Word template and the logo that they wear.

A full release holds every figure of the body, so it is for those who write, check or inspect its
reports and read all of its figures. A public release is for every role that reads reports, such as
committee members, who read released reports only. Functions stand in pairs, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from belong.domain.policy.facts import ActorFacts, Appointment
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import Role
from belong.domain.reporting import ReportState

__all__ = [
    "RELEASED_FROM",
    "agencies_dressed_for",
    "agencies_read_in_full",
    "agencies_read_in_public",
    "agencies_released_for",
    "can_dress_reports",
    "can_read_full_release",
    "can_release",
    "check_dress_reports",
    "check_read_full_release",
    "check_release",
]

#: The states of a report in which it is released.
RELEASED_FROM = (ReportState.APPROVED, ReportState.PRESENTED)
_RELEASES = (Role.HEAD_OF_SERVICE, Role.PERFORMANCE_OFFICER, Role.PARTNER_MANAGER)
_READS_IN_FULL = (
    *_RELEASES,
    Role.DECISION_MAKER,
    Role.CHILDREN_TEAM_MANAGER,
    Role.PANEL_ADVISER,
    Role.AUDITOR,
)


def agencies_released_for(actor: ActorFacts) -> frozenset[str]:
    """Keys of the bodies whose reports this person releases, and withdraws."""
    return _reached(each for each in actor.appointments if each.role in _RELEASES)


def agencies_dressed_for(actor: ActorFacts) -> frozenset[str]:
    """Keys of the bodies whose template and logo this person keeps."""
    return agencies_released_for(actor)


def can_dress_reports(actor: ActorFacts) -> bool:
    """Whether the person keeps the template and logo of any body."""
    return bool(agencies_dressed_for(actor))


def check_dress_reports(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_dress_reports`` is false."""
    if not can_dress_reports(actor):
        raise NotAllowed("Templates and logos are kept by those who release the body's reports.")


def agencies_read_in_full(actor: ActorFacts) -> frozenset[str]:
    """Keys of the bodies whose full releases this person reads."""
    return _reached(each for each in actor.appointments if each.role in _READS_IN_FULL)


def agencies_read_in_public(actor: ActorFacts) -> frozenset[str]:
    """Keys of the bodies whose public releases this person reads; those of their regions, too."""
    return _reached(actor.appointments)


def _reached(held: Iterable[Appointment]) -> frozenset[str]:
    return frozenset().union(*(each.agencies for each in held))


def can_release(actor: ActorFacts, agency_key: str) -> bool:
    """Whether the person releases reports of this body."""
    return agency_key in agencies_released_for(actor)


def check_release(actor: ActorFacts, agency_key: str) -> None:
    """Raises NotAllowed where ``can_release`` is false."""
    if not can_release(actor, agency_key):
        raise NotAllowed(
            "Reports are released by the body's head of service, performance officer or manager."
        )


def can_read_full_release(actor: ActorFacts, agency_key: str) -> bool:
    """Whether the person reads full releases of this body, and what would differ today."""
    return agency_key in agencies_read_in_full(actor)


def check_read_full_release(actor: ActorFacts, agency_key: str) -> None:
    """Raises NotAllowed where ``can_read_full_release`` is false."""
    if not can_read_full_release(actor, agency_key):
        raise NotAllowed("This is for those who read the body's figures in full.")
