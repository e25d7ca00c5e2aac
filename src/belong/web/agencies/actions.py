"""Changing agencies, memberships, teams and roles; each with its audit event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.web.accounts.actions import add_person
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, Kind, RaaMembership, Team
from belong.web.audit.actions import record_audit

__all__ = [
    "add_agency",
    "add_agency_with_administrator",
    "add_council",
    "add_membership",
    "add_person_with_role",
    "add_team",
    "appoint",
    "change_team",
    "close_team",
    "end_appointment",
    "end_membership",
    "rename_agency",
]


@transaction.atomic
def add_agency(
    *, kind: Kind, name: str, dfe_code: str = "", by: str = "", process: str = ""
) -> Agency:
    """An agency. Raises BelongError where name or code is taken, or the code does not fit the kind.

    dfe_code: the three digits by which returns name a council; empty for other kinds.
    """
    name = name.strip()
    if kind is Kind.COUNCIL and not (len(dfe_code) == 3 and dfe_code.isdigit()):
        raise BelongError("A council has a code of three digits.", mend="Enter its DfE code.")
    if kind is not Kind.COUNCIL and dfe_code:
        raise BelongError("Only a council has a code.", mend="Leave the code empty.")
    if Agency.objects.filter(Q(name__iexact=name) | (Q(dfe_code=dfe_code) & ~Q(dfe_code=""))):
        raise BelongError("There is an agency with this name or code already.")
    agency = Agency.objects.create(kind=kind, name=name, dfe_code=dfe_code)
    record_audit(
        action="agency_added",
        by=by,
        process=process,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"kind": kind.value, "code": dfe_code},
    )
    return agency


@transaction.atomic
def add_agency_with_administrator(
    *, kind: Kind, agency_name: str, person_name: str, email: str, today: date, by: str
) -> Agency:
    """An agency, and somebody who manages it from today on. Raises as the actions it calls."""
    agency = add_agency(kind=kind, name=agency_name, by=by)
    user = User.objects.filter(email=User.objects.normalize_email(email)).first()
    if user is None:
        user = add_person(email=email, name=person_name, by=by)
    appoint(user=user, role=Role.ADMINISTRATOR, agency=agency, from_on=today, by=by)
    return agency


@transaction.atomic
def add_council(*, raa: Agency, name: str, dfe_code: str, from_on: date, by: str) -> Agency:
    """A council that is a member of a region from a day on. Raises as the actions it calls."""
    council = add_agency(kind=Kind.COUNCIL, name=name, dfe_code=dfe_code, by=by)
    add_membership(council=council, raa=raa, from_on=from_on, by=by)
    return council


@transaction.atomic
def add_person_with_role(*, name: str, email: str, by: str, appointment: Mapping[str, Any]) -> User:
    """A person with a first role; who has an account already is given the role alone.

    appointment: what ``appoint`` takes besides the user.
    """
    user = User.objects.filter(email=User.objects.normalize_email(email)).first()
    if user is None:
        user = add_person(email=email, name=name, by=by)
    appoint(user=user, by=by, **appointment)
    return user


@transaction.atomic
def rename_agency(*, agency: Agency, name: str, by: str = "", process: str = "") -> None:
    """Another name. Raises BelongError where it is taken."""
    name = name.strip()
    if Agency.objects.filter(name__iexact=name).exclude(pk=agency.pk).exists():
        raise BelongError("There is an agency with this name already.")
    agency.name = name
    agency.save(update_fields=["name"])
    record_audit(
        action="agency_renamed",
        by=by,
        process=process,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
    )


@transaction.atomic
def add_membership(
    *,
    council: Agency,
    raa: Agency,
    from_on: date,
    to_on: date | None = None,
    by: str = "",
    process: str = "",
) -> RaaMembership:
    """A council joins a regional agency from a day on.

    Raises BelongError where the kinds do not fit, the end is not after the beginning, or the
    council is in a region on any of these days already.
    """
    if council.kind != Kind.COUNCIL or raa.kind != Kind.RAA:
        raise BelongError("Only a council can be a member, and only of a regional agency.")
    _check_order(from_on, to_on)
    Agency.objects.select_for_update().get(pk=council.pk)
    clash = (
        RaaMembership.objects.filter(_overlapping(from_on, to_on), council=council)
        .select_related("raa")
        .first()
    )
    if clash:
        raise BelongError(
            f"{council.name} is a member of {clash.raa.name} in that time.",
            mend="End that membership first.",
        )
    membership = RaaMembership.objects.create(
        council=council, raa=raa, from_on=from_on, to_on=to_on
    )
    _note_membership("membership_added", membership, by, process)
    return membership


@transaction.atomic
def end_membership(
    *, membership: RaaMembership, to_on: date, by: str = "", process: str = ""
) -> None:
    """A council leaves: to_on is the first day on which it is no longer a member."""
    _check_order(membership.from_on, to_on)
    membership.to_on = to_on
    membership.save(update_fields=["to_on"])
    _note_membership("membership_ended", membership, by, process)


def _note_membership(action: str, membership: RaaMembership, by: str, process: str) -> None:
    record_audit(
        action=action,
        by=by,
        process=process,
        subject_kind="membership",
        subject_key=membership.key,
        agency_key=membership.council.key,
        detail={
            "region": membership.raa.key,
            "from_on": membership.from_on,
            "to_on": membership.to_on,
        },
    )


@transaction.atomic
def add_team(*, agency: Agency, name: str, by: str = "", process: str = "") -> Team:
    """A team of an agency. Raises BelongError where the agency has one of that name."""
    team = Team(agency=agency, name=name.strip())
    _check_team_name(team)
    team.save()
    _note_team("team_added", team, by, process)
    return team


@transaction.atomic
def change_team(*, team: Team, name: str, by: str = "", process: str = "") -> None:
    """Another name. Raises BelongError where the agency has a team of that name."""
    team.name = name.strip()
    _check_team_name(team)
    team.save(update_fields=["name"])
    _note_team("team_renamed", team, by, process)


@transaction.atomic
def close_team(*, team: Team, on: date, by: str = "", process: str = "") -> None:
    """The team is offered no longer. Raises BelongError while anybody holds a role in it."""
    if Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=on), team=team).exists():
        raise BelongError(
            "People still hold roles in this team.", mend="End their roles first, or move them."
        )
    team.closed_on = on
    team.save(update_fields=["closed_on"])
    _note_team("team_closed", team, by, process)


def _check_team_name(team: Team) -> None:
    others = Team.objects.filter(agency=team.agency, name__iexact=team.name).exclude(pk=team.pk)
    if others.exists():
        raise BelongError("This agency has a team of that name already.")


def _note_team(action: str, team: Team, by: str, process: str) -> None:
    record_audit(
        action=action,
        by=by,
        process=process,
        subject_kind="team",
        subject_key=team.key,
        agency_key=team.agency.key,
    )


@transaction.atomic
def appoint(
    *,
    user: User,
    role: Role,
    agency: Agency,
    team: Team | None = None,
    from_on: date,
    to_on: date | None = None,
    by: str = "",
    process: str = "",
) -> Appointment:
    """A person holds a role from a day on.

    Raises BelongError where the team is another agency's or closed, an auditor has no end, the
    role belongs to another kind of agency, or the person holds the role in that time already.
    """
    if team is not None and team.agency_id != agency.pk:
        raise BelongError("That team belongs to another agency.", mend="Choose one of this agency.")
    if team is not None and team.closed_on and team.closed_on <= from_on:
        raise BelongError("That team is closed.", mend="Choose another.")
    if role is Role.AUDITOR and to_on is None:
        raise BelongError(
            "An auditor or inspector sees things for a limited time.", mend="Enter the last day."
        )
    if role is Role.VOLUNTARY_AGENCY_WORKER and agency.kind != Kind.VOLUNTARY:
        raise BelongError("Only a voluntary adoption agency has this role.")
    _check_order(from_on, to_on)
    User.objects.select_for_update().get(pk=user.pk)
    if Appointment.objects.filter(
        _overlapping(from_on, to_on), user=user, role=role, agency=agency, team=team
    ).exists():
        raise BelongError("This person holds that role there already in that time.")
    appointment = Appointment.objects.create(
        user=user, role=role, agency=agency, team=team, from_on=from_on, to_on=to_on
    )
    _note_appointment("role_given", appointment, by, process)
    return appointment


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, to_on: date, by: str = "", process: str = ""
) -> None:
    """The role ends: to_on is the first day on which it is no longer held.

    Raises BelongError where that is before the role began.
    """
    if to_on < appointment.from_on:
        raise BelongError("A role cannot end before it began.")
    appointment.to_on = to_on
    appointment.save(update_fields=["to_on"])
    _note_appointment("role_ended", appointment, by, process)


def _note_appointment(action: str, appointment: Appointment, by: str, process: str) -> None:
    record_audit(
        action=action,
        by=by,
        process=process,
        subject_kind="person",
        subject_key=appointment.user.key,
        agency_key=appointment.agency.key,
        detail={
            "role": appointment.role,
            "team": appointment.team.key if appointment.team else "",
            "from_on": appointment.from_on,
            "to_on": appointment.to_on,
        },
    )


def _check_order(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on <= from_on:
        raise BelongError("The end must be after the beginning.")


def _overlapping(from_on: date, to_on: date | None) -> Q:
    """The condition that a span shares a day with this one."""
    clash = Q(to_on=None) | Q(to_on__gt=from_on)
    return clash & Q(from_on__lt=to_on or date.max - timedelta(days=1))
