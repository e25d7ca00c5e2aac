"""Conversion: a cohort of enquiries followed to placement, counted by the database.

Counts, and the days of which medians are taken, come from rows folded from the ledger
(``ApplicationRow``), with the enquiries beside them that never became a family's record. No journey
is folded here. Small numbers are exact: this is for readers inside; what is published is rounded at
its edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Any

from django.db.models import Case, Count, ExpressionWrapper, F, QuerySet, Value, When
from django.db.models.fields import IntegerField
from django.db.models.functions import (
    Coalesce,
    ExtractYear,
    TruncMonth,
    TruncQuarter,
)

from belong.domain.calendar import financial_year_label
from belong.domain.journey.family import EnquirySource, LeftReason
from belong.domain.recruitment import STEPS, Step
from belong.web.recruitment.models import ApplicationRow, Enquiry
from belong.web.ui.forms.fields import sentence

__all__ = ["By", "Cohort", "DropOut", "Wanted", "cohorts_of", "drop_outs_of"]


class By(StrEnum):
    """What the rows of the table are."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SOURCE = "source"
    CAMPAIGN = "campaign"

    @property
    def label(self) -> str:
        """The grouping in plain words."""
        return {
            By.MONTH: "Month of enquiry",
            By.QUARTER: "Quarter of enquiry",
            By.YEAR: "Financial year of enquiry",
            By.SOURCE: "Source",
            By.CAMPAIGN: "Campaign",
        }[self]


@dataclass(frozen=True)
class Wanted:
    """Which enquiries: of these agencies (their keys), from the first day to the last, both in.

    source: a code, None for all. campaign: key of one, "" for those of none, None for all.
    """

    agencies: Collection[str]
    first: date
    last: date
    source: str | None = None
    campaign: str | None = None


@dataclass(frozen=True)
class Cohort:
    """One row. reached: how many took each step. median_days: from enquiry to step, of those.

    A median of an even number is the mean of the two in the middle. None where nobody took it.
    """

    name: str
    enquiries: int
    reached: Mapping[Step, int]
    median_days: Mapping[Step, float | None]


@dataclass(frozen=True)
class DropOut:
    """A reason for which enquiries and applications of the cohort came to an end."""

    reason: LeftReason
    number: int


def _applications(wanted: Wanted) -> QuerySet[ApplicationRow]:
    found = ApplicationRow.objects.filter(
        family__agency__key__in=wanted.agencies,
        enquired_on__gte=wanted.first,
        enquired_on__lte=wanted.last,
    )
    if wanted.source is not None:
        found = found.filter(source=wanted.source)
    if wanted.campaign == "":
        found = found.filter(application__enquiry__campaign=None)
    elif wanted.campaign is not None:
        found = found.filter(application__enquiry__campaign__key=wanted.campaign)
    return found


def _enquiries(wanted: Wanted) -> QuerySet[Enquiry]:
    """Those that have not become a family's record."""
    found = Enquiry.objects.filter(
        application=None,
        agency__key__in=wanted.agencies,
        enquired_on__gte=wanted.first,
        enquired_on__lte=wanted.last,
    )
    if wanted.source is not None:
        found = found.filter(source=wanted.source)
    if wanted.campaign == "":
        found = found.filter(campaign=None)
    elif wanted.campaign is not None:
        found = found.filter(campaign__key=wanted.campaign)
    return found


