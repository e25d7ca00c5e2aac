"""Adding families, mending who is in them, new applications, and handing over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from belong.domain.errors import BelongError
from belong.domain.journey.family import Route
from belong.domain.policy import ActorFacts, Part, check_record
from belong.domain.policy.families import (
    agencies_of_new_families,
    check_add_family,
    check_change_people,
    check_hand_over_family,
    check_keep_from_family,
    check_list_families,
)
from belong.web.agencies.views_blocks import KeptFrom, kept_from_page, let_back_page
from belong.web.families import actions, queries
from belong.web.families.forms_people import (
    AddFamilyForm,
    ApplicationForm,
    HandOverForm,
    HomeForm,
    OpenForm,
    PersonForm,
    SeparationForm,
)
from belong.web.families.models import HouseholdMember
from belong.web.families.queries_caseload import RESPONSIBLE_AS
from belong.web.families.reading import FamilyOpened, name_of, open_family, tell
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = [
    "family_add",
    "family_application_add",
    "family_hand_over",
    "family_home",
    "family_kept_from",
    "family_let_back",
    "family_open",
    "family_person",
    "family_person_add",
    "family_separation",
    "role_at",
]

_asking = require_http_methods(["GET", "HEAD", "POST"])
#: Roles in which somebody is responsible for a family.
_PART = HouseholdMember.Part


def _page(key: str) -> str:
    return reverse("family", args=[key])


@_asking
def family_add(request: HttpRequest) -> HttpResponse:
    """A new household, which begins with an enquiry. Whoever adds it is responsible for it."""
    actor = actor_of(request)
    check_add_family(actor)
    agencies = queries.agencies_by_key(agencies_of_new_families(actor))
    teams = queries.open_teams(agency.pk for agency in agencies)
    form = AddFamilyForm.of_request(
        request,
        agencies=[(agency.key, agency.name) for agency in agencies],
        teams=[(team.key, team.name) for team in teams],
    )

    def carry_out(answers: dict[str, Any]) -> str:
        agency = next(one for one in agencies if one.key == answers.get("agency", agencies[0].key))
        team = next((one for one in teams if one.key == answers.get("team")), None)
        if team is not None and team.agency_id != agency.pk:
            raise BelongError("The team is of another agency.", mend="Choose one of its own.")
        check_add_family(actor, agency.key)
        family = actions.add_family(
            agency=agency,
            team=team,
            people=_applicants(answers),
            enquired_on=answers["enquired_on"],
            source=answers["source"],
            route=Route(answers["route"]),
            address=answers["address"],
            responsible=queries.user_of(actor),
            role=role_at(actor, agency.key),
            by=actor.person_key,
        )
        return _page(family.key)

    question = Question(
        title="Add a family", back=reverse("families"), button="Add", done="The family is added."
    )
    return ask(request, question, form, carry_out)


def _applicants(answers: dict[str, Any]) -> list[actions.Person]:
    people = [
        actions.Person(
            _PART.APPLICANT, answers["forenames"], answers["surname"], answers["born_on"]
        )
    ]
    if answers["second_forenames"]:
        people.append(
            actions.Person(
                _PART.APPLICANT,
                answers["second_forenames"],
                answers["second_surname"],
                answers["second_born_on"],
            )
        )
    return people


def role_at(actor: ActorFacts, agency_key: str) -> str:
    """The role in which somebody who adds a family is responsible for it."""
    held = [one.role for one in actor.appointments if agency_key in one.agencies]
    return next((role for role in RESPONSIBLE_AS if role in held), held[0]).value


def _opened_to_change(request: HttpRequest, key: str) -> FamilyOpened:
    opened = open_family(request, key)
    check_change_people(opened.actor, opened.facts)
    return opened


@_asking
def family_person_add(request: HttpRequest, key: str) -> HttpResponse:
    """One more person of the household."""
    opened = _opened_to_change(request, key)
    question = Question(
        title="Add a person to the household",
        back=_page(key),
        button="Add",
        intro="Everyone of 18 and over needs a certificate from the Disclosure and Barring"
        " Service. Approval is of people: a second applicant who joins later needs a new"
        " application.",
        done="The person is added.",
    )
    return ask(
        request,
        question,
        PersonForm.of_request(request, is_new=True),
        lambda answers: actions.add_person(
            family=opened.family,
            person=actions.Person(
                _PART(answers["part"]),
                answers["forenames"],
                answers["surname"],
                answers["born_on"],
            ),
            by=opened.actor.person_key,
        ),
    )


@_asking
def family_person(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Mend how somebody is named or born, or say when they left. A separation has its own page."""
    opened = _opened_to_change(request, key)
    members = queries.people_of(opened.family)
    member = next((one for one in members if one.key == person), None)
    if member is None:
        raise Http404
    question = Question(
        title=f"{member.forenames} {member.surname}",
        back=_page(key),
        done="Saved.",
        onward=("The applicants separated", reverse("family-separation", args=[key])),
    )
    initial = {
        name: getattr(member, name) for name in ("forenames", "surname", "born_on", "left_on")
    }
    return ask(
        request,
        question,
        PersonForm.of_request(request, is_new=False, initial=initial),
        lambda answers: actions.change_person(member=member, by=opened.actor.person_key, **answers),
    )


