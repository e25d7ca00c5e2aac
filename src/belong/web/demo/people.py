"""Households and identities of the demo: names and addresses, each side in tables of its own."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belong.synthetic import History
from belong.synthetic.families import AGENCIES, Household
from belong.synthetic.homes import Home
from belong.synthetic.identities import adoptive_name, birth_address, birth_name
from belong.web.agencies.demo_people import REGION, VOLUNTARY
from belong.web.agencies.models import Agency, Team
from belong.web.children.models import (
    AdoptiveIdentity,
    BirthIdentity,
    ChildRecord,
    SiblingGroup,
)
from belong.web.children.records import Child, ChildRecords
from belong.web.demo.region import DemoRegion
from belong.web.families.models import Application, FamilyRecord, HouseholdMember

__all__ = ["Families", "write_families", "write_identities", "write_sibling_groups"]

_BATCH = 500


def _key(*parts: object) -> str:
    """The same opaque key for the same parts."""
    return hashlib.md5("/".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Families:
    """The records of the households, by the household's number."""

    records: Mapping[int, FamilyRecord]
    applications: Mapping[tuple[int, int], Application]
    applicants: Mapping[int, tuple[HouseholdMember, ...]]
    by_home: Mapping[Home, Household]

    def key_of(self, home: Home | None) -> str | None:
        """The key of the family of a home."""
        household = self.by_home.get(home) if home else None
        return self.records[household.number].key if household else None


def write_families(region: DemoRegion) -> Families:
    """Records, people and applications of every household."""
    named = dict(zip(AGENCIES, (REGION, *VOLUNTARY), strict=True))
    agencies = {one: Agency.objects.get(name=name) for one, name in named.items()}
    teams = {
        one: list(Team.objects.filter(agency=agency, name__startswith="Adopters"))
        for one, agency in agencies.items()
    }
    records = {
        one.number: FamilyRecord(
            key=_key(region.seed, "family", one.number),
            pseudonym=f"F-{one.number:04d}",
            agency=agencies[one.agency],
            team=teams[one.agency][one.number % len(teams[one.agency])],
            address=one.address,
        )
        for one in region.households
    }
    FamilyRecord.objects.bulk_create(records.values(), batch_size=_BATCH)
    members = {
        one.number: [
            HouseholdMember(
                key=_key(region.seed, "member", one.number, place),
                family=records[one.number],
                part=member.part,
                forenames=member.called.forenames,
                surname=member.called.surname,
                born_on=member.born_on,
                sex=member.sex,
            )
            for place, member in enumerate(one.members)
        ]
        for one in region.households
    }
    HouseholdMember.objects.bulk_create(
        [each for of_one in members.values() for each in of_one], batch_size=_BATCH
    )
    applicants = {
        number: tuple(one for one in of_one if one.part == HouseholdMember.Part.APPLICANT)
        for number, of_one in members.items()
    }
    applications = {
        (one.number, place): Application(
            key=_key(region.seed, "application", one.number, place),
            family=records[one.number],
            number=place + 1,
            route=story.route,
        )
        for one in region.households
        for place, story in enumerate(one.stories)
    }
    Application.objects.bulk_create(applications.values(), batch_size=_BATCH)
    through = Application.applicants.through
    through.objects.bulk_create(
        [
            through(application_id=application.pk, householdmember_id=applicant.pk)
            for (number, _), application in applications.items()
            for applicant in applicants[number]
        ],
        batch_size=_BATCH,
    )
    by_home = {home: one for one in region.households for home in one.homes}
    return Families(records, applications, applicants, by_home)


def write_sibling_groups(region: DemoRegion, children: ChildRecords) -> dict[tuple[str, int], str]:
    """Groups of brothers and sisters; gives the key of each by council and number."""
    members: dict[tuple[str, int], list[ChildRecord]] = defaultdict(list)
    for history in region.histories:
        if history.sibling_group is not None:
            record = children[history.la_code, history.child_id]
            members[history.la_code, history.sibling_group].append(record)
    groups = {
        own: SiblingGroup(key=_key(region.seed, "siblings", *own), label=f"S-{number:03d}")
        for number, own in enumerate(sorted(members), start=1)
    }
    SiblingGroup.objects.bulk_create(groups.values())
    for own, records in members.items():
        for record in records:
            record.sibling_group = groups[own]
    ChildRecord.objects.bulk_update(
        [record for records in members.values() for record in records],
        ["sibling_group"],
        batch_size=300,
    )
    return {own: group.key for own, group in groups.items()}


def write_identities(region: DemoRegion, children: ChildRecords, families: Families) -> None:
    """Names and addresses of the children: birth side's, and once placed the adoptive side's."""
    birth = [_birth_identity(region, history, children) for history in region.histories]
    BirthIdentity.objects.bulk_create(
        birth,
        update_conflicts=True,
        unique_fields=["child"],
        update_fields=["forenames", "surname", "home_address"],
        batch_size=_BATCH,
    )
    sexes = {(one.la_code, one.child_id): one.sex for one in region.histories}
    lived = {
        home: household
        for home, household in families.by_home.items()
        if _lives_there(home, region.today)
    }
    AdoptiveIdentity.objects.bulk_create(
        [
            _adoptive_identity(region, home, household, children, sexes)
            for home, household in lived.items()
        ],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


def _lives_there(home: Home, today: date) -> bool:
    """Whether the child has been placed for adoption there, and did not leave again."""
    is_placed = home.placed_on is not None and home.placed_on <= today
    has_left = home.adopted_on is None and home.to_on is not None and home.to_on <= today
    return is_placed and not has_left


def _birth_identity(region: DemoRegion, history: History, children: ChildRecords) -> BirthIdentity:
    called = birth_name(region.seed, history)
    return BirthIdentity(
        child=children[history.la_code, history.child_id],
        forenames=called.forenames,
        surname=called.surname,
        born_on=history.born_on,
        sex=history.sex,
        ethnicity=history.ethnicity,
        home_address=birth_address(region.seed, history),
    )


def _adoptive_identity(
    region: DemoRegion,
    home: Home,
    household: Household,
    children: ChildRecords,
    sexes: Mapping[Child, str],
) -> AdoptiveIdentity:
    child = (home.la_code, home.child_id)
    called = adoptive_name(region.seed, home, sexes[child], household.members[0].called.surname)
    return AdoptiveIdentity(
        child=children[child],
        forenames=called.forenames,
        surname=called.surname,
        address=household.address,
    )
