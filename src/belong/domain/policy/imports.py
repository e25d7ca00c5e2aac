"""Who may bring in what exists: returns, and the template workbook.

Whoever brings files in sees in the preview what is recorded of the children in them, by the
council's own numbers and without names; so it is for those who work with whole returns, never for
administrators. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import Role

__all__ = ["agencies_imported_to", "can_import", "check_import"]

_IMPORTS = (Role.PERFORMANCE_OFFICER, Role.RECORDS_OFFICER)


def agencies_imported_to(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose records this person may bring in today."""
    found: set[str] = set()
    for appointment in actor.appointments:
        if appointment.role in _IMPORTS:
            found |= appointment.agencies
    return frozenset(found)


def can_import(actor: ActorFacts, agencies: frozenset[str] | None = None) -> bool:
    """Whether the person may bring in records of all of these agencies, or of any at all."""
    held = agencies_imported_to(actor)
    return bool(agencies) and agencies <= held if agencies is not None else bool(held)


def check_import(actor: ActorFacts, agencies: frozenset[str] | None = None) -> None:
    """Raises NotAllowed where ``can_import`` is false."""
    if not can_import(actor, agencies):
        raise NotAllowed(
            "Files are brought in by performance officers and records officers of the agency."
        )
