"""Measures of families, from one plain row for each application to adopt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from belong.analytics.figures import ALL
from belong.analytics.measures.catalogue import MEASURES
from belong.analytics.measures.counts import Counts
from belong.analytics.measures.drawing import Drawing
from belong.analytics.measures.known import KnownFamilies
from belong.analytics.measures.rows import all_rows, row_schema
from belong.analytics.measures.spans import Spans
from belong.analytics.stored import FigureBook
from belong.domain.calendar import add_months
from belong.domain.journey.family import LIMITS, ApplicationJourney, FamilyStage, LimitKey
from belong.domain.periods import Period

__all__ = ["FamilyFacts", "family_facts", "measure_families"]

_S = FamilyStage
_AT = {
    **dict.fromkeys((_S.ENQUIRY, _S.INFORMED, _S.REGISTRATION), "enquiry"),
    _S.STAGE_1: "stage1",
    _S.BETWEEN_STAGES: "between",
    **dict.fromkeys((_S.STAGE_2, _S.PANEL, _S.DECISION, _S.DETERMINATION), "stage2"),
    **dict.fromkeys((_S.APPROVED, _S.LINKED), "waiting"),
    **dict.fromkeys((_S.MATCHED, _S.PLACED), "matched"),
}
_THREE_MONTHS, _SIX_MONTHS = 3, 6
_day_of = itemgetter(0)


@dataclass(frozen=True)
class FamilyFacts:
    """One application of one family. Days are of what happened; None = it has not.

    key: a pseudonym, never a name. area: the council whose family it is, or "" where families are
    the whole body's. Names of days are those of ``ApplicationJourney``. matches: days of each match
    decided. stages: day and stage at each change, oldest first; without them the stage on a day is
    told from the other days.
    """

    key: str
    area: str = ""
    enquired_on: date | None = None
    registered_on: date | None = None
    stage_1_from_on: date | None = None
    stage_1_to_on: date | None = None
    stage_2_from_on: date | None = None
    stage_2_to_on: date | None = None
    approved_on: date | None = None
    matched_on: date | None = None
    placed_on: date | None = None
    adopted_on: date | None = None
    left_on: date | None = None
    matches: tuple[date, ...] = ()
    stages: tuple[tuple[date, FamilyStage], ...] = ()

    @property
    def accepted_on(self) -> date | None:
        """The day the registration was accepted: stage 1 began, or the fast track was taken."""
        if self.stage_1_from_on is None and self.stage_2_from_on is not None:
            return self.registered_on or self.stage_2_from_on
        return self.stage_1_from_on

    def at(self, day: date) -> str:
        """Code of the pipeline's stage at the end of a day; "" where it is in none."""
        if self.stages:
            until = bisect_right(self.stages, day, key=_day_of)
            return _AT.get(self.stages[until - 1][1], "") if until else ""
        for on, code in (
            (self.left_on, ""),
            (self.adopted_on, ""),
            (self.placed_on, "matched"),
            (self.matched_on, "matched"),
            (self.approved_on, "waiting"),
            (self.stage_2_from_on, "stage2"),
            (self.stage_1_to_on, "between"),
            (self.stage_1_from_on, "stage1"),
            (self.registered_on, "enquiry"),
            (self.enquired_on, "enquiry"),
        ):
            if on is not None and on <= day:
                return code
        return ""

    def days(self) -> Iterator[date]:
        """Every day that is known."""
        named = (
            self.enquired_on, self.registered_on, self.stage_1_from_on, self.stage_1_to_on,
            self.stage_2_from_on, self.stage_2_to_on, self.approved_on, self.matched_on,
            self.placed_on, self.adopted_on, self.left_on,
        )  # fmt: skip
        yield from (one for one in (*named, *self.matches) if one is not None)


def family_facts(key: str, area: str, told: ApplicationJourney) -> FamilyFacts:
    """The facts of one application of the fold."""
    return FamilyFacts(
        key,
        area,
        enquired_on=told.enquired_on,
        registered_on=told.registered_on,
        stage_1_from_on=told.stage_1_from_on,
        stage_1_to_on=told.stage_1_to_on,
        stage_2_from_on=told.stage_2_from_on,
        stage_2_to_on=told.stage_2_to_on,
        approved_on=told.approved_on,
        matched_on=told.matched_on,
        placed_on=told.placed_on,
        adopted_on=told.adopted_on,
        left_on=told.left_on,
        matches=tuple(one.on for one in told.matches),
        stages=tuple((one.on, one.stage) for one in told.stages),
    )


