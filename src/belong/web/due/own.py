"""What is due for one person, as calendar and by e-mail: permission is always today's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from belong.domain.policy import ActorFacts
from belong.domain.policy.children import can_list_children
from belong.domain.policy.families import can_list_families
from belong.domain.policy.overseeing import has_caseload
from belong.web.accounts.models import User
from belong.web.agencies.facts import actor_facts
from belong.web.due import queries as caseload
from belong.web.due.calendar import token_hash
from belong.web.due.models import CalendarLink, DueRow, Reminder

__all__ = ["OwnDue", "due_for", "link_of", "records_of", "reminder_of", "whose_token"]


def records_of(actor: ActorFacts, today: date) -> dict[tuple[str, int], tuple[str, str]]:
    """Pseudonym and key of each record of a caseload, by "child" or "family" and its number."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    if not has_caseload(actor):
        return found
    if can_list_children(actor):
        for child in caseload.children_of(actor, today):
            found["child", child.pk] = (child.pseudonym, child.key)
    if can_list_families(actor):
        for family in caseload.families_of(actor, today):
            found["family", family.pk] = (family.pseudonym, family.key)
    return found


@dataclass(frozen=True)
class OwnDue:
    """rows: clocks that wait, each with its record's pseudonym and key, the soonest due first."""

    rows: tuple[tuple[DueRow, str, str], ...]

    def overdue(self, today: date) -> int:
        """How many are over, those left out that only tell."""
        return sum(row.due_on < today and not row.only_tells for row, _, _ in self.rows)

    def coming(self, today: date) -> int:
        """How many are due in the next 14 days."""
        until = today + timedelta(days=caseload.COMING_DAYS)
        return sum(today <= row.due_on <= until for row, _, _ in self.rows)


def due_for(user: User, today: date) -> OwnDue | None:
    """What waits on a person's caseload today; None for somebody who has none any more."""
    actor = actor_facts(user, today)
    if not has_caseload(actor):
        return None
    records = records_of(actor, today)
    children = [number for of, number in records if of == "child"]
    families = [number for of, number in records if of == "family"]
    rows = DueRow.objects.waiting(today).filter(Q(child__in=children) | Q(family__in=families))
    told = []
    for row in rows.order_by("due_on", "clock", "pk"):
        of = ("child", row.child_id) if row.child_id else ("family", row.family_id or 0)
        told.append((row, *records[of]))
    return OwnDue(tuple(told))


def link_of(user: User) -> CalendarLink | None:
    """The person's calendar address, as far as it is kept."""
    return CalendarLink.objects.filter(user=user).first()


def reminder_of(user: User) -> Reminder | None:
    """How often the person is told by e-mail; None for never."""
    return Reminder.objects.filter(user=user).first()


def whose_token(token: str) -> User | None:
    """Who made a calendar address with this token; None where it leads nowhere."""
    found = CalendarLink.objects.filter(token_hash=token_hash(token)).select_related("user")
    link = found.first()
    return link.user if link else None
