"""One child's periods of care, from episodes as merged over the years of a council's returns.

The plain twin, for one child, of the vectorised fold over frames: the same law, written as loops
that can be read aloud. Its law is docs/reference/how-figures-are-made.md, sections 2 and 3; code
meanings are those of the SSDA903 guide (see ``belong.domain.codes``).

What the page leaves open is settled here, and the frames follow it:

* a run of the same status joins its episodes, whatever lies between them, and ends where its last
  episode ends: on that one's DEC, or where the next episode starts if that is earlier;
* a period ends on the DEC of its last episode; the child left care then only if REC says why
  (neither X1 nor blank); without a DEC it is still going on, or its end is not known if the child
  starts to be looked after again;
* a decision falls in the latest period that holds its day, the day of the period's end included;
* a decision dated after its child's last period belongs to none of the figures of a period, nor
  does one whose reversal is dated before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from belong.domain.calendar import financial_year
from belong.domain.codes import (
    ADOPTED_RECS,
    ADOPTIVE_PLACES,
    CARER_ADOPTIVE_PLACES,
    EARLY_PERMANENCE_PLACES,
    PLACEMENT_ORDER_STATUSES,
    SAME_CARER_RNES,
    STILL_IN_CARE_REC,
)
from belong.domain.journey.periods import ChildFacts, Decision, Episode, Match, PeriodOfCare
from belong.domain.journey.spells import Spell

__all__ = [
    "BEGAN_BEFORE_RETURNS",
    "CARE_ENDED",
    "LOST",
    "REVERSED",
    "ChildFacts",
    "Decision",
    "Episode",
    "Match",
    "PeriodOfCare",
    "Spell",
    "periods_of_care",
]

#: from_reason of a spell, and reason of a date, that began before anything supplied can show.
BEGAN_BEFORE_RETURNS = "began_before_returns"
#: to_reason of a period of care whose end is not known.
LOST = "lost"
#: to_reason of a decision that still held when its period of care ended.
CARE_ENDED = "care_ended"
#: to_reason of a decision that was reversed with no reason given.
REVERSED = "reversed"

#: RNE codes on which a first episode's legal status began that day.
_LEGAL_STATUS_BEGINS_RNES = ("S", "L", "B", "U")


@dataclass(frozen=True)
class _Period:
    """The episodes of one period of care, in order."""

    episodes: tuple[Episode, ...]

    @property
    def first(self) -> Episode:
        return self.episodes[0]

    @property
    def last(self) -> Episode:
        return self.episodes[-1]

    @property
    def ended_on(self) -> date | None:
        return self.last.dec

    @property
    def end_reason(self) -> str | None:
        if self.last.ends_unknown:
            return LOST
        return self.last.rec if self.last.dec else None

    def holds(self, day: date) -> bool:
        """Whether the day is in the period, the day of leaving included (not of being lost)."""
        if day < self.first.decom:
            return False
        if self.ended_on is None or day < self.ended_on:
            return True
        return day == self.ended_on and not self.last.ends_unknown

    @property
    def adopted_on(self) -> date | None:
        was_adopted = self.last.rec in ADOPTED_RECS and not self.last.ends_unknown
        return self.last.dec if was_adopted else None


def periods_of_care(
    episodes: Iterable[Episode],
    decisions: Iterable[Decision] = (),
    matches: Iterable[Match] = (),
    child: ChildFacts | None = None,
) -> list[PeriodOfCare]:
    """The child's periods of care, oldest first; an empty list for a child with no episode.

    The order of the inputs does not matter. Raises: nothing.
    """
    facts = child or ChildFacts()
    periods = _split(sorted(episodes, key=_episode_order))
    decided = _decisions_by_period(periods, decisions)
    matched = _matches_by_period(periods, matches)
    return [
        _journey(facts, number, period, decided[number - 1], matched[number - 1])
        for number, period in enumerate(periods, start=1)
    ]


def _episode_order(episode: Episode) -> tuple[date, date, str, str, str, str]:
    return (
        episode.decom,
        episode.dec or date.max,
        episode.rne or "",
        episode.ls or "",
        episode.place or "",
        episode.rec or "",
    )


def _split(episodes: Sequence[Episode]) -> list[_Period]:
    """Cut ordered episodes into periods of care."""
    groups: list[list[Episode]] = []
    for episode in episodes:
        if not groups or episode.rne == "S" or _ended_care(groups[-1][-1]):
            groups.append([])
        groups[-1].append(episode)
    for group, following in pairwise(groups):
        if group[-1].dec is None:
            # care that was never ended, before care that began again: the end is not known
            group[-1] = replace(group[-1], dec=following[0].decom, ends_unknown=True)
    return [_Period(tuple(group)) for group in groups]


def _ended_care(episode: Episode) -> bool:
    if episode.ends_unknown:
        return True
    return episode.dec is not None and episode.rec not in (None, STILL_IN_CARE_REC)


def _decisions_by_period(
    periods: Sequence[_Period], decisions: Iterable[Decision]
) -> list[list[Decision]]:
    """Each decision with the period that holds its day, else with the next one."""
    found: list[list[Decision]] = [[] for _ in periods]
    for decision in sorted(decisions, key=lambda one: (one.on, one.ceased_on or date.max)):
        holding = [index for index, one in enumerate(periods) if one.holds(decision.on)]
        ahead = [index for index, one in enumerate(periods) if decision.on < one.first.decom]
        if not (holding or ahead):
            continue
        index = holding[-1] if holding else ahead[0]
        is_backward = (
            _reversed_by(decision, periods[index].ended_on)
            and (decision.ceased_on or date.max) < decision.on
        )
        if not is_backward:
            found[index].append(decision)
    return found


def _matches_by_period(periods: Sequence[_Period], matches: Iterable[Match]) -> list[Match | None]:
    """AD1 rows go to the adoption of their year; if there is none, to the only adoption."""
    adopted = [index for index, period in enumerate(periods) if period.adopted_on]
    found: list[Match | None] = [None] * len(periods)
    fallback: list[Match] = []
    ordered = sorted(
        matches, key=lambda one: (one.year or 0, one.on or date.min, one.int_on or date.min)
    )
    for match in ordered:
        homes = [
            index
            for index in adopted
            if (on := periods[index].adopted_on) and financial_year(on) == match.year
        ]
        if homes:
            found[homes[-1]] = match
        else:
            fallback.append(match)
    if len(adopted) == 1 and found[adopted[0]] is None and fallback:
        found[adopted[0]] = fallback[-1]
    return found


def _journey(
    facts: ChildFacts,
    number: int,
    period: _Period,
    decisions: Sequence[Decision],
    match: Match | None,
) -> PeriodOfCare:
    spells = _spells(period, decisions)
    is_lost = period.last.ends_unknown
    care = spells[0]
    matched_on = match.on if match else None
    carer_stay = [spell for spell in spells if spell.axis == "carer_stay"][-1]
    was_placed = period.last.place in ADOPTIVE_PLACES
    is_carer_adoption = period.last.place in CARER_ADOPTIVE_PLACES
    placed = (
        [spell for spell in spells if spell.axis == "adoptive_stay"][-1] if was_placed else None
    )
    moved_in = carer_stay if is_carer_adoption else placed
    order = _order_of_the_journey(
        [spell for spell in spells if spell.axis == "authority"],
        matched_on,
        placed.from_on if placed else None,
    )
    live = [one for one in decisions if not _reversed_by(one, period.ended_on)]
    reversals = [one for one in decisions if one.ceased_on and _reversed_by(one, period.ended_on)]
    ended = max(reversals, key=lambda one: one.ceased_on or date.min, default=None)
    plan_decided_on = live[-1].on if live else (match.int_on if match else None)
    if plan_decided_on:
        ended = None
    left_care_on = period.ended_on if _ended_care(period.last) and not is_lost else None
    return PeriodOfCare(
        child_id=facts.child_id,
        la_code=facts.la_code,
        period_of_care=number,
        born_on=facts.born_on,
        sex=facts.sex,
        ethnicity=facts.ethnicity,
        entered_care_on=care.from_on,
        entered_care_reason=care.from_reason,
        plan_decided_on=plan_decided_on,
        has_order=order is not None,
        placement_order_on=order.from_on if order else None,
        placement_order_reason=order.from_reason if order else None,
        matched_on=matched_on,
        was_placed=was_placed,
        placed_for_adoption_on=placed.from_on if placed else None,
        placed_for_adoption_reason=placed.from_reason if placed else None,
        moved_in_on=moved_in.from_on if moved_in else None,
        moved_in_reason=moved_in.from_reason if moved_in else None,
        adopted_on=period.adopted_on,
        is_carer_adoption=is_carer_adoption,
        is_early_permanence=any(one.place in EARLY_PERMANENCE_PLACES for one in period.episodes),
        plan_ended_on=ended.ceased_on if ended else None,
        plan_ended_reason=(ended.reason or REVERSED) if ended else None,
        left_care_on=left_care_on,
        left_care_reason=period.end_reason,
        left_care_legal_status=period.last.ls if left_care_on else None,
        spells=spells,
    )


def _reversed_by(decision: Decision, ended_on: date | None) -> bool:
    """Whether the decision was reversed on or before the day the period ended."""
    if decision.ceased_on is None:
        return False
    return ended_on is None or decision.ceased_on <= ended_on


def _order_of_the_journey(
    orders: Sequence[Spell], matched_on: date | None, placed_on: date | None
) -> Spell | None:
    """The order live at the match, else the next; with no match, at the placing, else the last."""
    if matched_on is not None:
        return next(
            (one for one in orders if one.is_live_on(matched_on) or one.seen_from_on > matched_on),
            None,
        )
    live = [one for one in orders if placed_on is not None and one.is_live_on(placed_on)]
    return (live or list(orders))[-1] if orders else None


def _spells(period: _Period, decisions: Sequence[Decision]) -> tuple[Spell, ...]:
    """Every spell of one period of care; the first is the spell in care itself."""
    care_is_known = period.first.rne == "S"
    order_is_known = period.first.rne in _LEGAL_STATUS_BEGINS_RNES
    stay_is_known = period.first.rne not in SAME_CARER_RNES
    care = Spell(
        axis="care",
        value="looked_after",
        seen_from_on=period.first.decom,
        to_on=period.ended_on,
        from_reason=None if care_is_known else BEGAN_BEFORE_RETURNS,
        to_reason=period.end_reason,
    )
    legal = _runs(period, "legal", lambda one: one.ls, order_is_known)
    authority = _runs(
        period,
        "authority",
        lambda one: "placement_order" if one.ls in PLACEMENT_ORDER_STATUSES else None,
        order_is_known,
    )
    placement = _runs(period, "placement", lambda one: one.place, stay_is_known, by_carer=True)
    adoptive = _runs(
        period,
        "adoptive_stay",
        lambda one: "adoptive" if one.place in ADOPTIVE_PLACES else None,
        stay_is_known,
        by_carer=True,
        named_by_last_place=True,
    )
    carer = _runs(
        period,
        "carer_stay",
        lambda _: "carer",
        stay_is_known,
        by_carer=True,
        named_by_last_place=True,
    )
    decided = [_decision_spell(one, period) for one in decisions]
    return (care, *legal, *authority, *decided, *placement, *adoptive, *carer)


def _decision_spell(decision: Decision, period: _Period) -> Spell:
    is_reversed = _reversed_by(decision, period.ended_on)
    ended_care = CARE_ENDED if period.ended_on else None
    return Spell(
        axis="decision",
        value="should_be_placed",
        seen_from_on=decision.on,
        to_on=decision.ceased_on if is_reversed else period.ended_on,
        to_reason=(decision.reason or REVERSED) if is_reversed else ended_care,
    )


def _runs(
    period: _Period,
    axis: str,
    value_of: Callable[[Episode], str | None],
    first_day_is_known: bool,
    *,
    by_carer: bool = False,
    named_by_last_place: bool = False,
) -> list[Spell]:
    """Runs of one value over the episodes of a period, broken by a change of value or of carer.

    by_carer: an episode with another carer begins a new run. named_by_last_place: the run is named
    by its last PLACE and not by the value that held it together. A value of None makes no run.
    """
    runs: list[list[int]] = []
    values = [value_of(episode) for episode in period.episodes]
    for index, episode in enumerate(period.episodes):
        goes_on = index > 0 and values[index] == values[index - 1]
        if by_carer and episode.rne not in SAME_CARER_RNES:
            goes_on = False
        if goes_on:
            runs[-1].append(index)
        else:
            runs.append([index])
    spells = []
    for run in runs:
        value = values[run[-1]]
        if value is None:
            continue
        ends_period = run[-1] == len(period.episodes) - 1
        to_on = period.ended_on
        if not ends_period:
            to_on = min(
                period.episodes[run[-1]].dec or date.max, period.episodes[run[-1] + 1].decom
            )
        is_known = run[0] > 0 or first_day_is_known
        spells.append(
            Spell(
                axis=axis,
                value=(period.episodes[run[-1]].place or "") if named_by_last_place else value,
                seen_from_on=period.episodes[run[0]].decom,
                to_on=to_on,
                from_reason=None if is_known else BEGAN_BEFORE_RETURNS,
                to_reason=period.end_reason if ends_period else period.episodes[run[-1]].rec,
            )
        )
    return spells
