"""The time limits that a child's journey is held against: how long, who must act, and the source.

A missed limit never stops anything: the reason and who agreed are recorded (statutory guidance on
adoption, chapter 4). Sources marked "general knowledge" are not printed as official.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from belong.domain.calendar import add_months, add_working_days

__all__ = ["CLOCKS", "Basis", "ClockKey", "ClockRule", "Limit", "Unit"]


class Unit(StrEnum):
    """What a limit is counted in. Months are calendar months, clipped to the month's last day."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Limit:
    """A length of time: so many of a unit. The day that it starts from is not counted."""

    number: int
    unit: Unit

    def after(self, start_on: date) -> date:
        """The last day of the limit. Raises CalendarError outside the bank-holiday table."""
        if self.unit is Unit.WORKING_DAYS:
            return add_working_days(start_on, self.number)
        if self.unit is Unit.MONTHS:
            return add_months(start_on, self.number)
        return start_on + timedelta(days=self.number * (7 if self.unit is Unit.WEEKS else 1))

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.number} {unit if self.number != 1 else unit.removesuffix('s')}"


class Basis(StrEnum):
    """How binding a limit is."""

    REGULATION = "regulation"
    STATUTE = "statute"
    STANDARD = "national minimum standard"
    GUIDANCE = "statutory guidance"
    SCORECARD = "scorecard"


class ClockKey(StrEnum):
    """Short and stable names of the limits; a recorded delay names the one that it explains."""

    CARE_PROCEEDINGS = "care_proceedings"
    PERMANENCE_PLAN = "permanence_plan"
    DECISION_AFTER_MINUTES = "decision_after_minutes"
    MATCH_AFTER_MINUTES = "match_after_minutes"
    PLAN_TOLD_ORALLY = "plan_told_orally"
    PLAN_TOLD_IN_WRITING = "plan_told_in_writing"
    MATCH_TOLD_ORALLY = "match_told_orally"
    MATCH_TOLD_IN_WRITING = "match_told_in_writing"
    MATCH_AFTER_DECISION = "match_after_decision"
    MATCH_AFTER_ORDER = "match_after_order"
    PLACED_AFTER_DECISION = "placed_after_decision"
    PLACED_AFTER_CARE = "placed_after_care"
    FIRST_UNPLACED_REVIEW = "first_unplaced_review"
    LATER_UNPLACED_REVIEW = "later_unplaced_review"
    FIRST_VISIT = "first_visit"
    FIRST_PLACED_REVIEW = "first_placed_review"
    SECOND_PLACED_REVIEW = "second_placed_review"
    LATER_PLACED_REVIEW = "later_placed_review"
    DISRUPTION_REVIEW = "disruption_review"
    LIFE_STORY_BOOK = "life_story_book"
    LATER_LIFE_LETTER = "later_life_letter"


