"""Writing families' records: households, applications, events, and who is responsible.

Every action is keyword-only, takes ``by`` (the key of a person), runs in one transaction and writes
its audit event in that transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.journey.family import (
    APPROVED_STAGES,
    FamilyEventKind,
    FamilyStage,
    LeftReason,
    Route,
)
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Team
from belong.web.agencies.openings import mark_reviewed
from belong.web.audit.actions import record_audit
from belong.web.families.folding import APPLICATION_KEY
from belong.web.families.models import (
    Application,
    FamilyOpening,
    FamilyRecord,
    FamilyResponsibility,
    HouseholdMember,
)
from belong.web.ledger.actions import Draft, Recorded, correct_event, record_events
from belong.web.ledger.models import Event, Head, SubjectKind
from belong.web.ledger.once import save_once

__all__ = [
    "Person",
    "add_family",
    "add_person",
    "change_home",
    "change_person",
    "correct_family_event",
    "hand_over",
    "open_with_reason",
    "record_family_event",
    "review_opening",
    "separate",
    "start_application",
]

OPEN_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Person:
    """Somebody of a household, not yet written."""

    part: HouseholdMember.Part
    forenames: str
    surname: str
    born_on: date | None = None
    sex: str = ""


def _audit(action: str, family: FamilyRecord, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind=SubjectKind.FAMILY,
        subject_key=family.key,
        agency_key=family.agency.key,
        detail=detail,
    )


@transaction.atomic
def add_family(
    *,
    agency: Agency,
    people: Sequence[Person],
    enquired_on: date,
    by: str,
    source: str = "",
    route: Route = Route.FIRST,
    team: Team | None = None,
    address: str = "",
    responsible: User | None = None,
    role: str = "",
    token: str = "",
) -> FamilyRecord:
    """A household with its first application, which begins as an enquiry.

    responsible: whose family it is from that day on, in this role. token: of the form, so that it
    is saved once. Raises BelongError where nobody applies, or more than two do.
    """
    applying = [each for each in people if each.part is HouseholdMember.Part.APPLICANT]
    if not 1 <= len(applying) <= 2:
        raise BelongError("One or two people apply to adopt.", mend="Name one or two applicants.")
    if token:
        save_once(token=token, by=by)
    family = FamilyRecord.objects.create(
        pseudonym=_new_pseudonym(), agency=agency, team=team, address=address
    )
    _audit("family_added", family, by, people=len(people))
    members = [_member(family, person) for person in people]
    if responsible is not None:
        FamilyResponsibility.objects.create(
            family=family, user=responsible, role=role, from_on=timezone.localdate()
        )
    start_application(
        family=family,
        applicants=[one for one in members if one.part == HouseholdMember.Part.APPLICANT],
        route=route,
        on=enquired_on,
        source=source,
        by=by,
    )
    return family


def _new_pseudonym() -> str:
    """The next pseudonym that nobody has; the ledger's lock keeps two from taking the same."""
    Head.objects.select_for_update().get(pk=1)
    number = (FamilyRecord.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    while FamilyRecord.objects.filter(pseudonym=f"F-{number:04d}").exists():
        number += 1
    return f"F-{number:04d}"


def _member(family: FamilyRecord, person: Person) -> HouseholdMember:
    return HouseholdMember.objects.create(
        family=family,
        part=person.part,
        forenames=person.forenames.strip(),
        surname=person.surname.strip(),
        born_on=person.born_on,
        sex=person.sex,
    )


@transaction.atomic
def add_person(*, family: FamilyRecord, person: Person, by: str) -> HouseholdMember:
    """One more person of the household. An applicant is of an application only once it says so."""
    member = _member(family, person)
    _audit("household_person_added", family, by, part=person.part.value)
    return member


@transaction.atomic
def change_person(
    *,
    member: HouseholdMember,
    forenames: str,
    surname: str,
    born_on: date | None,
    left_on: date | None,
    by: str,
) -> HouseholdMember:
    """Mend how a person is named or born, or say when they left; whom an application is of stays.

    The audit log says which facts changed and not what they were.
    """
    changed = {
        "forenames": forenames.strip(),
        "surname": surname.strip(),
        "born_on": born_on,
        "left_on": left_on,
    }
    names = [name for name, value in changed.items() if getattr(member, name) != value]
    for name in names:
        setattr(member, name, changed[name])
    if names:
        member.save(update_fields=names)
        _audit("household_person_changed", member.family, by, facts=names)
    return member


@transaction.atomic
def change_home(*, family: FamilyRecord, address: str, team: Team | None, by: str) -> FamilyRecord:
    """Where the family lives, and which team works with them."""
    family.address, family.team = address.strip(), team
    family.save(update_fields=["address", "team"])
    _audit("family_changed", family, by, team=team.key if team else "")
    return family


def _new_application(
    family: FamilyRecord, applicants: Iterable[HouseholdMember], route: Route
) -> Application:
    applicants = list(applicants)
    if not 1 <= len(applicants) <= 2:
        raise BelongError("One or two people apply to adopt.", mend="Name one or two applicants.")
    if any(each.family_id != family.pk for each in applicants):
        raise BelongError("Applicants are of the household.", mend="Choose from its people.")
    last = Application.objects.filter(family=family).aggregate(last=Max("number"))["last"] or 0
    application = Application.objects.create(family=family, number=last + 1, route=route)
    application.applicants.set(applicants)
    return application


def _begun(family: FamilyRecord, application: Application, on: date, source: str = "") -> Draft:
    """The event that an application begins with; its route stands in it."""
    details = {APPLICATION_KEY: application.key, "route": application.route}
    if source:
        details["source"] = source
    return _draft(family, FamilyEventKind.ENQUIRED, on, details)


def _draft(
    family: FamilyRecord, kind: FamilyEventKind, on: date, details: Mapping[str, str]
) -> Draft:
    return Draft(SubjectKind.FAMILY, family.key, kind, happened_on=on, details=details)


@transaction.atomic
def start_application(
    *,
    family: FamilyRecord,
    applicants: Iterable[HouseholdMember],
    route: Route,
    on: date,
    by: str,
    source: str = "",
) -> Application:
    """An application of its own, begun with the enquiry of that day.

    Raises BelongError where nobody applies, more than two do, or one is of another household.
    """
    application = _new_application(family, applicants, route)
    record_events(drafts=[_begun(family, application, on, source)], by=by, seen=None)
    _audit("application_started", family, by, number=application.number, route=route.value)
    return application


@transaction.atomic
def record_family_event(
    *,
    family: FamilyRecord,
    application_key: str,
    kind: FamilyEventKind,
    details: Mapping[str, str],
    by: str,
    seen: int | None,
    happened_on: date | None = None,
    planned_for: date | None = None,
    why: str = "",
    token: str = "",
) -> Recorded:
    """One event of one application, with the reason given where it breaks a rule.

    Raises BelongError where the application is another family's; SomebodyRecorded; AlreadySaved.
    """
    if not Application.objects.filter(family=family, key=application_key).exists():
        raise BelongError("There is no such application.", mend="Choose one of this family's.")
    if token:
        save_once(token=token, by=by)
    draft = Draft(
        SubjectKind.FAMILY,
        family.key,
        kind,
        happened_on=happened_on,
        planned_for=planned_for,
        details={APPLICATION_KEY: application_key, **details},
    )
    return record_events(drafts=[draft], by=by, why=why, seen=seen)


@transaction.atomic
def correct_family_event(
    *,
    event: Event,
    details: Mapping[str, str],
    by: str,
    seen: int | None,
    happened_on: date | None = None,
    planned_for: date | None = None,
    why: str,
    token: str,
) -> Recorded:
    """An event of the same application in place of one that was wrong.

    Raises AlreadySaved, and as ``correct_event``.
    """
    save_once(token=token, by=by)
    application = event.details.get(APPLICATION_KEY)
    return correct_event(
        event=event,
        by=by,
        why=why,
        happened_on=happened_on,
        planned_for=planned_for,
        details={**({APPLICATION_KEY: application} if application else {}), **details},
        seen=seen,
    )


@transaction.atomic
def separate(
    *,
    family: FamilyRecord,
    application_key: str,
    stage: FamilyStage,
    staying: Iterable[HouseholdMember],
    on: date,
    by: str,
    seen: int | None,
) -> Application:
    """The applicants separated: their application ends, and one of those who stay begins.

    Approval is of the people as they were assessed, so whoever stays is assessed anew. stage: where
    the application stands, which decides how it ends. The others left the household that day.
    Raises as ``start_application``; SomebodyRecorded.
    """
    staying = list(staying)
    ended = Application.objects.filter(family=family, key=application_key).first()
    if ended is None:
        raise BelongError("There is no such application.", mend="Choose one of this family's.")
    begun = _new_application(family, staying, Route.FIRST)
    is_approved = stage in APPROVED_STAGES
    end = FamilyEventKind.DEREGISTERED if is_approved else FamilyEventKind.WITHDREW
    reason = LeftReason.SEPARATION if is_approved else LeftReason.RELATIONSHIP_CHANGE
    details = {APPLICATION_KEY: application_key, "reason": reason.value}
    drafts = [_begun(family, begun, on)]
    if stage not in (FamilyStage.CLOSED, FamilyStage.ADOPTERS):
        drafts.insert(0, _draft(family, end, on, details))
    record_events(drafts=drafts, by=by, why="The applicants separated.", seen=seen)
    ended.applicants.exclude(pk__in=[each.pk for each in staying]).update(left_on=on)
    _audit("application_started", family, by, number=begun.number, route=Route.FIRST.value)
    return begun


@transaction.atomic
def hand_over(
    *, family: FamilyRecord, user: User, role: str, on: date, by: str
) -> FamilyResponsibility:
    """Somebody is responsible for the family from a day on; whoever was in that role no longer is.

    Raises BelongError where that person is responsible in that role already.
    """
    present = FamilyResponsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on), family=family, role=role
    )
    if present.filter(user=user).exists():
        raise BelongError("This person is responsible for the family already.")
    for each in present:
        each.to_on = max(on, each.from_on)
        each.save(update_fields=["to_on"])
    made = FamilyResponsibility.objects.create(family=family, user=user, role=role, from_on=on)
    _audit("family_handed_over", family, by, to=user.key, role=role)
    return made


@transaction.atomic
def open_with_reason(*, family: FamilyRecord, user: User, reason: str, by: str) -> FamilyOpening:
    """Open what the person does not ordinarily see, for a day. Raises BelongError for no reason."""
    if not reason.strip():
        raise BelongError("A record is opened for a reason.", mend="Say what you need it for.")
    now = timezone.now()
    opening = FamilyOpening.objects.create(
        family=family, user=user, reason=reason, opened_at=now, until=now + OPEN_FOR
    )
    _audit("opened_with_reason", family, by, reason=reason, until=opening.until.isoformat())
    return opening


@transaction.atomic
def review_opening(*, opening: FamilyOpening, by: str) -> None:
    """Somebody else than who opened the record has looked at the opening, and says so.

    Raises BelongError for one's own opening, and for one that is reviewed already.
    """
    opening = mark_reviewed(opening, by)
    _audit("opening_reviewed", opening.family, by, opened_by=opening.user.key)
