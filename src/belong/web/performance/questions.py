"""The three questions that are answered beside the pages, each of which has a short name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.windows import window_ending
from belong.domain.calendar import financial_year
from belong.domain.errors import BelongError
from belong.reports.answers import COMPARABLE, EVERY, FORECASTABLE
from belong.reports.measures import ORDER
from belong.web.performance.queries import ALL

__all__ = ["Kind", "Question", "indicators_of", "last_year_over", "standard_questions"]

#: The indicators answered of every council each morning; others where somebody asks. What comes
#: next is answered of all, because one simulation tells all of them.
_ALWAYS = ("A10", "A2")
#: Indicators that are means of days, of which it can be told why they changed.
_MEANS = tuple(code for code in ORDER if DEFINITIONS[code].statistic == "mean")


class Kind(StrEnum):
    """Which question."""

    COMPARE = "compare"
    WHY = "why"
    FORECAST = "forecast"


@dataclass(frozen=True)
class Question:
    """One question. area: a council's code, or ``all``. year: that in which the window ends.

    before: of why: the year in which the earlier window ends; else 0. Of a forecast the year is the
    last that is over.
    """

    kind: Kind
    indicator: str
    area: str
    year: int
    before: int = 0

    @property
    def ref(self) -> str:
        """Its name among the questions of its kind."""
        parts = [self.indicator, self.area, str(self.year)]
        return ":".join([*parts, str(self.before)] if self.before else parts)

    @classmethod
    def parse(cls, kind: str, ref: str) -> Question:
        """The question of this name. Raises BelongError where it is none."""
        try:
            indicator, area, *told = ref.split(":")
            year, before = (*map(int, told), 0)[:2]
            question = cls(Kind(kind), indicator, area, year, before)
        except ValueError:
            raise BelongError(
                "There is no such question.", mend="Choose one of the page."
            ) from None
        if indicator not in indicators_of(question.kind):
            raise BelongError("There is no such question.", mend="Choose one of the page.")
        return question

    @property
    def windows(self) -> tuple[str, str]:
        """Labels of the earlier window and of the later; the earlier "" but for why."""
        kind = DEFINITIONS[self.indicator].window
        before = window_ending(kind, self.before).label if self.before else ""
        return before, window_ending(kind, self.year).label


def indicators_of(kind: Kind) -> tuple[str, ...]:
    """The indicators that a question is asked of; EVERY stands for all in one table."""
    if kind is Kind.FORECAST:
        return (EVERY, *FORECASTABLE)
    return COMPARABLE if kind is Kind.COMPARE else _MEANS


def last_year_over() -> int:
    """The financial year that ended last, by the year in which it ended."""
    return financial_year(timezone.localdate()) - 1


def standard_questions(codes: list[str], *, is_region: bool, year: int) -> list[Question]:
    """What is answered each morning. codes: of the body's councils. year: the last that is over."""
    areas = [ALL, *codes] if is_region else codes
    found = []
    for kind in Kind:
        for indicator in indicators_of(kind):
            for area in areas:
                if area == ALL or kind is Kind.FORECAST or indicator in _ALWAYS:
                    before = year - 1 if kind is Kind.WHY else 0
                    found.append(Question(kind, indicator, area, year, before))
    return found
