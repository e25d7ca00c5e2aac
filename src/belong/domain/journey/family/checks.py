"""The checks of an application: what each is, who gives it, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from belong.domain.citations import cited
from belong.domain.journey.family.events import FamilyEvent, FamilyEventKind

__all__ = [
    "CHECKS",
    "REFERENCES",
    "Check",
    "CheckFacts",
    "CheckKind",
    "CheckOutcome",
    "checks_needed",
    "fold_checks",
]


class CheckKind(StrEnum):
    """What is looked into."""

    DBS = "dbs"
    HEALTH = "health"
    MEDICAL_ADVICE = "medical_advice"
    FIRST_REFERENCE = "first_reference"
    SECOND_REFERENCE = "second_reference"
    THIRD_REFERENCE = "third_reference"
    COUNCIL = "council"
    HOME_SAFETY = "home_safety"
    EMPLOYER = "employer"
    FINANCE = "finance"
    SCHOOL = "school"
    FORMER_PARTNER = "former_partner"
    OVERSEAS_POLICE = "overseas_police"
    OFSTED = "ofsted"
    PETS = "pets"

    @property
    def label(self) -> str:
        """The check in plain words."""
        return CHECKS[self].label


class CheckOutcome(StrEnum):
    """What a check that came back showed, as a code; what it says stays in the case file."""

    SATISFACTORY = "satisfactory"
    TO_DISCUSS = "to_discuss"
    NOT_SATISFACTORY = "not_satisfactory"

    @property
    def label(self) -> str:
        """The outcome in plain words."""
        return {
            CheckOutcome.SATISFACTORY: "satisfactory",
            CheckOutcome.TO_DISCUSS: "something to discuss",
            CheckOutcome.NOT_SATISFACTORY: "not satisfactory",
        }[self]


@dataclass(frozen=True)
class CheckFacts:
    """What is true of a kind of check.

    given_by: who is waited for. basis: where it comes from. is_per_applicant, is_per_adult: one for
    each applicant, or for each person of 18 and over in the home. is_always: every first
    application needs it.
    """

    label: str
    given_by: str
    basis: str
    is_per_applicant: bool = False
    is_per_adult: bool = False
    is_always: bool = False

    def __post_init__(self) -> None:
        """What nobody has read in the law says so wherever it is printed."""
        object.__setattr__(self, "basis", cited(self.basis))


_REFEREES = "AAR 2005, schedule 4 part 1: three personal referees, no more than one a relative"
_PRACTICE = "practice"

CHECKS: dict[CheckKind, CheckFacts] = {
    CheckKind.DBS: CheckFacts(
        "enhanced DBS certificate",
        "the Disclosure and Barring Service",
        "AAR 2005, regulation 25",
        is_per_adult=True,
        is_always=True,
    ),
    CheckKind.HEALTH: CheckFacts(
        "health report",
        "the applicant's doctor",
        "AAR 2005, schedule 4 part 2",
        is_per_applicant=True,
        is_always=True,
    ),
    CheckKind.MEDICAL_ADVICE: CheckFacts(
        "medical adviser's opinion",
        "the agency's medical adviser",
        "AAR 2005, schedule 4 part 2",
        is_per_applicant=True,
        is_always=True,
    ),
    CheckKind.FIRST_REFERENCE: CheckFacts(
        "first reference", "the first referee", _REFEREES, is_always=True
    ),
    CheckKind.SECOND_REFERENCE: CheckFacts(
        "second reference", "the second referee", _REFEREES, is_always=True
    ),
    CheckKind.THIRD_REFERENCE: CheckFacts(
        "third reference", "the third referee", _REFEREES, is_always=True
    ),
    CheckKind.COUNCIL: CheckFacts(
        "council check", "the councils they have lived in", _PRACTICE, is_always=True
    ),
    CheckKind.HOME_SAFETY: CheckFacts(
        "home safety check", "the social worker", _PRACTICE, is_always=True
    ),
    CheckKind.EMPLOYER: CheckFacts("employer's reference", "the employer", _PRACTICE),
    CheckKind.FINANCE: CheckFacts("financial statement", "the applicants", _PRACTICE),
    CheckKind.SCHOOL: CheckFacts("reference from a child's school", "the school", _PRACTICE),
    CheckKind.FORMER_PARTNER: CheckFacts(
        "former partner's reference", "the former partner", _PRACTICE
    ),
    CheckKind.OVERSEAS_POLICE: CheckFacts(
        "police certificate from abroad", "the police abroad", _PRACTICE
    ),
    CheckKind.OFSTED: CheckFacts("Ofsted check", "Ofsted", _PRACTICE),
    CheckKind.PETS: CheckFacts("pet assessment", "the social worker", _PRACTICE),
}

#: Without the health report and the references no decision on suitability may be made.
REFERENCES = (
    CheckKind.FIRST_REFERENCE,
    CheckKind.SECOND_REFERENCE,
    CheckKind.THIRD_REFERENCE,
)


@dataclass(frozen=True)
class Check:
    """How one check of one application stands. person: key of whom it is about, "" for the home.

    sought_by, chased_by and received_by are keys of the people who recorded it. A check sought
    again after it came back starts anew. outcome: None until received, or if not said.
    """

    kind: CheckKind
    person: str = ""
    sought_on: date | None = None
    sought_by: str = ""
    chased_on: tuple[date, ...] = ()
    chased_by: str = ""
    received_on: date | None = None
    received_by: str = ""
    outcome: CheckOutcome | None = None
    expires_on: date | None = None

    @property
    def is_outstanding(self) -> bool:
        """Whether it has been asked for and has not come back."""
        return self.received_on is None

    @property
    def waits_from_on(self) -> date | None:
        """The day from which it has been waited for; None where it is not."""
        if not self.is_outstanding:
            return None
        return self.sought_on or (self.chased_on[0] if self.chased_on else None)

    def has_expired(self, today: date) -> bool:
        """Whether it came back and no longer holds."""
        return self.expires_on is not None and self.expires_on <= today


def fold_checks(events: Iterable[FamilyEvent]) -> tuple[Check, ...]:
    """The checks that the events tell of, by kind and person; events come oldest first.

    An event that names no check known here is left out.
    """
    found: dict[tuple[CheckKind, str], Check] = {}
    for event in events:
        try:
            kind = CheckKind(event.details.get("check", ""))
        except ValueError:
            continue
        person = event.details.get("person", "")
        before = found.get((kind, person), Check(kind, person))
        found[kind, person] = _after(before, event)
    order = list(CheckKind)
    return tuple(sorted(found.values(), key=lambda one: (order.index(one.kind), one.person)))


def _after(check: Check, event: FamilyEvent) -> Check:
    on = event.happened_on
    if on is None:
        return check
    if event.kind is FamilyEventKind.CHECK_SOUGHT:
        return Check(check.kind, check.person, sought_on=on, sought_by=event.by)
    if event.kind is FamilyEventKind.CHECK_CHASED:
        return replace(check, chased_on=(*check.chased_on, on), chased_by=event.by)
    if event.kind is FamilyEventKind.CHECK_RECEIVED:
        return replace(
            check,
            received_on=on,
            received_by=event.by,
            outcome=_outcome(event.details.get("outcome")),
            expires_on=_date(event.details.get("expires_on")),
        )
    return check


def _outcome(code: str | None) -> CheckOutcome | None:
    return CheckOutcome(code) if code in set(CheckOutcome) else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def checks_needed(
    applicants: Iterable[str], adults: Iterable[str]
) -> tuple[tuple[CheckKind, str], ...]:
    """The checks that every first application needs, each with whom it is about ("" the home).

    applicants: keys of those who apply. adults: keys of everyone of 18 and over in the home.
    """
    applicants, adults = list(applicants), list(adults)
    needed: list[tuple[CheckKind, str]] = []
    for kind, facts in CHECKS.items():
        if not facts.is_always:
            continue
        if facts.is_per_adult:
            needed += [(kind, person) for person in adults]
        elif facts.is_per_applicant:
            needed += [(kind, person) for person in applicants]
        else:
            needed.append((kind, ""))
    return tuple(needed)
