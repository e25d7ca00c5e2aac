"""Children of a workbook, many at once, in the caller's transaction: records and identities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.children.models import BirthIdentity
from belong.web.children.records import Child, ChildRecords

__all__ = ["Named", "write_named_children"]


@dataclass(frozen=True)
class Named:
    """Who a child is. Exactly one of born_on and expected_on."""

    surname: str
    forenames: str
    born_on: date | None
    expected_on: date | None
    sex: str
    ethnicity: str


def write_named_children(
    *,
    named: Mapping[Child, Named],
    councils: Mapping[str, Agency],
    by: str = "",
    process: str = "",
) -> dict[Child, str]:
    """The keys of these children's records, made where there are none yet.

    Who a child is that somebody typed in here before stays as it is.
    """
    records = ChildRecords(councils)
    new = {child for child in named if child not in records}
    records.add(named)
    there = {
        one.child_id: one
        for one in BirthIdentity.objects.filter(child__in=[records[child].pk for child in named])
    }
    rows = []
    for child, told in named.items():
        held = there.get(records[child].pk)
        if held is not None and (held.surname or held.forenames):
            continue
        record_audit(
            action="child_added" if child in new else "identity_changed",
            by=by,
            process=process,
            subject_kind="child",
            subject_key=records[child].key,
            agency_key=councils[child[0]].key,
        )
        rows.append(
            BirthIdentity(
                child=records[child],
                surname=told.surname,
                forenames=told.forenames,
                born_on=held.born_on if held and held.born_on else told.born_on,
                expected_on=None if (held and held.born_on) else told.expected_on,
                sex=told.sex or (held.sex if held else ""),
                ethnicity=told.ethnicity or (held.ethnicity if held else ""),
            )
        )
    fields = ["surname", "forenames", "born_on", "expected_on", "sex", "ethnicity"]
    BirthIdentity.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["child"], update_fields=fields, batch_size=500
    )
    return {child: records[child].key for child in named}
