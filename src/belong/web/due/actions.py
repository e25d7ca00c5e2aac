"""Writes of what is due: what a person has read, agencies' own limits, calendars, reminders."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction

from belong.domain.clocks import Policy
from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.audit.actions import record_audit
from belong.web.children.vocabulary import OWN_CLOCK
from belong.web.due.calendar import token_hash
from belong.web.due.jobs import refold_agency
from belong.web.due.models import CalendarLink, Look, PolicyTerm, Reminder
from belong.web.due.queries_policies import own_rule, term_of
from belong.web.ledger.queries import last_change
from belong.web.ui.words import day

__all__ = [
    "end_calendar",
    "end_term",
    "have_read",
    "make_calendar",
    "set_reminder",
    "set_term",
]


@transaction.atomic
def have_read(*, user: User, change: int, by: str) -> None:
    """A person has read what was decided up to a change; never further back than before.

    change: as the page showed it; one that is not made yet counts as the last.
    """
    before = Look.objects.select_for_update().filter(user=user).first()
    reached = max(min(change, last_change()), before.change if before else 0)
    Look.objects.update_or_create(user=user, defaults={"change": reached})
    record_audit(action="home_read", by=by, detail={"change": reached})


@transaction.atomic
def set_term(*, term: PolicyTerm, by: str) -> PolicyTerm:
    """One more term of an agency's policy; what it moves is folded anew by a job.

    term: filled in and not saved. Raises: PolicyError where the clocks do not allow it.
    """
    if term.says == PolicyTerm.Says.ADDS:
        term.clock = f"{OWN_CLOCK}{term.key}"
        Policy(adds_for_children=(own_rule(term, term.from_on, term.to_on),))
    else:
        Policy(terms=(term_of(term, term.from_on, term.to_on),))
    term.set_by = by
    term.save()
    _note("policy_term_set", term, by)
    return term


@transaction.atomic
def end_term(*, term: PolicyTerm, to_on: date, by: str) -> None:
    """A term holds no longer for clocks that start on a day or after.

    Raises: BelongError for a day before it began.
    """
    if to_on < term.from_on:
        raise BelongError(
            "It cannot end before it begins.", mend=f"Give {day(term.from_on)} or a later day."
        )
    term.to_on = to_on
    term.save(update_fields=["to_on"])
    _note("policy_term_ended", term, by)


def _note(action: str, term: PolicyTerm, by: str) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="agency",
        subject_key=term.agency.key,
        agency_key=term.agency.key,
        detail={"clock": term.clock, "says": term.says, "from_on": term.from_on}
        | ({"to_on": term.to_on} if term.to_on else {}),
    )
    refold_agency.enqueue(term.agency.key)


@transaction.atomic
def make_calendar(*, user: User, by: str) -> str:
    """A new secret address of what is due for a person; gives its token, which is not kept.

    An address made before leads nowhere from now on.
    """
    token = secrets.token_urlsafe(32)
    CalendarLink.objects.filter(user=user).delete()
    CalendarLink.objects.create(user=user, token_hash=token_hash(token))
    record_audit(action="calendar_made", by=by)
    return token


@transaction.atomic
def end_calendar(*, user: User, by: str) -> None:
    """The secret address leads nowhere from now on."""
    CalendarLink.objects.filter(user=user).delete()
    record_audit(action="calendar_ended", by=by)


@transaction.atomic
def set_reminder(*, user: User, often: str, by: str) -> None:
    """How often a person is told by e-mail; "" for never."""
    if often:
        Reminder.objects.update_or_create(user=user, defaults={"often": often})
    else:
        Reminder.objects.filter(user=user).delete()
    record_audit(action="reminder_set", by=by, detail={"often": often or "never"})
