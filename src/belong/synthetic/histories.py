"""Made-up lives in care as plain dated facts, before anybody files a return about them.

A history says what happened and on which day: who lived with whom, under which legal status, what
was decided and ordered. Reasons for new episodes, year ends and everything else that belongs to the
return are worked out from these facts in ``returns``; the right answers in ``truth``.

Days are whole days. A status or placement holds from its day until the next one's day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

__all__ = [
    "ADOPTIVE_PLACES",
    "Adopters",
    "CarePeriod",
    "Decision",
    "Episode",
    "FilingSlip",
    "History",
    "Placement",
    "Region",
    "StatusChange",
    "financial_year",
    "year_end",
    "year_start",
]

#: Placement codes that mean placed for adoption (SSDA903, PLACE).
ADOPTIVE_PLACES = frozenset({"A3", "A4", "A5", "A6"})


def financial_year(day: date) -> int:
    """The financial year that the day is in, named by the calendar year in which it ends."""
    return day.year + 1 if (day.month, day.day) >= (4, 1) else day.year


def year_start(year: int) -> date:
    """1 April with which the financial year ending in ``year`` begins."""
    return date(year - 1, 4, 1)


def year_end(year: int) -> date:
    """31 March on which the financial year ending in ``year`` ends."""
    return date(year, 3, 31)


@dataclass(frozen=True)
class StatusChange:
    """From this day on the child's legal status is ``code`` (an SSDA903 LS code)."""

    on: date
    code: str


@dataclass(frozen=True)
class Placement:
    """From this day on the child lives with ``carer`` (a number within the life) in ``place``."""

    on: date
    place: str
    carer: int


@dataclass(frozen=True)
class Decision:
    """A decision that the child should be placed for adoption, and its reversal if there was one.

    withdrawn_after: the last year in which the council filed the decision before finding that it
    had been entered in error; None for a real decision.
    """

    decided_on: date
    reversed_on: date | None = None
    reversal_reason: str | None = None
    withdrawn_after: int | None = None


@dataclass(frozen=True)
class Adopters:
    """Who adopted: AD1's codes, and whether they had been the child's foster carers."""

    number: int
    sex: str
    legal_status: str
    were_carers: bool


@dataclass(frozen=True)
class Episode:
    """Days in which neither legal status nor placement changed. end_on None: still so.

    The three booleans say what was new on ``start_on``; all are True on the first day of care.
    """

    start_on: date
    end_on: date | None
    legal_status: str
    placement: Placement
    is_new_status: bool
    is_new_placement: bool
    is_new_carer: bool


@dataclass(frozen=True)
class CarePeriod:
    """One unbroken time of being looked after. left_on None: not ended in this story."""

    entered_on: date
    statuses: tuple[StatusChange, ...]
    placements: tuple[Placement, ...]
    decisions: tuple[Decision, ...] = ()
    matched_on: date | None = None
    adopters: Adopters | None = None
    left_on: date | None = None
    left_reason: str | None = None

    @property
    def is_adopted(self) -> bool:
        """Whether the period ended in an adoption order."""
        return self.left_reason in ("E11", "E12")

    def episodes(self) -> tuple[Episode, ...]:
        """The period cut at every change, in order of time."""
        days = sorted({s.on for s in self.statuses} | {p.on for p in self.placements})
        ends: list[date | None] = [*days[1:], self.left_on]
        made: list[Episode] = []
        for start_on, end_on in zip(days, ends, strict=True):
            status = [s for s in self.statuses if s.on <= start_on][-1]
            placement = [p for p in self.placements if p.on <= start_on][-1]
            before = made[-1] if made else None
            made.append(
                Episode(
                    start_on=start_on,
                    end_on=end_on,
                    legal_status=status.code,
                    placement=placement,
                    is_new_status=before is None or before.legal_status != status.code,
                    is_new_placement=before is None or before.placement != placement,
                    is_new_carer=before is None or before.placement.carer != placement.carer,
                )
            )
        return tuple(made)


@dataclass(frozen=True)
class FilingSlip:
    """What a council got wrong or left out about this child, although the life was as it was.

    absent_years: years whose return does not hold the child at all.
    wrong_start: (true day, day filed, year): that year's return gives an episode's start wrongly;
    the next one corrects it. lacks_ad1: the adoption items were never filed.
    """

    absent_years: frozenset[int] = frozenset()
    wrong_start: tuple[date, date, int] | None = None
    lacks_ad1: bool = False


@dataclass(frozen=True)
class History:
    """One made-up child's whole story. kind: which sort of life (``lives.KINDS``)."""

    la_code: str
    child_id: str
    index: int
    kind: str
    born_on: date
    sex: str
    ethnicity: str
    need: str
    periods: tuple[CarePeriod, ...]
    sibling_group: int | None = None
    slip: FilingSlip = field(default_factory=FilingSlip)


@dataclass(frozen=True)
class Region:
    """Made-up councils and their children. years: first and last year of returns, both included.

    not_supplied: (authority, year) pairs of returns that nobody has.
    """

    seed: int
    la_codes: tuple[str, ...]
    years: tuple[int, int]
    histories: tuple[History, ...]
    not_supplied: frozenset[tuple[str, int]] = frozenset()

    def return_years(self, la_code: str) -> tuple[int, ...]:
        """Years whose return of this authority was supplied, ascending."""
        first, last = self.years
        return tuple(
            year for year in range(first, last + 1) if (la_code, year) not in self.not_supplied
        )

    def of(self, la_code: str) -> Iterator[History]:
        """The histories of one authority, in order of their index."""
        return (history for history in self.histories if history.la_code == la_code)
