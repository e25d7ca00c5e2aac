"""A child's merged episodes, decisions and matches told as events.

``episodes_from_events`` is the inverse: every figure computed from the events equals the one from
the returns. So whatever a return says, however odd, stands in the events; what the kinds and dates
of events cannot say stands in the details of the event that an episode begins with (the first of
its day that has ``rne``):

* ``rne``: the reason for the new episode; "" where the return has none;
* ``ended_on`` and ``rec``: the end of the episode as filed, where it is not simply the day on which
  the next begins (REC X1) and no leaving of care tells it; "" for a DEC or REC that is missing;
* ``lost_on``: the first day on which nothing is known of the child, where no event can tell it;
* ``first_seen`` = "yes": it began before anything supplied can show; the date is when it was first
  seen.

A reversal and a match say in ``decided_on`` which decision they are about, a match from a return
also in ``year`` which year's return told it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from belong.domain.calendar import financial_year
from belong.domain.codes import (
    ADOPTED_RECS,
    ADOPTIVE_PLACES,
    EARLY_PERMANENCE_PLACES,
    HOME_RECS,
    PLACEMENT_ORDER_STATUSES,
    SAME_CARER_RNES,
    SPECIAL_GUARDIANSHIP_RECS,
    STILL_IN_CARE_REC,
)
from belong.domain.events import Event, EventKind, in_order
from belong.domain.journey.periods import ChildFacts, Decision, Episode, Match

__all__ = [
    "FIRST_SEEN",
    "SAME_DAY",
    "TOLD_AT_ADOPTION",
    "YES",
    "events_from_episodes",
    "leaving_kind",
]

K = EventKind
#: Detail of an event whose date is only the day on which the state was first seen.
FIRST_SEEN = "first_seen"
#: Detail of a decision that only the adoption's own items told of: never counted as a decision.
TOLD_AT_ADOPTION = "told_at_adoption"
#: Detail of a leaving on the very day on which the episode began, which tells its end itself.
SAME_DAY = "same_day"
YES = "yes"
_LEGAL_STATUS_BEGINS_RNES = ("S", "L", "B", "U")
_ADULT = 18

_LEAVING_KINDS = {
    **dict.fromkeys(ADOPTED_RECS, K.ADOPTION_ORDER_MADE),
    **dict.fromkeys(HOME_RECS, K.WENT_HOME),
    **dict.fromkeys(SPECIAL_GUARDIANSHIP_RECS, K.SPECIAL_GUARDIANSHIP_MADE),
    "E2": K.DIED,
    "E3": K.TRANSFERRED,
    "E41": K.CHILD_ARRANGEMENTS_MADE,
}
#: REC codes of young people who leave care as adults, where they are of age.
_GROWN_UP_RECS = ("E5", "E6", "E7", "E17")


def leaving_kind(rec: str | None, left_on: date, born_on: date | None) -> EventKind:
    """The kind of event that a REC code tells of; turned 18 only where the child had."""
    if rec in _GROWN_UP_RECS and born_on is not None:
        years = left_on.year - born_on.year
        is_of_age = years - ((left_on.month, left_on.day) < (born_on.month, born_on.day)) >= _ADULT
        return K.AGED_OUT if is_of_age else K.CARE_LEFT
    return _LEAVING_KINDS.get(rec or "", K.CARE_LEFT)


def events_from_episodes(
    episodes: Iterable[Episode],
    decisions: Iterable[Decision] = (),
    matches: Iterable[Match] = (),
    child: ChildFacts | None = None,
) -> list[Event]:
    """The events of one child, oldest first; episodes have different first days.

    matches: what the returns say of adoptions; what belongs to none is left out. Raises: nothing.
    """
    facts = child or ChildFacts()
    ordered = sorted(episodes, key=lambda one: one.decom)
    decided = sorted(decisions, key=lambda one: one.on)
    told = _of_adoptions(matches, ordered)
    events = list(_of_child(facts))
    for index, episode in enumerate(ordered):
        before = ordered[index - 1] if index else None
        after = ordered[index + 1] if index + 1 < len(ordered) else None
        leaving = _leaving(episode, after, facts.born_on)
        is_told = _is_plain(episode, after) or (leaving and SAME_DAY not in leaving.details)
        filed = {} if is_told else _filed_end(episode)
        events += _beginning(episode, before, filed)
        if leaving:
            events.append(leaving)
    events += _of_decisions(decided, told)
    for match in told:
        events += _of_match(match)
    return in_order(events)


def _of_child(facts: ChildFacts) -> Iterator[Event]:
    if facts.born_on is not None:
        told = {"sex": facts.sex or "", "ethnicity": facts.ethnicity or ""}
        yield Event(kind=K.BORN, happened_on=facts.born_on, details=told)


def _ends_care(episode: Episode) -> bool:
    if episode.ends_unknown:
        return True
    return episode.dec is not None and episode.rec not in (None, STILL_IN_CARE_REC)


def _is_plain(episode: Episode, after: Episode | None) -> bool:
    """Whether the next episode, or there being none, tells all about the end of this one."""
    if after is None:
        return episode.dec is None
    return (
        episode.dec == after.decom
        and episode.rec == STILL_IN_CARE_REC
        and not episode.ends_unknown
        and after.rne != "S"
    )


def _filed_end(episode: Episode) -> dict[str, str]:
    ended_on = episode.dec.isoformat() if episode.dec else ""
    if episode.ends_unknown:
        return {"lost_on": ended_on}
    return {"ended_on": ended_on, "rec": episode.rec or ""}


def _leaving(episode: Episode, after: Episode | None, born_on: date | None) -> Event | None:
    """The event that care ended with, where its date can stand between those of the episodes."""
    on = episode.dec
    if on is None or not _ends_care(episode) or on < episode.decom:
        return None
    if after is not None and on > after.decom:
        return None
    same_day = {SAME_DAY: YES} if on == episode.decom else {}
    if episode.ends_unknown:
        return Event(
            kind=K.CARE_LEFT, happened_on=on, details={"rec": "", "is_lost": YES, **same_day}
        )
    kind = leaving_kind(episode.rec, on, born_on)
    details = {"rec": episode.rec or "", **same_day}
    if kind is K.ADOPTION_ORDER_MADE:
        details["is_opposed"] = YES if episode.rec == "E12" else "no"
    return Event(kind=kind, happened_on=on, details=details)


def _beginning(episode: Episode, before: Episode | None, filed: dict[str, str]) -> Iterator[Event]:
    """The events of an episode's first day; the first of them carries its RNE."""
    is_new = before is None or episode.rne == "S" or _ends_care(before)
    told = _first_of_period(episode) if is_new or before is None else _change(episode, before)
    for number, (kind, details) in enumerate(told):
        carried = {"rne": episode.rne or "", **filed} if number == 0 else {}
        yield Event(kind=kind, happened_on=episode.decom, details={**details, **carried})


