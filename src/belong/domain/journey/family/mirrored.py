"""Events of a child that are events of the family too, each recorded on both in one change.

The child's record names the family, the family's names the child; neither names a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from belong.domain.events import EventKind
from belong.domain.journey.family.events import FamilyEventKind

__all__ = ["MIRRORED"]

MIRRORED: Mapping[EventKind, FamilyEventKind] = {
    EventKind.LINKED: FamilyEventKind.LINKED,
    EventKind.LINK_ENDED: FamilyEventKind.LINK_ENDED,
    EventKind.MATCH_DECIDED: FamilyEventKind.MATCHED,
    EventKind.MATCH_ENDED: FamilyEventKind.MATCH_ENDED,
    EventKind.INTRODUCTIONS_BEGAN: FamilyEventKind.INTRODUCTIONS_BEGAN,
    EventKind.EARLY_PERMANENCE_PLACED: FamilyEventKind.EARLY_PERMANENCE_PLACED,
    EventKind.PLACED_FOR_ADOPTION: FamilyEventKind.CHILD_PLACED,
    EventKind.DISRUPTED: FamilyEventKind.PLACEMENT_ENDED,
    EventKind.EARLY_PERMANENCE_ENDED: FamilyEventKind.PLACEMENT_ENDED,
    EventKind.ADOPTION_APPLIED_FOR: FamilyEventKind.ADOPTION_APPLIED_FOR,
    EventKind.ADOPTION_ORDER_MADE: FamilyEventKind.ADOPTION_ORDER_MADE,
}
