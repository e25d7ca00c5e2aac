"""The child's journey as lanes of the timeline: care, law, placements, plan, family, limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from belong.domain.clocks import Clock as RunningClock
from belong.domain.clocks import ClockKey, ClockState
from belong.domain.codes import LS, PLACE
from belong.domain.codes.groups import ADOPTIVE_PLACES, EARLY_PERMANENCE_PLACES
from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.child import Journey
from belong.web.due.presenters_clocks import drawn, is_own
from belong.web.ui.presenters import Band, Clock, Lane, Mark, Timeline

__all__ = ["timeline_of"]

K = EventKind
_PLAIN_FAMILY = "family"
#: Short names of the limits that are always drawn; the table has the whole.
_DRAWN = {
    ClockKey.MATCH_AFTER_DECISION: "match, after decision",
    ClockKey.MATCH_AFTER_ORDER: "match, after order",
    ClockKey.PLACED_AFTER_CARE: "with a family, after care began",
    ClockKey.FIRST_VISIT: "visit",
    ClockKey.FIRST_PLACED_REVIEW: "review",
    ClockKey.SECOND_PLACED_REVIEW: "review",
    ClockKey.LATER_PLACED_REVIEW: "review",
    ClockKey.FIRST_UNPLACED_REVIEW: "review",
    ClockKey.LATER_UNPLACED_REVIEW: "review",
    ClockKey.DISRUPTION_REVIEW: "review",
}
#: Events that the timeline names; everything else is in the table of what was recorded.
_MARKS = {
    K.BORN: "born",
    K.REFERRED: "referred",
    K.PARALLEL_PLAN_MADE: "parallel plan",
    K.DECISION_MADE: "decision",
    K.DECISION_REVERSED: "decision reversed",
    K.CONSENT_GIVEN: "consent",
    K.PLACEMENT_ORDER_MADE: "placement order",
    K.PLACEMENT_ORDER_REVOKED: "order revoked",
    K.LINKED: "linked",
    K.MATCH_DECIDED: "matched",
    K.MATCH_ENDED: "match ended",
    K.INTRODUCTIONS_BEGAN: "introductions",
    K.EARLY_PERMANENCE_PLACED: "early permanence",
    K.PLACED_FOR_ADOPTION: "placed",
    K.DISRUPTED: "disrupted",
    K.ADOPTION_APPLIED_FOR: "applied",
    K.ADOPTION_ORDER_MADE: "adopted",
    K.ADOPTION_ORDER_SET_ASIDE: "order set aside",
    K.SPECIAL_GUARDIANSHIP_MADE: "special guardianship",
    K.WENT_HOME: "home",
    K.DIED: "died",
}


def timeline_of(
    title: str,
    journey: Journey,
    clocks: tuple[RunningClock, ...],
    families: Mapping[str, str],
    today: date,
) -> Timeline:
    """The timeline of one child, seen from a day. families: pseudonyms by key."""
    return Timeline(
        title=title,
        today=today,
        lanes=(
            Lane(
                "In care",
                "care",
                bands=tuple(
                    Band("looked after", one.seen_from_on, one.to_on)
                    for one in journey.spells_of("care")
                ),
            ),
            Lane(
                "Legal status",
                "legal",
                bands=tuple(
                    Band(_law(one.value), one.seen_from_on, one.to_on)
                    for one in journey.spells_of("legal")
                ),
            ),
            Lane(
                "Lived",
                "placement",
                bands=tuple(
                    Band(_place(one.place), one.from_on, one.to_on) for one in journey.placements
                ),
            ),
            Lane(
                "Plan",
                "plan",
                bands=tuple(
                    Band("should be placed", one.seen_from_on, one.to_on)
                    for one in journey.spells_of("decision")
                ),
            ),
            Lane("Family", "plan", bands=_family_bands(journey, families)),
            Lane("Events", marks=_marks(journey)),
            Lane("Time limits", clocks=_shown(clocks)),
        ),
    )


def _law(code: str) -> str:
    return LS.meaning(code) if LS.is_known(code) else code


def _place(code: str | None) -> str:
    if not code:
        return "placement"
    if code in ADOPTIVE_PLACES:
        return f"with adopters ({code})"
    if code in EARLY_PERMANENCE_PLACES:
        return f"early permanence ({code})"
    if code.startswith("U"):
        return f"fostered ({code})"
    return f"{PLACE.meaning(code)} ({code})" if PLACE.is_known(code) else code


def _family_bands(journey: Journey, families: Mapping[str, str]) -> tuple[Band, ...]:
    """Links until they ended or became a match, and matches until they ended or the child moved."""
    found = []
    for link in journey.links:
        matched = [
            one.on
            for one in journey.matches
            if one.family_id == link.family_id and one.on >= link.on
        ]
        ends = matched[:1]
        if link.ended_on:
            ends.append(link.ended_on)
        name = families.get(link.family_id or "", _PLAIN_FAMILY)
        found.append(Band(f"linked: {name}", link.on, min(ends, default=None)))
    placed = sorted(one.seen_from_on for one in journey.spells_of("adoptive_stay"))
    for match in journey.matches:
        ends = [on for on in placed if on >= match.on][:1]
        if match.ended_on:
            ends.append(match.ended_on)
        name = families.get(match.family_id or "", _PLAIN_FAMILY)
        found.append(Band(f"matched: {name}", match.on, min(ends, default=None)))
    return tuple(found)


def _marks(journey: Journey) -> tuple[Mark, ...]:
    happened = [
        Mark(_MARKS[one.kind], one.happened_on)
        for one in journey.events
        if one.kind in _MARKS and one.happened_on
    ]
    planned = [
        Mark(EVENT_KINDS[one.kind].label, one.planned_for, is_planned=True)
        for one in journey.to_come
        if one.planned_for
    ]
    return (*happened, *planned)


def _shown(clocks: tuple[RunningClock, ...]) -> tuple[Clock, ...]:
    """The limits worth drawing: matching, placing, visits, reviews, and what the agency added.

    The tables have all.
    """
    return tuple(
        drawn(one, one.rule.label if is_own(one) else _DRAWN[ClockKey(one.key)])
        for one in clocks
        if (one.key in _DRAWN or is_own(one))
        and (one.is_missed or one.state is not ClockState.VOID)
    )
