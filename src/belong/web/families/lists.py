"""The list of families and the pipeline: what is found, from ``visible_to(actor)`` only.

As known at an earlier moment, what is folded from the ledger is of that moment: stages, days, time
limits, checks and flags. Who may see whom, and names, agencies, teams and workers, are today's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import ExpressionWrapper, F, Q, QuerySet
from django.db.models.fields import BooleanField

from belong.domain.calendar import add_months, days_between
from belong.domain.journey.family import (
    ACTIVE_STAGES,
    CheckKind,
    FamilyStage,
    LimitKey,
)
from belong.domain.policy import ActorFacts, Part
from belong.web.agencies.reach import NAMED, few, reach
from belong.web.families.models import (
    FamilyRecord,
    FamilyResponsibility,
    HouseholdMember,
    RowOfFamily,
)
from belong.web.families.queries import named_to, visible_to
from belong.web.ledger.as_known import AsKnown
from belong.web.ledger.versions import version_at

__all__ = [
    "InLine",
    "OnTime",
    "Pipeline",
    "StageColumn",
    "StuckCheck",
    "families_found",
    "page_of",
    "pipeline_of",
    "row_shown",
]

_ORDERS = {"number": ("pseudonym",), "newest": ("-pk",)}
#: The column of the row that the other orders go by; the longest in its stage comes first.
_DAYS = {"due": "limit_due_on", "": "stage_from_on"}


def families_found(
    actor: ActorFacts, asked: Mapping[str, str], today: date, known: AsKnown | None = None
) -> QuerySet[Any]:
    """The families that the filter leaves, in the order asked for.

    asked: values of FilterForm by name. A name is looked for only among families whose names the
    person may see, and a check only among those whose checks are theirs to see: what is not shown
    is not found either. known: the earlier moment; a family of whom nothing was recorded by then is
    left out.
    """
    found, row = _with_rows(actor, known)
    fits = Q() if known is None else Q(version__isnull=False)
    if terms := asked.get("q"):
        fits &= _searched(actor, terms)
    stage = asked.get("stage", "")
    if stage == "":
        fits &= Q(**{f"{row}__stage__in": ACTIVE_STAGES})
    elif stage != "all":
        fits &= Q(**{f"{row}__stage": stage})
    if agency := asked.get("agency"):
        fits &= Q(agency__key=agency)
    if team := asked.get("team"):
        fits &= Q(team__key=team)
    if worker := asked.get("worker"):
        theirs = FamilyResponsibility.objects.filter(
            Q(to_on=None) | Q(to_on__gt=today), user__key=worker
        )
        fits &= Q(pk__in=theirs.values("family"))
    fits &= _in_state(asked.get("state", ""), row, known.day if known else today)
    if check := asked.get("check"):
        waits_for = f"{row}__waits_for"
        waits = ~Q(**{waits_for: ""}) if check == "any" else Q(**{waits_for: check})
        fits &= waits & reach(actor, Part.FAMILY_CHECKS, NAMED)
    order = asked.get("order", "")
    day = F(f"{row}__{_DAYS.get(order, _DAYS[''])}")
    # In one step: a second one would relate every family to its version once more.
    return found.filter(fits).order_by(*_ORDERS.get(order, (day.asc(nulls_last=True), "pk")))


def page_of(
    actor: ActorFacts, found: QuerySet[Any], rows: slice, known: AsKnown | None = None
) -> list[Any]:
    """A part of what was found, in its order; how the reader is related is asked for these only.

    known: the moment that ``found`` was asked for.
    """
    part, _ = _with_rows(actor, known)
    return list(part.filter(pk__in=found.values("pk")[rows]).order_by(*found.query.order_by))


def row_shown(family: FamilyRecord, known: AsKnown | None) -> RowOfFamily | None:
    """What the lists show of a family from ``page_of``; None where nothing is believed."""
    row = getattr(family, "row" if known is None else "version", None)
    return row if row is not None and row.stage else None


def _with_rows(actor: ActorFacts, known: AsKnown | None) -> tuple[QuerySet[Any], str]:
    """The families, and by what name their rows are related to them: of now or of the moment."""
    if known is None:
        return visible_to(actor), "row"
    found: QuerySet[Any] = visible_to(actor).annotate(version=version_at(known.change))
    return found.select_related(None).select_related("agency", "team", "version"), "version"


def _searched(actor: ActorFacts, terms: str) -> Q:
    """The number holds the terms; or every word is in the name of one person of the household."""
    people = HouseholdMember.objects.all()
    for word in terms.split():
        people = people.filter(Q(forenames__icontains=word) | Q(surname__icontains=word))
    numbered = Q(pseudonym__icontains=terms)
    named = FamilyRecord.objects.filter(pk__in=people.values("family"))
    among = few(FamilyRecord.objects.filter(numbered).union(named).values("pk"))
    if among is None:
        return numbered | (Q(pk__in=people.values("family")) & named_to(actor))
    theirs = people.filter(family__in=among).values("family")
    return Q(pk__in=among) & (numbered | (Q(pk__in=theirs) & named_to(actor)))


def _in_state(state: str, row: str, on: date) -> Q:
    """What is asked of the row, which is related to the family by this name; over on a day."""
    asked: Mapping[str, tuple[str, object]] = {
        "on_hold": ("is_on_hold", True),
        "by_choice": ("waits_by_choice", True),
        "over": ("limit_due_on__lt", on),
        "flagged": ("flags__gt", 0),
    }
    if state not in asked:
        return Q()
    column, value = asked[state]
    return Q(**{f"{row}__{column}": value})


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


def pipeline_of(
    actor: ActorFacts, asked: Mapping[str, str], today: date, known: AsKnown | None = None
) -> Pipeline:
    """The pipeline of the families that agency, team and worker leave; two queries.

    known: the earlier moment; days are then counted to its day.
    """
    wanted = {name: asked[name] for name in ("agency", "team", "worker") if asked.get(name)}
    found = families_found(actor, wanted, today, known)
    on = known.day if known else today
    lines = [_in_line(row, on) for row in _rows(actor, found, known)]
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
        on_time=_on_time(actor, wanted, lines, today, known),
        over=sorted(
            (one for one in lines if one.over is not None and one.over > 0),
            key=lambda one: -(one.over or 0),
        ),
    )


def _rows(
    actor: ActorFacts, found: QuerySet[Any], known: AsKnown | None
) -> Iterable[tuple[Any, ...]]:
    row = "version" if known else "row"
    sees_checks = ExpressionWrapper(
        reach(actor, Part.FAMILY_CHECKS, NAMED), output_field=BooleanField()
    )
    return (
        found.annotate(sees_checks=sees_checks)
        .order_by()
        .values_list(
            "key",
            "pseudonym",
            "agency__name",
            f"{row}__stage",
            f"{row}__stage_from_on",
            f"{row}__limit",
            f"{row}__limit_due_on",
            f"{row}__is_on_hold",
            f"{row}__waits_by_choice",
            f"{row}__waits_for",
            f"{row}__waits_from_on",
            "sees_checks",
        )
    )


def _in_line(row: tuple[Any, ...], on: date) -> InLine:
    key, pseudonym, agency, stage, from_on, limit, due_on, held, choice, check, since, sees = row
    is_waiting = bool(check) and bool(sees)
    return InLine(
        key=key,
        pseudonym=pseudonym,
        agency=agency,
        stage=FamilyStage(stage),
        days=days_between(from_on, on) if from_on else None,
        limit=LimitKey(limit) if limit else None,
        over=days_between(due_on, on) if due_on else None,
        is_on_hold=held,
        waits_by_choice=choice,
        waits_for=CheckKind(check) if is_waiting else None,
        waits_days=days_between(since, on) if is_waiting and since else None,
    )


def _on_time(
    actor: ActorFacts,
    wanted: Mapping[str, str],
    lines: Sequence[InLine],
    today: date,
    known: AsKnown | None,
) -> list[OnTime]:
    since = add_months(known.day if known else today, -12)
    found = families_found(actor, {**wanted, "stage": "all"}, today, known).order_by()
    row = "version" if known else "row"
    ended = Q(**{f"{row}__stage_1_to_on__gt": since}) | Q(**{f"{row}__stage_2_to_on__gt": since})
    days = list(
        found.filter(ended).values_list(
            f"{row}__stage_1_due_on",
            f"{row}__stage_1_to_on",
            f"{row}__stage_2_due_on",
            f"{row}__stage_2_to_on",
        )
    )
    found_times = []
    for limit, at in ((LimitKey.STAGE_1, 0), (LimitKey.STAGE_2, 2)):
        here = [one for one in lines if one.limit is limit]
        finished = [
            (each[at], each[at + 1])
            for each in days
            if each[at] and each[at + 1] and each[at + 1] > since
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
