"""What every page of one child begins with: the record, or the page of a wrong address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from belong.domain.policy import Part, RecordFacts, check_record
from belong.web.audit.actions import record_audit
from belong.web.children.queries import child_facts, find_child
from belong.web.ui.requests import actor_of

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = ["child_of", "log_read", "recordable_child_of"]


def child_of(request: HttpRequest, key: str) -> tuple[VisibleChild, RecordFacts]:
    """The child and the facts of access. Raises Http404 for none, and alike for another's."""
    actor = actor_of(request)
    child = find_child(actor, key)
    if child is None:
        raise Http404
    return child, child_facts(actor, child)


def recordable_child_of(request: HttpRequest, key: str) -> tuple[VisibleChild, RecordFacts]:
    """The same, for who may record. Raises NotAllowed where the record can only be read."""
    child, facts = child_of(request, key)
    check_record(actor_of(request), facts, Part.CHILD_DATES)
    return child, facts


def log_read(request: HttpRequest, child: VisibleChild, *, as_known: str = "") -> None:
    """Note that a record was read; at which earlier moment, where it was one."""
    record_audit(
        action="record_read",
        by=actor_of(request).person_key,
        subject_kind="child",
        subject_key=child.key,
        agency_key=child.council.key,
        detail={"as_known": as_known} if as_known else {},
    )
