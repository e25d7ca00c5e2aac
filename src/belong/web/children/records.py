"""The records of children whom a council's own identifiers name: found, or added in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models.functions import Length

from belong.domain.journey.periods import ChildFacts
from belong.web.agencies.models import Agency
from belong.web.children.models import BirthIdentity, ChildIdentifier, ChildRecord

__all__ = ["Child", "ChildRecords", "last_number"]

#: How the identifier of a return is named among a child's identifiers.
SCHEME = "ssda903"
#: SEX as returns before 2024-25 wrote it.
_SEXES = {"1": "M", "2": "F"}
_BATCH = 500

#: A council's code and CHILD: who a child is in the returns.
Child = tuple[str, str]


class ChildRecords:
    """Records by council and CHILD. added: how many were not there before."""

    def __init__(self, councils: Mapping[str, Agency]) -> None:
        self._councils = councils
        self.added = 0
        identifiers = ChildIdentifier.objects.filter(
            agency__in=councils.values(), scheme=SCHEME
        ).select_related("child")
        by_pk = {one.pk: one.dfe_code for one in councils.values()}
        self._records = {(by_pk[one.agency_id], one.value): one.child for one in identifiers}

    def __getitem__(self, child: Child) -> ChildRecord:
        """A child's record. Raises KeyError for one that has none."""
        return self._records[child]

    def __contains__(self, child: object) -> bool:
        """Whether a child has a record."""
        return child in self._records

    def add(self, children: Iterable[Child]) -> None:
        """Make records for those who have none, with the next pseudonyms."""
        new = [child for child in children if child not in self._records]
        first = last_number() + 1
        records = ChildRecord.objects.bulk_create(
            [
                ChildRecord(pseudonym=f"C-{number:04d}", council=self._councils[la_code])
                for number, (la_code, _) in enumerate(new, start=first)
            ]
        )
        self._records.update(zip(new, records, strict=True))
        ChildIdentifier.objects.bulk_create(
            [
                ChildIdentifier(
                    child=record, agency=self._councils[la_code], scheme=SCHEME, value=value
                )
                for (la_code, value), record in zip(new, records, strict=True)
            ]
        )
        self.added += len(new)

    def write_identities(self, facts: Mapping[Child, ChildFacts]) -> None:
        """Birth date, sex and ethnic group of those whose birth identity nobody has typed in."""
        told = [(self._records[child], each) for child, each in facts.items()]
        there = {
            one.child_id: one
            for one in BirthIdentity.objects.filter(child__in=[record.pk for record, _ in told])
        }
        rows = []
        for record, each in told:
            held = there.get(record.pk)
            if each.born_on is None or (held and (held.surname or held.forenames)):
                continue
            row = BirthIdentity(
                child=record,
                born_on=each.born_on,
                sex=_SEXES.get(each.sex or "", each.sex or ""),
                ethnicity=each.ethnicity or "",
            )
            is_same = held and all(
                getattr(held, name) == getattr(row, name)
                for name in ("born_on", "sex", "ethnicity")
            )
            if not is_same:
                rows.append(row)
        BirthIdentity.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["child"],
            update_fields=["born_on", "sex", "ethnicity"],
            batch_size=_BATCH,
        )


def last_number() -> int:
    """The highest number that a child's pseudonym has; 0 where there is none."""
    last = (
        ChildRecord.objects.filter(pseudonym__regex=r"^C-[0-9]+$")
        .annotate(length=Length("pseudonym"))
        .order_by("-length", "-pseudonym")
        .values_list("pseudonym", flat=True)
        .first()
    )
    return int(last[2:]) if last else 0
