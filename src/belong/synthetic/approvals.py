"""The way of a made-up family to approval, and the ways on which families leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from belong.domain.journey.family import (
    CheckKind,
    EnquirySource,
    FamilyEventKind,
    HoldReason,
    LeftGroup,
    Route,
    reasons_in,
)

__all__ = ["Step", "unmatched_way", "waiting_again", "way_to_approval"]

K = FamilyEventKind


@dataclass(frozen=True)
class Step:
    """One event of an application. person: place of the applicant that it is about.

    child: council and CHILD of the child that it is about. is_planned: it stands in the future.
    """

    kind: FamilyEventKind
    on: date
    details: Mapping[str, str] = field(default_factory=dict)
    person: int | None = None
    child: tuple[str, str] | None = None
    is_planned: bool = False


#: How a family first came. Each stands for one draw: another source here makes another region.
_SOURCES = (
    EnquirySource.WEB,
    EnquirySource.PHONE,
    EnquirySource.EVENT,
    EnquirySource.NATIONAL,
    EnquirySource.FRIENDS,
    EnquirySource.FOSTERING,
    EnquirySource.ADOPTED_BEFORE,
    EnquirySource.OTHER,
)
_FIRST_CHECKS = (
    (CheckKind.DBS, True, (12, 45)),
    (CheckKind.HEALTH, True, (25, 70)),
    (CheckKind.MEDICAL_ADVICE, True, (40, 85)),
    (CheckKind.FIRST_REFERENCE, False, (8, 40)),
    (CheckKind.SECOND_REFERENCE, False, (8, 40)),
    (CheckKind.THIRD_REFERENCE, False, (8, 45)),
    (CheckKind.COUNCIL, False, (10, 50)),
    (CheckKind.HOME_SAFETY, False, (5, 30)),
)
#: DBS certificates and medicals are asked for again after two years (practice).
_LASTS = timedelta(days=730)
_DECIDED = {
    "decision_maker": "other",
    "documents_seen": "medical_summary,report,minutes",
    "recommendation_seen": "yes",
    "reasons": "written",
}


def way_to_approval(rng: Random, approved_on: date, route: Route, applicants: int) -> list[Step]:
    """Every step from the enquiry to the approval on that day, in no order."""
    return _shifted(_way(rng, route, applicants), K.APPROVED, approved_on)


def unmatched_way(
    rng: Random, enquired_on: date, route: Route, applicants: int, today: date
) -> list[Step]:
    """A way that begins with an enquiry on that day and ends as most do: somewhere before a match.

    Most families who enquire never register; of those who register most are approved.
    """
    steps = _shifted(_way(rng, route, applicants), K.ENQUIRED, enquired_on)
    at = {step.kind: step.on for step in steps}
    drawn = rng.random()
    if drawn < 0.22:
        last = at[K.INITIAL_VISIT_MADE] if rng.random() < 0.5 else enquired_on
        return _leaving(rng, steps, last, 10, 60, K.WITHDREW, LeftGroup.BEFORE_REGISTRATION)
    if drawn < 0.34 and K.STAGE_1_BEGAN in at:
        began_on = at[K.STAGE_1_BEGAN]
        if rng.random() < 0.25:
            return _leaving(rng, steps, began_on, 40, 90, K.STAGE_1_NOT_PASSED, LeftGroup.AGENCY)
        return _leaving(rng, steps, began_on, 15, 70, K.WITHDREW, LeftGroup.OWN_CHOICE)
    if drawn < 0.40:
        return _leaving(rng, steps, at[K.STAGE_2_BEGAN], 20, 80, K.WITHDREW, LeftGroup.OWN_CHOICE)
    if drawn < 0.43:
        return _not_approved(rng, steps, at[K.MINUTES_FINAL])
    if drawn < 0.50:
        steps += _hold(rng, at[K.STAGE_2_BEGAN])
    return steps + _waiting(rng, at[K.APPROVED], today)


def _way(rng: Random, route: Route, applicants: int) -> list[Step]:
    """The whole way from an invented day on."""
    on = date(2000, 1, 3)
    steps: list[Step] = []

    def then(low: int, high: int, kind: FamilyEventKind, **details: str) -> date:
        nonlocal on
        on += timedelta(days=rng.randint(low, high))
        steps.append(Step(kind, on, details))
        return on

    source = rng.choice(_SOURCES).value
    if route is Route.SECOND:
        source = EnquirySource.ADOPTED_BEFORE.value
    elif route is Route.FAST_TRACK:
        source = EnquirySource.FOSTERING.value
    then(0, 0, K.ENQUIRED, source=source, route=route.value)
    then(1, 5, K.INFORMATION_SENT)
    if route is Route.FIRST:
        then(5, 40, K.INFORMATION_EVENT_ATTENDED)
    then(4, 25, K.INITIAL_VISIT_MADE)
    then(5, 60, K.REGISTRATION_RECEIVED, route=route.value)
    if route is not Route.FAST_TRACK:
        steps += _stage_1(rng, on, applicants)
        on = max(step.on for step in steps)
    then(1, 30, K.STAGE_2_BEGAN, route=route.value)
    then(2, 7, K.ASSESSMENT_PLAN_AGREED)
    for _ in range(rng.randint(4, 6)):
        then(8, 18, K.ASSESSMENT_VISIT_MADE)
    then(5, 15, K.REPORT_SHARED)
    then(5, 10, K.REPORT_FINISHED)
    then(10, 20, K.PANEL_MET, about="suitability")
    then(0, 0, K.PANEL_RECOMMENDED, about="suitability", recommendation="approve")
    then(2, 7, K.MINUTES_FINAL, about="suitability")
    then(1, 8, K.APPROVED, **_DECIDED, agreed="yes")
    then(0, 2, K.TOLD_ORALLY)
    then(0, 3, K.TOLD_IN_WRITING)
    then(5, 15, K.MATCHING_PLAN_AGREED)
    return steps


def _stage_1(rng: Random, registered_on: date, applicants: int) -> list[Step]:
    """Stage 1, which not everybody ends in two months."""
    began_on = registered_on + timedelta(days=rng.randint(1, 5))
    slower = rng.randint(20, 60) if rng.random() < 0.25 else 0
    steps = _checks(rng, began_on, applicants, slower)
    received_on = max(step.on for step in steps)
    passed_on = max(received_on, began_on + timedelta(days=rng.randint(40, 58)))
    return [
        *steps,
        Step(K.STAGE_1_BEGAN, began_on),
        Step(K.STAGE_1_PLAN_AGREED, began_on + timedelta(days=rng.randint(3, 10))),
        Step(K.PREPARATION_ATTENDED, began_on + timedelta(days=rng.randint(15, 40))),
        Step(K.STAGE_1_PASSED, passed_on + timedelta(days=rng.randint(0, 3))),
    ]


def _checks(rng: Random, began_on: date, applicants: int, slower: int) -> list[Step]:
    steps: list[Step] = []
    late = rng.randrange(len(_FIRST_CHECKS))
    for number, (kind, is_personal, (low, high)) in enumerate(_FIRST_CHECKS):
        for person in range(applicants) if is_personal else (None,):
            about = {"check": kind.value}
            sought_on = began_on + timedelta(days=rng.randint(1, 12))
            waited = rng.randint(low, high) + (slower if number == late else 0)
            received_on = sought_on + timedelta(days=waited)
            steps.append(Step(K.CHECK_SOUGHT, sought_on, about, person))
            if waited > 42:
                chased_on = sought_on + timedelta(days=rng.randint(28, 40))
                steps.append(Step(K.CHECK_CHASED, chased_on, about, person))
            outcome = "to_discuss" if rng.random() < 0.06 else "satisfactory"
            told = {**about, "outcome": outcome}
            if kind in (CheckKind.DBS, CheckKind.HEALTH, CheckKind.MEDICAL_ADVICE):
                told["expires_on"] = (received_on + _LASTS).isoformat()
            steps.append(Step(K.CHECK_RECEIVED, received_on, told, person))
    return steps


def _shifted(steps: list[Step], kind: FamilyEventKind, on: date) -> list[Step]:
    """The same way, so that its step of this kind is on that day."""
    by = on - next(step.on for step in steps if step.kind is kind)
    shifted = []
    for step in steps:
        details = dict(step.details)
        if "expires_on" in details:
            expires_on = date.fromisoformat(details["expires_on"]) + by
            details["expires_on"] = expires_on.isoformat()
        shifted.append(Step(step.kind, step.on + by, details, step.person))
    return shifted


def _leaving(
    rng: Random,
    steps: list[Step],
    after: date,
    low: int,
    high: int,
    kind: FamilyEventKind,
    group: LeftGroup,
) -> list[Step]:
    """The steps until the family leaves, between low and high days after a day."""
    on = after + timedelta(days=rng.randint(low, high))
    reason = rng.choice(reasons_in(group)).value
    if group is not LeftGroup.BEFORE_REGISTRATION:
        next_stage = (K.STAGE_1_PASSED, K.APPROVED)
        on = min(on, *(step.on for step in steps if step.kind in next_stage and step.on > after))
    kept = [step for step in steps if step.on < on]
    return [*kept, Step(kind, on, {"reason": reason})]


def _not_approved(rng: Random, steps: list[Step], minutes_on: date) -> list[Step]:
    proposed_on = minutes_on + timedelta(days=rng.randint(2, 8))
    decided_on = proposed_on + timedelta(days=rng.randint(60, 75))
    kept = [step for step in steps if step.on <= minutes_on]
    return [
        *kept,
        Step(K.DETERMINATION_SENT, proposed_on, {**_DECIDED, "agreed": "no"}),
        Step(
            K.NOT_APPROVED, decided_on, {**_DECIDED, "agreed": "no", "reason": "adm_not_approved"}
        ),
        Step(K.TOLD_IN_WRITING, decided_on + timedelta(days=2)),
    ]


def _hold(rng: Random, after: date) -> list[Step]:
    held_on = after + timedelta(days=rng.randint(5, 20))
    reason = {"hold_reason": rng.choice(list(HoldReason)).value}
    resumed_on = held_on + timedelta(days=rng.randint(10, 45))
    return [Step(K.HELD, held_on, reason), Step(K.RESUMED, resumed_on)]


def waiting_again(rng: Random, ended_on: date, approved_on: date) -> list[Step]:
    """What comes after a child's stay ended before an order: a review soon, and every year; in the
    end the family leaves.
    """
    first_on = max(ended_on, approved_on) + timedelta(days=rng.randint(20, 60))
    stays = rng.randint(150, 800)
    steps = [
        Step(K.REVIEWED, first_on + timedelta(days=days), {"outcome": "suitable"})
        for days in range(0, stays, 345)
    ]
    reason = rng.choice(reasons_in(LeftGroup.AFTER_APPROVAL)).value
    return [*steps, Step(K.DEREGISTERED, first_on + timedelta(days=stays), {"reason": reason})]


def _waiting(rng: Random, approved_on: date, today: date) -> list[Step]:
    """What comes while an approved family waits; in the end it leaves, or waits until today."""
    released_on = approved_on + timedelta(days=rng.randint(60, 100))
    steps = [Step(K.SEARCH_RELEASED, released_on)]
    if rng.random() < 0.15:
        chose_on = approved_on + timedelta(days=rng.randint(20, 80))
        steps.append(Step(K.CHOICE_WAIT_BEGAN, chose_on))
        if rng.random() < 0.6:
            steps.append(Step(K.CHOICE_WAIT_ENDED, chose_on + timedelta(days=rng.randint(60, 200))))
    stays = rng.randint(200, 900)
    for year in range(1, 1 + stays // 365):
        reviewed_on = approved_on + timedelta(days=365 * year - rng.randint(5, 20))
        steps.append(Step(K.REVIEWED, reviewed_on, {"outcome": "suitable"}))
    left_on = approved_on + timedelta(days=stays)
    reason = rng.choice(reasons_in(LeftGroup.AFTER_APPROVAL)).value
    return [*steps, Step(K.DEREGISTERED, left_on, {"reason": reason})]