_Told = tuple[EventKind, dict[str, str]]


def _first_of_period(episode: Episode) -> Iterator[_Told]:
    """Care entered, or first seen; the order, if there is one; the placement."""
    status = {"legal_status": episode.ls or ""}
    yield K.CARE_ENTERED, status if episode.rne == "S" else {**status, FIRST_SEEN: YES}
    if episode.ls in PLACEMENT_ORDER_STATUSES:
        is_known = episode.rne in _LEGAL_STATUS_BEGINS_RNES
        yield K.PLACEMENT_ORDER_MADE, status if is_known else {**status, FIRST_SEEN: YES}
    place = {"place": episode.place or ""}
    is_carried = episode.rne in SAME_CARER_RNES
    yield _placing(episode.place, None), {**place, FIRST_SEEN: YES} if is_carried else place


def _change(episode: Episode, before: Episode) -> Iterator[_Told]:
    """What is new with an episode of a period that goes on: the status, the placement, or both."""
    is_placing = episode.place != before.place or episode.rne != "L"
    if episode.ls != before.ls or not is_placing:
        yield _status(episode.ls, before.ls), {"legal_status": episode.ls or ""}
    if not is_placing:
        return
    is_same_carer = episode.rne in SAME_CARER_RNES
    kind = _placing(episode.place, before.place if is_same_carer else None)
    if not is_same_carer:
        if before.place in ADOPTIVE_PLACES:
            yield K.DISRUPTED, {"reason": ""}
        elif before.place in EARLY_PERMANENCE_PLACES:
            yield K.EARLY_PERMANENCE_ENDED, {"reason": ""}
    yield kind, {"place": episode.place or "", "same_carer": YES if is_same_carer else "no"}


