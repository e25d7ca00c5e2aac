"""Who the adopters of a child are: a page of its own, so that none carries both sides."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belong.domain.policy.families import check_read_adopters
from belong.web.audit.actions import record_audit
from belong.web.children.views.common import child_of
from belong.web.families.queries import TiedFamily, adopters_of
from belong.web.ledger.models import SubjectKind
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.requests import actor_of
from belong.web.ui.words import day

__all__ = ["child_adopters"]


@require_safe
def child_adopters(request: HttpRequest, key: str) -> HttpResponse:
    """The families that a child is tied to today. The child stands here by reference only."""
    child, _ = child_of(request, key)
    actor = actor_of(request)
    check_read_adopters(actor)
    found = adopters_of(actor, child)
    for one in found:
        if one.is_named:
            record_audit(
                action="adopters_read",
                by=actor.person_key,
                subject_kind=SubjectKind.FAMILY,
                subject_key=one.family.key,
                agency_key=one.family.agency.key,
                detail={"address": bool(one.address)},
            )
    return render(request, "families/adopters.html", {"child": child, "table": _table(found)})


def _table(found: list[TiedFamily]) -> Table:
    return Table(
        "Families of today",
        (Column("Who they are"), Column("Where they live"), Column("How far"), Column("Since")),
        tuple(
            Row.of(
                Cell(one.shown, below=one.family.pseudonym if one.is_named else ""),
                one.address or "Not shown",
                one.strength.label,
                day(one.from_on),
            )
            for one in found
        ),
        empty="The child is linked, matched or placed with no family today.",
    )
