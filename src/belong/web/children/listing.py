"""The list of children: who is in it, in which order; everything starts from ``visible_to``.

As known at an earlier moment, what is folded from the ledger is of that moment: stages, days and
flags. Who may see whom, and names, councils, teams, workers and sibling groups, are today's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper

from belong.domain.calendar import add_months
from belong.domain.policy import ActorFacts, Part, Role
from belong.domain.policy.roles import MATRIX
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, Kind, Team, holding_on
from belong.web.agencies.reach import few
from belong.web.children.models import (
    BirthIdentity,
    ChildIdentifier,
    ChildRecord,
    Merge,
    Responsibility,
    RowOfChild,
)
from belong.web.children.queries import named_to, numbered_to, visible_to
from belong.web.ledger.as_known import AsKnown
from belong.web.ledger.versions import version_at

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = [
    "BANDS",
    "SORTS",
    "Criteria",
    "Filters",
    "children_found",
    "filters_for",
    "page_of",
    "row_shown",
]

#: Months waited since the decision: from (included) and to (not included).
BANDS: Mapping[str, tuple[str, int, int | None]] = {
    "under_6": ("Under 6 months", 0, 6),
    "6_to_12": ("6 to 12 months", 6, 12),
    "12_to_18": ("12 to 18 months", 12, 18),
    "over_18": ("Over 18 months", 18, None),
}
#: The column by name; of what is folded from the ledger, as it stands in the row of a child.
SORTS: Mapping[str, str] = {
    "reference": "pseudonym",
    "born": "birth_identity__born_on",
    "council": "council__name",
    "stage": "row__stage",
    "care": "row__entered_care_on",
    "waiting": "row__plan_decided_on",
}


@dataclass(frozen=True)
class Criteria:
    """What the list is narrowed to; an empty text is no criterion. sort: a name of SORTS."""

    terms: str = ""
    council: str = ""
    team: str = ""
    worker: str = ""
    stage: str = ""
    siblings: str = ""
    early_permanence: str = ""
    waiting: str = ""
    sort: str = "reference"
    is_descending: bool = False


@dataclass(frozen=True)
class Filters:
    """What this person may narrow by: key and name of councils, teams and workers."""

    councils: list[tuple[str, str]]
    teams: list[tuple[str, str]]
    workers: list[tuple[str, str]]


def filters_for(actor: ActorFacts, today: date) -> Filters:
    """Councils that the person's roles reach, their teams, and who works there; three queries."""
    reached = {
        key
        for each in actor.appointments
        if Part.CHILD_DATES in MATRIX[each.role]
        for key in each.agencies
    }
    councils = Agency.objects.filter(kind=Kind.COUNCIL, key__in=reached)
    teams = Team.objects.filter(agency__kind=Kind.COUNCIL, agency__key__in=reached, closed_on=None)
    workers = User.objects.filter(
        pk__in=Appointment.objects.filter(
            holding_on(today), role=Role.CHILD_SOCIAL_WORKER, agency__key__in=reached
        ).values("user")
    )
    return Filters(
        list(councils.values_list("key", "name")),
        list(teams.values_list("key", "name")),
        list(workers.values_list("key", "name")),
    )


def children_found(
    actor: ActorFacts, criteria: Criteria, today: date, known: AsKnown | None = None
) -> QuerySet[VisibleChild]:
    """The children who fit, of those who exist for this person, in order.

    known: the earlier moment as known at which they are to fit; a child of whom nothing had been
    recorded by then is not among them.
    """
    found, row, on = _with_rows(actor, known), "row", today
    if known is not None:
        row, on = "version", known.day
    # In one step: a second one would relate every child to its version once more.
    recorded = Q() if known is None else Q(version__isnull=False)
    found = found.filter(recorded & _fits(criteria, today) & _row_fits(criteria, row, on))
    terms = criteria.terms.split()
    among = _few_named(terms)
    for term in terms:
        found = found.filter(_named(actor, term, among))
    name = SORTS.get(criteria.sort, SORTS["reference"]).replace("row__", f"{row}__")
    column, beside = F(name), _relation(name)
    order = column.desc(nulls_last=True) if criteria.is_descending else column.asc(nulls_last=True)
    # Of those without a day, the ones who have the row that it would stand in come first.
    then = [F(f"{beside}__pk").asc(nulls_last=True)] if beside else []
    return found.order_by(order, *then, "pk")


def page_of(
    actor: ActorFacts,
    found: QuerySet[VisibleChild],
    criteria: Criteria,
    rows: slice,
    known: AsKnown | None = None,
) -> list[VisibleChild]:
    """A part of what was found, in its order; how the reader is related is asked for these only.

    criteria, known: what ``found`` was asked for.
    """
    part = _with_rows(actor, known)
    keys: QuerySet[Any, Any] | list[int] = found.values("pk")[rows]
    beside = _relation(SORTS.get(criteria.sort, SORTS["reference"]))
    if beside and known is None:
        # Asked of those alone who have that row, the order is an index's, and nobody is sorted.
        quickly = list(
            found.filter(**{f"{beside}__isnull": False}).values_list("pk", flat=True)[rows]
        )
        if len(quickly) == rows.stop - rows.start:
            keys = quickly
    return list(part.filter(pk__in=keys).order_by(*found.query.order_by))


