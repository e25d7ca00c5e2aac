"""Families of a workbook, many at once, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.families.actions import Person
from belong.web.families.models import Application, FamilyRecord, HouseholdMember

__all__ = ["BroughtFamily", "NewFamily", "write_families"]


@dataclass(frozen=True)
class NewFamily:
    """A household that is not on record. people: one or two applicants."""

    number: str
    people: tuple[Person, ...]
    address: str
    route: str


@dataclass(frozen=True)
class BroughtFamily:
    """Keys of a family, of its first application, and of its applicants in order."""

    key: str
    application: str
    people: tuple[str, ...]


def write_families(
    *, agency: Agency, families: Sequence[NewFamily], by: str = "", process: str = ""
) -> dict[str, BroughtFamily]:
    """Records of households with their first applications, by the agency's number."""
    last = FamilyRecord.objects.aggregate(last=Max("pk"))["last"] or 0
    taken = set(FamilyRecord.objects.values_list("pseudonym", flat=True))
    names: list[str] = []
    while len(names) < len(families):
        last += 1
        if f"F-{last:04d}" not in taken:
            names.append(f"F-{last:04d}")
    records = FamilyRecord.objects.bulk_create(
        [
            FamilyRecord(pseudonym=name, agency=agency, address=one.address)
            for name, one in zip(names, families, strict=True)
        ],
        batch_size=500,
    )
    for record, one in zip(records, families, strict=True):
        record_audit(
            action="family_added",
            by=by,
            process=process,
            subject_kind="family",
            subject_key=record.key,
            agency_key=agency.key,
            detail={"people": len(one.people)},
        )
    members = [
        HouseholdMember(
            family=record,
            part=person.part,
            forenames=person.forenames,
            surname=person.surname,
            born_on=person.born_on,
        )
        for record, one in zip(records, families, strict=True)
        for person in one.people
    ]
    HouseholdMember.objects.bulk_create(members, batch_size=500)
    applications = Application.objects.bulk_create(
        [
            Application(family=record, route=one.route)
            for record, one in zip(records, families, strict=True)
        ],
        batch_size=500,
    )
    by_family: dict[int, list[HouseholdMember]] = {}
    for member in members:
        by_family.setdefault(member.family_id, []).append(member)
    through = Application.applicants.through
    through.objects.bulk_create(
        [
            through(application_id=each.pk, householdmember_id=member.pk)
            for each in applications
            for member in by_family[each.family_id]
        ],
        batch_size=500,
    )
    return {
        one.number: BroughtFamily(
            record.key, application.key, tuple(member.key for member in by_family[record.pk])
        )
        for one, record, application in zip(families, records, applications, strict=True)
    }
