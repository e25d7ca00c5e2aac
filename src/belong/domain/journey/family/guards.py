"""Guards: which rules an event breaks besides those of the transition table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from belong.domain.calendar import add_months
from belong.domain.journey.family.application import ChildTied, FamilyFlag
from belong.domain.journey.family.checks import REFERENCES, Check, CheckKind
from belong.domain.journey.family.events import FamilyEvent, FamilyEventKind
from belong.domain.journey.family.reasons import LeftReason
from belong.domain.journey.family.rules import FamilyRuleKey
from belong.domain.journey.family.states import BEFORE_APPROVAL, FamilyStage, Route

__all__ = ["Before", "broken_rules"]

_K, _R = FamilyEventKind, FamilyRuleKey
_MONTHS_OF_BREAK = 6
_NEEDED_OF_DECISION = ("decision_maker", "documents_seen", "recommendation_seen", "reasons")
_LEAVING = frozenset(
    {_K.REGISTRATION_DECLINED, _K.STAGE_1_NOT_PASSED, _K.NOT_APPROVED, _K.WITHDREW, _K.DEREGISTERED}
)


@dataclass(frozen=True)
class Before:
    """Where an application stands before an event."""

    stage: FamilyStage
    route: Route
    stage_1_passed_on: date | None
    checks: tuple[Check, ...]
    is_on_hold: bool
    waits_by_choice: bool
    links: tuple[ChildTied, ...]
    matches: tuple[ChildTied, ...]
    placements: tuple[ChildTied, ...]


def broken_rules(event: FamilyEvent, before: Before) -> list[FamilyFlag]:
    """The rules that the event breaks, in the order of the checks.

    None for an event not happened, and for a sealed one, whose details nobody can judge.
    """
    on = event.happened_on
    if on is None or event.details.get("sealed"):
        return []
    broken: list[tuple[FamilyRuleKey, tuple[str, ...]]] = []
    if not event.application:
        broken.append((_R.APPLICATION_NOT_NAMED, ()))
    check = _CHECKS.get(event.kind)
    if check is not None:
        broken += check(event, on, before)
    if event.kind in _LEAVING and event.details.get("reason") not in set(LeftReason):
        broken.append((_R.REASON_MISSING, ()))
    return [FamilyFlag(rule, on, event.kind, event.event_id, gone) for rule, gone in broken]


_Broken = list[tuple[FamilyRuleKey, tuple[str, ...]]]


def _stage_2(event: FamilyEvent, on: date, before: Before) -> _Broken:
    is_fast_track = Route.FAST_TRACK in (before.route, event.details.get("route"))
    skips = before.stage in BEFORE_APPROVAL and before.stage_1_passed_on is None
    if skips and not is_fast_track:
        return [(_R.STAGE_1_MISSING, ())]
    passed_on = before.stage_1_passed_on
    if passed_on is not None and on > add_months(passed_on, _MONTHS_OF_BREAK):
        return [(_R.BREAK_TOO_LONG, ())]
    return []


def _decision(event: FamilyEvent, on: date, before: Before) -> _Broken:
    missing = tuple(name for name in _NEEDED_OF_DECISION if not event.details.get(name))
    broken: _Broken = [(_R.DECISION_RECORD_INCOMPLETE, missing)] if missing else []
    if event.kind is _K.APPROVED and before.route is not Route.FAST_TRACK:
        received = {one.kind for one in before.checks if one.received_on and one.received_on <= on}
        awaited = {one.kind for one in before.checks if one.is_outstanding}
        needed = (CheckKind.HEALTH, *REFERENCES)
        absent = tuple(kind for kind in needed if kind not in received or kind in awaited)
        if absent:
            broken.append((_R.DECIDED_WITHOUT_CHECKS, absent))
    return broken


def _ends(is_live: bool) -> _Broken:
    return [] if is_live else [(_R.NOTHING_TO_END, ())]


def _live(ties: tuple[ChildTied, ...], event: FamilyEvent) -> bool:
    child = event.details.get("child", "")
    live = [one.child for one in ties if one.ended_on is None]
    return bool(live) if not child else child in live or "" in live


_Check = Callable[[FamilyEvent, date, Before], _Broken]

_CHECKS: dict[FamilyEventKind, _Check] = {
    _K.STAGE_2_BEGAN: _stage_2,
    _K.APPROVED: _decision,
    _K.NOT_APPROVED: _decision,
    _K.DETERMINATION_SENT: _decision,
    _K.RESUMED: lambda event, on, before: _ends(before.is_on_hold),
    _K.CHOICE_WAIT_ENDED: lambda event, on, before: _ends(before.waits_by_choice),
    _K.LINK_ENDED: lambda event, on, before: _ends(_live(before.links, event)),
    _K.MATCH_ENDED: lambda event, on, before: _ends(_live(before.matches, event)),
    _K.PLACEMENT_ENDED: lambda event, on, before: _ends(_live(before.placements, event)),
}
