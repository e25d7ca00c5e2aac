"""A large region straight into the tables: as many children, families and events as asked for.

Not a plausible region (the demo is one): only as many rows of every kind as a service would hold
after many years, with histories that the tables of the journeys accept. Django must be set up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
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
from belong.web.ledger.models import SubjectKind
from benchmarks.web_histories import FIRST_DAY, TODAY, Subject, born_on, write_histories

__all__ = ["Sizes", "load_region"]

BATCH = 2000
WORKERS_A_COUNCIL, WORKERS_OF_REGION = 20, 40
SIBLINGS_ONE_IN = 6

_SYLLABLES = ("an", "bel", "cor", "da", "el", "fen", "gar", "hol", "im", "jo", "kes", "lun", "mar")


@dataclass(frozen=True)
class Sizes:
    """How many rows of each kind, about."""

    children: int
    families: int
    events: int


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
    written = write_histories(subjects, sizes.events / len(subjects), say)
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
                born_on=born_on(number),
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
) -> list[Subject]:
    with_child = {n: rng.randrange(len(children)) for n in range(len(families))}
    tied = {child: families[n][0].key for n, child in with_child.items()}
    found = [
        Subject(SubjectKind.CHILD, child.key, tied.get(number, ""))
        for number, child in enumerate(children)
    ]
    found += [
        Subject(SubjectKind.FAMILY, family.key, children[with_child[n]].key, application.key)
        for n, (family, application) in enumerate(families)
    ]
    return found
