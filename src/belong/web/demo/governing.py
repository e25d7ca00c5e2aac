"""The register of the demo: papers approved, one review overdue, and reports presented but one."""

from __future__ import annotations

from datetime import date, timedelta

from belong.domain.calendar import add_months
from belong.domain.governance import Body, DutyKey, PaperKind, expected_reports
from belong.domain.policy import Role
from belong.web.accounts.models import User
from belong.web.agencies.demo_people import demo_accounts
from belong.web.agencies.models import Agency
from belong.web.governance.actions import Approved, Found, add_paper, present

__all__ = ["write_register"]

#: Who keeps a register, and how many months ago their statement of purpose was approved.
_KEEPERS = {Role.HEAD_OF_SERVICE: 13, Role.PARTNER_MANAGER: 5}
_GUIDE_MONTHS = 4
#: A report is presented so long after its period.
_AFTER = timedelta(days=55)


def write_register(today: date) -> None:
    """For the region, and for the council whose manager can sign in."""
    accounts = {one.role: one for one in reversed(demo_accounts())}
    for role, months in _KEEPERS.items():
        account = accounts[role]
        keeper = User.objects.get(email=account.email)
        agency = Agency.objects.get(name=account.agency)
        _papers(agency, keeper, today, months)
        _reports(agency, keeper, today)


def _papers(agency: Agency, keeper: User, today: date, months: int) -> None:
    body = Body.REGION_BOARD if agency.kind == "raa" else Body.EXECUTIVE
    for kind, title, ago in (
        (PaperKind.STATEMENT_OF_PURPOSE, "", months),
        (PaperKind.CHILDRENS_GUIDE, "under 8s", _GUIDE_MONTHS),
    ):
        on = add_months(today, -ago)
        add_paper(
            agency=agency,
            kind=kind,
            title=title,
            version=str(on.year),
            found=Found(f"https://adoption.example/{kind.value.replace('_', '-')}"),
            approved=Approved(body, on, "Item 7", add_months(on, 12)),
            by=keeper.key,
        )


def _reports(agency: Agency, keeper: User, today: date) -> None:
    """Every report whose day has come is presented, but the annual ones."""
    for one in expected_reports(agency.kind, today):
        on = one.period.last_on + _AFTER
        if one.duty.key is DutyKey.ANNUAL or on > today:
            continue
        present(
            agency=agency,
            duty=one.duty.key,
            period=one.period,
            body=one.body,
            presented_on=on,
            minute_reference="Item 9",
            by=keeper.key,
        )
