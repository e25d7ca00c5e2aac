"""The list of families and the pipeline: what is found, from ``visible_to(actor)`` only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.fields import BooleanField

from belong.domain.calendar import add_months, days_between
from belong.domain.journey.family import (
    ACTIVE_STAGES,
    CheckKind,
    FamilyStage,
    LimitKey,
)
from belong.domain.policy import ActorFacts, Grant, Part
from belong.web.families.models import FamilyResponsibility, HouseholdMember
from belong.web.families.queries import named_to, reach, visible_to

__all__ = [
    "InLine",
    "OnTime",
    "Pipeline",
    "StageColumn",
    "StuckCheck",
    "families_found",
    "pipeline_of",
]

_ORDERS = {
    "number": ("pseudonym",),
    "newest": ("-pk",),
    "due": (F("row__limit_due_on").asc(nulls_last=True), "pk"),
}
_LONGEST = (F("row__stage_from_on").asc(nulls_last=True), "pk")
_SEES_CHECKS = (Grant.SUMMARY, Grant.READ, Grant.WRITE)


def families_found(actor: ActorFacts, asked: Mapping[str, str], today: date) -> QuerySet[Any]:
    """The families that the filter leaves, in the order asked for.

    asked: values of FilterForm by name. A name is looked for only among families whose names the
    person may see, and a check only among those whose checks are theirs to see: what is not shown
    is not found either.
    """
    found = visible_to(actor)
    if terms := asked.get("q"):
        found = found.filter(Q(pseudonym__icontains=terms) | (_named(terms) & named_to(actor)))
    stage = asked.get("stage", "")
    if stage == "":
        found = found.filter(row__stage__in=ACTIVE_STAGES)
    elif stage != "all":
        found = found.filter(row__stage=stage)
    if agency := asked.get("agency"):
        found = found.filter(agency__key=agency)
    if team := asked.get("team"):
        found = found.filter(team__key=team)
    if worker := asked.get("worker"):
        theirs = FamilyResponsibility.objects.filter(
            Q(to_on=None) | Q(to_on__gt=today), family=OuterRef("pk"), user__key=worker
        )
        found = found.filter(Exists(theirs))
    found = _in_state(found, asked.get("state", ""), today)
    if check := asked.get("check"):
        waits = ~Q(row__waits_for="") if check == "any" else Q(row__waits_for=check)
        found = found.filter(waits & reach(actor, Part.FAMILY_CHECKS, _SEES_CHECKS))
    return found.order_by(*_ORDERS.get(asked.get("order", ""), _LONGEST))


def page_of(actor: ActorFacts, found: QuerySet[Any], rows: slice) -> list[Any]:
    """A part of what was found, in its order; how the reader is related is asked for these only."""
    part = visible_to(actor).filter(pk__in=found.values("pk")[rows])
    return list(part.order_by(*found.query.order_by))


def _named(terms: str) -> Q:
    """Every word is in the name of one person of the household."""
    people = HouseholdMember.objects.filter(family=OuterRef("pk"))
    for word in terms.split():
        people = people.filter(Q(forenames__icontains=word) | Q(surname__icontains=word))
    return Q(Exists(people))


def _in_state(found: QuerySet[Any], state: str, today: date) -> QuerySet[Any]:
    if state == "on_hold":
        return found.filter(row__is_on_hold=True)
    if state == "by_choice":
        return found.filter(row__waits_by_choice=True)
    if state == "over":
        return found.filter(row__limit_due_on__lt=today)
    if state == "flagged":
        return found.filter(row__flags__gt=0)
    return found


@dataclass(frozen=True)
class InLine:
    """One family in the pipeline, by its number and never by name.

    days: in its stage. over: days past the time limit that runs, negative while within it, None
    where none runs. waits_for: the check waited for longest, None where none is or it is not the
    reader's to see; waits_days since it was sought.
    """

    key: str
    pseudonym: str
    agency: str
    stage: FamilyStage
    days: int | None
    limit: LimitKey | None
    over: int | None
    is_on_hold: bool
    waits_by_choice: bool
    waits_for: CheckKind | None
    waits_days: int | None


@dataclass(frozen=True)
class StageColumn:
    """One stage. median_days: of the families in it, how long they have been; None for none."""

    stage: FamilyStage
    families: Sequence[InLine]

    @property
    def median_days(self) -> int | None:
        """Half of them have been in the stage for longer; rounded down to whole days."""
        days = [one.days for one in self.families if one.days is not None]
        return int(median(days)) if days else None

    @property
    def longest(self) -> list[InLine]:
        """The families, the longest in the stage first."""
        return sorted(self.families, key=lambda one: -(one.days or 0))


@dataclass(frozen=True)
class StuckCheck:
    """A check that families wait for: who, and for how many days, the longest first."""

    check: CheckKind
    families: Sequence[InLine]


@dataclass(frozen=True)
class OnTime:
    """A stage against its time limit.

    now and over_now: families in it, and those past the limit. finished and in_time: of those whose
    stage ended in the last twelve months and whose dates are both known.
    """

    limit: LimitKey
    now: int
    over_now: int
    finished: int
    in_time: int


@dataclass(frozen=True)
class Pipeline:
    """Families under way, by stage; of each its latest application."""

    columns: Sequence[StageColumn]
    stuck: Sequence[StuckCheck]
    on_time: Sequence[OnTime]
    over: Sequence[InLine]


def pipeline_of(actor: ActorFacts, asked: Mapping[str, str], today: date) -> Pipeline:
    """The pipeline of the families that agency, team and worker leave; two queries."""
    wanted = {name: asked[name] for name in ("agency", "team", "worker") if asked.get(name)}
    found = families_found(actor, wanted, today)
    lines = [_in_line(row, today) for row in _rows(actor, found)]
    by_stage: dict[FamilyStage, list[InLine]] = defaultdict(list)
    by_check: dict[CheckKind, list[InLine]] = defaultdict(list)
    for line in lines:
        by_stage[line.stage].append(line)
        if line.waits_for is not None:
            by_check[line.waits_for].append(line)
    stuck = [
        StuckCheck(check, sorted(waiting, key=lambda one: -(one.waits_days or 0)))
        for check, waiting in by_check.items()
    ]
    return Pipeline(
        columns=[StageColumn(stage, by_stage[stage]) for stage in ACTIVE_STAGES],
        stuck=sorted(stuck, key=lambda one: -len(one.families)),
        on_time=_on_time(actor, wanted, lines, today),
        over=sorted(
            (one for one in lines if one.over is not None and one.over > 0),
            key=lambda one: -(one.over or 0),
        ),
    )


def _rows(actor: ActorFacts, found: QuerySet[Any]) -> Iterable[tuple[Any, ...]]:
    sees_checks = ExpressionWrapper(
        reach(actor, Part.FAMILY_CHECKS, _SEES_CHECKS), output_field=BooleanField()
    )
    return (
        found.annotate(sees_checks=sees_checks)
        .order_by()
        .values_list(
            "key",
            "pseudonym",
            "agency__name",
            "row__stage",
            "row__stage_from_on",
            "row__limit",
            "row__limit_due_on",
            "row__is_on_hold",
            "row__waits_by_choice",
            "row__waits_for",
            "row__waits_from_on",
            "sees_checks",
        )
    )


def _in_line(row: tuple[Any, ...], today: date) -> InLine:
    key, pseudonym, agency, stage, from_on, limit, due_on, held, choice, check, since, sees = row
    is_waiting = bool(check) and bool(sees)
    return InLine(
        key=key,
        pseudonym=pseudonym,
        agency=agency,
        stage=FamilyStage(stage),
        days=days_between(from_on, today) if from_on else None,
        limit=LimitKey(limit) if limit else None,
        over=days_between(due_on, today) if due_on else None,
        is_on_hold=held,
        waits_by_choice=choice,
        waits_for=CheckKind(check) if is_waiting else None,
        waits_days=days_between(since, today) if is_waiting and since else None,
    )


def _on_time(
    actor: ActorFacts, wanted: Mapping[str, str], lines: Sequence[InLine], today: date
) -> list[OnTime]:
    since = add_months(today, -12)
    found = families_found(actor, {**wanted, "stage": "all"}, today).order_by()
    ended = found.filter(Q(row__stage_1_to_on__gt=since) | Q(row__stage_2_to_on__gt=since))
    days = list(
        ended.values_list(
            "row__stage_1_due_on",
            "row__stage_1_to_on",
            "row__stage_2_due_on",
            "row__stage_2_to_on",
        )
    )
    found_times = []
    for limit, at in ((LimitKey.STAGE_1, 0), (LimitKey.STAGE_2, 2)):
        here = [one for one in lines if one.limit is limit]
        finished = [
            (row[at], row[at + 1])
            for row in days
            if row[at] and row[at + 1] and row[at + 1] > since
        ]
        found_times.append(
            OnTime(
                limit,
                now=len(here),
                over_now=sum(one.over is not None and one.over > 0 for one in here),
                finished=len(finished),
                in_time=sum(to_on <= due_on for due_on, to_on in finished),
            )
        )
    return found_times
