"""Opening a family's record to write on it, and which of its entries may still be changed."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from belong.domain.journey.family import CHECK_KINDS, FamilyEventKind
from belong.domain.policy import Part, check_record
from belong.domain.policy.families import check_record_checks
from belong.web.families.reading import FamilyTold, open_family, tell
from belong.web.ledger.models import Event

__all__ = ["check_kind", "opened_to_write", "row_to_change"]


def opened_to_write(request: HttpRequest, key: str, kind: str = "") -> FamilyTold:
    """The family to record on. kind: of the event, checked where it is known."""
    opened = open_family(request, key)
    check_record(opened.actor, opened.facts, Part.FAMILY_DATES)
    told = tell(request, opened)
    if kind:
        check_kind(told, kind)
    return told


def check_kind(told: FamilyTold, kind: str) -> None:
    """Raises Http404 for no kind of event, and NotAllowed for a check that is not theirs."""
    if kind not in set(FamilyEventKind):
        raise Http404
    if kind in CHECK_KINDS:
        check_record_checks(told.opened.actor, told.opened.facts)


def row_to_change(told: FamilyTold, entry: str) -> Event:
    """The entry of an address. Raises Http404 for none, and for a withdrawal.

    Somebody may have corrected or withdrawn it meanwhile; ``standing_for`` tells.
    """
    row = told.row(entry)
    if row is None or row.is_withdrawal:
        raise Http404
    return row
