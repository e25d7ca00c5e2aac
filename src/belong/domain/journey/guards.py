"""Guards: which rules an event breaks, given where the journey stands when it comes.

Nothing here stops an event. The one exception is ``impossible``: what it finds, whoever writes the
ledger refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from belong.domain.calendar import add_months
from belong.domain.codes import (
    ADOPTIVE_PLACES,
    CONSENT_ADOPTIVE_PLACES,
    ORDER_ADOPTIVE_PLACES,
)
from belong.domain.events import EVENT_KINDS, Event, EventKind
from belong.domain.journey.child import Flag, earliest_application_on
from belong.domain.journey.rules import RuleKey
from belong.domain.journey.states import Authority, Axes, Family, Outcome, Plan

__all__ = ["Standing", "broken_rules", "impossible"]

#: What the source of an event begins with that a return told: it says what was decided and on which
#: day, and never from which papers.
_RETURN = "ssda903 "
_SIX_WEEKS = timedelta(weeks=6)
_MONTHS_TO_18 = 18 * 12
_MONTHS_TO_19 = 19 * 12
_MOVES_IN = (
    EventKind.PLACEMENT_BEGAN,
    EventKind.EARLY_PERMANENCE_PLACED,
    EventKind.PLACED_FOR_ADOPTION,
)


@dataclass(frozen=True)
class Standing:
    """Where the journey stands before an event.

    matched_families, linked_families: of live matches and links (None: a family not named).
    lived_with_since_on: first day of the stay with the present carers. has_panel: a panel
    recommended something that no decision has answered yet.
    """

    axes: Axes
    born_on: date | None = None
    matched_families: Sequence[str | None] = ()
    linked_families: Sequence[str | None] = ()
    lived_with_since_on: date | None = None
    has_written_agreement: bool = False
    has_application: bool = False
    has_panel: bool = False
    leave_to_place: bool = False


@dataclass
class _Finder:
    event: Event
    on: date
    standing: Standing
    flags: list[Flag] = field(default_factory=list)

    def broke(self, rule: RuleKey, is_broken: bool, missing: tuple[str, ...] = ()) -> None:
        if is_broken:
            self.flags.append(
                Flag(rule, self.on, self.event.kind, self.event.event_id, missing=missing)
            )

    @property
    def axes(self) -> Axes:
        return self.standing.axes

    def is_aged(self, months: int) -> bool:
        born_on = self.standing.born_on
        return born_on is not None and self.on >= add_months(born_on, months)


def broken_rules(event: Event, standing: Standing) -> list[Flag]:
    """The rules that the event breaks, in the order of the checks.

    None for an event not happened, and for a sealed one, whose details nobody can judge.
    """
    if event.happened_on is None or event.details.get("sealed"):
        return []
    finder = _Finder(event, event.happened_on, standing)
    check = _CHECKS.get(event.kind)
    if check:
        check(finder)
    return finder.flags


def _order(at: _Finder) -> None:
    at.broke(RuleKey.ORDER_WITHOUT_DECISION, at.axes.plan is not Plan.DECIDED)
    at.broke(RuleKey.TOO_OLD_FOR_ORDER, at.is_aged(_MONTHS_TO_18))


def _decision(at: _Finder) -> None:
    if at.event.source.startswith(_RETURN):
        return
    needed = ["decision_maker", "documents_seen", "reasons"]
    if at.standing.has_panel or at.event.kind is EventKind.MATCH_DECIDED:
        needed += ["recommendation_seen", "agreed"]
    missing = tuple(name for name in needed if not at.event.details.get(name))
    at.broke(RuleKey.DECISION_RECORD_INCOMPLETE, bool(missing), missing)


def _match(at: _Finder) -> None:
    at.broke(RuleKey.MATCH_WITHOUT_DECISION, at.axes.plan is not Plan.DECIDED)
    _decision(at)


def _consent(at: _Finder) -> None:
    born_on = at.standing.born_on
    at.broke(RuleKey.CONSENT_BEFORE_SIX_WEEKS, born_on is not None and at.on < born_on + _SIX_WEEKS)


def _placed(at: _Finder) -> None:
    standing, place = at.standing, at.event.details.get("place")
    family = at.event.family_id
    is_matched = any(family is None or one in (None, family) for one in standing.matched_families)
    at.broke(RuleKey.PLACED_WITHOUT_MATCH, not is_matched)
    authority = at.axes.authority
    has_order = authority in (Authority.PLACEMENT_ORDER, Authority.REVOCATION_PENDING)
    is_under_six_weeks = (
        standing.born_on is not None
        and at.on < standing.born_on + _SIX_WEEKS
        and standing.has_written_agreement
    )
    has_consent = authority is Authority.CONSENT or is_under_six_weeks
    if place in ORDER_ADOPTIVE_PLACES:
        at.broke(RuleKey.PLACED_WITHOUT_ORDER, not has_order)
    elif place in CONSENT_ADOPTIVE_PLACES:
        at.broke(RuleKey.PLACED_WITHOUT_CONSENT, not has_consent)
    else:
        at.broke(RuleKey.PLACED_WITHOUT_AUTHORITY, not (has_order or has_consent))
    at.broke(
        RuleKey.PLACED_WHILE_REVOCATION_PENDING,
        authority is Authority.REVOCATION_PENDING and not standing.leave_to_place,
    )


def _too_early(at: _Finder) -> bool:
    since = at.standing.lived_with_since_on
    return since is not None and at.on < earliest_application_on(since)


def _application(at: _Finder) -> None:
    at.broke(RuleKey.APPLIED_BEFORE_TEN_WEEKS, _too_early(at))
    at.broke(RuleKey.TOO_OLD_FOR_ORDER, at.is_aged(_MONTHS_TO_18))


def _adoption(at: _Finder) -> None:
    if at.axes.outcome is Outcome.OPEN:
        at.broke(RuleKey.ADOPTED_WITHOUT_PLACEMENT, at.axes.family is not Family.PLACED)
        at.broke(RuleKey.ADOPTED_WITHOUT_DECISION, at.axes.plan is not Plan.DECIDED)
    at.broke(RuleKey.APPLIED_BEFORE_TEN_WEEKS, _too_early(at) and not at.standing.has_application)
    at.broke(RuleKey.TOO_OLD_FOR_ORDER, at.is_aged(_MONTHS_TO_19))


def _moved(at: _Finder) -> None:
    place = at.event.details.get("place") or ""
    is_elsewhere = place not in ADOPTIVE_PLACES and not place.startswith("T")
    at.broke(RuleKey.LEFT_WITHOUT_DISRUPTION, at.axes.family is Family.PLACED and is_elsewhere)


def _link_ended(at: _Finder) -> None:
    linked, family = at.standing.linked_families, at.event.family_id
    at.broke(RuleKey.NOTHING_TO_END, not linked if family is None else family not in linked)


def _introductions_stopped(at: _Finder) -> None:
    at.broke(RuleKey.NOTHING_TO_END, at.axes.family is not Family.INTRODUCTIONS)


def _revocation(at: _Finder) -> None:
    in_force = (Authority.PLACEMENT_ORDER, Authority.REVOCATION_PENDING)
    at.broke(RuleKey.NO_ORDER_TO_REVOKE, at.axes.authority not in in_force)


_CHECKS: dict[EventKind, Callable[[_Finder], None]] = {
    EventKind.PLACEMENT_ORDER_MADE: _order,
    EventKind.DECISION_MADE: _decision,
    EventKind.DECISION_REVERSED: _decision,
    EventKind.MATCH_DECIDED: _match,
    EventKind.CONSENT_GIVEN: _consent,
    EventKind.PLACED_FOR_ADOPTION: _placed,
    EventKind.ADOPTION_APPLIED_FOR: _application,
    EventKind.ADOPTION_ORDER_MADE: _adoption,
    EventKind.PLACEMENT_BEGAN: _moved,
    EventKind.LINK_ENDED: _link_ended,
    EventKind.INTRODUCTIONS_STOPPED: _introductions_stopped,
    EventKind.REVOCATION_APPLIED_FOR: _revocation,
}


def impossible(events: Iterable[Event]) -> tuple[Flag, ...]:
    """What cannot be: living somewhere before birth or after death, or in two places at once.

    Looks only at events that happened. Two sources may disagree on where a child was; one source
    that says two places on one day cannot be right.
    """
    happened = [(one.happened_on, one) for one in events if one.happened_on is not None]
    born_on = min((on for on, one in happened if one.kind is EventKind.BORN), default=None)
    died_on = min((on for on, one in happened if one.kind is EventKind.DIED), default=None)
    flags = []
    places: dict[tuple[date, str], set[str]] = {}
    for on, event in happened:
        if not EVENT_KINDS[event.kind].is_living:
            continue
        if born_on and on < born_on:
            flags.append(Flag(RuleKey.LIVED_BEFORE_BIRTH, on, event.kind, event.event_id))
        if died_on and on > died_on:
            flags.append(Flag(RuleKey.LIVED_AFTER_DEATH, on, event.kind, event.event_id))
        place = event.details.get("place")
        if event.kind in _MOVES_IN and place:
            seen = places.setdefault((on, event.source), set())
            if seen and place not in seen:
                flags.append(Flag(RuleKey.TWO_PLACES_AT_ONCE, on, event.kind, event.event_id))
            seen.add(place)
    return tuple(flags)
