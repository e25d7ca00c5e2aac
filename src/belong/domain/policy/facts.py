"""What a decision about access is made from: plain facts about a person and a record, today."""

from __future__ import annotations

from dataclasses import dataclass

from belong.domain.policy.roles import Role

__all__ = ["ActorFacts", "Appointment", "RecordFacts"]


@dataclass(frozen=True)
class Appointment:
    """A role held today. agencies: the agency itself and, for a regional agency, its members today.

    team_key: the team, or None when the role is for the whole agency.
    """

    role: Role
    agency_key: str
    agencies: frozenset[str]
    team_key: str | None = None


@dataclass(frozen=True)
class ActorFacts:
    """A person at the screen. blocked: records that the person may never open, by name."""

    person_key: str
    appointments: tuple[Appointment, ...]
    blocked: frozenset[str] = frozenset()

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles today."""
        return any(a.role in roles for a in self.appointments)


@dataclass(frozen=True)
class RecordFacts:
    """A child's or a family's record, as far as access depends on it.

    responsible: people responsible today. tied_to: people responsible today for the records tied to
    this one by a live link, match or placement. has_address: a placement has been made, so that the
    other side's worker may know where. is_closed: the closing checklist is done. opened_by: people
    with a reason and a time limit that has not run out.
    """

    key: str
    agency_key: str
    team_key: str | None = None
    responsible: frozenset[str] = frozenset()
    tied_to: frozenset[str] = frozenset()
    tied_agencies: frozenset[str] = frozenset()
    is_closed: bool = False
    opened_by: frozenset[str] = frozenset()
