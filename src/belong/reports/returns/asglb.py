"""The rows of the quarterly data: measures, children, adopters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from belong.domain.calendar import add_months
from belong.domain.journey.family import APPROVED_STAGES, ApplicationJourney, FamilyStage
from belong.domain.journey.from_episodes import PeriodOfCare
from belong.formats.lists import Value
from belong.reports.returns.annex_a import is_under_way, reversal_words
from belong.reports.returns.cases import ChildCase, FamilyCase, Window
from belong.reports.returns.counted import Counted, happened, happenings
from belong.reports.returns.ways import has_live_decision, way_of
from belong.reports.words import half_up

__all__ = ["adopter_rows", "child_rows", "is_in_quarter", "measure_rows"]

_CHILDREN, _FAMILIES = "children", "families"
_FLOW, _STOCK, _MEAN, _PERCENT = "in the time", "on the last day", "mean days", "percent"
#: Months that stages may take. Source: Adoption Agencies Regulations 2005, as amended 2013.
_STAGE_1_MONTHS, _STAGE_2_MONTHS = 2, 4


@dataclass(frozen=True)
class _Told:
    """A measure's value and the number behind it; None where nobody is behind it."""

    value: int | None
    n: int | None = None


def is_in_quarter(case: ChildCase, window: Window) -> bool:
    """Whether the list of children names the child."""
    if has_live_decision(case) or any(window.holds(one.on) for one in happenings(case)):
        return True
    way = way_of(case, window)
    ended = [on for on in (way.adopted_on, way.reversed_on, way.left_care_on) if on]
    return way.decided_on is not None and window.meets(way.decided_on, min(ended, default=None))


def child_rows(cases: Iterable[ChildCase], window: Window) -> list[dict[str, Value]]:
    """One row for each child of the quarter, by council and number."""
    rows = [_of_child(case, window) for case in cases if is_in_quarter(case, window)]
    return sorted(rows, key=lambda row: (str(row["council"]), str(row["child"])))


def _of_child(case: ChildCase, window: Window) -> dict[str, Value]:
    way = way_of(case, window)
    siblings = case.siblings
    return {
        "child": case.named,
        "council": case.la_code,
        "born_on": way.born_on or case.journey.expected_on,
        "entered_care_on": way.entered_care_on,
        "decided_on": way.decided_on,
        "early_permanence_on": way.early_permanence_on,
        "ordered_on": way.ordered_on,
        "matched_on": way.matched_on,
        "placed_on": way.placed_on,
        "with_carers_from_on": way.with_carers_from_on,
        "reversed_on": way.reversed_on,
        "reversed_reason": reversal_words(way.reversed_reason),
        "in_sibling_group": "1" if siblings else "0",
        "placed_together": siblings.together if siblings else None,
        "placed_apart": siblings.apart if siblings else None,
        "order_on": way.order_on,
        "order_type": way.order_type,
    }


def adopter_rows(cases: Iterable[FamilyCase], window: Window) -> list[dict[str, Value]]:
    """One row for each application of the quarter, by family."""
    rows: list[dict[str, Value]] = []
    for case in cases:
        for application in case.journey.applications:
            if is_under_way(application, window):
                stage = application.stage_on(window.last)
                reason = application.left_reason
                rows.append(
                    {
                        "family": case.reference,
                        "route": application.route.value.replace("_", " "),
                        "stage": stage.label if stage else None,
                        **{name: getattr(application, name) for name in _APPLICATION_DATES},
                        "left_reason": reason.label if reason else None,
                    }
                )
    return sorted(rows, key=lambda row: (str(row["family"]), str(row["enquired_on"])))


_APPLICATION_DATES = (
    "enquired_on", "stage_1_from_on", "stage_1_to_on", "stage_2_from_on", "stage_2_to_on",
    "approved_on", "matched_on", "placed_on", "adopted_on", "left_on",
)  # fmt: skip


def measure_rows(
    children: Sequence[ChildCase], families: Sequence[FamilyCase], quarter: Window
) -> list[dict[str, Value]]:
    """The headline measures of the quarter and of the year to date.

    Stocks are of the last day, so the year to date says nothing of its own of them.
    """
    applications = [one for case in families for one in case.journey.applications]
    rows: list[dict[str, Value]] = []
    for of, kind, name, of_window in (
        *_of_children(children),
        *_of_applications(applications),
    ):
        now = of_window(quarter)
        year = _Told(None) if kind == _STOCK else of_window(quarter.year_to_date)
        rows.append(
            {
                "measure": name,
                "of": of,
                "kind": kind,
                "quarter": now.value,
                "quarter_n": now.n,
                "year": year.value,
                "year_n": year.n,
            }
        )
    return rows


_Measure = tuple[str, str, str, Callable[[Window], _Told]]


