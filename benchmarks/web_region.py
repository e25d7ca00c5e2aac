"""A large region straight into the tables: as many children, families and events as asked for.

Not a plausible region (the demo is one): only as many rows of every kind as a service would hold
after many years, with histories that the tables of the journeys accept. Django must be set up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, models

from belong.domain.policy import Role
from belong.web.accounts.models import User
from belong.web.agencies.demo import prepare_agencies
from belong.web.agencies.models import Agency, Appointment, Kind, Team
from belong.web.children.models import (
    BirthIdentity,
    ChildIdentifier,
    ChildRecord,
    Responsibility,
    SiblingGroup,
)
from belong.web.families.models import (
    Application,
    FamilyRecord,
    FamilyResponsibility,
    HouseholdMember,
)
from belong.web.ledger.models import Change, Event, Head, SubjectKind

__all__ = ["Sizes", "load_region"]

BATCH = 2000
TODAY = date(2026, 3, 31)
FIRST_DAY = date(2014, 4, 1)
WORKERS_A_COUNCIL, WORKERS_OF_REGION = 20, 40
SIBLINGS_ONE_IN = 6
#: Told of one change, on average; a screen writes one or two events at once.
EVENTS_A_CHANGE = 2

_SYLLABLES = ("an", "bel", "cor", "da", "el", "fen", "gar", "hol", "im", "jo", "kes", "lun", "mar")

#: What happens to a child, in order: the kind, most days since the one before, the details, and
#: the share of children whose story stops before it.
_OF_CHILD: tuple[tuple[str, int, dict[str, str], float], ...] = (
    ("care_entered", 500, {"legal_status": "C2"}, 0.02),
    ("placement_began", 3, {"place": "U1"}, 0.0),
    ("permanence_report_finished", 150, {"author": "social_worker"}, 0.2),
    ("medical_advice_given", 20, {}, 0.02),
    ("decision_made", 40, {"reasons": "noted"}, 0.05),
    ("told_orally", 2, {"about": "plan"}, 0.02),
    ("told_in_writing", 5, {"about": "plan"}, 0.02),
    ("court_application_made", 30, {"about": "placement_order"}, 0.03),
    ("hearing_listed", 20, {"about": "placement_order"}, 0.02),
    ("placement_order_made", 60, {"court": "family_court"}, 0.06),
    ("family_finding_began", 10, {}, 0.04),
    ("linked", 120, {"family": ""}, 0.2),
    ("placement_report_finished", 60, {}, 0.04),
    ("panel_recommended", 20, {"about": "match", "recommendation": "yes"}, 0.0),
    ("match_decided", 8, {"family": "", "reasons": "noted"}, 0.02),
    ("introductions_began", 14, {"family": ""}, 0.02),
    ("placed_for_adoption", 14, {"family": "", "place": "A5"}, 0.02),
    ("adoption_applied_for", 150, {}, 0.15),
    ("adoption_order_made", 90, {}, 0.05),
    ("celebration_held", 40, {}, 0.3),
)
_OF_FAMILY: tuple[tuple[str, int, dict[str, str], float], ...] = (
    ("information_sent", 5, {}, 0.1),
    ("information_event_attended", 30, {}, 0.1),
    ("initial_visit_made", 40, {}, 0.1),
    ("registration_received", 30, {}, 0.2),
    ("stage_1_began", 5, {}, 0.05),
    ("check_sought", 3, {"check": "dbs"}, 0.0),
    ("check_sought", 1, {"check": "first_reference"}, 0.0),
    ("check_sought", 1, {"check": "council"}, 0.0),
    ("check_received", 30, {"check": "dbs", "outcome": "satisfactory"}, 0.05),
    ("check_received", 10, {"check": "council", "outcome": "satisfactory"}, 0.05),
    ("stage_1_passed", 30, {}, 0.1),
    ("stage_2_began", 20, {}, 0.05),
    ("assessment_visit_made", 20, {}, 0.0),
    ("assessment_visit_made", 20, {}, 0.0),
    ("report_finished", 50, {}, 0.05),
    ("panel_recommended", 20, {"about": "approval", "recommendation": "yes"}, 0.0),
    ("approved", 10, {}, 0.03),
    ("matching_plan_agreed", 20, {}, 0.1),
    ("linked", 90, {"child": ""}, 0.3),
    ("matched", 60, {"child": ""}, 0.05),
    ("child_placed", 20, {"child": ""}, 0.05),
    ("adoption_order_made", 250, {"child": ""}, 0.2),
)


@dataclass(frozen=True)
class Sizes:
    """How many rows of each kind, about."""

    children: int
    families: int
    events: int


@dataclass(frozen=True)
class _Subject:
    """A child or a family, whose event names the other side by its key."""

    kind: SubjectKind
    key: str
    other: str
    application: str = ""


#: An event that has no number yet: when it happened, what it is, and what it says.
_Told = tuple[date, str, dict[str, str]]


def load_region(sizes: Sizes, say: Callable[[str], None]) -> int:
    """Everything but the projections; gives the number of events."""
    prepare_agencies(today=TODAY)
    workers = _people()
    say("people")
    rng = random.Random(1)
    children = _children(sizes.children, workers, rng)
    say(f"{len(children):,} children")
    families = _families(sizes.families, workers, rng)
    say(f"{len(families):,} families")
    subjects = _subjects(children, families, rng)
    written = _histories(subjects, sizes.events / len(subjects), say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return written


def _save(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    made: list[Any] = []
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            made += model._default_manager.bulk_create(batch)
            batch = []
    return made + model._default_manager.bulk_create(batch)


def _people() -> dict[str, list[User]]:
    """Social workers of every council and of the region, by the key of the agency."""
    agencies = list(Agency.objects.exclude(kind=Kind.VOLUNTARY))
    workers = {
        agency.key: [
            User(email=f"worker-{agency.pk}-{n}@bench.example", name=f"Worker {agency.pk}-{n}")
            for n in range(WORKERS_OF_REGION if agency.kind == Kind.RAA else WORKERS_A_COUNCIL)
        ]
        for agency in agencies
    }
    _save(User, [user for held in workers.values() for user in held])
    teams = {team.agency_id: team for team in Team.objects.order_by("-pk")}
    _save(
        Appointment,
        [
            Appointment(
                user=user,
                role=(
                    Role.ADOPTERS_SOCIAL_WORKER
                    if agency.kind == Kind.RAA
                    else Role.CHILD_SOCIAL_WORKER
                ),
                agency=agency,
                team=teams[agency.pk],
                from_on=FIRST_DAY,
            )
            for agency in agencies
            for user in workers[agency.key]
        ],
    )
    return workers


def _name(number: int) -> str:
    words = []
    for _ in range(3):
        number, at = divmod(number, len(_SYLLABLES))
        words.append(_SYLLABLES[at])
    return "".join(words).title()


def _children(count: int, workers: dict[str, list[User]], rng: random.Random) -> list[ChildRecord]:
    councils = list(Agency.objects.filter(kind=Kind.COUNCIL))
    teams = {c.pk: list(Team.objects.filter(agency=c)) for c in councils}
    groups = _save(SiblingGroup, (SiblingGroup(label=f"S-{n}") for n in range(count // 12 + 1)))
    children = []
    for number in range(count):
        council = councils[number % len(councils)]
        children.append(
            ChildRecord(
                pseudonym=f"C-{number + 1:04d}",
                council=council,
                team=rng.choice(teams[council.pk]),
                sibling_group=rng.choice(groups) if number % SIBLINGS_ONE_IN == 0 else None,
            )
        )
    children = _save(ChildRecord, children)
    _save(
        BirthIdentity,
        (
            BirthIdentity(
                child=child,
                forenames=_name(number),
                surname=_name(number // 7 + 3),
                born_on=_born_on(number),
                sex="FM"[number % 2],
                ethnicity="WBRI",
                home_address=f"{number} Bench Street",
            )
            for number, child in enumerate(children)
        ),
    )
    _save(
        ChildIdentifier,
        (
            ChildIdentifier(
                child=child, agency_id=child.council_id, scheme="ssda903", value=f"{number:07d}"
            )
            for number, child in enumerate(children)
        ),
    )
    _save(
        Responsibility,
        (
            Responsibility(
                child=child,
                user=rng.choice(workers[child.council.key]),
                role=Role.CHILD_SOCIAL_WORKER,
                from_on=FIRST_DAY,
            )
            for child in children
        ),
    )
    return children


def _born_on(number: int) -> date:
    return FIRST_DAY + timedelta(days=(number * 7919) % 3900)


def _families(
    count: int, workers: dict[str, list[User]], rng: random.Random
) -> list[tuple[FamilyRecord, Application]]:
    agencies = list(Agency.objects.exclude(kind=Kind.COUNCIL))
    teams = {a.pk: list(Team.objects.filter(agency=a)) for a in agencies}
    chosen = [
        next(a for a in agencies if a.kind == (Kind.VOLUNTARY if n % 10 == 0 else Kind.RAA))
        for n in range(count)
    ]
    families = _save(
        FamilyRecord,
        (
            FamilyRecord(
                pseudonym=f"F-{number + 1:04d}",
                agency=agency,
                team=rng.choice(teams[agency.pk]),
                address=f"{number} Bench Road",
            )
            for number, agency in enumerate(chosen)
        ),
    )
    applications = _save(Application, (Application(family=family) for family in families))
    people = _save(
        HouseholdMember,
        (
            HouseholdMember(
                family=family,
                part=HouseholdMember.Part.APPLICANT,
                forenames=_name(number * 3 + one),
                surname=_name(number + 11),
                born_on=date(1980 + number % 15, 1, 1),
            )
            for number, family in enumerate(families)
            for one in range(2)
        ),
    )
    through = Application.applicants.through
    _save(
        through,
        (
            through(application_id=applications[at // 2].pk, householdmember_id=person.pk)
            for at, person in enumerate(people)
        ),
    )
    _save(
        FamilyResponsibility,
        (
            FamilyResponsibility(
                family=family,
                user=rng.choice(workers[family.agency.key]),
                role=Role.ADOPTERS_SOCIAL_WORKER,
                from_on=FIRST_DAY,
            )
            for family in families
            if family.agency.key in workers
        ),
    )
    return list(zip(families, applications, strict=True))


def _subjects(
    children: list[ChildRecord],
    families: list[tuple[FamilyRecord, Application]],
    rng: random.Random,
) -> list[_Subject]:
    with_child = {n: rng.randrange(len(children)) for n in range(len(families))}
    tied = {child: families[n][0].key for n, child in with_child.items()}
    found = [
        _Subject(SubjectKind.CHILD, child.key, tied.get(number, ""))
        for number, child in enumerate(children)
    ]
    found += [
        _Subject(SubjectKind.FAMILY, family.key, children[with_child[n]].key, application.key)
        for n, (family, application) in enumerate(families)
    ]
    return found


def _history(number: int, subject: _Subject, mean: float) -> list[_Told]:
    """One story, the same for the same number. mean: events that it should have, on average."""
    rng = random.Random(number)
    is_child = subject.kind is SubjectKind.CHILD
    on = _born_on(number) if is_child else FIRST_DAY + timedelta(days=rng.randrange(4300))
    told: list[_Told] = [(on, "born" if is_child else "enquired", {})]
    for kind, days, details, stops in _OF_CHILD if is_child else _OF_FAMILY:
        on += timedelta(days=rng.randint(0, days))
        if (
            on > TODAY
            or rng.random() < stops
            or (details.get("family", "x") == "" and not subject.other)
        ):
            break
        told.append((on, kind, dict(details)))
    if is_child:  # visits and reviews fill the record up, as they do
        began = told[min(1, len(told) - 1)][0]
        for _ in range(rng.randint(0, max(0, round(2 * (mean - 9.3))))):
            day = began + timedelta(days=rng.randrange(700))
            told.append((min(day, TODAY), "visited" if rng.random() < 0.7 else "reviewed", {}))
        told.sort(key=lambda one: one[0])
    for _, _, details in told:
        if subject.application:
            details["application"] = subject.application
        for name in ("family", "child"):
            if details.get(name) == "":
                details[name] = subject.other
    return told


def _histories(subjects: list[_Subject], mean: float, say: Callable[[str], None]) -> int:
    """Changes in the order of the days on which they were recorded, and their events."""
    stories = (_history(n, subject, mean) for n, subject in enumerate(subjects))
    recorded = sorted(
        (told[at][0].toordinal() + 3, number, at)
        for number, told in enumerate(stories)
        for at in range(0, len(told), EVENTS_A_CHANGE)
    )
    say(f"{len(recorded):,} changes drawn")
    numbers = {(number, at): n for n, (_, number, at) in enumerate(recorded, start=1)}
    _insert(
        Change,
        (
            Change(
                number=number,
                recorded_at=_moment(day),
                by_process="bench",
                source="screen",
            )
            for number, (day, _, _) in enumerate(recorded, start=1)
        ),
    )
    say("changes written")
    written = _insert(Event, _events(subjects, mean, numbers))
    Head.objects.filter(pk=1).update(last_number=len(recorded))
    say(f"{written:,} events written")
    return written


def _moment(ordinal: int) -> datetime:
    return datetime.combine(date.fromordinal(ordinal), time(12), tzinfo=UTC)


def _events(
    subjects: list[_Subject], mean: float, numbers: dict[tuple[int, int], int]
) -> Iterator[Event]:
    for number, subject in enumerate(subjects):
        for at, (on, kind, details) in enumerate(_history(number, subject, mean)):
            yield Event(
                change_id=numbers[number, at - at % EVENTS_A_CHANGE],
                subject_kind=subject.kind,
                subject_key=subject.key,
                kind=kind,
                happened_on=on,
                details=details,
            )


def _insert(model: type[models.Model], rows: Iterable[Any]) -> int:
    """Write rows without keeping them; gives how many."""
    written, batch = 0, []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            written += len(model._default_manager.bulk_create(batch))
            batch = []
    return written + len(model._default_manager.bulk_create(batch))
