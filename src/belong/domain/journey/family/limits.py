"""The time limits of an application that the pipeline shows, and how each stands on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from belong.domain.calendar import add_months, days_between
from belong.domain.citations import cited
from belong.domain.journey.family.application import ApplicationJourney
from belong.domain.journey.family.states import APPROVED_STAGES, FamilyStage

__all__ = [
    "LIMITS",
    "FamilyLimit",
    "LastDay",
    "LimitFacts",
    "LimitKey",
    "last_day_of",
    "limits_of",
    "live_limit",
]


class LimitKey(StrEnum):
    """Short and stable names of the limits."""

    STAGE_1 = "stage_1"
    BREAK = "break"
    STAGE_2 = "stage_2"
    REVIEW = "review"


@dataclass(frozen=True)
class LimitFacts:
    """A limit in calendar months from its start, clipped to the month; the last day is within."""

    label: str
    months: int
    words: str
    source: str

    def __post_init__(self) -> None:
        """What nobody has read in the law says so wherever it is printed."""
        object.__setattr__(self, "source", cited(self.source))


LIMITS: dict[LimitKey, LimitFacts] = {
    LimitKey.STAGE_1: LimitFacts(
        "Stage 1",
        2,
        "Two months from acceptance of the registration; longer at the applicants' request or for a"
        " good reason of the agency's, recorded. A hold does not stop it.",
        "statutory guidance on adoption 2013, chapter 3",
    ),
    LimitKey.BREAK: LimitFacts(
        "Break between stages",
        6,
        "Up to six months from passing stage 1 until the applicants ask to go on.",
        "statutory guidance on adoption 2013, chapter 3",
    ),
    LimitKey.STAGE_2: LimitFacts(
        "Stage 2",
        4,
        "Four months from the day on which the agency received the applicants' notice to the"
        " decision, not to the panel. A hold does not stop it.",
        "AAR 2005 regulation 30B, as amended by SI 2013/985",
    ),
    LimitKey.REVIEW: LimitFacts(
        "Review of approval",
        12,
        "Within a year of approval or of the last review while no child is placed.",
        "AAR 2005 regulation 30D",
    ),
}


@dataclass(frozen=True)
class FamilyLimit:
    """One limit of one application. met_on: when what it waits for happened, or None."""

    key: LimitKey
    from_on: date
    due_on: date
    met_on: date | None = None

    @property
    def facts(self) -> LimitFacts:
        """The limit in words and its source."""
        return LIMITS[self.key]

    def days_over(self, today: date) -> int:
        """Days past the due day, when it was met or else today; 0 within the limit."""
        return max(0, days_between(self.due_on, self.met_on or today))

    def days_in(self, today: date) -> int:
        """Days since its start, until it was met or else today."""
        return days_between(self.from_on, self.met_on or today)


#: The last day in time of a limit that began on a day; None where the limit was not in force.
LastDay = Callable[[LimitKey, date], date | None]


def last_day_of(key: LimitKey, from_on: date) -> date | None:
    """The last day in time where no agency sets a shorter limit."""
    return add_months(from_on, LIMITS[key].months)


#: From when a limit runs, None where it does not; and when what it waits for happened.
_Span = tuple[date | None, date | None]


def _stage_1(told: ApplicationJourney) -> _Span:
    """Until the decision on stage 1; where none is recorded, until what followed it."""
    return told.stage_1_from_on, told.stage_1_to_on or told.stage_2_from_on or told.stage_2_to_on


def _break(told: ApplicationJourney) -> _Span:
    return told.stage_1_passed_on, told.stage_2_from_on or told.left_on


def _stage_2(told: ApplicationJourney) -> _Span:
    return told.stage_2_from_on, told.stage_2_to_on


def _review(told: ApplicationJourney) -> _Span:
    """The next review; none while a child is placed, and none once the application is over."""
    if told.approved_on is None or told.stage not in APPROVED_STAGES - {FamilyStage.PLACED}:
        return None, None
    return max((told.approved_on, *told.reviewed_on)), None


_OF: dict[LimitKey, Callable[[ApplicationJourney], _Span]] = {
    LimitKey.STAGE_1: _stage_1,
    LimitKey.BREAK: _break,
    LimitKey.STAGE_2: _stage_2,
    LimitKey.REVIEW: _review,
}


def limits_of(told: ApplicationJourney, last_day: LastDay = last_day_of) -> tuple[FamilyLimit, ...]:
    """The limits that have begun, in the order of the way. last_day: by the agency's policy."""
    found = []
    for key, of in _OF.items():
        from_on, met_on = of(told)
        due_on = last_day(key, from_on) if from_on is not None else None
        if from_on is not None and due_on is not None:
            found.append(FamilyLimit(key, from_on, due_on, met_on))
    return tuple(found)


def live_limit(limits: Sequence[FamilyLimit]) -> FamilyLimit | None:
    """The limit of these, of one application, that runs now; or None."""
    running = [one for one in limits if one.met_on is None]
    return running[-1] if running else None