def _of_children(cases: Sequence[ChildCase]) -> Iterable[_Measure]:
    def flow(what: Counted) -> Callable[[Window], _Told]:
        return lambda window: _Told(len(happened(cases, what, window)))

    for what in Counted:
        yield _CHILDREN, _FLOW, what.label, flow(what)

    def waiting(months_in_care: int = 0, months_of_order: int = 0) -> Callable[[Window], _Told]:
        return lambda window: _Told(
            sum(_waits(one, window.last, months_in_care, months_of_order) for one in cases)
        )

    for name, asked in (
        ("With a placement order and not yet placed", waiting()),
        ("The same, 18 months or more since entering care", waiting(months_in_care=18)),
        ("The same, 12 months or more since the order", waiting(months_of_order=12)),
        ("The same, 18 months or more since the order", waiting(months_of_order=18)),
    ):
        yield _CHILDREN, _STOCK, name, asked
    yield (
        _CHILDREN,
        _STOCK,
        "Placed for adoption, no adoption order yet",
        lambda window: _Told(sum(_lives_placed(one, window.last) for one in cases)),
    )
    for name, start, end in (
        ("A10: entering care to moving in with the adoptive family", "entered_care_on",
         "moved_in_on"),
        ("A2: placement order to the match", "placement_order_on", "matched_on"),
    ):  # fmt: skip
        yield _CHILDREN, _MEAN, name, _mean(cases, start, end)


def _last_period(case: ChildCase) -> PeriodOfCare | None:
    return case.periods[-1] if case.periods else None


def _waits(case: ChildCase, day: date, months_in_care: int, months_of_order: int) -> bool:
    """Looked after, with a placement order in force, and in no placement for adoption."""
    period = _last_period(case)
    if period is None or period.left_care_on is not None:
        return False
    order = next((one for one in period.spells_of("authority") if one.is_live_on(day)), None)
    is_placed = any(one.is_live_on(day) for one in period.spells_of("adoptive_stay"))
    if order is None or is_placed:
        return False
    entered_on = period.entered_care_on or date.min
    is_long = months_in_care == 0 or entered_on <= add_months(day, -months_in_care)
    return is_long and (
        months_of_order == 0 or order.seen_from_on <= add_months(day, -months_of_order)
    )


def _lives_placed(case: ChildCase, day: date) -> bool:
    period = _last_period(case)
    return period is not None and any(
        one.is_live_on(day) for one in period.spells_of("adoptive_stay")
    )


def _mean(cases: Sequence[ChildCase], start: str, end: str) -> Callable[[Window], _Told]:
    """Mean days of children adopted in the time after a placement; below 0 counts as 0."""

    def of_window(window: Window) -> _Told:
        days = []
        for _, one in happened(cases, Counted.ADOPTED, window):
            period = one.period
            if period is None or not period.was_placed:
                continue
            start_on, end_on = getattr(period, start), getattr(period, end)
            if start_on and end_on:
                days.append(max((end_on - start_on).days, 0))
        if not days:
            return _Told(None, 0)
        return _Told(half_up(sum(days) / len(days)), len(days))

    return of_window


def _of_applications(applications: Sequence[ApplicationJourney]) -> Iterable[_Measure]:
    def flow(name: str) -> Callable[[Window], _Told]:
        return lambda window: _Told(sum(window.holds(getattr(a, name)) for a in applications))

    for words, name in (
        ("Registrations: stage 1 began", "stage_1_from_on"),
        ("Stage 1 ended", "stage_1_to_on"),
        ("Stage 2 began", "stage_2_from_on"),
        ("Approved", "approved_on"),
        ("Matched", "matched_on"),
        ("Adopted", "adopted_on"),
        ("Left", "left_on"),
    ):
        yield _FAMILIES, _FLOW, words, flow(name)
    yield (
        _FAMILIES,
        _FLOW,
        "Left after approval",
        lambda window: _Told(
            sum(window.holds(a.left_on) and a.approved_on is not None for a in applications)
        ),
    )
    for words, start, end, months in (
        ("Stage 1 ended within 2 months", "stage_1_from_on", "stage_1_to_on", _STAGE_1_MONTHS),
        ("Stage 2 ended within 4 months", "stage_2_from_on", "stage_2_to_on", _STAGE_2_MONTHS),
        ("Approved within 6 months of registration", "stage_1_from_on", "approved_on", 6),
        ("Matched within 3 months of approval", "approved_on", "matched_on", 3),
        ("Matched within 6 months of approval", "approved_on", "matched_on", 6),
    ):
        yield _FAMILIES, _PERCENT, words, _in_time(applications, start, end, months)
    for words, stages in (
        ("In stage 1", {FamilyStage.STAGE_1}),
        ("In stage 2", {FamilyStage.STAGE_2, FamilyStage.PANEL, FamilyStage.DECISION}),
        ("Approved and waiting", {FamilyStage.APPROVED, FamilyStage.LINKED}),
        ("Approved, matched or placed", set(APPROVED_STAGES)),
    ):
        yield _FAMILIES, _STOCK, words, _standing(applications, frozenset(stages))


def _standing(
    applications: Sequence[ApplicationJourney], stages: frozenset[FamilyStage]
) -> Callable[[Window], _Told]:
    return lambda window: _Told(sum(a.stage_on(window.last) in stages for a in applications))


def _in_time(
    applications: Sequence[ApplicationJourney], start: str, end: str, months: int
) -> Callable[[Window], _Told]:
    """Of those that ended in the time, the percentage in so many months; both dates are needed."""

    def of_window(window: Window) -> _Told:
        done = [
            (getattr(a, start), getattr(a, end))
            for a in applications
            if window.holds(getattr(a, end)) and getattr(a, start)
        ]
        if not done:
            return _Told(None, 0)
        soon = sum(end_on <= add_months(start_on, months) for start_on, end_on in done)
        return _Told(half_up(100 * soon / len(done)), len(done))

    return of_window
