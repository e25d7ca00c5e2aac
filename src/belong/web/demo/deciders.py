"""Who decides in the demo: one decision maker for every agency, so that decisions have names."""

from __future__ import annotations

from belong.domain.policy import Role
from belong.synthetic import names
from belong.synthetic.families import AGENCIES
from belong.web.accounts.actions import add_person
from belong.web.agencies.actions import appoint
from belong.web.agencies.demo_people import BEGAN_ON, REGION, VOLUNTARY
from belong.web.agencies.models import Agency, Appointment, Kind
from belong.web.ledger.actions import DEMO

__all__ = ["hire_deciders"]

#: Made-up workers with these numbers and higher decide; the lower ones hold cases.
_FIRST_NUMBER = 200


def hire_deciders() -> dict[str, str]:
    """Keys of the decision makers, by the council's code or the kind of a family's agency.

    Where somebody with a sign-in of the demo decides already, it is them.
    """
    kinds = dict(zip((REGION, *VOLUNTARY), AGENCIES, strict=True))
    held = {
        one.agency_id: one.user.key
        for one in Appointment.objects.filter(role=Role.DECISION_MAKER).select_related("user")
    }
    deciders = {}
    for number, agency in enumerate(Agency.objects.order_by("kind", "name"), start=_FIRST_NUMBER):
        code = agency.dfe_code if agency.kind == Kind.COUNCIL else kinds[agency.name]
        deciders[code] = held.get(agency.pk) or _hire(agency, number)
    return deciders


def _hire(agency: Agency, number: int) -> str:
    email = f"decides{number}@demo.example"
    user = add_person(email=email, name=names.worker(number), process=DEMO)
    appoint(
        user=user,
        role=Role.DECISION_MAKER,
        agency=agency,
        team=None,
        from_on=BEGAN_ON,
        process=DEMO,
    )
    return user.key
