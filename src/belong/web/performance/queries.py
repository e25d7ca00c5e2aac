"""Reading stored figures: whose a person may read, the set of an agency, and what is in it.

Nothing here computes a figure. What a page reads is asked for by measure and area, because the
figures of a region over ten years are many.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from belong.analytics.stored import Behind, FigureBook, FigureRef, StoredFigure
from belong.domain.errors import BelongError
from belong.domain.policy import ActorFacts
from belong.domain.policy.figures import agencies_with_figures, reads_pooled_regions_of
from belong.web.agencies.models import Agency, Kind, RaaMembership, holding_on
from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRecord
from belong.web.ledger.models import Change, Event, SubjectKind
from belong.web.ledger.queries import last_change
from belong.web.performance.models import FigurePeople, FigureRows, KeptAnswer, StoredSet
from belong.web.performance.packing import unpack_behind, unpack_figures, unpack_measures
from belong.web.performance.people import ALL, Pieces

__all__ = [
    "ALL",
    "Body",
    "NotComputed",
    "bodies_for",
    "book_in",
    "book_of",
    "computing_body",
    "councils_of",
    "day_of_change",
    "days_of_changes",
    "families_of",
    "found_set",
    "has_news",
    "own_area",
    "people_behind",
    "stored_set",
]

#: Names asked for in one query.
_BATCH = 5000


class NotComputed(BelongError):
    """The figures asked for are not stored, and a page does not compute them."""


@dataclass(frozen=True)
class Body:
    """An agency whose figures a person reads. is_pooled: only those of the whole region."""

    agency: Agency
    is_pooled: bool = False

    @property
    def is_region(self) -> bool:
        """Whether it is a regional adoption agency."""
        return self.agency.kind == Kind.RAA

    @property
    def areas(self) -> tuple[str, ...] | None:
        """The areas of its book that are for this reader; None: all of them."""
        return (ALL,) if self.is_pooled else None


def bodies_for(actor: ActorFacts) -> list[Body]:
    """The councils and regions whose figures this person reads today, regions first, by name.

    A region that is read only pooled comes last: whoever reads it so works for a council.
    """
    whole, pooled = agencies_with_figures(actor), reads_pooled_regions_of(actor)
    of_members = RaaMembership.objects.filter(
        holding_on(timezone.localdate()), council__key__in=pooled
    )
    found = (
        Agency.objects.filter(Q(key__in=whole) | Q(pk__in=of_members.values("raa")))
        .filter(kind__in=[Kind.COUNCIL, Kind.RAA])
        .order_by("-kind", "name")
    )
    bodies = [Body(one, is_pooled=one.key not in whole) for one in found]
    return sorted(bodies, key=lambda one: one.is_pooled)


def councils_of(agency: Agency) -> QuerySet[Agency]:
    """A region's councils today, or the council itself; by code."""
    if agency.kind != Kind.RAA:
        return Agency.objects.filter(pk=agency.pk)
    members = RaaMembership.objects.filter(holding_on(timezone.localdate()), raa=agency)
    return Agency.objects.filter(pk__in=members.values("council")).order_by("dfe_code")


def computing_body(agency: Agency) -> Agency:
    """The agency in whose set its figures are: a council's region, else itself."""
    if agency.kind != Kind.COUNCIL:
        return agency
    regions = RaaMembership.objects.filter(holding_on(timezone.localdate()), council=agency)
    found = regions.select_related("raa").first()
    return found.raa if found else agency


def stored_set(agency: Agency, *, known: int | None = None) -> StoredSet | None:
    """The set that an agency's figures are read from; its own, or its region's.

    known: a change number, of a set computed as known then; None: the newest there is.
    """
    today = timezone.localdate()
    regions = RaaMembership.objects.filter(holding_on(today), council=agency).values("raa")
    sets = StoredSet.objects.filter(Q(agency=agency) | Q(agency__in=regions))
    if known is not None:
        sets = sets.filter(change=known)
    found = sets.select_related("agency").order_by("-change", "-pk").first()
    if found and agency.kind == Kind.COUNCIL and not _holds(found, agency):
        return None  # a council that joined since its region's figures were computed
    return found


def _holds(found: StoredSet, agency: Agency) -> bool:
    return found.agency_id == agency.pk or agency.dfe_code in found.areas


def book_of(
    agency: Agency,
    *,
    known: int | None = None,
    measures: Collection[str] | None = None,
    areas: Collection[str] | None = None,
) -> FigureBook:
    """The stored figures of a council or region, without the people behind them.

    known: a change number, as ``stored_set`` has it. measures, areas: only these (None: all).
    Raises NotComputed where there is no such set.
    """
    return book_in(found_set(agency, known=known), agency, measures=measures, areas=areas)


