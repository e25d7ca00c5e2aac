"""Who may follow the tracker, run a tracking meeting, take part in one, and say an action is done.

What each person sees of a child or a family in it is decided by the matrix in ``records``; nothing
here widens it. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from belong.domain.policy.facts import ActorFacts, Appointment
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import MATRIX, Part, Role

__all__ = [
    "MeetingFacts",
    "Subjects",
    "agencies_read",
    "can_finish_action",
    "can_follow",
    "can_follow_any",
    "can_read_meeting",
    "can_run_any_meeting",
    "can_run_meeting",
    "can_take_part",
    "check_finish_action",
    "check_follow",
    "check_follow_any",
    "check_read_meeting",
    "check_run_any_meeting",
    "check_run_meeting",
    "check_take_part",
    "places_run",
]


class Subjects(StrEnum):
    """Whom a meeting goes through."""

    CHILDREN = "children"
    FAMILIES = "families"


_RUNS = {
    Subjects.CHILDREN: (
        Role.CHILDREN_TEAM_MANAGER,
        Role.FAMILY_FINDER,
        Role.HEAD_OF_SERVICE,
        Role.PARTNER_MANAGER,
    ),
    Subjects.FAMILIES: (Role.FAMILY_FINDER, Role.HEAD_OF_SERVICE, Role.VOLUNTARY_AGENCY_WORKER),
}
_TAKES_PART = {
    Subjects.CHILDREN: (
        *_RUNS[Subjects.CHILDREN],
        Role.CHILD_SOCIAL_WORKER,
        Role.REVIEWING_OFFICER,
        Role.DECISION_MAKER,
        Role.ADOPTERS_SOCIAL_WORKER,
        Role.MEDICAL_ADVISER,
        Role.PANEL_ADVISER,
    ),
    Subjects.FAMILIES: (
        *_RUNS[Subjects.FAMILIES],
        Role.ADOPTERS_SOCIAL_WORKER,
        Role.RECRUITMENT_OFFICER,
        Role.DECISION_MAKER,
        Role.MEDICAL_ADVISER,
        Role.PANEL_ADVISER,
    ),
}
_FOLLOWS = {
    Subjects.CHILDREN: (
        *_TAKES_PART[Subjects.CHILDREN],
        Role.VOLUNTARY_AGENCY_WORKER,
        Role.PERFORMANCE_OFFICER,
        Role.AUDITOR,
    ),
    Subjects.FAMILIES: (
        *_TAKES_PART[Subjects.FAMILIES],
        Role.PERFORMANCE_OFFICER,
        Role.AUDITOR,
    ),
}
_DATES = {Subjects.CHILDREN: Part.CHILD_DATES, Subjects.FAMILIES: Part.FAMILY_DATES}


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting, as far as access depends on it.

    agency_key: whose it is; members: councils that are members of that agency today. team_key: the
    one team that it goes through, None for the whole agency.
    """

    about: Subjects
    agency_key: str
    team_key: str | None = None
    members: frozenset[str] = frozenset()


def can_follow(actor: ActorFacts, about: Subjects) -> bool:
    """Whether the person has the tracker of children, or of families."""
    return bool(_following(actor, about))


def check_follow(actor: ActorFacts, about: Subjects) -> None:
    """Raises NotAllowed where ``can_follow`` is false."""
    if not can_follow(actor, about):
        raise NotAllowed("The tracker is for those who work with the cases in it.")


def can_follow_any(actor: ActorFacts) -> bool:
    """Whether the person has a tracker at all."""
    return any(can_follow(actor, about) for about in Subjects)


def check_follow_any(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_follow_any`` is false."""
    if not can_follow_any(actor):
        raise NotAllowed("Meetings are for those who work with the cases in them.")


def agencies_read(actor: ActorFacts, about: Subjects) -> frozenset[str]:
    """Keys of the agencies whose meetings the person reads, besides those of their own region."""
    return frozenset().union(*(each.agencies for each in _following(actor, about)))


def can_read_meeting(actor: ActorFacts, meeting: MeetingFacts) -> bool:
    """Whether the person reads the meeting: of an agency of theirs, or of the region it is in.

    Of its rows everybody sees those whose records they may see.
    """
    reached = agencies_read(actor, meeting.about)
    return meeting.agency_key in reached or bool(meeting.members & reached)


def check_read_meeting(actor: ActorFacts, meeting: MeetingFacts) -> None:
    """Raises NotAllowed where ``can_read_meeting`` is false: answer 404."""
    if not can_read_meeting(actor, meeting):
        raise NotAllowed("There is no such meeting.")


def places_run(actor: ActorFacts, about: Subjects) -> dict[str, str | None]:
    """The agencies for which the person opens and closes meetings, by key.

    To each the team to which that is limited; None for every team and the agency as a whole.
    """
    found: dict[str, str | None] = {}
    for each in actor.appointments:
        if each.role not in _RUNS[about]:
            continue
        for agency in each.agencies:
            limit = _limit(each)
            found[agency] = None if found.get(agency, limit) is None else limit
    return found


def can_run_any_meeting(actor: ActorFacts) -> bool:
    """Whether the person opens and closes meetings at all."""
    return any(places_run(actor, about) for about in Subjects)


def check_run_any_meeting(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_run_any_meeting`` is false."""
    if not can_run_any_meeting(actor):
        raise NotAllowed("Meetings are opened and closed by managers and family finders.")


def can_run_meeting(actor: ActorFacts, meeting: MeetingFacts) -> bool:
    """Whether the person opens and closes this meeting; a team's manager those of the team."""
    places = places_run(actor, meeting.about)
    if meeting.agency_key not in places:
        return False
    limit = places[meeting.agency_key]
    return limit is None or limit == meeting.team_key


def check_run_meeting(actor: ActorFacts, meeting: MeetingFacts) -> None:
    """Raises NotAllowed where ``can_run_meeting`` is false."""
    if not can_run_meeting(actor, meeting):
        raise NotAllowed("This meeting is opened and closed by its managers and family finders.")


def can_take_part(actor: ActorFacts, meeting: MeetingFacts) -> bool:
    """Whether the person writes notes and actions in this meeting."""
    return actor.holds(*_TAKES_PART[meeting.about]) and can_read_meeting(actor, meeting)


def check_take_part(actor: ActorFacts, meeting: MeetingFacts) -> None:
    """Raises NotAllowed where ``can_take_part`` is false."""
    if not can_take_part(actor, meeting):
        raise NotAllowed("You can read this meeting and not write in it.")


def can_finish_action(actor: ActorFacts, meeting: MeetingFacts, owner_key: str) -> bool:
    """Whether the person may say that an action is done: its owner, or who runs the meeting."""
    return actor.person_key == owner_key or can_run_meeting(actor, meeting)


def check_finish_action(actor: ActorFacts, meeting: MeetingFacts, owner_key: str) -> None:
    """Raises NotAllowed where ``can_finish_action`` is false."""
    if not can_finish_action(actor, meeting, owner_key):
        raise NotAllowed("An action is finished by its owner or by who runs the meeting.")


def _following(actor: ActorFacts, about: Subjects) -> list[Appointment]:
    return [
        each
        for each in actor.appointments
        if each.role in _FOLLOWS[about] and _DATES[about] in MATRIX[each.role]
    ]


def _limit(appointment: Appointment) -> str | None:
    """A children's team manager with a team runs that team's meetings only."""
    is_of_team = appointment.role is Role.CHILDREN_TEAM_MANAGER
    return appointment.team_key if is_of_team else None
