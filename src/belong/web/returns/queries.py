"""Reading what returns are made of: every child and family of the agencies, as known at a change.

Here nothing starts from ``visible_to``: a return that leaves out the children whom its maker does
not work with, or whose record is closed after the order, is wrong. Who may make one is checked
before (``belong.domain.policy.returns``), no name is read, and the records that the person is kept
from are left out and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from belong.domain.events import Event, EventKind
from belong.domain.policy import ActorFacts
from belong.domain.policy.returns import agencies_returned_for
from belong.reports.returns import (
    WAY_KINDS,
    Adopter,
    ApplicationCase,
    ChildCase,
    FamilyCase,
    Siblings,
    Window,
)
from belong.web.agencies.models import Agency, Kind, RaaMembership, holding_on
from belong.web.children.folding import as_domain_event, merged_into
from belong.web.children.models import ChildIdentifier, ChildRecord
from belong.web.children.queries import visible_to as visible_children
from belong.web.families.folding import as_family_event
from belong.web.families.models import Application, FamilyRecord
from belong.web.families.queries import visible_to as visible_families
from belong.web.ledger.models import Event as Row
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.queries import believed
from belong.web.returns.models import AdopterItems

__all__ = [
    "Reach",
    "adopter_items",
    "agencies_for",
    "agency_named",
    "child_cases",
    "child_returned",
    "family_cases",
    "keys_that_open",
    "names_of",
    "reach_of",
]

#: The scheme of the number that a council files a child under.
_NUMBER = "ssda903"


@dataclass(frozen=True)
class Reach:
    """Whose children and whose families a return is of.

    codes: DfE code of each council, by its key. families_of: keys of agencies. blocked: keys of
    records that its maker is kept from. joined_later: names, by DfE code, of the councils
    that are members of the region today and were none on the day, so that they are not in it.
    """

    agency: Agency
    codes: Mapping[str, str]
    families_of: frozenset[str]
    blocked: frozenset[str] = frozenset()
    joined_later: Mapping[str, str] = field(default_factory=dict)


def agencies_for(actor: ActorFacts, *, councils_only: bool = False) -> list[Agency]:
    """The agencies whose returns this person makes, by name; councils and regions."""
    kinds = [Kind.COUNCIL] if councils_only else [Kind.COUNCIL, Kind.RAA]
    found = Agency.objects.filter(key__in=agencies_returned_for(actor), kind__in=kinds)
    return list(found.order_by("-kind", "name"))


def agency_named(words: str) -> Agency | None:
    """The council or region with this DfE code or name, or None: for the command line."""
    found = Agency.objects.filter(kind__in=[Kind.COUNCIL, Kind.RAA])
    return found.filter(dfe_code=words).first() or found.filter(name__iexact=words).first()


def names_of(codes: Collection[str]) -> dict[str, str]:
    """Names of councils by their DfE codes, in the order of the codes."""
    found = Agency.objects.filter(kind=Kind.COUNCIL, dfe_code__in=list(codes))
    return dict(found.order_by("dfe_code").values_list("dfe_code", "name"))


def reach_of(agency: Agency, day: date, actor: ActorFacts | None = None) -> Reach:
    """Whose records a return of an agency is of, by its members on a day.

    Of a region: the children of its councils and the region's families. Of a council: its children,
    its families, and those of its region, which recruits for it. actor: who makes it, and so what
    of that is left out; None for the command line, which leaves nothing out.
    """
    held = RaaMembership.objects.filter(holding_on(day))
    later: list[tuple[str, str, str]] = []
    if agency.kind == Kind.RAA:
        members = held.filter(raa=agency).values_list("council__key", "council__dfe_code")
        codes = dict(members)
        families_of = {agency.key, *codes}
        later = _joined_later(agency, codes)
    else:
        codes = {agency.key: agency.dfe_code}
        regions = held.filter(council=agency).values_list("raa__key", flat=True)
        families_of = {agency.key, *regions}
    if actor is None:
        return Reach(agency, codes, frozenset(families_of), joined_later=_named(later))
    may = agencies_returned_for(actor)
    return Reach(
        agency,
        {key: code for key, code in codes.items() if key in may},
        frozenset(families_of & may),
        actor.blocked,
        _named(one for one in later if one[0] in may),
    )


def _joined_later(region: Agency, keys: Collection[str]) -> list[tuple[str, str, str]]:
    """Key, code and name of the councils of a region today that are not among these."""
    held = RaaMembership.objects.filter(holding_on(timezone.localdate()), raa=region)
    found = held.exclude(council__key__in=keys).order_by("council__name")
    return list(found.values_list("council__key", "council__dfe_code", "council__name"))


def _named(councils: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    return {code: name for _, code, name in councils}


def _believed(kind: SubjectKind, window: Window, change: int | None) -> QuerySet[Row]:
    """What was believed at the change of what had happened by the last day, and births expected."""
    expected = Q(kind=EventKind.BIRTH_EXPECTED.value, planned_for__isnull=False)
    return believed(kind, at=change).filter(Q(happened_on__lte=window.last) | expected)


def child_cases(reach: Reach, window: Window, change: int | None) -> tuple[list[ChildCase], int]:
    """The children on the way to adoption by the last day, and how many were left out."""
    others = ChildRecord.objects.filter(merged_into__undone_at=None, merged_into__isnull=False)
    kept = list(
        ChildRecord.objects.filter(
            # a record into which another was merged brings what that one tells
            Q(key__in=_on_the_way())
            | Q(merged_from__undone_at=None, merged_from__other__key__in=_on_the_way()),
            council__key__in=reach.codes,
        )
        .exclude(pk__in=others.values("pk"))
        .select_related("birth_identity", "council")
        .order_by("pseudonym")
        .distinct()
    )
    merged = merged_into([one.key for one in kept])
    blocked = {one.key for one in kept if one.key in reach.blocked}
    blocked |= {into for other, into in merged.items() if other in reach.blocked}
    kept = [one for one in kept if one.key not in blocked]
    told = _told(kept, merged, window, change)
    told = {key: events for key, events in told.items() if _is_on_the_way(events)}
    kept = [one for one in kept if one.key in told]
    return _as_cases(kept, told, reach), len(blocked)


def _on_the_way() -> QuerySet[Row, Any]:
    kinds = [kind.value for kind in WAY_KINDS]
    return (
        Row.objects.filter(subject_kind=SubjectKind.CHILD, kind__in=kinds)
        .values("subject_key")
        .distinct()
    )


def _told(
    kept: Collection[ChildRecord],
    merged: Mapping[str, str],
    window: Window,
    change: int | None,
) -> dict[str, list[Event]]:
    wanted = {one.key for one in kept}
    told: dict[str, list[Event]] = defaultdict(list)
    rows = _believed(SubjectKind.CHILD, window, change).filter(
        Q(subject_key__in=_on_the_way()) | Q(subject_key__in=[*merged, *merged.values()])
    )
    for row in rows.iterator():
        key = merged.get(row.subject_key, row.subject_key)
        if key in wanted:
            told[key].append(as_domain_event(row))
    return told


def _is_on_the_way(events: Iterable[Event]) -> bool:
    return any(one.kind in WAY_KINDS and one.happened_on for one in events)


def _as_cases(
    kept: Collection[ChildRecord], told: Mapping[str, list[Event]], reach: Reach
) -> list[ChildCase]:
    numbers = dict(
        ChildIdentifier.objects.filter(
            scheme=_NUMBER, agency__key__in=reach.codes, child__council__key__in=reach.codes
        ).values_list("child_id", "value")
    )
    named = {one.family_id for events in told.values() for one in events if one.family_id}
    families = dict(FamilyRecord.objects.filter(key__in=named).values_list("key", "pseudonym"))
    lives_with = {one.pk: _family_placed_with(told[one.key]) for one in kept}
    adopters = _applications({key for key in lives_with.values() if key})
    siblings = _siblings(kept, lives_with)
    cases = []
    for one in kept:
        identity = getattr(one, "birth_identity", None)
        events = told[one.key]
        born = next((each for each in events if each.kind is EventKind.BORN), None)
        facts = born.details if born else {}
        family = lives_with[one.pk]
        applications = adopters.get(family, []) if family else []
        cases.append(
            ChildCase(
                key=one.key,
                reference=one.pseudonym,
                number=numbers.get(one.pk, ""),
                la_code=reach.codes[one.council.key],
                events=tuple(events),
                sex=facts.get("sex") or (identity.sex if identity else ""),
                ethnicity=facts.get("ethnicity") or (identity.ethnicity if identity else ""),
                families=families,
                adopters=applications[-1].adopters if applications else (),
                siblings=siblings.get(one.pk),
            )
        )
    return cases


def _family_placed_with(events: Iterable[Event]) -> str | None:
    """Key of the family of the last placement for adoption, if it stands."""
    family: str | None = None
    for one in events:
        if one.kind is EventKind.PLACED_FOR_ADOPTION and one.happened_on:
            family = one.family_id
        elif one.kind is EventKind.DISRUPTED:
            family = None
    return family


def _siblings(
    kept: Collection[ChildRecord], lives_with: Mapping[int, str | None]
) -> dict[int, Siblings]:
    """Of the children in a sibling group: how many of it live together, by primary key.

    Groups are as they are today: they are not part of the record of what happened.
    """
    groups = {one.pk: one.sibling_group_id for one in kept if one.sibling_group_id}
    members: dict[int, list[int]] = defaultdict(list)
    for pk, group in ChildRecord.objects.filter(sibling_group__in=set(groups.values())).values_list(
        "pk", "sibling_group"
    ):
        members[group].append(pk)
    found = {}
    for pk, group in groups.items():
        family = lives_with[pk]
        if family is None:
            found[pk] = Siblings(None, None)
            continue
        together = sum(lives_with.get(each) == family for each in members[group])
        found[pk] = Siblings(together, len(members[group]) - together)
    return found


def _applications(families: Collection[str]) -> dict[str, list[ApplicationCase]]:
    """The applications of families with their people, first first, by the family's key."""
    found: dict[str, list[ApplicationCase]] = defaultdict(list)
    rows = (
        Application.objects.filter(family__key__in=families)
        .select_related("family")
        .prefetch_related("applicants")
        .order_by("family_id", "number")
    )
    for row in rows:
        people = sorted(row.applicants.all(), key=lambda one: one.pk)
        found[row.family.key].append(
            ApplicationCase(
                row.key,
                tuple(
                    Adopter(one.key, f"{row.family.pseudonym}-{number}", one.sex, one.born_on)
                    for number, one in enumerate(people, start=1)
                ),
            )
        )
    return found