def found_set(agency: Agency, *, known: int | None = None) -> StoredSet:
    """The set, as ``stored_set`` has it. Raises NotComputed where there is none."""
    found = stored_set(agency, known=known)
    if found is None:
        raise NotComputed(
            f"The figures of {agency.name} are not computed yet."
            if known is None
            else f"The figures of {agency.name} as known then are not computed.",
            mend="Have them computed on the performance pages, and look again in a minute.",
        )
    return found


def book_in(
    found: StoredSet,
    agency: Agency,
    *,
    measures: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    areas_of: Mapping[str, Collection[str]] | None = None,
    periods: Callable[[str], bool] | None = None,
) -> FigureBook:
    """The book of one set, as the agency reads it: a council's own figures stand under ``all``.

    areas_of: only these measures, and of each only these areas. periods: which names of periods are
    wanted; None: all of them.
    """
    own = own_area(found, agency)
    rows = FigureRows.objects.filter(of_set=found)
    if own:
        rows = rows.filter(area=own)
    elif areas is not None:
        rows = rows.filter(area__in=areas)
    if areas_of is not None:
        wanted = Q(measure__in=areas_of) if own else Q(pk__in=[])
        if not own:
            for each, those in areas_of.items():
                wanted |= Q(measure=each, area__in=those)
        rows = rows.filter(wanted)
    if measures is not None:
        rows = rows.filter(measure__in=measures)

    def is_read(area: str) -> bool:
        return areas is None or area in areas

    told: dict[str, StoredFigure] = {}
    for packed in rows.order_by("pk").values_list("packed", flat=True):
        for one in unpack_figures(packed, periods):
            figure = replace(one, ref=replace(one.ref, area=ALL)) if own else one
            told[str(figure.ref)] = figure
    return FigureBook(
        body=agency.key,
        body_name=agency.name,
        change=found.change,
        areas={ALL: agency.name} if own else {k: v for k, v in found.areas.items() if is_read(k)},
        figures=told,
        measures=unpack_measures(found.measures),
    )


def own_area(found: StoredSet, agency: Agency) -> str:
    """The area of a council in its region's set; "" where the set is the agency's own."""
    return "" if found.agency_id == agency.pk else agency.dfe_code


def people_behind(
    found: StoredSet, agency: Agency, refs: Collection[FigureRef]
) -> Mapping[FigureRef, Behind]:
    """Who is behind figures of the agency's book, by their references; nobody: nobody is kept."""
    own = own_area(found, agency)
    pieces = Pieces.of(found.areas, unpack_measures(found.measures))
    asked = {ref: replace(ref, area=own) if own else ref for ref in refs}
    names = {str(each): each for ref in asked.values() for each in pieces.sources(ref)}
    kept: dict[FigureRef, Behind] = {}
    listed = list(names)
    for start in range(0, len(listed), _BATCH):
        rows = FigurePeople.objects.filter(of_set=found, ref__in=listed[start : start + _BATCH])
        for name, packed in rows.values_list("ref", "packed"):
            kept[names[name]] = unpack_behind(packed)
    return {ref: pieces.gathered(there, kept) for ref, there in asked.items()}


def has_news(found: StoredSet | KeptAnswer) -> bool:
    """Whether anything was recorded on its children or families since it was computed."""
    if last_change() <= found.change:
        return False
    councils = councils_of(found.agency).order_by().values("pk")
    key = OuterRef("subject_key")  # each newer event is looked up: there are few, of many records
    children = ChildRecord.objects.filter(key=key, council__in=councils)
    families = FamilyRecord.objects.filter(Q(agency=found.agency) | Q(agency__in=councils), key=key)
    newer = Event.objects.filter(change_id__gt=found.change)
    return newer.filter(
        Q(Exists(children), subject_kind=SubjectKind.CHILD)
        | Q(Exists(families), subject_kind=SubjectKind.FAMILY)
    ).exists()


def families_of(body: Agency) -> list[tuple[str, str, str]]:
    """Key, pseudonym and agency's code of every family of a body or one of its councils today."""
    agencies = Q(agency=body) | Q(agency__in=councils_of(body).order_by().values("pk"))
    found = FamilyRecord.objects.filter(agencies).order_by("pseudonym")
    return list(found.values_list("key", "pseudonym", "agency__dfe_code"))


def days_of_changes(numbers: Collection[int]) -> dict[int, date]:
    """The day on which each of these changes was recorded, by number."""
    made = Change.objects.filter(number__in=numbers).values_list("number", "recorded_at")
    return {number: timezone.localdate(at) for number, at in made}


def day_of_change(change: int) -> date | None:
    """The day on which a change was recorded; None where there is none yet."""
    made = Change.objects.filter(number__lte=change).order_by("-number")
    moment = made.values_list("recorded_at", flat=True).first()
    return timezone.localdate(moment) if moment else None
