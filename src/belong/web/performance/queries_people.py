"""Who of those behind a figure a reader may see, by pseudonym, and whose record opens for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from belong.analytics.stored import Person
from belong.domain.policy import ActorFacts, Part
from belong.domain.policy.figures import agencies_of_whole_dates
from belong.web.children.models import ChildRecord
from belong.web.children.queries import visible_to as visible_children
from belong.web.families.models import FamilyRecord
from belong.web.families.queries import visible_to as visible_families

__all__ = ["Sight", "keys_that_open", "sight_of"]


@dataclass(frozen=True)
class Sight:
    """Whom a reader may see: everybody of some areas, and some people besides; but not others.

    areas: codes of councils; "" stands for people whose area is the region itself.
    """

    areas: frozenset[str]
    others: frozenset[str] = frozenset()
    kept_from: frozenset[str] = frozenset()

    def sees(self, person: Person) -> bool:
        """Whether the reader may see this person's pseudonym, dates and days."""
        if person.key in self.kept_from:
            return False
        return person.area in self.areas or person.key in self.others

    def seen(self, people: Iterable[Person]) -> list[Person]:
        """Those whom the reader may see, in their order."""
        return [one for one in people if self.sees(one)]


def sight_of(
    actor: ActorFacts, subject: str, people: Sequence[Person], agencies: Mapping[str, str]
) -> Sight:
    """Whom of the children or families behind a figure a person may see today.

    A record that is closed after the order opens for nobody, and its pseudonym, dates and days stay
    in figures. subject: children or families; of others nobody is kept. agencies: the code of each
    agency whose figures the person reads, by its key.
    """
    if subject not in ("children", "families"):
        return Sight(frozenset())
    is_children = subject == "children"
    part = Part.CHILD_DATES if is_children else Part.FAMILY_DATES
    whole = agencies_of_whole_dates(actor, part)
    areas = frozenset(code for key, code in agencies.items() if key in whole)
    records = ChildRecord.objects if is_children else FamilyRecord.objects
    kept_from: frozenset[str] = frozenset()
    if actor.blocked:
        blocked = records.filter(key__in=actor.blocked)
        kept_from = frozenset(blocked.values_list("pseudonym", flat=True))
    others: frozenset[str] = frozenset()
    if any(one.area not in areas for one in people):
        visible = visible_children(actor) if is_children else visible_families(actor)
        others = frozenset(visible.values_list("pseudonym", flat=True))
    return Sight(areas, others, kept_from)


def keys_that_open(actor: ActorFacts, subject: str, people: Sequence[Person]) -> Mapping[str, str]:
    """The key of each record whose page opens for the person, by pseudonym."""
    names = {one.key for one in people}
    if not names or subject not in ("children", "families"):
        return {}
    visible = visible_children(actor) if subject == "children" else visible_families(actor)
    return dict(visible.filter(pseudonym__in=names).values_list("pseudonym", "key"))
