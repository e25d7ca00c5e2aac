"""A child's events told as the episodes, decisions and matches that a return would hold.

The inverse of ``events_from_episodes`` for what came from returns, and the door to every figure for
what people recorded on screens: an episode begins on each day on which the legal status or the
placement changed. Where an event does not say the reason for the new episode it is worked out, and
whether the carers are the same is told as the fold tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from belong.domain.calendar import financial_year
from belong.domain.codes import ADOPTED_RECS, CARER_ADOPTIVE_PLACES, STILL_IN_CARE_REC
from belong.domain.events import ENDS_CARE, Event, EventKind, believed, in_order
from belong.domain.journey.events_from_episodes import (
    FIRST_SEEN,
    SAME_DAY,
    TOLD_AT_ADOPTION,
    YES,
)
from belong.domain.journey.periods import Decision, Episode, Match

__all__ = ["Filed", "episodes_from_events"]

K = EventKind
_ORDERS_END = (K.PLACEMENT_ORDER_REVOKED, K.PLACEMENT_ORDER_SET_ASIDE)
_STATUSES = (K.CARE_ENTERED, K.LEGAL_STATUS_BEGAN, K.PLACEMENT_ORDER_MADE, *_ORDERS_END)
_MOVES = (K.PLACEMENT_BEGAN, K.EARLY_PERMANENCE_PLACED, K.PLACED_FOR_ADOPTION)
_MOVED_OUT = (K.DISRUPTED, K.EARLY_PERMANENCE_ENDED)
_ENDS_A_MATCH = (K.MATCH_ENDED, *_MOVED_OUT, K.DECISION_REVERSED)
_BEGIN = (*_STATUSES, *_MOVES, *_MOVED_OUT)

#: What an event without codes of its own is taken to mean (SSDA903: LS, PLACE and REC).
_USUAL_STATUS = {K.PLACEMENT_ORDER_MADE: "E1"}
_USUAL_PLACE = {K.PLACED_FOR_ADOPTION: "A6", K.EARLY_PERMANENCE_PLACED: "U5"}
_USUAL_REC = {
    K.ADOPTION_ORDER_MADE: "E11",
    K.SPECIAL_GUARDIANSHIP_MADE: "E44",
    K.CHILD_ARRANGEMENTS_MADE: "E41",
    K.WENT_HOME: "E4A",
    K.TRANSFERRED: "E3",
    K.AGED_OUT: "E5",
    K.CARE_LEFT: "E8",
    K.DIED: "E2",
}
#: RNE by whether the status and the carer are new; the last two where the placement is.
_RNE_OF_MOVE = {
    (True, True): "B",
    (False, True): "P",
    (True, False): "U",
    (False, False): "T",
}


@dataclass(frozen=True)
class Filed:
    """What a return would hold of one child: merged episodes, decisions, items of adoptions."""

    episodes: tuple[Episode, ...] = ()
    decisions: tuple[Decision, ...] = ()
    matches: tuple[Match, ...] = ()


def episodes_from_events(events: Iterable[Event]) -> Filed:
    """What a return would hold of the child, from its believed events in any order.

    Planned events tell nothing yet. Raises: nothing.
    """
    happened = in_order(believed(events))
    walk = _Walk()
    for on, of_day in groupby(happened, key=lambda one: one.happened_on):
        if on is not None:
            walk.take(on, list(of_day))
    return Filed(
        tuple(walk.episodes),
        tuple(_decisions(happened)),
        tuple(_matches(happened, walk.episodes)),
    )


@dataclass
class _Walk:
    """The episodes so far. in_care: the last of them is of a period that goes on."""

    episodes: list[Episode] = field(default_factory=list)
    in_care: bool = False
    #: The end of the last episode is as filed, whatever follows.
    is_filed: bool = False
    family_id: str | None = None

    def take(self, on: date, events: Sequence[Event]) -> None:
        """Take in what happened on one day: leaving care first, where it was begun earlier."""
        leaving = [one for one in events if one.kind in ENDS_CARE and SAME_DAY not in one.details]
        beginning = [one for one in events if one.kind in _BEGIN]
        was_in_care = self.in_care and self.episodes[-1].decom < on
        if leaving and was_in_care:
            self._leave(on, leaving[0])
        if beginning:
            self._begin(on, beginning)
        if leaving and not was_in_care:
            self._leave(on, leaving[0])

    def _leave(self, on: date, event: Event) -> None:
        if not self.in_care or self.is_filed:
            return
        is_lost = event.details.get("is_lost") == YES
        rec = None if is_lost else _code(event, "rec", _USUAL_REC)
        self.episodes[-1] = replace(self.episodes[-1], dec=on, rec=rec, ends_unknown=is_lost)
        self.in_care = False

    def _begin(self, on: date, events: Sequence[Event]) -> None:
        before = self.episodes[-1] if self.in_care else None
        if before is not None and not self.is_filed:
            self.episodes[-1] = replace(before, dec=on, rec=STILL_IN_CARE_REC)
        status, place = (before.ls, before.place) if before else (None, None)
        moved_out = any(one.kind in _MOVED_OUT for one in events)
        moves = [one for one in events if one.kind in _MOVES]
        for one in events:
            if one.kind in _STATUSES:
                status = _code(one, "legal_status", _USUAL_STATUS)
        is_new_carer = moved_out
        if moves:
            place = _code(moves[-1], "place", _USUAL_PLACE)
            is_new_carer = not self._keeps_carer(moves[-1], place, before, moved_out)
            self.family_id = moves[-1].family_id
        elif moved_out:
            place = None
        carrier = next((one.details for one in events if "rne" in one.details), {})
        rne = carrier.get("rne") or None
        if not carrier:
            is_new_place = bool(moves) or moved_out
            rne = _rne(before, events, status, is_new_place, is_new_carer)
        self._add(Episode(on, rne, status, place), carrier)

    def _add(self, episode: Episode, details: Mapping[str, str]) -> None:
        """Begin an episode; where its end is filed with it, that end holds."""
        self.is_filed = "ended_on" in details or "lost_on" in details
        self.in_care = True
        if "lost_on" in details:
            episode = replace(episode, dec=_day(details["lost_on"]), ends_unknown=True)
            self.in_care = False
        elif "ended_on" in details:
            rec = details.get("rec") or None
            episode = replace(episode, dec=_day(details["ended_on"]), rec=rec)
            self.in_care = episode.dec is None or rec in (None, STILL_IN_CARE_REC)
        self.episodes.append(episode)

    def _keeps_carer(
        self, move: Event, place: str | None, before: Episode | None, moved_out: bool
    ) -> bool:
        """Whether the child stays with the same people, as the fold over events tells it."""
        if before is None or moved_out:
            return False
        if "same_carer" in move.details:
            return move.details["same_carer"] == YES
        same_family = move.family_id is not None and move.family_id == self.family_id
        return same_family or place in CARER_ADOPTIVE_PLACES


def _code(event: Event, name: str, usual: Mapping[EventKind, str]) -> str | None:
    """A code that the event gives, None where it gives an empty one; else the usual one."""
    if name in event.details:
        return event.details[name] or None
    if event.kind is K.ADOPTION_ORDER_MADE and event.details.get("is_opposed") == YES:
        return "E12"
    return usual.get(event.kind)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rne(
    before: Episode | None,
    events: Sequence[Event],
    status: str | None,
    is_new_place: bool,
    is_new_carer: bool,
) -> str | None:
    """The reason for a new episode that nobody stated; None where its start is not known."""
    if before is None:
        entered = [one for one in events if one.kind is K.CARE_ENTERED]
        return "S" if entered and FIRST_SEEN not in entered[0].details else None
    if not is_new_place:
        return "L"
    return _RNE_OF_MOVE[status != before.ls, is_new_carer]


def _decisions(happened: Sequence[Event]) -> list[Decision]:
    """Decisions with their reversals; a reversal ends the one it names, else all that are live."""
    found: dict[date, Decision] = {}
    for event in happened:
        on = event.happened_on
        is_told_later = TOLD_AT_ADOPTION in event.details
        if on is not None and event.kind is K.DECISION_MADE and not is_told_later:
            found.setdefault(on, Decision(on))
    for event in happened:
        if event.kind is not K.DECISION_REVERSED or event.happened_on is None:
            continue
        about = _day(event.details.get("decided_on", ""))
        for on, decision in found.items():
            is_meant = on == about if about else on <= event.happened_on
            if is_meant and decision.ceased_on is None:
                reason = event.details.get("reason") or None
                found[on] = replace(decision, ceased_on=event.happened_on, reason=reason)
    return list(found.values())


def _matches(happened: Sequence[Event], episodes: Sequence[Episode]) -> list[Match]:
    """Items of adoptions: as returns told them, else from what was recorded of the last match."""
    told: dict[int, Match] = {}
    for event in happened:
        if not event.details.get("year"):
            continue
        year = int(event.details["year"])
        match = told.get(year, Match(None, None, year))
        if event.kind is K.MATCH_DECIDED:
            decided_on = _day(event.details.get("decided_on", ""))
            told[year] = replace(match, on=event.happened_on, int_on=match.int_on or decided_on)
        elif event.kind is K.DECISION_MADE:
            told[year] = replace(match, int_on=event.happened_on)
    after = date.min
    for episode in episodes:
        if episode.dec is None or episode.rec in (None, STILL_IN_CARE_REC):
            continue
        if episode.rec in ADOPTED_RECS:
            on = _live_match(happened, after, episode.dec)
            year = financial_year(episode.dec)
            if on is not None and year not in told:
                told[year] = Match(on, None, year)
        after = episode.dec
    return [told[year] for year in sorted(told)]


def _live_match(happened: Sequence[Event], after: date, until: date) -> date | None:
    """The day of the match that still stood on the day of the order, of those after ``after``."""
    on: date | None = None
    for event in happened:
        if event.happened_on is None or not after < event.happened_on <= until:
            continue
        if event.kind is K.MATCH_DECIDED and not event.details.get("year"):
            on = event.happened_on
        elif event.kind in _ENDS_A_MATCH:
            on = None
    return on
