"""What the command line does with agencies and people, in the words that people type."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.web.accounts import actions as accounts
from belong.web.accounts.models import User
from belong.web.agencies import actions
from belong.web.agencies.models import Agency, Kind, Team

__all__ = ["add_agency_in_region", "add_user_with_role"]

PROCESS = "command line"


def _role(words: str) -> Role:
    code = words.strip().lower().replace("-", "_").replace(" ", "_")
    try:
        return Role(code)
    except ValueError:
        known = ", ".join(role.value.replace("_", "-") for role in Role)
        raise BelongError("There is no such role.", where=words, mend=f"Use: {known}.") from None


def _agency(words: str) -> Agency:
    matching = Q(name__iexact=words.strip()) | Q(key=words)
    if words.strip():
        matching |= Q(dfe_code=words.strip())
    found = Agency.objects.filter(matching).first()
    if found is None:
        known = ", ".join(Agency.objects.values_list("name", flat=True)) or "none yet"
        raise BelongError(
            "There is no such agency.",
            where=words,
            mend=f"Add it with 'belong agency add'. Known: {known}.",
        )
    return found


def _team(agency: Agency, words: str) -> Team | None:
    if not words:
        return None
    found = Team.objects.filter(agency=agency, name__iexact=words.strip()).first()
    if found is None:
        raise BelongError("This agency has no such team.", where=words)
    return found


@transaction.atomic
def add_user_with_role(
    *, email: str, name: str, role: str, agency: str, team: str = "", password: str | None = None
) -> str:
    """Add a person, or find them, and give the role from today on; says what was done."""
    place = _agency(agency)
    user = User.objects.filter(email=User.objects.normalize_email(email)).first()
    if user is None:
        user = accounts.add_person(email=email, name=name, password=password, process=PROCESS)
    elif password is not None:
        accounts.set_password(user=user, password=password, process=PROCESS)
    given = actions.appoint(
        user=user,
        role=_role(role),
        agency=place,
        team=_team(place, team),
        from_on=timezone.localdate(),
        process=PROCESS,
    )
    return f"{user.name} is {given.get_role_display().lower()} at {place.name} from today on."


@transaction.atomic
def add_agency_in_region(*, name: str, kind: str, code: str = "", region: str = "") -> str:
    """Add an agency, a council into a region from today on; gives what was done, in words."""
    agency = actions.add_agency(kind=Kind(kind), name=name, dfe_code=code, process=PROCESS)
    if not region:
        return f"{agency.name} is added."
    raa = _agency(region)
    actions.add_membership(council=agency, raa=raa, from_on=timezone.localdate(), process=PROCESS)
    return f"{agency.name} is added, and a member of {raa.name} from today on."