def _group(by: By, campaign: str) -> Any:
    """The expression that rows are grouped by. campaign: where the row's campaign is found."""
    if by is By.MONTH:
        return TruncMonth("enquired_on")
    if by is By.QUARTER:
        return TruncQuarter("enquired_on")
    if by is By.YEAR:
        late = Case(
            When(enquired_on__month__gte=4, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        return ExpressionWrapper(ExtractYear("enquired_on") + late, output_field=IntegerField())
    if by is By.SOURCE:
        return F("source")
    return Coalesce(F(campaign), Value(0), output_field=IntegerField())


def cohorts_of(wanted: Wanted, by: By, campaigns: Mapping[int, str]) -> tuple[list[Cohort], Cohort]:
    """The rows of the table in their order, and all of them together; three queries.

    campaigns: names by primary key, of all that an enquiry of these agencies may be of.
    """
    families = _applications(wanted)
    counts = {f"{step}_count": Count(f"{step}_days") for step in STEPS}
    group = _group(by, "application__enquiry__campaign")
    counted = families.values(group=group).annotate(number=Count("pk"), **counts).order_by()
    reached: dict[Any, dict[str, int]] = {}
    for row in counted:
        told: dict[str, Any] = dict(row)
        reached[told.pop("group")] = told
    lost = dict(
        _enquiries(wanted)
        .values(group=_group(by, "campaign"))
        .annotate(number=Count("pk"))
        .order_by()
        .values_list("group", "number")
    )
    days = _days_taken(families.annotate(group=group))
    names = _names(by, {*reached, *lost}, campaigns)
    rows = [
        _cohort(names[key], reached.get(key, {}), lost.get(key, 0), days.get(key, {}))
        for key in sorted({*reached, *lost}, key=_order(by, names))
    ]
    everything: dict[str, int] = defaultdict(int)
    for of_group in reached.values():
        for name, number in of_group.items():
            everything[name] += number
    all_days: dict[Step, list[int]] = defaultdict(list)
    for of_one in days.values():
        for step, taken in of_one.items():
            all_days[step] += taken
    return rows, _cohort("All", everything, sum(lost.values()), all_days)


def _cohort(
    name: str, counted: Mapping[str, int], lost: int, days: Mapping[Step, list[int]]
) -> Cohort:
    return Cohort(
        name=name,
        enquiries=counted.get("number", 0) + lost,
        reached={step: counted.get(f"{step}_count", 0) for step in STEPS},
        median_days={step: median(days[step]) if days.get(step) else None for step in STEPS},
    )


def _days_taken(families: QuerySet[Any]) -> dict[Any, dict[Step, list[int]]]:
    """Days from enquiry to each step of those who took it, by group; one query.

    families: annotated with group.
    """
    found: dict[Any, dict[Step, list[int]]] = defaultdict(lambda: defaultdict(list))
    columns = [f"{step}_days" for step in STEPS]
    for group, *days in families.order_by().values_list("group", *columns):
        of_group = found[group]
        for step, taken in zip(STEPS, days, strict=True):
            if taken is not None:
                of_group[step].append(taken)
    return found


def _names(by: By, keys: Collection[Any], campaigns: Mapping[int, str]) -> dict[Any, str]:
    if by is By.MONTH:
        return {key: f"{key:%B %Y}" for key in keys}
    if by is By.QUARTER:
        return {key: f"{_QUARTERS[key.month]} {key.year}" for key in keys}
    if by is By.YEAR:
        return {key: financial_year_label(key) for key in keys}
    if by is By.SOURCE:
        known = {one.value: one.label for one in EnquirySource}
        return {key: sentence(known.get(key, "not recorded")) for key in keys}
    return {key: campaigns.get(key, "No campaign") for key in keys}


_QUARTERS = {1: "January to March", 4: "April to June", 7: "July to September"}
_QUARTERS[10] = "October to December"


def _order(by: By, names: Mapping[Any, str]) -> Any:
    """Time runs forward; sources and campaigns stand by name, none last."""
    if by in (By.SOURCE, By.CAMPAIGN):
        return lambda key: (not key, names[key])
    return lambda key: key


def drop_outs_of(wanted: Wanted) -> Sequence[DropOut]:
    """Why enquiries and applications of the cohort ended, in the list's order; two queries."""
    numbers: dict[str, int] = defaultdict(int)
    for found, column in (
        (_applications(wanted), "left_reason"),
        (_enquiries(wanted), "ended_reason"),
    ):
        reasons = found.exclude(**{column: ""}).values_list(column).annotate(n=Count("pk"))
        for reason, number in reasons.order_by():
            numbers[reason] += number
    return [
        DropOut(reason, numbers[reason.value]) for reason in LeftReason if numbers.get(reason.value)
    ]
