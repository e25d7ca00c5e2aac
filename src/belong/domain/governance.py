"""What an adoption agency must have approved and presented, and by when: the rules as data.

The standards name what and how often; by which day a report is presented after its period is not in
them, and is this service's own reading, in one place: ``Duty.months_after``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from belong.domain.calendar import add_months, financial_year
from belong.domain.errors import BelongError
from belong.domain.periods import Period, half, years

__all__ = [
    "DUTIES",
    "PAPER_KINDS",
    "YEARS_SHOWN",
    "Body",
    "Duty",
    "DutyKey",
    "Expected",
    "PaperFacts",
    "PaperKind",
    "check_next_review",
    "expected_reports",
    "latest_review",
]

#: Financial years before the present one whose reports the register still asks for.
YEARS_SHOWN = 1
_REVIEWED_EVERY_MONTHS = 12


class PaperKind(StrEnum):
    """A paper that an agency must have, approved and reviewed."""

    STATEMENT_OF_PURPOSE = "statement_of_purpose"
    CHILDRENS_GUIDE = "childrens_guide"


@dataclass(frozen=True)
class PaperFacts:
    """A kind of paper.

    is_one: an agency has one of it; of guides it may have several. of: kinds of agency that must
    have one; a region is not itself a registered agency, and may have one.
    """

    label: str
    source: str
    is_one: bool
    of: tuple[str, ...] = ("council", "voluntary")


PAPER_KINDS = {
    PaperKind.STATEMENT_OF_PURPOSE: PaperFacts(
        "Statement of purpose", "Adoption National Minimum Standards (2014), 18.3", is_one=True
    ),
    PaperKind.CHILDRENS_GUIDE: PaperFacts(
        "Children's guide", "Adoption National Minimum Standards (2014), 18.3", is_one=False
    ),
}


class Body(StrEnum):
    """Who approves a paper, or to whom a report is presented."""

    EXECUTIVE = "executive"
    TRUSTEES = "trustees"
    REGION_BOARD = "region_board"
    SCRUTINY = "scrutiny"
    PARENTING_BOARD = "parenting_board"
    DECISION_MAKER = "decision_maker"

    @property
    def label(self) -> str:
        """In words."""
        return _BODIES[self]


_BODIES = {
    Body.EXECUTIVE: "Council's executive or cabinet member",
    Body.TRUSTEES: "Trustees",
    Body.REGION_BOARD: "Board of the region",
    Body.SCRUTINY: "Scrutiny committee",
    Body.PARENTING_BOARD: "Corporate parenting board",
    Body.DECISION_MAKER: "Agency decision maker",
}


class DutyKey(StrEnum):
    """A report that comes again and again."""

    SIX_MONTHLY = "six_monthly"
    ANNUAL = "annual"
    PANEL_CHAIR = "panel_chair"


@dataclass(frozen=True)
class Duty:
    """A report due for every half or year.

    of: kinds of agency (council, raa, voluntary), each with the body that it goes to.
    is_required: a standard asks for it; else it is custom, and source says so. months_after: by
    the last day of which month after its period it is presented; Belong's own reading.
    """

    key: DutyKey
    label: str
    of: tuple[tuple[str, Body], ...]
    is_half_yearly: bool
    months_after: int
    source: str
    is_required: bool

    def body_of(self, agency_kind: str) -> Body | None:
        """The body that an agency of this kind presents it to; None where it owes none."""
        return dict(self.of).get(agency_kind)


_EVERY_AGENCY = (
    ("council", Body.EXECUTIVE),
    ("raa", Body.REGION_BOARD),
    ("voluntary", Body.TRUSTEES),
)
_DUTIES = (
    Duty(
        DutyKey.SIX_MONTHLY,
        "Report on management, outcomes and finance",
        of=_EVERY_AGENCY,
        is_half_yearly=True,
        months_after=3,
        source="Adoption National Minimum Standards (2014), 25.6: every six months",
        is_required=True,
    ),
    Duty(
        DutyKey.ANNUAL,
        "Annual report",
        of=_EVERY_AGENCY,
        is_half_yearly=False,
        months_after=6,
        source="Custom of councils and regions; no standard names a day",
        is_required=False,
    ),
    Duty(
        DutyKey.PANEL_CHAIR,
        "Panel chair's report",
        of=_EVERY_AGENCY,
        is_half_yearly=False,
        months_after=6,
        source="Custom of panels; no standard names a day",
        is_required=False,
    ),
)
DUTIES = {duty.key: duty for duty in _DUTIES}


@dataclass(frozen=True)
class Expected:
    """One report that is due. due_on: the last day on which it is in time."""

    duty: Duty
    period: Period
    body: Body
    due_on: date


def expected_reports(agency_kind: str, today: date) -> list[Expected]:
    """Reports of periods that have ended, of this and the last financial year, newest first."""
    found = []
    for duty in DUTIES.values():
        body = duty.body_of(agency_kind)
        if body is None:
            continue
        for period in _periods(duty, today):
            if period.last_on < today:
                found.append(Expected(duty, period, body, _due_on(duty, period)))
    return sorted(found, key=lambda one: (one.period.last_on, one.due_on), reverse=True)


def _periods(duty: Duty, today: date) -> Iterator[Period]:
    this = financial_year(today)
    for year in range(this - YEARS_SHOWN, this + 1):
        if duty.is_half_yearly:
            yield half(year, 1)
            yield half(year, 2)
        else:
            yield years(year)


def _due_on(duty: Duty, period: Period) -> date:
    """The last day of the month so many months after the period: periods end with a month."""
    after = add_months(period.last_on + timedelta(days=1), duty.months_after)
    return after - timedelta(days=1)


def latest_review(approved_on: date) -> date:
    """The last day on which a paper approved on a day is reviewed in time.

    Source: Adoption National Minimum Standards (2014), 18.3: at least annually.
    """
    return add_months(approved_on, _REVIEWED_EVERY_MONTHS)


def check_next_review(approved_on: date, next_review_on: date) -> None:
    """Raises BelongError where the next review is not after the approval and within a year of it.

    Source: Adoption National Minimum Standards (2014), 18.3.
    """
    if not approved_on < next_review_on <= latest_review(approved_on):
        raise BelongError(
            "The next review must be after the approval and within a year of it (National Minimum"
            " Standard 18.3).",
            mend="Choose an earlier day for the next review.",
        )