def family_cases(reach: Reach, window: Window, change: int | None) -> tuple[list[FamilyCase], int]:
    """Every family of whom something had happened by the last day, and how many were left out."""
    records = FamilyRecord.objects.filter(agency__key__in=reach.families_of)
    kept = dict(records.order_by("pseudonym").values_list("key", "pseudonym"))
    blocked = kept.keys() & reach.blocked
    told = defaultdict(list)
    rows = _believed(SubjectKind.FAMILY, window, change).filter(
        subject_key__in=records.values("key")
    )
    for row in rows.iterator():
        told[row.subject_key].append(as_family_event(row))
    people = _applications(records.values("key"))  # type: ignore[arg-type]
    cases = [
        FamilyCase(key, reference, tuple(told[key]), tuple(people.get(key, ())))
        for key, reference in kept.items()
        if key in told and key not in blocked
    ]
    return cases, len(blocked)


def keys_that_open(actor: ActorFacts, keys: Collection[str]) -> frozenset[str]:
    """Of these records of children and families, those whose page opens for the person."""
    children = visible_children(actor).filter(key__in=keys).values_list("key", flat=True)
    families = visible_families(actor).filter(key__in=keys).values_list("key", flat=True)
    return frozenset(children) | frozenset(families)


def adopter_items(reach: Reach) -> dict[str, tuple[str, str]]:
    """Who adopted each child, as somebody said it for the 903: sex and legal status, by key."""
    found = AdopterItems.objects.filter(child__council__key__in=reach.codes)
    return {
        key: (sex, status)
        for key, sex, status in found.values_list("child__key", "sex", "legal_status")
    }


def child_returned(actor: ActorFacts, key: str) -> tuple[ChildRecord, AdopterItems | None] | None:
    """A child of the councils whose returns the person makes, with what was said of its adopters.

    None where there is none, for a record merged into another, and for one the person is kept from.
    """
    merged = Q(merged_into__undone_at=None, merged_into__isnull=False)
    found = (
        ChildRecord.objects.filter(key=key, council__key__in=agencies_returned_for(actor))
        .exclude(key__in=actor.blocked)
        .exclude(pk__in=ChildRecord.objects.filter(merged).values("pk"))
        .first()
    )
    return (found, AdopterItems.objects.filter(child=found).first()) if found else None