def _status(now: str | None, before: str | None) -> EventKind:
    was_ordered = before in PLACEMENT_ORDER_STATUSES
    is_ordered = now in PLACEMENT_ORDER_STATUSES
    if is_ordered and not was_ordered:
        return K.PLACEMENT_ORDER_MADE
    if was_ordered and not is_ordered:
        return K.PLACEMENT_ORDER_REVOKED
    return K.LEGAL_STATUS_BEGAN


def _placing(place: str | None, before: str | None) -> EventKind:
    """The kind of event of a placement; before: the place until then with the same carer."""
    if place in ADOPTIVE_PLACES and before not in ADOPTIVE_PLACES:
        return K.PLACED_FOR_ADOPTION
    if place in EARLY_PERMANENCE_PLACES and before not in EARLY_PERMANENCE_PLACES:
        return K.EARLY_PERMANENCE_PLACED
    return K.PLACEMENT_BEGAN


def _of_decisions(decisions: Sequence[Decision], matches: Sequence[Match]) -> Iterator[Event]:
    """Decisions, their reversals, and a decision that only the adoption's own items tell."""
    years = {match.int_on: str(match.year or "") for match in matches if match.on is None}
    for decision in decisions:
        year = {"year": years[decision.on]} if decision.on in years else {}
        yield Event(kind=K.DECISION_MADE, happened_on=decision.on, details=year)
        if decision.ceased_on is not None:
            about = {"reason": decision.reason or "", "decided_on": decision.on.isoformat()}
            yield Event(kind=K.DECISION_REVERSED, happened_on=decision.ceased_on, details=about)
    days = {decision.on for decision in decisions}
    is_live = any(decision.ceased_on is None for decision in decisions)
    for match in matches:
        if match.int_on is None or match.int_on in days or (match.on is not None and is_live):
            continue
        told = {TOLD_AT_ADOPTION: YES, "year": str(match.year or "")}
        yield Event(kind=K.DECISION_MADE, happened_on=match.int_on, details=told)


def _of_match(match: Match) -> Iterator[Event]:
    if match.on is not None:
        decided_on = match.int_on.isoformat() if match.int_on else ""
        told = {"year": str(match.year or ""), "decided_on": decided_on}
        yield Event(kind=K.MATCH_DECIDED, happened_on=match.on, details=told)


def _of_adoptions(matches: Iterable[Match], episodes: Sequence[Episode]) -> list[Match]:
    """The items of adoptions that there are: those of its year, else the only one's latest."""
    years = [
        financial_year(one.dec)
        for one in episodes
        if one.dec and one.rec in ADOPTED_RECS and not one.ends_unknown
    ]
    ordered = sorted(
        matches, key=lambda one: (one.year or 0, one.on or date.min, one.int_on or date.min)
    )
    by_year = {one.year: one for one in ordered}
    chosen = [by_year[year] for year in sorted(set(years)) if year in by_year]
    return ordered[-1:] if len(years) == 1 and not chosen else chosen
