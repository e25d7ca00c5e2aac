"""The list of children as a table: names only where this reader may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from belong.domain.journey.states import Outcome, Stage
from belong.domain.policy import Role
from belong.web.children.listing import Criteria, row_shown
from belong.web.children.models import BirthIdentity, ChildRecord, Responsibility, RowOfChild
from belong.web.children.presenters.who import age_words, born_words, is_named, name_of, stage_tag
from belong.web.ledger.as_known import AsKnown
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted

__all__ = ["children_table"]


def children_table(
    children: Sequence[tuple[ChildRecord, BirthIdentity | None]],
    responsible: Mapping[int, Sequence[Responsibility]],
    criteria: Criteria,
    query: QueryDict,
    today: date,
    *,
    known: AsKnown | None = None,
    shows_council: bool,
) -> Table:
    """One line a child. known: the earlier moment. shows_council: where there can be several."""

    def column(head: str, sort: str, *, is_number: bool = False) -> Column:
        is_sorted = criteria.sort == sort
        address = query.copy()
        address["sort"] = f"-{sort}" if is_sorted and not criteria.is_descending else sort
        address.pop("page", None)
        now = ("descending" if criteria.is_descending else "ascending") if is_sorted else ""
        return Column(head, is_number, "?" + address.urlencode(), now)

    return Table(
        "Children",
        (
            column("Child", "reference"),
            column("Age", "born"),
            *((column("Council", "council"),) if shows_council else ()),
            column("Stage", "stage"),
            Column("Social worker"),
            column("Days in care", "care", is_number=True),
            column("Days waiting", "waiting", is_number=True),
        ),
        tuple(
            _row(child, identity, responsible.get(child.pk, ()), today, known, shows_council)
            for child, identity in children
        ),
        empty="No child fits. Nothing is said about records that are not yours.",
        is_caption_hidden=True,
    )


def _row(
    child: ChildRecord,
    identity: BirthIdentity | None,
    held: Sequence[Responsibility],
    today: date,
    known: AsKnown | None,
    shows_council: bool,
) -> Row:
    row, on = row_shown(child, known), known.day if known else today
    address = reverse("child_page", args=[child.key])
    below = [child.pseudonym] if is_named(identity) else []
    if identity:
        below.append(born_words(identity))
    if child.sibling_group_id:
        below.append("in a sibling group")
    tags = [stage_tag(Stage(row.stage))] if row else []
    if row and row.flags:
        tags.append(Tag(counted(row.flags, "rule") + " broken", Colour.RED))
    workers = [
        each.user.name
        for each in held
        if each.role == Role.CHILD_SOCIAL_WORKER and (each.to_on is None or each.to_on > today)
    ]
    return Row.of(
        Cell(
            name_of(child, identity),
            href=known.address(address) if known else address,
            below=", ".join(below),
        ),
        age_words(identity.born_on, on) if identity else "",
        *((child.council.name,) if shows_council else ()),
        Cell(tags=tuple(tags)),
        ", ".join(workers),
        _days_in_care(row, on),
        _days(row.plan_decided_on, on) if row and row.is_waiting else "",
    )


def _days_in_care(row: RowOfChild | None, on: date) -> str:
    if row is None or row.adopted_on or row.outcome != Outcome.OPEN:
        return ""
    if row.stage == Stage.LEFT_CARE:
        return ""
    return _days(row.entered_care_on, on)


def _days(from_on: date | None, on: date) -> str:
    return f"{(on - from_on).days:,}" if from_on else ""
