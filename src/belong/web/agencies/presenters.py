"""Agencies, people and roles as tables and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.urls import reverse

from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, Block, Kind, RaaMembership, Team
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import day, moment

__all__ = [
    "agencies_table",
    "blocks_table",
    "memberships_table",
    "people_table",
    "roles_table",
    "staff_table",
    "teams_table",
]


def _span(from_on: date, to_on: date | None) -> str:
    """A span in words, its last day named as people name it."""
    if to_on is None:
        return f"Since {day(from_on)}"
    if to_on == from_on:
        return f"Never held (from {day(from_on)})"
    return f"{day(from_on)} to {day(to_on - timedelta(days=1))}"


def _state(from_on: date, to_on: date | None, today: date) -> Tag:
    if to_on is not None and to_on <= today:
        return Tag("Ended", Colour.GREY)
    return Tag("From later on", Colour.YELLOW) if from_on > today else Tag("Now", Colour.GREEN)


def agencies_table(agencies: Iterable[Agency]) -> Table:
    """The agencies that the reader manages."""
    return Table(
        caption="Agencies",
        is_caption_hidden=True,
        columns=(Column("Agency"), Column("Kind"), Column("DfE code")),
        rows=tuple(
            Row.of(
                Cell(agency.name, href=reverse("agency", args=[agency.key])),
                Kind(agency.kind).label,
                agency.dfe_code,
            )
            for agency in agencies
        ),
    )


def memberships_table(
    agency: Agency, memberships: Iterable[RaaMembership], today: date, *, can_end: bool
) -> Table:
    """Members of a region, or the regions of a council."""
    is_region = agency.kind == Kind.RAA
    rows = []
    for each in memberships:
        is_open = each.to_on is None or each.to_on > today
        other = each.council if is_region else each.raa
        end = Cell("")
        if can_end and is_open:
            end = Cell(f"End for {other.name}", href=reverse("membership-end", args=[each.key]))
        rows.append(
            Row.of(
                other.name,
                Cell(_span(each.from_on, each.to_on)),
                Cell(tags=(_state(each.from_on, each.to_on, today),)),
                end,
            )
        )
    return Table(
        caption="Member councils" if is_region else "Regional agency",
        columns=(
            Column("Council" if is_region else "Region"),
            Column("When"),
            Column("State"),
            Column("Change"),
        ),
        rows=tuple(rows),
        empty="No council is a member yet." if is_region else "Not a member of a region.",
    )


def teams_table(teams: Iterable[Team]) -> Table:
    """The teams of an agency."""
    return Table(
        caption="Teams",
        columns=(Column("Team"), Column("State"), Column("Change")),
        rows=tuple(
            Row.of(
                team.name,
                Cell(
                    tags=(
                        Tag("Closed", Colour.GREY) if team.closed_on else Tag("Open", Colour.GREEN),
                    )
                ),
                Cell("")
                if team.closed_on
                else Cell(f"Change {team.name}", href=reverse("team-change", args=[team.key])),
            )
            for team in teams
        ),
        empty="There is no team yet.",
    )


def staff_table(appointments: Iterable[Appointment]) -> Table:
    """Who holds which role in an agency today."""
    return Table(
        caption="People and roles today",
        columns=(Column("Person"), Column("Role"), Column("Team"), Column("When")),
        rows=tuple(
            Row.of(
                Cell(each.user.name, href=reverse("person", args=[each.user.key])),
                each.get_role_display(),
                each.team.name if each.team else "",
                _span(each.from_on, each.to_on),
            )
            for each in appointments
        ),
        empty="Nobody holds a role here today.",
    )


def people_table(people: Iterable[User], today: date) -> Table:
    """People, with the roles that they hold today in the reader's agencies."""
    rows = []
    for user in people:
        held: list[Appointment] = getattr(user, "roles_here", [])
        now = [a for a in held if a.from_on <= today and (a.to_on is None or a.to_on > today)]
        rows.append(
            Row.of(
                Cell(
                    user.name,
                    href=reverse("person", args=[user.key]),
                    tags=() if user.is_active else (Tag("Closed", Colour.GREY),),
                    below=user.email,
                ),
                "; ".join(f"{a.get_role_display()}, {a.agency.name}" for a in now) or "None today",
            )
        )
    return Table(
        caption="People",
        is_caption_hidden=True,
        columns=(Column("Person"), Column("Roles today")),
        rows=tuple(rows),
        empty="Nobody matches.",
    )


def roles_table(appointments: Iterable[Appointment], today: date, *, can_end: bool) -> Table:
    """A person's roles, past ones included."""
    rows = []
    for each in appointments:
        end = Cell("")
        if can_end and (each.to_on is None or each.to_on > today):
            end = Cell("End this role", href=reverse("role-end", args=[each.key]))
        place = f"{each.agency.name}: {each.team.name}" if each.team else each.agency.name
        rows.append(
            Row.of(
                each.get_role_display(),
                place,
                _span(each.from_on, each.to_on),
                Cell(tags=(_state(each.from_on, each.to_on, today),)),
                end,
            )
        )
    return Table(
        caption="Roles",
        columns=(
            Column("Role"),
            Column("Where"),
            Column("When"),
            Column("State"),
            Column("Change"),
        ),
        rows=tuple(rows),
        empty="No role yet.",
    )


def blocks_table(blocks: Iterable[Block], let_back: Callable[[str], str]) -> Table:
    """Who is kept from a record, and who was. let_back: an address, by the person's key."""
    return Table(
        "Kept from this record",
        (Column("Person"), Column("Since"), Column("Let back")),
        tuple(
            Row.of(
                each.user.name,
                moment(each.from_at),
                moment(each.lifted_at)
                if each.lifted_at
                else Cell(f"Let {each.user.name} back", href=let_back(each.user.key)),
            )
            for each in blocks
        ),
        is_caption_hidden=True,
        empty="Nobody is kept from it.",
    )
