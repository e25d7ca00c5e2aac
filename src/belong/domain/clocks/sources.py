"""Words that the tables of clocks share: sources, people, and the easings of 2020 and 2021."""

from __future__ import annotations

from datetime import date

from belong.domain.clocks.limits import Limit, Unit
from belong.domain.clocks.rules import Easing, Mark

__all__ = [
    "ASSESSED_IN_2020",
    "CARE_GUIDANCE",
    "CHECKS_IN_STAGE_2",
    "GUIDANCE",
    "MADE_IN_2005",
    "NMS",
    "PANEL_OPTIONAL",
    "REVIEWS_EASED",
    "TWO_STAGES_FROM",
    "days",
    "months",
    "weeks",
    "working_days",
]

NMS = "Adoption National Minimum Standards 2014, standard"
GUIDANCE = "Statutory guidance on adoption"
CARE_GUIDANCE = "Statutory guidance on care planning, placement and case review"

#: The Adoption Agencies Regulations 2005, SI 2005/389, came into force.
MADE_IN_2005 = date(2005, 12, 30)
#: Applicants are assessed in two stages: SI 2013/985.
TWO_STAGES_FROM = date(2013, 7, 1)

_EASED_FROM, _EASED_TO = date(2020, 4, 24), date(2020, 9, 25)
_SI_445 = "Adoption and Children (Coronavirus) (Amendment) Regulations 2020, SI 2020/445"

REVIEWS_EASED = Easing(
    _EASED_FROM,
    _EASED_TO,
    "Regulation 36 was amended for coronavirus and times were eased: as far as was reasonably"
    " practicable.",
    f"{_SI_445}, regulation 4 and explanatory note; what it said of each time was not read",
    Mark.GENERAL_KNOWLEDGE,
)
PANEL_OPTIONAL = Easing(
    _EASED_FROM,
    _EASED_TO,
    "An agency could decide without asking a panel.",
    f"{_SI_445}, regulation 4(2) to (5)",
    Mark.SOURCED,
)
ASSESSED_IN_2020 = Easing(
    _EASED_FROM,
    _EASED_TO,
    "An agency could decide without asking a panel, in an assessment under way by the last day.",
    f"{_SI_445}, regulation 15; CoramBAAF, Virtual panels, version 3, 9 December 2020",
    Mark.SOURCED,
    saves_begun=True,
)
CHECKS_IN_STAGE_2 = (
    Easing(
        _EASED_FROM,
        _EASED_TO,
        "Health reports and police checks could follow in stage 2; the two months stayed.",
        f"{_SI_445}, regulation 4(7) and (8)",
        Mark.SOURCED,
        softens=False,
    ),
    Easing(
        date(2020, 9, 26),
        date(2021, 9, 30),
        "Health reports could still follow in stage 2; the two months stayed.",
        "SI 2020/909, from 25 September 2020; its last day was not read",
        Mark.GENERAL_KNOWLEDGE,
        softens=False,
    ),
)


def working_days(number: int) -> Limit:
    """So many working days in England."""
    return Limit(number, Unit.WORKING_DAYS)


def days(number: int) -> Limit:
    """So many days."""
    return Limit(number, Unit.DAYS)


def weeks(number: int) -> Limit:
    """So many weeks."""
    return Limit(number, Unit.WEEKS)


def months(number: int) -> Limit:
    """So many calendar months, clipped to the month's last day."""
    return Limit(number, Unit.MONTHS)
