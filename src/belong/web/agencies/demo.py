"""Puts the agencies and the people of the made-up region into the database.

Made once; a second start finds what is there and adds only what is missing, so that what somebody
entered in the meantime stays.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from belong.domain.policy import Role
from belong.web.accounts import actions as accounts
from belong.web.accounts.models import User
from belong.web.agencies import actions
from belong.web.agencies.demo_people import (
    BEGAN_ON,
    COUNCILS,
    JOINED_LATER,
    PASSWORD,
    REGION,
    TEAMS,
    VOLUNTARY,
    DemoAccount,
    demo_accounts,
)
from belong.web.agencies.models import Agency, Kind, RaaMembership, Team

__all__ = ["PROCESS", "prepare_agencies"]

#: Who did it, in the audit log.
PROCESS = "demo"


@transaction.atomic
def prepare_agencies(*, today: date) -> None:
    """The region, its councils and teams, the voluntary agencies, and the sign-ins."""
    region = _agency(Kind.RAA, REGION)
    for code, name in COUNCILS.items():
        council = _agency(Kind.COUNCIL, name, code)
        if not RaaMembership.objects.filter(council=council).exists():
            joined_on = JOINED_LATER.get(code, BEGAN_ON)
            actions.add_membership(council=council, raa=region, from_on=joined_on, process=PROCESS)
    for name in VOLUNTARY:
        _agency(Kind.VOLUNTARY, name)
    hashed = ""
    for account in demo_accounts():
        if not User.objects.filter(email=account.email).exists():
            hashed = hashed or make_password(PASSWORD)  # slow on purpose, so once for all
            _sign_in(account, hashed, today)


def _agency(kind: Kind, name: str, code: str = "") -> Agency:
    found = (
        Agency.objects.filter(kind=kind, dfe_code=code)
        if code
        else Agency.objects.filter(kind=kind, name=name)
    )
    agency = found.first()
    if agency is None:
        agency = actions.add_agency(kind=kind, name=name, dfe_code=code, process=PROCESS)
        for team in TEAMS[kind]:
            actions.add_team(agency=agency, name=team, process=PROCESS)
    return agency


def _sign_in(account: DemoAccount, hashed: str, today: date) -> None:
    user = accounts.add_person(email=account.email, name=account.name, process=PROCESS)
    user.password = hashed
    user.save(update_fields=["password"])
    agency = Agency.objects.get(name=account.agency)
    actions.appoint(
        user=user,
        role=account.role,
        agency=agency,
        team=Team.objects.get(agency=agency, name=account.team) if account.team else None,
        from_on=BEGAN_ON,
        to_on=today + timedelta(days=365) if account.role is Role.AUDITOR else None,
        process=PROCESS,
    )