def _relation(column: str) -> str:
    """What a column is reached through, "" for one of the child's own record or of its council."""
    relation = column.rpartition("__")[0]
    return "" if relation == "council" else relation


def _with_rows(actor: ActorFacts, known: AsKnown | None) -> QuerySet[VisibleChild]:
    """Every child for this person, related to the row of now or, as version, to that of then."""
    if known is None:
        return visible_to(actor)
    return (
        visible_to(actor)
        .annotate(version=version_at(known.change))
        .select_related(None)
        # The checker does not know a relation that is annotated.
        .select_related("council", "team", "sibling_group", "birth_identity", "version")  # type: ignore[misc]
    )


def row_shown(child: ChildRecord, known: AsKnown | None = None) -> RowOfChild | None:
    """What the list shows of a child from ``children_found``; None where nothing is believed."""
    row = getattr(child, "row" if known is None else "version", None)
    return row if row is not None and row.stage else None


class _Matches(NamedTuple):
    """Keys in the database of children that a term fits, each by another way to them.

    merged: a record merged into the child's has that reference; merged_numbered: that number.
    """

    referred: QuerySet[Any, Any]
    merged: QuerySet[Any, Any]
    named: QuerySet[Any, Any]
    numbered: QuerySet[Any, Any]
    merged_numbered: QuerySet[Any, Any]

    @property
    def any_of_them(self) -> QuerySet[Any, Any]:
        """Whichever way."""
        return self.referred.union(*self[1:])


def _matches(term: str) -> _Matches:
    names = Q(forenames__icontains=term) | Q(surname__icontains=term)
    numbers = ChildIdentifier.objects.annotate(upper=Upper("value")).filter(upper=term.upper())
    merged = Merge.objects.filter(undone_at=None)
    return _Matches(
        ChildRecord.objects.filter(pseudonym=term.upper()).values("pk"),
        merged.filter(other__pseudonym=term.upper()).values("kept"),
        BirthIdentity.objects.filter(names).values("child"),
        numbers.values("child"),
        merged.filter(other__in=numbers.values("child")).values("kept"),
    )


def _few_named(terms: Sequence[str]) -> list[int] | None:
    """All who fit the terms, whoever may see them; None for no terms, and where they are many."""
    if not terms:
        return None
    fits = Q()
    for term in terms:
        fits &= Q(pk__in=_matches(term).any_of_them)
    return few(ChildRecord.objects.filter(fits))


def _named(actor: ActorFacts, term: str, among: list[int] | None) -> Q:
    """Names and numbers are searched only where the person may see them, and among these."""
    found = _matches(term)
    named, numbered = found.named, found.numbered
    if among is None:
        # The few that match are found first: who may see them is asked of those alone.
        fits = Q(pk__in=found.any_of_them)
    else:
        fits = Q(pk__in=among)
        named, numbered = named.filter(child__in=among), numbered.filter(child__in=among)
    return fits & (
        Q(pk__in=found.referred)
        | Q(pk__in=found.merged)
        | (named_to(actor) & Q(pk__in=named))
        | (numbered_to(actor) & (Q(pk__in=numbered) | Q(pk__in=found.merged_numbered)))
    )


def _fits(criteria: Criteria, today: date) -> Q:
    fits = Q()
    if criteria.council:
        fits &= Q(council__key=criteria.council)
    if criteria.team:
        fits &= Q(team__key=criteria.team)
    if criteria.worker:
        held = Responsibility.objects.filter(
            Q(to_on=None) | Q(to_on__gt=today), user__key=criteria.worker
        )
        fits &= Q(pk__in=held.values("child"))
    if criteria.siblings:
        fits &= Q(sibling_group=None) if criteria.siblings == "no" else ~Q(sibling_group=None)
    return fits


def _row_fits(criteria: Criteria, row: str, on: date) -> Q:
    """What is asked of the row, which is related to the child by this name; waiting until a day."""
    asked: dict[str, object] = {}
    if criteria.stage:
        asked["stage"] = criteria.stage
    if criteria.early_permanence:
        asked["stage__gt"] = ""
        asked["is_early_permanence"] = criteria.early_permanence == "yes"
    if criteria.waiting in BANDS:
        _, months_from, months_to = BANDS[criteria.waiting]
        asked["is_waiting"] = True
        asked["plan_decided_on__lte"] = add_months(on, -months_from)
        if months_to is not None:
            asked["plan_decided_on__gt"] = add_months(on, -months_to)
    return Q(**{f"{row}__{name}": value for name, value in asked.items()})
