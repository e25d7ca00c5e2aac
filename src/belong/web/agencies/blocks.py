"""Keeping a person from one record by name, such as a relative's; whatever their roles."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.agencies.models import Block
from belong.web.audit.actions import record_audit

__all__ = ["keep_from_record", "let_back"]


@transaction.atomic
def keep_from_record(
    *, user: User, record_key: str, by: str, reason: str, agency_key: str = ""
) -> Block:
    """From now on the record does not exist for this person. Doing it again changes nothing.

    agency_key: whose record it is, so that the agency's log tells of it. Raises BelongError
    without a reason.
    """
    _need(reason)
    block, is_new = Block.objects.get_or_create(user=user, record_key=record_key, lifted_at=None)
    if is_new:
        _note("kept_from_record", block, by, reason, agency_key)
    return block


@transaction.atomic
def let_back(*, block: Block, by: str, reason: str, agency_key: str = "") -> None:
    """The person's roles count for the record again. Raises BelongError without a reason."""
    _need(reason)
    block.lifted_at = timezone.now()
    block.save(update_fields=["lifted_at"])
    _note("let_back_to_record", block, by, reason, agency_key)


def _need(reason: str) -> None:
    if not reason.strip():
        raise BelongError("This needs a reason.", mend="Say how the person is related to it.")


def _note(action: str, block: Block, by: str, reason: str, agency_key: str) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="person",
        subject_key=block.user.key,
        agency_key=agency_key,
        detail={"record": block.record_key, "reason": reason},
    )
