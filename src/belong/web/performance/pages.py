"""What each page of figures holds: its measures, and the tables that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.stored import FigureRef
from belong.domain.periods import years
from belong.web.performance.tables import Tables
from belong.web.ui.presenters import Table

__all__ = ["FRONT", "PAGES", "Page", "caveats"]


@dataclass(frozen=True)
class Page:
    """A page of tables. codes: every measure that it reads. tables: of what was asked."""

    name: str
    title: str
    words: str
    codes: tuple[str, ...]
    tables: Callable[[Tables, int], Sequence[Table | None]]


_FLOWS = ("referrals", "decisions", "orders", "matched", "placed", "adopted")
_ENDED = ("reversals", "plans_ended_by")
_STAGES = ("stage_now", "waiting_bands", "early_permanence_now")
_INTERVALS = (
    "days_care_to_decision", "days_decision_to_order", "days_order_to_match",
    "days_match_to_placed", "days_care_to_placed", "days_placed_to_adopted",
    "days_care_to_adopted",
)  # fmt: skip
_FAMILIES = ("enquiries", "registrations", "approvals", "withdrawals", "deregistrations")
_FAMILY_TIMES = ("stage1_days", "stage1_in_time", "stage2_days", "stage2_in_time")
_FAMILY_STOCKS = ("pipeline_now", "families_waiting")
_OUTCOMES = ("early_permanence", "siblings_together", "disruptions", "reentries")
_WHO = ("adopted_by_sex", "adopted_by_age")
_COURT = ("court_delay_by",)


#: What must be known beside a measure wherever it is shown.
_CAVEATS = {
    "reentries": (
        "Returns to care are counted where they are recorded under the same record as the "
        "adoption. A child who came back under a new record, or into the care of another council, "
        "is not counted: the true number may be higher."
    ),
}
#: And where it is read as known earlier.
_CAVEATS_OF_PAST = {
    "siblings_together": (
        "Who is whose brother or sister is as recorded today, not as it was known then."
    ),
}


def caveats(codes: Sequence[str], *, is_past: bool) -> list[str]:
    """What must be known beside these measures. is_past: they are read as known earlier."""
    told = [_CAVEATS[code] for code in codes if code in _CAVEATS]
    if is_past:
        told += [_CAVEATS_OF_PAST[code] for code in codes if code in _CAVEATS_OF_PAST]
    return told


def _scorecard_tables(tables: Tables, year: int) -> list[Table | None]:
    made: list[Table | None] = [tables.scorecard(DEFINITIONS, year)]
    if len(tables.areas) > 1:
        made.append(
            tables.by_area(
                f"Partners side by side, to 31 March {year}{tables.so_far(years(year))}",
                DEFINITIONS,
                lambda code, area: tables.window(code, year, area),
                year,
            )
        )
    return made


def _partners(tables: Tables, codes: Sequence[str], year: int) -> list[Table | None]:
    if len(tables.areas) == 1:
        return []
    period = years(year)
    return [
        tables.by_area(
            f"Partners side by side, {period.words}{tables.so_far(period)}",
            codes,
            lambda code, area: FigureRef(code, area, period.name),
            year,
        )
    ]


def _quarters_tables(tables: Tables, year: int) -> list[Table | None]:
    words = years(year).words
    return [
        tables.by_quarter(f"The year {words} by quarter", _FLOWS, year),
        *_partners(tables, _FLOWS, year),
        tables.by_quarter(f"Children adopted in {words}", _WHO, year),
    ]


def _stages_tables(tables: Tables, year: int) -> list[Table | None]:
    stocks = [
        tables.parts_by_area(code, day)
        for code in _STAGES
        if (day := tables.latest_day(code, year))
    ]
    return [*stocks, tables.by_year("Referrals, plans and how they ended",
                                    ("referrals", "decisions", *_ENDED), year)]  # fmt: skip


def _placed_tables(tables: Tables, year: int) -> list[Table | None]:
    return [
        tables.by_quarter(f"Days, of those in {years(year).words}", _INTERVALS, year),
        tables.by_year("Days, year by year", _INTERVALS, year),
        *_partners(tables, _INTERVALS, year),
    ]


def _adopters_tables(tables: Tables, year: int) -> list[Table | None]:
    stocks = [
        tables.parts_by_area(code, day)
        for code in _FAMILY_STOCKS
        if (day := tables.latest_day(code, year))
    ]
    return [
        *stocks,
        tables.by_quarter(f"Families in {years(year).words}", _FAMILIES, year),
        tables.by_quarter(f"Stages 1 and 2 in {years(year).words}", _FAMILY_TIMES, year),
        tables.by_year("Year by year", (*_FAMILIES, *_FAMILY_TIMES), year),
    ]


def _outcomes_tables(tables: Tables, year: int) -> list[Table | None]:
    return [
        tables.by_year("How it went, each with its own denominator", _OUTCOMES, year),
        *_partners(tables, _OUTCOMES, year),
        tables.by_year("Delays at court, by reason", _COURT, year),
    ]


PAGES: dict[str, Page] = {
    page.name: page
    for page in (
        Page(
            "performance",
            "Scorecard",
            "One row an indicator, over the window that the department uses. Means rest on few"
            " children in most councils: open a figure to see what each of them does to it.",
            tuple(DEFINITIONS),
            _scorecard_tables,
        ),
        Page(
            "performance-quarters",
            "The quarter's table",
            "What happened in each quarter and in the year to date, as committees read it.",
            (*_FLOWS, *_WHO),
            _quarters_tables,
        ),
        Page(
            "performance-stages",
            "Children at each stage",
            "Where children with a plan for adoption stand, how long they have waited since their"
            " placement order, and how plans ended.",
            (*_STAGES, *_FLOWS[:2], *_ENDED),
            _stages_tables,
        ),
        Page(
            "performance-placed",
            "Times of children placed and matched",
            "Of the children to whom the later of the two things happened in the period, wherever"
            " they were in the scorecard's three years.",
            _INTERVALS,
            _placed_tables,
        ),
        Page(
            "performance-adopters",
            "Adopters",
            "Families at each stage, the time that stages take, and those who left. A regional"
            " agency's families are the whole region's; a council stands apart where it has"
            " families of its own.",
            (*_FAMILY_STOCKS, *_FAMILIES, *_FAMILY_TIMES),
            _adopters_tables,
        ),
        Page(
            "performance-outcomes",
            "Outcomes",
            "Early permanence, brothers and sisters, disruptions before the order and returns to"
            " care after it. What each share is of stands beneath it.",
            (*_OUTCOMES, *_COURT),
            _outcomes_tables,
        ),
    )
}
#: Pages of figures that lead to each other: name of the address, and words.
FRONT: list[tuple[str, str]] = [
    *((page.name, page.title) for page in PAGES.values()),
    ("performance-compare", "Fair comparison"),
    ("performance-why", "Why did it change"),
    ("performance-forecast", "What comes next"),
]
