"""Writes of what is due: what a person has read."""

from __future__ import annotations

from django.db import transaction

from belong.web.accounts.models import User
from belong.web.audit.actions import record_audit
from belong.web.due.models import Look
from belong.web.ledger.queries import last_change

__all__ = ["have_read"]


@transaction.atomic
def have_read(*, user: User, change: int, by: str) -> None:
    """A person has read what was decided up to a change; never further back than before.

    change: as the page showed it; one that is not made yet counts as the last.
    """
    before = Look.objects.select_for_update().filter(user=user).first()
    reached = max(min(change, last_change()), before.change if before else 0)
    Look.objects.update_or_create(user=user, defaults={"change": reached})
    record_audit(action="home_read", by=by, detail={"change": reached})