@_asking
def family_home(request: HttpRequest, key: str) -> HttpResponse:
    """Where they live and which team works with them."""
    opened = _opened_to_change(request, key)
    family = opened.family
    teams = queries.open_teams([family.agency_id])
    form = HomeForm.of_request(
        request,
        teams=[(team.key, team.name) for team in teams],
        initial={"address": family.address, "team": family.team.key if family.team else ""},
    )
    question = Question(title="Home and team", back=_page(key), done="Saved.")
    return ask(
        request,
        question,
        form,
        lambda answers: actions.change_home(
            family=family,
            address=answers["address"],
            team=next((one for one in teams if one.key == answers["team"]), None),
            by=opened.actor.person_key,
        ),
    )


def _applying(opened: FamilyOpened) -> list[HouseholdMember]:
    return [
        one
        for one in queries.people_of(opened.family)
        if one.part == _PART.APPLICANT and one.left_on is None
    ]


def _choices(people: Sequence[HouseholdMember]) -> list[tuple[str, str]]:
    return [(one.key, f"{one.forenames} {one.surname}") for one in people]


@_asking
def family_application_add(request: HttpRequest, key: str) -> HttpResponse:
    """A second-time or fast-track application, as an episode of its own."""
    opened = _opened_to_change(request, key)
    people = _applying(opened)
    question = Question(
        title="Begin another application",
        back=_page(key),
        button="Begin",
        intro="For a family that adopts again, or on the fast track. The earlier application stays"
        " as it is.",
        done="The application has begun.",
    )
    return ask(
        request,
        question,
        ApplicationForm.of_request(request, people=_choices(people)),
        lambda answers: actions.start_application(
            family=opened.family,
            applicants=[one for one in people if one.key in answers["applicants"]],
            route=Route(answers["route"]),
            on=answers["on"],
            by=opened.actor.person_key,
        ),
    )


@_asking
def family_separation(request: HttpRequest, key: str) -> HttpResponse:
    """The applicants separated: one application ends, and whoever goes on is assessed anew."""
    opened = _opened_to_change(request, key)
    check_record(opened.actor, opened.facts, Part.FAMILY_DATES)
    told = tell(request, opened)
    people = _applying(opened)
    latest = told.journey.latest
    if latest is None or len(people) < len(("one", "the other")):
        raise Http404
    question = Question(
        title="The applicants separated",
        back=_page(key),
        button="End this application and begin another",
        intro="Approval is of the people as they were assessed. The present application ends on the"
        " day that you enter, and whoever goes on is assessed anew.",
        done="The application has ended, and another has begun.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        SeparationForm.of_request(request, people=_choices(people)),
        lambda answers: actions.separate(
            family=opened.family,
            application_key=latest.key,
            stage=latest.stage,
            staying=[one for one in people if one.key == answers["staying"]],
            on=answers["on"],
            by=opened.actor.person_key,
            seen=told.seen,
        ),
    )


@_asking
def family_hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody else is responsible from a day on."""
    opened = open_family(request, key)
    check_hand_over_family(opened.actor, opened.facts)
    staff = queries.staff_of(opened.family, opened.today, RESPONSIBLE_AS)
    by_choice = {f"{one.user.key}-{one.role}": one for one in staff}
    form = HandOverForm.of_request(
        request,
        workers=[
            (choice, f"{one.user.name}: {one.get_role_display()}")
            for choice, one in by_choice.items()
        ],
        initial={"on": opened.today},
    )

    def carry_out(answers: dict[str, Any]) -> None:
        chosen = by_choice[answers["worker"]]
        actions.hand_over(
            family=opened.family,
            user=chosen.user,
            role=chosen.role,
            on=answers["on"],
            by=opened.actor.person_key,
        )

    question = Question(
        title="Hand over the family",
        back=reverse("families"),
        button="Hand over",
        intro="Whoever is responsible in the same role no longer is from that day on.",
        done="Handed over.",
    )
    return ask(request, question, form, carry_out)


def _kept(request: HttpRequest, key: str) -> KeptFrom:
    """The family's record, for who may keep people from it."""
    opened = open_family(request, key)
    check_keep_from_family(opened.actor, opened.facts)
    return KeptFrom(
        record_key=key,
        agency_key=opened.family.agency.key,
        who=name_of(opened, queries.people_of(opened.family)),
        back=_page(key),
        address=reverse("family-kept-from", args=[key]),
        elsewhere=reverse("families"),
        let_back=lambda person: reverse("family-let-back", args=[key, person]),
    )


@_asking
def family_kept_from(request: HttpRequest, key: str) -> HttpResponse:
    """Who is kept from the family's record by name, and keeping one person more from it."""
    return kept_from_page(request, _kept(request, key))


@_asking
def family_let_back(request: HttpRequest, key: str, who: str) -> HttpResponse:
    """Let a person back to the family's record."""
    return let_back_page(request, _kept(request, key), who)


@_asking
def family_open(request: HttpRequest) -> HttpResponse:
    """Opening a family that somebody does not ordinarily see, with a reason, for a day."""
    actor = actor_of(request)
    check_list_families(actor)

    def carry_out(answers: dict[str, Any]) -> str:
        found = queries.find_openable(actor, answers["reference"].strip())
        if found is None or not answers["is_sure"]:
            raise BelongError(
                "There is no family with this number that you can open.",
                mend="Check the number, or ask your agency's records officer.",
            )
        actions.open_with_reason(
            family=found,
            user=queries.user_of(actor),
            reason=answers["reason"],
            by=actor.person_key,
        )
        return _page(found.key)

    question = Question(
        title="Open a family with a reason",
        back=reverse("families"),
        button="Open",
        intro="The opening is noted with your reason and shown to a manager.",
        done="The record is open for a day.",
    )
    return ask(request, question, OpenForm.of_request(request), carry_out)
