"""Two made-up councils whose children's events give the numbers of two published documents.

The councils, children and dates are invented; only sums are those of the documents, so that a
report laid out from the events can be held against what was printed.

* ``quarter_table``: Trafford, Children and Young People's Scrutiny Committee, slides of Adoption
  Counts, 19 March 2019, "Performance 2018 - 2019 to date".
* ``five_years``: Southend-on-Sea, adoption service annual report 2019/20: children adopted in five
  years, by sex and age in the last; plans that ended otherwise; days of the scorecard's windows;
  and what came about from April to November 2020.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from belong.domain.events import Event, EventKind, in_order
from belong.domain.frames import COVERAGE_COLUMNS
from belong.formats.ssda903.of_events import EventsOfChild, frames_of_events

if TYPE_CHECKING:
    from belong.domain.frames import Frames

__all__ = ["EXAMPLETON", "SAMPLEFORD", "RebuiltCouncil", "five_years", "quarter_table"]

K = EventKind

#: Code and name of each council; no council has such a code.
EXAMPLETON = ("988", "Exampleton")
SAMPLEFORD = ("989", "Sampleford")


@dataclass(frozen=True)
class RebuiltCouncil:
    """A council's children and their events. until: the last day told of; years: financial years.

    income, expenditure: interagency fees that its author states, by financial year; in pounds.
    """

    la_code: str
    name: str
    children: tuple[EventsOfChild, ...]
    until: date
    years: tuple[int, ...]
    income: dict[int, Decimal] = field(default_factory=dict)
    expenditure: dict[int, Decimal] = field(default_factory=dict)

    def frames(self) -> Frames:
        """The frames, made by the code that the service makes them with; no return behind them."""
        import polars as pl

        schema = {name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()}
        return frames_of_events(self.children, pl.DataFrame(schema=schema))

    @property
    def asked(self) -> dict[str, Any]:
        """What ``belong.analytics.measures.measure`` asks for beside the frames."""
        return {
            "body": self.name.lower(),
            "body_name": self.name,
            "areas": {self.la_code: self.name},
            "change": 1,
            "years": self.years,
            "until": self.until,
        }


@dataclass(frozen=True)
class _Life:
    """Days of one child; None: not come to it. left: how and when care ended without an order."""

    born_on: date
    care_on: date
    sex: str = "F"
    referred_on: date | None = None
    decided_on: date | None = None
    ordered_on: date | None = None
    matched_on: date | None = None
    early_on: date | None = None
    placed_on: date | None = None
    adopted_on: date | None = None
    left: tuple[EventKind, date] | None = None

    def events(self, name: str) -> tuple[Event, ...]:
        """The events, oldest first; what would be the family's key is made of the child's name."""
        family = f"family of {name}"
        told = [
            (K.BORN, self.born_on, {"sex": self.sex, "ethnicity": "WBRI"}, None),
            (K.CARE_ENTERED, self.care_on, {"legal_status": "C1"}, None),
            (K.PLACEMENT_BEGAN, self.care_on, {"place": "U4"}, None),
            (K.REFERRED, self.referred_on, {}, None),
            (K.DECISION_MADE, self.decided_on, {}, None),
            (K.PLACEMENT_ORDER_MADE, self.ordered_on, {}, None),
            (K.MATCH_DECIDED, self.matched_on, {}, family),
            (K.EARLY_PERMANENCE_PLACED, self.early_on, {}, family),
            (K.PLACED_FOR_ADOPTION, self.placed_on, {}, family),
            (K.ADOPTION_ORDER_MADE, self.adopted_on, {}, family),
        ]
        if self.left is not None:
            told.append((*self.left, {}, None))
        return tuple(
            in_order(
                Event(kind=kind, happened_on=on, details=details, family_id=who, change=1)
                for kind, on, details, who in told
                if on is not None
            )
        )


def _council(
    named: tuple[str, str],
    lives: Iterable[_Life],
    until: date,
    years: Sequence[int],
    **money: dict[int, Decimal],
) -> RebuiltCouncil:
    code, name = named
    children = (
        EventsOfChild(pseudonym, code, life.events(pseudonym))
        for pseudonym, life in ((f"{name[0]}-{n:04}", one) for n, one in enumerate(lives, start=1))
    )
    return RebuiltCouncil(code, name, tuple(children), until, tuple(years), **money)


# --- the quarter table ----------------------------------------------------------------------------

#: Days of the decision, order, match, placement and adoption of each child; - for not come to it.
_QUARTERS = """
2017-03-06 2017-06-12 2017-10-09 2017-11-13 2018-05-14
2017-04-10 2017-07-17 2017-11-06 2017-12-11 2018-06-18
2017-06-05 2017-09-11 2018-01-15 2018-02-12 2018-08-20
2017-10-02 2018-01-22 2018-04-10 2018-04-23 2018-11-19
2017-11-13 2018-02-19 2018-05-08 2018-06-04 -
2017-12-04 2018-03-12 2018-06-12 2018-07-16 -
2018-04-17 2018-05-21 2018-07-24 2018-08-27 -
2018-01-15 2018-03-26 2018-08-14 2018-10-08 -
2018-05-15 2018-07-09 2018-09-04 2018-10-29 -
2018-06-05 2018-07-30 2018-09-18 2018-11-26 -
2018-07-03 2018-08-28 -          -          -
2018-07-17 2018-09-24 -          -          -
2018-08-28 2018-11-05 -          -          -
2018-09-11 -          -          -          -
2018-10-02 -          -          -          -
2018-10-09 -          -          -          -
2018-10-23 -          -          -          -
2018-11-06 -          -          -          -
2018-11-13 -          -          -          -
2018-11-27 -          -          -          -
2018-12-04 -          -          -          -
2018-12-11 -          -          -          -
"""
_BEFORE_DECISION = timedelta(days=150)
_AT_CARE = timedelta(days=400)


def quarter_table() -> RebuiltCouncil:
    """2018/19 to the end of December: decisions 3 4 8, orders 1 4 1, matched 3 4 0, placed 2 2 3,
    adoption orders 2 1 1."""
    lives = []
    for number, line in enumerate(_QUARTERS.strip().splitlines()):
        decided, ordered, matched, placed, adopted = (
            None if text == "-" else date.fromisoformat(text) for text in line.split()
        )
        care_on = (decided or date.max) - _BEFORE_DECISION
        lives.append(
            _Life(
                born_on=care_on - _AT_CARE,
                care_on=care_on,
                sex="FM"[number % 2],
                decided_on=decided,
                ordered_on=ordered,
                matched_on=matched,
                placed_on=placed,
                adopted_on=adopted,
            )
        )
    return _council(SAMPLEFORD, lives, date(2018, 12, 31), (2018, 2019))


# --- the five years -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Year:
    """Adoptions of one financial year: how many, and the days that all together took.

    care_to_placed, order_to_match: sums of days. ages: number by age at the order, repeated for as
    long as there are children. girls: how many of the first are girls.
    """

    year: int
    adopted: int
    care_to_placed: int
    order_to_match: int
    ages: tuple[int, ...]
    girls: int


_MIXED = (1, 2, 1, 3, 1, 4)
#: 24 in 2014/15 and the row 25 28 38 23 23. The days give 313, 309, 280 (A1) and 107, 107, 95 (A2)
#: over three years to 2016/17, 2017/18 and 2018/19; 2019/20 was not published.
_ADOPTIONS = (
    _Year(2015, 24, 7724, 2568, _MIXED, 12),
    _Year(2016, 25, 25 * 309, 25 * 107, _MIXED, 13),
    _Year(2017, 28, 28 * 309, 28 * 107, _MIXED, 14),
    _Year(2018, 38, 38 * 309, 38 * 107, _MIXED, 18),
    _Year(2019, 23, 4526, 1393, _MIXED, 11),
    _Year(2020, 23, 23 * 195, 23 * 60, (0,) * 2 + (1,) * 10 + (2,) * 4 + (3, 4, 5, 3, 6, 3, 4), 14),
)
_BEFORE_ORDER = timedelta(days=40)
_BEFORE_PLACED = timedelta(days=21)
_BEFORE_ADOPTED = timedelta(days=150)
_D = date


def five_years() -> RebuiltCouncil:
    """Five years to March 2020, and April to November 2020.

    Adopted 25 28 38 23 23; in 2019/20 14 girls and 9 boys, aged under 1: 2, 1: 10, 2: 4, 3 and
    over: 7. Referred 48 and 56 in the last two years; in 2019/20 special guardianship 8, home 13.
    On 30 November 2020 9 are placed, 7 have an order and no match, 16 a decision and no order, and
    3 live in early permanence; since April 7 were adopted, and 13 (6 boys) placed.
    """
    lives = [life for year in _ADOPTIONS for life in _adopted(year)]
    lives += [*_since_april(), *_ended_otherwise()]
    lives += _referred(lives)
    return _council(
        EXAMPLETON,
        lives,
        date(2020, 11, 30),
        (2015, 2016, 2017, 2018, 2019, 2020, 2021),
        income={2020: Decimal(302_000)},
        expenditure={2020: Decimal(238_850)},
    )


def _shares(total: int, count: int) -> list[int]:
    """Whole numbers that differ by at most one and add up to the total."""
    least, more = divmod(total, count)
    return [least + (number < more) for number in range(count)]


def _adopted(year: _Year) -> Iterator[_Life]:
    waits = _shares(year.care_to_placed, year.adopted)
    matches = _shares(year.order_to_match, year.adopted)
    for number in range(year.adopted):
        month = 4 + number % 12
        adopted_on = _D(year.year - (month <= 12), (month - 1) % 12 + 1, 2 + number % 26)
        # pairs take as much longer as shorter; the youngest leave no room for it
        swing = 30 if number < year.adopted - year.adopted % 2 and 0 not in year.ages else 0
        swing = swing if number % 2 else -swing
        age = year.ages[number % len(year.ages)]
        placed_on = adopted_on - _BEFORE_ADOPTED
        care_on = placed_on - timedelta(days=waits[number] + swing)
        matched_on = placed_on - _BEFORE_PLACED
        ordered_on = matched_on - timedelta(days=matches[number])
        yield _Life(
            born_on=_born(adopted_on, age),
            care_on=care_on,
            sex="F" if number < year.girls else "M",
            referred_on=care_on + timedelta(days=20),
            decided_on=ordered_on - _BEFORE_ORDER,
            ordered_on=ordered_on,
            matched_on=matched_on,
            placed_on=placed_on,
            adopted_on=adopted_on,
        )


def _born(on: date, age: int) -> date:
    """A birthday of a child of this age in whole years on the day."""
    if age == 0:
        return on - timedelta(days=355)
    return _D(on.year - age, on.month, on.day) - timedelta(days=200)


def _since_april() -> Iterator[_Life]:
    """Seven adopted from April 2020 (four of them placed since), nine placed, and those waiting."""
    adopted = [_D(2020, 6, 8), _D(2020, 7, 6), _D(2020, 7, 27)]
    adopted += [_D(2020, 10, 5), _D(2020, 10, 19), _D(2020, 11, 2), _D(2020, 11, 16)]
    ages = (0, 1, 1, 1, 2, 2, 3)
    for number, on in enumerate(adopted):
        placed_on = on - timedelta(days=130) if number > 2 else on - _BEFORE_ADOPTED
        yield _on_the_way(placed_on, _born(on, ages[number]), "FM"[number % 2], adopted_on=on)
    for number in range(9):
        placed_on = _D(2020, 7, 13) + timedelta(days=12 * number)
        born_on = _born(placed_on, number % 6 + 1)
        yield _on_the_way(placed_on, born_on, "MF"[number % 2] if number < 8 else "F")
    for number in range(7):
        ordered_on = _D(2020, 8, 3) + timedelta(days=11 * number)
        care_on = ordered_on - timedelta(days=150)
        decided_on = ordered_on - _BEFORE_ORDER
        yield _Life(_born(care_on, number % 4 + 1), care_on, "FM"[number % 2],
                    decided_on=decided_on, ordered_on=ordered_on)  # fmt: skip
    for number in range(16):
        decided_on = _D(2020, 9, 1) + timedelta(days=5 * number)
        care_on = decided_on - timedelta(days=110)
        yield _Life(_born(care_on, number % 3 + 1), care_on, "FM"[number % 2],
                    decided_on=decided_on)  # fmt: skip
    for number in range(3):
        care_on = _D(2020, 9, 7) + timedelta(days=14 * number)
        early_on = care_on + timedelta(days=21)
        yield _Life(care_on - timedelta(days=3), care_on, "FM"[number % 2], early_on=early_on)


def _on_the_way(placed_on: date, born_on: date, sex: str, adopted_on: date | None = None) -> _Life:
    """A child placed on the day, after 195 days in care."""
    matched_on = placed_on - _BEFORE_PLACED
    ordered_on = matched_on - timedelta(days=60)
    return _Life(
        born_on=born_on,
        care_on=placed_on - timedelta(days=195),
        sex=sex,
        decided_on=ordered_on - _BEFORE_ORDER,
        ordered_on=ordered_on,
        matched_on=matched_on,
        placed_on=placed_on,
        adopted_on=adopted_on,
    )


def _ended_otherwise() -> Iterator[_Life]:
    """With a parallel plan: 8 special guardianships and 13 home in 2019/20; then 8 more."""
    for kind, count, first in (
        (K.SPECIAL_GUARDIANSHIP_MADE, 8, _D(2019, 4, 29)),
        (K.WENT_HOME, 13, _D(2019, 5, 6)),
        (K.SPECIAL_GUARDIANSHIP_MADE, 8, _D(2020, 4, 27)),
    ):
        for number in range(count):
            on = first + timedelta(days=(23 if first.year == 2019 else 24) * number)
            care_on = on - timedelta(days=240)
            yield _Life(
                _born(care_on, number % 5 + 1), care_on, "FM"[number % 2],
                referred_on=care_on + timedelta(days=20), left=(kind, on),
            )  # fmt: skip


def _referred(lives: Sequence[_Life]) -> Iterator[_Life]:
    """As many more children referred as make 48 in 2018/19 and 56 in 2019/20.

    Of the first, care ended in the same year; the others are still looked after.
    """
    for year, wanted in ((2019, 48), (2020, 56)):
        first, last = _D(year - 1, 4, 1), _D(year, 3, 31)
        there = sum(
            one.referred_on is not None and first <= one.referred_on <= last for one in lives
        )
        for number in range(wanted - there):
            referred_on = first + timedelta(days=10 + 6 * number)
            care_on = referred_on - timedelta(days=20)
            left = (K.WENT_HOME, _D(year, 3, 1)) if year == 2019 else None
            yield _Life(_born(care_on, number % 5 + 1), care_on, "FM"[number % 2],
                        referred_on=referred_on, left=left)  # fmt: skip
