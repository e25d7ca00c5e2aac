"""What the returns can show of a made-up life: one ``Sight`` per period of care as far as seen.

A period of care is seen from its first episode that any supplied return holds, until it ended or
until the returns lose the child. What came before, or after, cannot be known from them.
Source: docs/reference/how-figures-are-made.md, sections 1 to 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from belong.synthetic.histories import (
    ADOPTIVE_PLACES,
    CarePeriod,
    Decision,
    Episode,
    History,
    Region,
    year_end,
    year_start,
)

__all__ = ["SeenDecision", "SeenOrder", "SeenStay", "Sight", "sights_of"]

_ORDERS = ("E1", "D1")
_WITH_CARER = ("A3", "A5")
_EARLY_PERMANENCE = ("U2", "U5")


@dataclass(frozen=True)
class SeenDecision:
    """A decision on file: the reversal is None where no return tells of one."""

    decided_on: date
    reversed_on: date | None


@dataclass(frozen=True)
class SeenOrder:
    """A placement order. made_on None: made before anything on file. ended_on None: still live.

    seen_on: the first day on which the returns show it.
    """

    made_on: date | None
    seen_on: date
    ended_on: date | None

    def is_live_on(self, day: date) -> bool:
        """Whether it was made on or before the day and has not ended on or before it."""
        has_begun = self.made_on is None or self.made_on <= day
        return has_begun and (self.ended_on is None or self.ended_on > day)


@dataclass(frozen=True)
class SeenStay:
    """An adoptive stay. began_on None: it began before anything on file."""

    began_on: date | None
    seen_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Sight:
    """One period of care as far as the returns show it.

    entered_on None: care began before anything on file. lost_on: the 1 April from which nothing is
    known. left_on: the end of care on file, None where it is not.
    """

    la_code: str
    child_id: str
    entered_on: date | None
    seen_on: date
    left_on: date | None
    lost_on: date | None
    left_reason: str | None
    last_legal_status: str
    decisions: tuple[SeenDecision, ...]
    matched_on: date | None
    orders: tuple[SeenOrder, ...]
    adoptive_stays: tuple[SeenStay, ...]
    is_placed_last: bool
    placed_on: date | None
    moved_in_on: date | None
    had_early_permanence: bool

    @property
    def adopted_on(self) -> date | None:
        """The day of the adoption order, where the period ended with one."""
        return self.left_on if self.left_reason in ("E11", "E12") else None

    @property
    def is_early_permanence_home(self) -> bool:
        """Whether the child lived with approved adopters as fosterers, and went home."""
        return self.had_early_permanence and self.left_reason in ("E4A", "E4B")

    @property
    def order_of_adoption(self) -> SeenOrder | None:
        """The order that the placement rested on, or None."""
        if self.matched_on is not None:
            for order in self.orders:
                if order.ended_on is None or order.ended_on > self.matched_on:
                    return order
            return None
        if self.placed_on is not None:
            for order in self.orders:
                if order.is_live_on(self.placed_on):
                    return order
        return self.orders[-1] if self.orders else None

    def is_in_care_on(self, day: date) -> bool:
        """Whether the child was looked after on the day, as far as is known."""
        end_on = self.left_on or self.lost_on
        return self.seen_on <= day and (end_on is None or end_on > day)

    def has_decision_on(self, day: date) -> bool:
        """Whether the child was looked after with a live decision on the day."""
        return self.is_in_care_on(day) and any(
            d.decided_on <= day and (d.reversed_on is None or d.reversed_on > day)
            for d in self.decisions
        )

    def adoptive_stay_on(self, day: date) -> SeenStay | None:
        """The adoptive stay that the child was in on the day, or None."""
        for stay in self.adoptive_stays:
            has_ended = stay.ended_on is not None and stay.ended_on <= day
            if stay.seen_on <= day and not has_ended:
                return stay
        return None


def sights_of(region: Region, history: History) -> Iterator[Sight]:
    """Every sight of one child, in order of time."""
    supplied = region.return_years(history.la_code)
    years = [year for year in supplied if year not in history.slip.absent_years]
    if not years:
        return
    stretches: list[tuple[CarePeriod, int, int, date | None]] = []
    for period in history.periods:
        stretches += [(period, *stretch) for stretch in _stretches(period, years, supplied[-1])]
    decisions = [d for period in history.periods for d in _decisions(period, years)]
    for number, (period, first, last, lost_on) in enumerate(stretches):
        is_first = number == 0
        earlier = None if is_first else _end_of(*stretches[number - 1])
        mine = tuple(
            d
            for d in decisions
            if _belongs(d, earlier, _end_of(period, first, last, lost_on), is_first=is_first)
        )
        yield _sight(region, history, period, (first, last), lost_on, mine)


def _is_in_return(start_on: date, end_on: date | None, year: int) -> bool:
    return start_on <= year_end(year) and (end_on is None or end_on >= year_start(year))


def _stretches(
    period: CarePeriod, years: Sequence[int], last_supplied: int
) -> Iterator[tuple[int, int, date | None]]:
    """First and last episode of each part of the period that is seen without a gap.

    The third item is the day from which the child is lost, or None where the part ends by itself.
    """
    first: int | None = None
    for number, episode in enumerate(period.episodes()):
        seen_in = [y for y in years if _is_in_return(episode.start_on, episode.end_on, y)]
        if not seen_in:
            continue
        first = number if first is None else first
        is_open = episode.end_on is None or episode.end_on > year_end(seen_in[-1])
        if is_open and seen_in[-1] < last_supplied:
            yield first, number, year_start(seen_in[-1] + 1)
            first = None
        elif is_open or number == len(period.episodes()) - 1:
            yield first, number, None
            first = None


def _end_of(period: CarePeriod, first: int, last: int, lost_on: date | None) -> date | None:
    return lost_on if lost_on is not None else period.episodes()[last].end_on


def _decisions(period: CarePeriod, years: Sequence[int]) -> Iterator[SeenDecision]:
    """The decisions of the period that are on file at the end, and as they are told there."""
    for decision in period.decisions:
        told_in = [y for y in years if _is_told(period, decision, y)]
        if not told_in or _was_dropped(decision, told_in[-1], years):
            continue
        is_reversal_told = decision.reversed_on is not None and decision.reversed_on <= year_end(
            told_in[-1]
        )
        yield SeenDecision(decision.decided_on, decision.reversed_on if is_reversal_told else None)


def _is_told(period: CarePeriod, decision: Decision, year: int) -> bool:
    if decision.withdrawn_after is not None and year > decision.withdrawn_after:
        return False
    is_in_care = _is_in_return(period.entered_on, period.left_on, year)
    return is_in_care and _is_in_return(decision.decided_on, decision.reversed_on, year)


def _was_dropped(decision: Decision, last_told: int, years: Sequence[int]) -> bool:
    return decision.withdrawn_after is not None and last_told + 1 in years


def _belongs(
    decision: SeenDecision, earlier: date | None, end_on: date | None, *, is_first: bool
) -> bool:
    begins_after_earlier = is_first or (earlier is not None and decision.decided_on >= earlier)
    return begins_after_earlier and (end_on is None or decision.decided_on < end_on)


def _sight(
    region: Region,
    history: History,
    period: CarePeriod,
    seen: tuple[int, int],
    lost_on: date | None,
    decisions: tuple[SeenDecision, ...],
) -> Sight:
    first, last = seen
    episodes = period.episodes()
    is_whole_end = last == len(episodes) - 1 and lost_on is None
    is_end_told = (
        is_whole_end
        and period.left_on is not None
        and period.left_on <= year_end(region.return_years(history.la_code)[-1])
    )
    adoption_told = is_end_told and period.is_adopted and not history.slip.lacks_ad1
    final = episodes[last]
    is_placed_last = final.placement.place in ADOPTIVE_PLACES
    stays = tuple(_adoptive_stays(episodes, first, last, lost_on))
    placed_on = stays[-1].began_on if is_placed_last else None
    moved_in_on = placed_on
    if final.placement.place in _WITH_CARER:
        moved_in_on = _stay_with_carer_began(episodes, first, last)
    return Sight(
        la_code=history.la_code,
        child_id=history.child_id,
        entered_on=period.entered_on if first == 0 else None,
        seen_on=episodes[first].start_on,
        left_on=period.left_on if is_end_told else None,
        lost_on=lost_on,
        left_reason=period.left_reason if is_end_told else None,
        last_legal_status=final.legal_status,
        decisions=decisions,
        matched_on=period.matched_on if adoption_told else None,
        orders=tuple(_orders(episodes, first, last, lost_on)),
        adoptive_stays=stays,
        is_placed_last=is_placed_last,
        placed_on=placed_on,
        moved_in_on=moved_in_on,
        had_early_permanence=any(
            episode.placement.place in _EARLY_PERMANENCE for episode in episodes[first : last + 1]
        ),
    )


def _stay_with_carer_began(episodes: Sequence[Episode], first: int, last: int) -> date | None:
    """First day with the carer of the last episode; None where it is before the first one seen."""
    number = last
    while number > 0 and not episodes[number].is_new_carer:
        number -= 1
    return episodes[number].start_on if number >= first else None


def _adoptive_stays(
    episodes: Sequence[Episode], first: int, last: int, lost_on: date | None
) -> Iterator[SeenStay]:
    for begin, end in _runs([e.placement.place in ADOPTIVE_PLACES for e in episodes], episodes):
        if end < first or begin > last:
            continue
        yield SeenStay(
            began_on=episodes[begin].start_on if begin >= first else None,
            seen_on=episodes[max(begin, first)].start_on,
            ended_on=episodes[end].end_on if end < last else lost_on or episodes[last].end_on,
        )


def _runs(is_in: Sequence[bool], episodes: Sequence[Episode]) -> Iterator[tuple[int, int]]:
    """First and last number of each run of True with one carer."""
    begin: int | None = None
    for number, (mine, episode) in enumerate(zip(is_in, episodes, strict=True)):
        if begin is not None and (not mine or episode.is_new_carer):
            yield begin, number - 1
            begin = None
        if mine and begin is None:
            begin = number
    if begin is not None:
        yield begin, len(episodes) - 1


def _orders(
    episodes: Sequence[Episode], first: int, last: int, lost_on: date | None
) -> Iterator[SeenOrder]:
    begin: int | None = None
    for number, episode in enumerate(episodes):
        is_order = episode.legal_status in _ORDERS
        if is_order and begin is None:
            begin = number
        is_end = number + 1 == len(episodes) or episodes[number + 1].legal_status not in _ORDERS
        if begin is not None and is_order and is_end:
            if number >= first and begin <= last:
                yield SeenOrder(
                    made_on=episodes[begin].start_on if begin >= first else None,
                    seen_on=episodes[max(begin, first)].start_on,
                    ended_on=episode.end_on if number < last else lost_on or episodes[last].end_on,
                )
            begin = None