def measure_families(
    rows: Iterable[FamilyFacts],
    *,
    body: str,
    body_name: str,
    areas: Mapping[str, str],
    change: int,
    years: Sequence[int],
    until: date | None = None,
    begins: date | None = None,
    periods: Sequence[Period] = (),
) -> FigureBook:
    """The book of every figure of families of one body; arguments as of ``measure``.

    begins: the day from which the body's families are on record; None: the financial year of the
    first day known of any. Where no family is told as a council's, councils have no figures of
    families, and the figures say so.
    """
    facts = list(rows)
    names = {**dict(areas), ALL: areas.get(ALL, body_name)}
    known_days = [on for one in facts for on in one.days()]
    last = until or max(known_days, default=date(max(years, default=2000), 3, 31))
    spans = Spans.of(years, last, periods)
    known = KnownFamilies(
        areas=names,
        told_apart=frozenset(one.area for one in facts if one.area in names),
        begins=begins,
        first_on=min(known_days, default=None),
        told_from=_told_from(facts),
        until=last,
    )
    counts = Counts.of(
        _as_rows(row for one in facts for row in _happened(one)),
        _as_rows(row for one in facts for row in _held(one, spans)),
        None,
        spans,
    )
    figures, behind = Drawing(known, counts, spans, None).all("families")
    return FigureBook(body, body_name, change, names, figures, MEASURES, behind)


def _told_from(facts: Iterable[FamilyFacts]) -> dict[str, dict[str, date]]:
    """By measure and area, the first day on record of what comes before an approval."""
    found: dict[str, dict[str, date]] = {"enquiries": {}, "registrations": {}, "withdrawals": {}}
    for one in facts:
        for measure, on in (("enquiries", one.enquired_on), ("registrations", one.accepted_on)):
            if on is None:
                continue
            for first in (found[measure], found["withdrawals"]):
                for area in (one.area, ALL):
                    first[area] = min(first.get(area, on), on)
    return found


def _as_rows(rows: Iterable[dict[str, Any]]) -> Any:
    import polars as pl

    return all_rows([pl.DataFrame(list(rows), schema=row_schema(), orient="row")])


def _row(
    one: FamilyFacts,
    measure: str,
    on: date,
    value: int | None = 1,
    *,
    start_on: date | None = None,
    part: str = "",
    reason: str = "",
) -> dict[str, Any]:
    """A row as ``row_schema`` says; reason: why it could not be computed, with value None."""
    return {
        "measure": measure,
        "part": part,
        "la_code": one.area,
        "child_id": one.key,
        "on": on,
        "status": "not_computable" if reason else "member",
        "value": value,
        "weight": 0 if reason else 1,
        "start_on": start_on,
        "end_on": on,
        "reason": reason or None,
    }


def _happened(one: FamilyFacts) -> Iterator[dict[str, Any]]:
    """Rows of what happened."""
    for measure, on in (
        ("enquiries", one.enquired_on),
        ("registrations", one.accepted_on),
        ("approvals", one.approved_on),
    ):
        if on is not None:
            yield _row(one, measure, on)
    if one.left_on is not None and one.adopted_on is None:
        is_approved = one.approved_on is not None and one.approved_on <= one.left_on
        yield _row(one, "deregistrations" if is_approved else "withdrawals", one.left_on)
    yield from _stage(one, LimitKey.STAGE_1, one.stage_1_from_on, one.stage_1_to_on)
    yield from _stage(one, LimitKey.STAGE_2, one.stage_2_from_on, one.stage_2_to_on)
    if one.approved_on is not None and one.stage_1_from_on is not None:
        in_time = one.approved_on <= add_months(one.stage_1_from_on, _SIX_MONTHS)
        yield _row(
            one,
            "approved_in_six_months",
            one.approved_on,
            int(in_time),
            start_on=one.stage_1_from_on,
        )
    for on in one.matches or ((one.matched_on,) if one.matched_on else ()):
        yield from _match(one, on)


def _match(one: FamilyFacts, on: date) -> Iterator[dict[str, Any]]:
    if one.approved_on is None:
        for measure in ("days_approval_to_match", "A12"):
            yield _row(one, measure, on, None, reason="no day of approval is on record")
        return
    waited = max(0, (on - one.approved_on).days)
    yield _row(one, "days_approval_to_match", on, waited, start_on=one.approved_on)
    is_long = on >= add_months(one.approved_on, _THREE_MONTHS)
    yield _row(one, "A12", on, int(is_long), start_on=one.approved_on)


def _stage(
    one: FamilyFacts, key: LimitKey, from_on: date | None, to_on: date | None
) -> Iterator[dict[str, Any]]:
    """Rows of a stage that ended; by leaving, it did not take its time and is not counted."""
    if to_on is None or to_on == one.left_on:
        return
    code = key.value.replace("_", "")
    measures = (f"{code}_days", f"{code}_median", f"{code}_in_time")
    if from_on is None:
        for measure in measures:
            yield _row(one, measure, to_on, None, reason="the day the stage began is not on record")
        return
    days = max(0, (to_on - from_on).days)
    in_time = int(to_on <= add_months(from_on, LIMITS[key].months))
    for measure, value in zip(measures, (days, days, in_time), strict=True):
        yield _row(one, measure, to_on, value, start_on=from_on)


def _held(one: FamilyFacts, spans: Spans) -> Iterator[dict[str, Any]]:
    """Rows of the stage on each day."""
    for period in spans.days:
        code = one.at(period.last_on)
        if code:
            yield _row(one, "pipeline_now", period.last_on, part=code)
        if code == "waiting":
            yield _row(one, "families_waiting", period.last_on, start_on=one.approved_on)
