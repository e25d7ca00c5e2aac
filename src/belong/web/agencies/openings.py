"""Reviewing who opened a record with a reason; the same of a child's and of a family's."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.models import User

__all__ = ["mark_reviewed"]

Opened = TypeVar("Opened", bound=Any)


def mark_reviewed(opening: Opened, by: str) -> Opened:
    """The opening as somebody else than who opened the record has seen it; in a transaction.

    Raises BelongError for one's own opening, and for one that is reviewed already.
    """
    opening = type(opening).objects.select_for_update().get(pk=opening.pk)
    if opening.user.key == by:
        raise BelongError("Nobody reviews their own opening.", mend="Ask another manager.")
    if opening.reviewed_at is not None:
        raise BelongError("This opening is reviewed already.")
    opening.reviewed_by = User.objects.get(key=by)
    opening.reviewed_at = timezone.now()
    opening.save(update_fields=["reviewed_by", "reviewed_at"])
    return opening
