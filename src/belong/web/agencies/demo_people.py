"""Who and what there is in the made-up region. Every name here is invented.

Data alone: listing the sign-ins needs neither settings nor a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belong.domain.policy import Role
from belong.synthetic.region import COUNCIL_NAMES

__all__ = [
    "BEGAN_ON",
    "COUNCILS",
    "JOINED_LATER",
    "PASSWORD",
    "REGION",
    "TEAMS",
    "VOLUNTARY",
    "DemoAccount",
    "demo_accounts",
]

#: Everybody's in the demo, which is served to one computer only.
PASSWORD = "four-rivers-demo"  # noqa: S105  # pragma: allowlist secret
BEGAN_ON = date(2015, 4, 1)

#: DfE code to name, as the made-up returns have them. No real council has a code from 990 on.
COUNCILS = {code: f"{COUNCIL_NAMES[code]} Council" for code in map(str, range(991, 999))}
#: A council that joined the region later than the others.
JOINED_LATER = {"998": date(2021, 4, 1)}
REGION = "Four Rivers Adoption"
VOLUNTARY = ("Lanternlight Families", "Rowan Gate Adoption")
TEAMS = {
    "council": ("Children in care", "Children in court"),
    "raa": ("Family finding", "Adopters north", "Adopters south"),
    "voluntary": ("Adopters",),
}
_COUNCIL, _OTHER, _VOLUNTARY = COUNCILS["991"], COUNCILS["992"], VOLUNTARY[0]


@dataclass(frozen=True)
class DemoAccount:
    """One sign-in of the demo."""

    email: str
    name: str
    role: Role
    agency: str
    team: str = ""


def _account(
    role: Role, name: str, agency: str = REGION, team: str = "", email: str = ""
) -> DemoAccount:
    address = email or role.value.replace("_", "-")
    return DemoAccount(f"{address}@demo.example", name, role, agency, team)


ACCOUNTS = (
    _account(Role.CHILD_SOCIAL_WORKER, "Sorrel Adeyemi", _COUNCIL, "Children in care"),
    _account(Role.CHILDREN_TEAM_MANAGER, "Huw Castellan", _COUNCIL, "Children in care"),
    _account(Role.REVIEWING_OFFICER, "Bryony Tallis", _COUNCIL),
    _account(Role.FAMILY_FINDER, "Idris Maplewood", team="Family finding"),
    _account(Role.ADOPTERS_SOCIAL_WORKER, "Wren Halloran", team="Adopters north"),
    _account(Role.RECRUITMENT_OFFICER, "Tamsin Oakes"),
    _account(Role.VOLUNTARY_AGENCY_WORKER, "Joss Fennimore", _VOLUNTARY, "Adopters"),
    _account(Role.MEDICAL_ADVISER, "Anwen Sharrow"),
    _account(Role.PANEL_ADVISER, "Leif Ormerod"),
    _account(Role.PANEL_CHAIR, "Perpetua Lyle"),
    _account(Role.PANEL_MEMBER, "Ambrose Fenwick"),
    _account(Role.DECISION_MAKER, "Marius Thackray", _COUNCIL),
    _account(Role.SUPPORT_WORKER, "Edda Quillfeather"),
    _account(Role.LETTERBOX_COORDINATOR, "Linnet Abara"),
    _account(Role.BIRTH_FAMILY_WORKER, "Corin Vasey"),
    _account(Role.RECORDS_OFFICER, "Hester Wildgoose"),
    _account(Role.FINANCE_OFFICER, "Otto Brackenbury"),
    _account(Role.PERFORMANCE_OFFICER, "Nia Copperfield"),
    _account(Role.HEAD_OF_SERVICE, "Philippa Strand"),
    _account(Role.PARTNER_MANAGER, "Gareth Umber", _COUNCIL),
    _account(Role.COMMITTEE_MEMBER, "Dilys Marchbanks", _COUNCIL),
    _account(Role.ADMINISTRATOR, "Rafe Kettering"),
    _account(Role.AUDITOR, "Una Silverdale"),
    _account(
        Role.CHILD_SOCIAL_WORKER, "Ines Holloway", _OTHER, "Children in care", "social-worker-992"
    ),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Every sign-in of the demo: one for each role, and a social worker of another council."""
    return ACCOUNTS
