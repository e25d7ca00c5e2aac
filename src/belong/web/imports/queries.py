"""Reading imports, and what they are compared with. Imports start from ``visible_to(actor)``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from belong.domain.policy import ActorFacts
from belong.domain.policy.imports import agencies_imported_to
from belong.web.agencies.models import Agency, Kind, RaaMembership, holding_on
from belong.web.children.models import ChildIdentifier
from belong.web.children.records import SCHEME, Child
from belong.web.families.actions_bringing import BroughtFamily
from belong.web.families.models import Application
from belong.web.imports.lines import Line, unpack
from belong.web.imports.models import Difference, FamilyNumber, Import, LinesPage
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import believed

__all__ = [
    "RESTING",
    "agencies_for",
    "beside",
    "children_by_number",
    "differences_of",
    "families_by_number",
    "find_import",
    "is_silent",
    "lines_on",
    "numbers_taken",
    "planned_there",
    "settled_before",
    "visible_to",
    "with_members",
    "written_since",
]

#: What is not finished, and what somebody works on now.
OPEN = (
    Import.State.WAITING,
    Import.State.READING,
    Import.State.PREVIEWED,
    Import.State.APPLYING,
)
#: A job that has not been heard of for so long has stopped.
RESTING = timedelta(seconds=60)


def agencies_for(actor: ActorFacts) -> list[Agency]:
    """The agencies whose records this person may bring in, councils first, by name."""
    found = Agency.objects.filter(key__in=agencies_imported_to(actor))
    return sorted(found, key=lambda one: (one.kind != Kind.COUNCIL, one.name))


def with_members(agency: Agency, allowed: Collection[Agency]) -> list[Agency]:
    """An agency and, for a regional one, its members today, as far as they are allowed."""
    members = RaaMembership.objects.filter(holding_on(timezone.localdate()), raa=agency)
    keys = set(members.values_list("council__key", flat=True)) | {agency.key}
    return [one for one in allowed if one.key in keys]


def visible_to(actor: ActorFacts) -> QuerySet[Import]:
    """Imports of agencies all of which the person may bring in today, newest first."""
    others = Agency.objects.exclude(key__in=agencies_imported_to(actor))
    mine = Agency.objects.filter(key__in=agencies_imported_to(actor))
    return (
        Import.objects.filter(
            pk__in=Import.agencies.through.objects.filter(agency__in=mine).values("import_id")
        )
        .exclude(
            pk__in=Import.agencies.through.objects.filter(agency__in=others).values("import_id")
        )
        .prefetch_related("files", "agencies")
        .order_by("-uploaded_at", "-pk")
    )


def find_import(actor: ActorFacts, key: str) -> Import | None:
    """The import with this key if it exists for this person, else None: answer 404."""
    return visible_to(actor).filter(key=key).first()


def is_silent(one: Import) -> bool:
    """Whether its job ought to be at work and has not been heard of for a while."""
    works = one.state in (Import.State.WAITING, Import.State.READING, Import.State.APPLYING)
    return works and timezone.now() - one.seen_at > RESTING


def beside(one: Import) -> QuerySet[Import]:
    """Other imports of the same agencies that are not finished."""
    others = Import.objects.filter(agencies__in=one.agencies.all(), state__in=OPEN)
    return others.exclude(pk=one.pk).distinct().order_by("uploaded_at")


def lines_on(
    one: Import, outcome: str, number: int, *, blocked: Collection[str] = ()
) -> list[Line]:
    """The lines of a page of the preview; one query. blocked: as ``unpack``."""
    page = LinesPage.objects.filter(of=one, outcome=outcome, number=number).first()
    return [unpack(text, blocked) for text in page.lines.split("\n")] if page else []


def differences_of(one: Import) -> QuerySet[Difference]:
    """The conflicts of an import, in the order of its lines."""
    return Difference.objects.filter(of=one).order_by("number")


def settled_before(agencies: Collection[Agency]) -> frozenset[str]:
    """Conflicts that somebody decided in an import that was applied, to keep the record's."""
    found = Difference.objects.filter(
        is_applied=True, choice="keep", of__agencies__in=agencies
    ).distinct()
    return frozenset(found.values_list("conflict", flat=True))


def written_since(change: int, keys: Collection[str]) -> bool:
    """Whether anything was written on any of these records after a change."""
    later = Event.objects.filter(
        change_id__gt=change, subject_kind__in=[SubjectKind.CHILD, SubjectKind.FAMILY]
    )
    touched = set(later.values_list("subject_key", flat=True).distinct())
    return not touched.isdisjoint(keys)


def numbers_taken(children: Collection[Child]) -> bool:
    """Whether any of these children has a record by now."""
    wanted = set(children)
    rows = ChildIdentifier.objects.filter(
        scheme=SCHEME, agency__dfe_code__in={la for la, _ in wanted}
    ).values_list("agency__dfe_code", "value")
    return any(row in wanted for row in rows)


def children_by_number(codes: Collection[str]) -> dict[Child, str]:
    """Keys of the children of these councils by the council's code and number."""
    rows = ChildIdentifier.objects.filter(scheme=SCHEME, agency__dfe_code__in=list(codes))
    found = rows.values_list("agency__dfe_code", "value", "child__key")
    return {(la, value): key for la, value, key in found}


def families_by_number(agency: Agency) -> dict[str, BroughtFamily]:
    """The families that an agency's workbook named before, with their first applications."""
    numbers = dict(FamilyNumber.objects.filter(agency=agency).values_list("family_key", "value"))
    applications = (
        Application.objects.filter(family__key__in=numbers)
        .select_related("family")
        .prefetch_related("applicants")
        .order_by("family", "-number")
    )
    return {
        numbers[one.family.key]: BroughtFamily(
            one.family.key,
            one.key,
            tuple(person.key for person in sorted(one.applicants.all(), key=lambda p: p.pk)),
        )
        for one in applications
    }


def planned_there(keys: Collection[str]) -> set[tuple[str, str, date | None]]:
    """What is planned and believed of these records: key, kind and day."""
    found: set[tuple[str, str, date | None]] = set()
    for kind in (SubjectKind.CHILD, SubjectKind.FAMILY):
        rows = believed(kind).filter(subject_key__in=list(keys), planned_for__isnull=False)
        found |= set(rows.values_list("subject_key", "kind", "planned_for"))
    return found