@dataclass(frozen=True)
class ClockRule:
    """One limit. label: what must be done, as it stands in a list. who: whose move it is.

    in_force_from, in_force_to: a past case is judged by the limit of its day (first day in force,
    first day no longer); None = as far as our sources speak of.
    """

    label: str
    limit: Limit
    basis: Basis
    source: str
    who: str
    in_force_from: date | None = None
    in_force_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the limit was in force on the day on which it would start."""
        return (self.in_force_from or day) <= day and (
            self.in_force_to is None or day < self.in_force_to
        )


_GK = "general knowledge, to be verified"
_NMS = "Adoption National Minimum Standards 2014, standard 17"
_REVIEW = "AAR 2005 regulation 36"
_GUIDANCE = "Statutory guidance on adoption, chapter 4"
_SCORECARD = "Adoption scorecard, Department for Education"
_MAKER = "agency decision maker"
_WORKER = "child's social worker"
_FINDER = "family finder"
_OFFICER = "independent reviewing officer"
_REVIEWS_FROM = date(2005, 12, 30)

CLOCKS: Mapping[ClockKey, ClockRule] = {
    ClockKey.CARE_PROCEEDINGS: ClockRule(
        "End of care proceedings",
        Limit(26, Unit.WEEKS),
        Basis.STATUTE,
        f"Children Act 1989 section 32, {_GK}",
        "the court",
        in_force_from=date(2014, 4, 22),
    ),
    ClockKey.PERMANENCE_PLAN: ClockRule(
        "Permanence plan, by the second review",
        Limit(4, Unit.MONTHS),
        Basis.GUIDANCE,
        "Statutory guidance on care planning, placement and case review",
        f"{_WORKER} and {_OFFICER}",
    ),
    ClockKey.DECISION_AFTER_MINUTES: ClockRule(
        "Decision on the plan, after the panel's final minutes",
        Limit(7, Unit.WORKING_DAYS),
        Basis.STANDARD,
        _NMS,
        _MAKER,
    ),
    ClockKey.MATCH_AFTER_MINUTES: ClockRule(
        "Decision on the match, after the panel's final minutes",
        Limit(7, Unit.WORKING_DAYS),
        Basis.STANDARD,
        _NMS,
        _MAKER,
    ),
    **{
        key: ClockRule(
            f"Tell the parties of the decision on the {about} {how}",
            Limit(days, Unit.WORKING_DAYS),
            Basis.STANDARD,
            _NMS,
            _WORKER,
        )
        for key, about, how, days in (
            (ClockKey.PLAN_TOLD_ORALLY, "plan", "orally", 2),
            (ClockKey.PLAN_TOLD_IN_WRITING, "plan", "in writing", 5),
            (ClockKey.MATCH_TOLD_ORALLY, "match", "orally", 2),
            (ClockKey.MATCH_TOLD_IN_WRITING, "match", "in writing", 5),
        )
    },
    ClockKey.MATCH_AFTER_DECISION: ClockRule(
        "Match, after the decision on the plan",
        Limit(6, Unit.MONTHS),
        Basis.GUIDANCE,
        _GUIDANCE,
        _FINDER,
    ),
    ClockKey.MATCH_AFTER_ORDER: ClockRule(
        "Match, after the placement order",
        Limit(121, Unit.DAYS),
        Basis.SCORECARD,
        f"{_SCORECARD}, indicator A2",
        _FINDER,
    ),
    ClockKey.PLACED_AFTER_DECISION: ClockRule(
        "Placed, after the decision on the plan",
        Limit(12, Unit.MONTHS),
        Basis.STANDARD,
        "Adoption National Minimum Standards 2014, standard 13",
        _FINDER,
    ),
    ClockKey.PLACED_AFTER_CARE: ClockRule(
        "With the adoptive family, after care began",
        Limit(426, Unit.DAYS),
        Basis.SCORECARD,
        f"{_SCORECARD}, indicator A10",
        _FINDER,
    ),
    ClockKey.FIRST_UNPLACED_REVIEW: ClockRule(
        "First review while not placed, after authority to place",
        Limit(3, Unit.MONTHS),
        Basis.REGULATION,
        f"{_REVIEW}(1)",
        _OFFICER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.LATER_UNPLACED_REVIEW: ClockRule(
        "Next review while not placed",
        Limit(6, Unit.MONTHS),
        Basis.REGULATION,
        f"{_REVIEW}(1)",
        _OFFICER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.FIRST_VISIT: ClockRule(
        "First visit, after placing",
        Limit(1, Unit.WEEKS),
        Basis.REGULATION,
        f"{_REVIEW}(4)",
        _WORKER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.FIRST_PLACED_REVIEW: ClockRule(
        "First review, after placing",
        Limit(4, Unit.WEEKS),
        Basis.REGULATION,
        f"{_REVIEW}(3)",
        _OFFICER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.SECOND_PLACED_REVIEW: ClockRule(
        "Second review, after the first was held",
        Limit(3, Unit.MONTHS),
        Basis.REGULATION,
        f"{_REVIEW}(3)",
        _OFFICER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.LATER_PLACED_REVIEW: ClockRule(
        "Next review, after the last was held",
        Limit(6, Unit.MONTHS),
        Basis.REGULATION,
        f"{_REVIEW}(3)",
        _OFFICER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.DISRUPTION_REVIEW: ClockRule(
        "Review after the disruption, not before 28 days",
        Limit(42, Unit.DAYS),
        Basis.REGULATION,
        f"{_REVIEW}(8), paragraph to be verified",
        _OFFICER,
        in_force_from=_REVIEWS_FROM,
    ),
    ClockKey.LIFE_STORY_BOOK: ClockRule(
        "Life story book, after the celebration hearing",
        Limit(10, Unit.WORKING_DAYS),
        Basis.GUIDANCE,
        "Statutory guidance on adoption, chapter 5",
        _WORKER,
    ),
    ClockKey.LATER_LIFE_LETTER: ClockRule(
        "Later-life letter, after the celebration hearing",
        Limit(10, Unit.WORKING_DAYS),
        Basis.GUIDANCE,
        "Statutory guidance on adoption, chapter 5",
        _WORKER,
    ),
}
