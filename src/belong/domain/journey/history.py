"""The records that build up while a child's events are folded: spells, placements, decisions.

A ``History`` is the fold's working memory; nothing outside the fold holds one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from belong.domain.codes import ADOPTIVE_PLACES, CARER_ADOPTIVE_PLACES
from belong.domain.events import ENDS_CARE, Event, EventKind
from belong.domain.journey.child import Link, Match, Placement, PlanDecision
from belong.domain.journey.events_from_episodes import FIRST_SEEN, YES
from belong.domain.journey.from_episodes import BEGAN_BEFORE_RETURNS
from belong.domain.journey.spells import Spell
from belong.domain.journey.states import Authority, Axes, Family, Outcome, Plan
from belong.domain.journey.transitions import REOPENING

__all__ = ["History"]

K = EventKind
_MOVES_IN = (K.PLACEMENT_BEGAN, K.EARLY_PERMANENCE_PLACED, K.PLACED_FOR_ADOPTION)
_AUTHORITY_SPELLS = {
    Authority.CONSENT: "section_19_consent",
    Authority.PLACEMENT_ORDER: "placement_order",
    Authority.REVOCATION_PENDING: "placement_order",
}
_ENDS_A_MATCH = (K.MATCH_ENDED, K.DISRUPTED, K.EARLY_PERMANENCE_ENDED, K.DECISION_REVERSED)
_PLACEMENT_ORDER_STATUS = "E1"


@dataclass
class History:
    """Everything recorded so far; ``record`` adds one event with the axes after it."""

    spells: list[Spell] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    decisions: list[PlanDecision] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    applied_on: date | None = None
    applications: list[date] = field(default_factory=list)
    has_written_agreement: bool = False
    leave_to_place: bool = False
    has_panel: bool = False
    has_left_care: bool = False
    _open: dict[str, Spell] = field(default_factory=dict)
    _minutes_final_on: date | None = None

    @property
    def is_looked_after(self) -> bool:
        return "care" in self._open

    @property
    def lived_with_since_on(self) -> date | None:
        """First day of the stay with the present carers; None when no placement is open."""
        last = self.placements[-1] if self.placements else None
        return last.stay_from_on if last and last.to_on is None else None

    def record(self, event: Event, on: date, before: Axes, after: Axes) -> None:
        """Take in one event that happened on a day and took the axes from before to after."""
        self._record_care_and_law(event, on, after)
        self._record_decision(event, on)
        self._record_family(event, on)
        if event.kind in _MOVES_IN:
            self._move_in(event, on, after)
        elif event.kind in (K.DISRUPTED, K.EARLY_PERMANENCE_ENDED):
            self._move_out(on)
        closes = before.outcome is Outcome.OPEN and after.outcome is not Outcome.OPEN
        if closes:
            self._close_what_is_live(on, after)
        self._state("authority", _AUTHORITY_SPELLS.get(after.authority), on)
        decided = "should_be_placed" if after.plan is Plan.DECIDED else None
        self._state("decision", decided, on)
        if after.family is not Family.PLACED:
            self._end("adoptive_stay", on)

    def finished(self) -> tuple[Spell, ...]:
        """Every spell, ended and still open, in order of first day."""
        spells = [*self.spells, *self._open.values()]
        return tuple(sorted(spells, key=lambda one: (one.seen_from_on, one.axis, one.value)))

    def _record_care_and_law(self, event: Event, on: date, after: Axes) -> None:
        kind = event.kind
        if kind in (K.CARE_ENTERED, K.ADOPTION_ORDER_SET_ASIDE):
            if after.outcome is Outcome.OPEN and not self.is_looked_after:
                unseen = BEGAN_BEFORE_RETURNS if event.details.get(FIRST_SEEN) == YES else None
                self._begin("care", "looked_after", on, unseen)
        elif kind in ENDS_CARE:
            self.has_left_care = self.is_looked_after and after.outcome is Outcome.OPEN
            self._end("care", on, event.details.get("rec"))
            self._end("legal", on)
            self._move_out(on)
        if kind in REOPENING:
            self.has_left_care = False
        if kind is K.PLACEMENT_ORDER_MADE:
            self._state("legal", event.details.get("legal_status", _PLACEMENT_ORDER_STATUS), on)
        elif kind in (K.PLACEMENT_ORDER_REVOKED, K.PLACEMENT_ORDER_SET_ASIDE):
            self._state("legal", event.details.get("legal_status"), on)
        elif kind in (K.LEGAL_STATUS_BEGAN, K.CARE_ENTERED):
            status = event.details.get("legal_status")
            if status and after.outcome in (Outcome.OPEN, Outcome.LONG_TERM_FOSTERING):
                self._state("legal", status, on)

    def _record_decision(self, event: Event, on: date) -> None:
        kind, about_plan = event.kind, event.details.get("about", "plan") == "plan"
        if kind is K.PANEL_RECOMMENDED:
            self.has_panel = True
        elif kind is K.MINUTES_FINAL and about_plan:
            self._minutes_final_on = on
        elif kind is K.DECISION_MADE:
            self.decisions.append(PlanDecision(on, minutes_final_on=self._minutes_final_on))
            self._minutes_final_on = None
            self.has_panel = False
        elif kind is K.MATCH_DECIDED:
            self.has_panel = False
        elif not self.decisions:
            return
        elif kind is K.DECISION_REVERSED:
            for index, one in enumerate(self.decisions):
                if one.reversed_on is None:
                    self.decisions[index] = replace(
                        one, reversed_on=on, reversed_reason=event.details.get("reason")
                    )
        elif kind is K.TOLD_ORALLY and about_plan:
            self.decisions[-1] = replace(self.decisions[-1], told_orally_on=on)
        elif kind is K.TOLD_IN_WRITING and about_plan:
            self.decisions[-1] = replace(self.decisions[-1], told_in_writing_on=on)

    def _record_family(self, event: Event, on: date) -> None:
        kind = event.kind
        if kind is K.LINKED:
            self.links.append(Link(event.family_id, on))
        elif kind is K.LINK_ENDED:
            self._end_links(on, event.family_id)
        elif kind is K.MATCH_DECIDED:
            self.matches.append(Match(event.family_id, on))
        elif kind in _ENDS_A_MATCH:
            self._end_matches(on)
            if kind is K.DECISION_REVERSED:
                self._end_links(on)
        elif kind is K.PARENT_AGREED_IN_WRITING:
            self.has_written_agreement = True
        elif kind is K.LEAVE_DECIDED and event.details.get("about") == "placing":
            self.leave_to_place = event.details.get("is_given") == "yes"
        elif kind is K.ADOPTION_APPLIED_FOR:
            self.applied_on = on
            self.applications.append(on)
        if kind in (K.ADOPTION_APPLICATION_ENDED, K.DISRUPTED):
            self.applied_on = None

    def _end_links(self, on: date, family_id: str | None = None) -> None:
        """End the family's live links; every one where no family is named and none is meant."""
        for index, link in enumerate(self.links):
            if link.ended_on is None and family_id in (None, link.family_id):
                self.links[index] = replace(link, ended_on=on)

    def _end_matches(self, on: date) -> None:
        for index, match in enumerate(self.matches):
            if match.ended_on is None:
                self.matches[index] = replace(match, ended_on=on)

    def _move_in(self, event: Event, on: date, after: Axes) -> None:
        last = self.placements[-1] if self.placements else None
        place = event.details.get("place")
        is_live = last is not None and last.to_on is None
        same_family = last is not None and event.family_id and event.family_id == last.family_id
        stated = event.details.get("same_carer")
        is_same = same_family or place in CARER_ADOPTIVE_PLACES if stated is None else stated == YES
        keeps_carer = is_live and is_same
        stay_from_on = last.stay_from_on if last and keeps_carer else on
        if last and is_live:
            self.placements[-1] = replace(last, to_on=on)
        self.placements.append(
            Placement(event.kind, place, event.family_id, on, None, stay_from_on)
        )
        self._state("placement", place or "", on)
        if not keeps_carer:
            self._end("carer_stay", on)
            self._end("adoptive_stay", on)
        if "carer_stay" not in self._open:
            self._begin("carer_stay", place or "", on)
        is_adoptive = event.kind is K.PLACED_FOR_ADOPTION or place in ADOPTIVE_PLACES
        if is_adoptive and after.family is Family.PLACED and "adoptive_stay" not in self._open:
            self._begin("adoptive_stay", place or "", on)

    def _move_out(self, on: date) -> None:
        if self.placements and self.placements[-1].to_on is None:
            self.placements[-1] = replace(self.placements[-1], to_on=on)
        for axis in ("placement", "carer_stay", "adoptive_stay"):
            self._end(axis, on)

    def _close_what_is_live(self, on: date, after: Axes) -> None:
        """An outcome ends the search; an adoption leaves its match as it was."""
        self._end_links(on)
        if after.outcome is not Outcome.ADOPTED:
            self._end_matches(on)
        self.applied_on = None

    def _state(self, axis: str, value: str | None, on: date) -> None:
        """Let an axis hold a value from a day on; no value ends what it held."""
        held = self._open.get(axis)
        if held and held.value == value:
            return
        self._end(axis, on)
        if value is not None:
            self._begin(axis, value, on)

    def _begin(self, axis: str, value: str, on: date, unseen: str | None = None) -> None:
        self._open[axis] = Spell(axis, value, on, None, from_reason=unseen)

    def _end(self, axis: str, on: date, reason: str | None = None) -> None:
        """End what the axis holds; a state that began the same day never was, save care itself."""
        held = self._open.pop(axis, None)
        if held and (held.seen_from_on < on or axis == "care"):
            self.spells.append(replace(held, to_on=on, to_reason=reason))
