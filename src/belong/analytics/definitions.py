"""What each indicator is, as data. The engine reads this and knows no indicator by name.

``start``, ``end`` and ``flag`` name columns of the indicator's population (``populations``).
The official wording is DfE's, in the data dictionary of its local authority interactive tool;
the words here are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from belong.analytics.windows import WindowKind

__all__ = ["DEFINITIONS", "STAGES", "WAITING_BANDS", "Check", "Definition", "Source", "Stage"]

Statistic = Literal["mean", "share", "count"]
Unit = Literal["days", "percent", "children"]
ValueKind = Literal["days", "days_below_threshold", "flag", "one"]


@dataclass(frozen=True)
class Source:
    """Where a definition is laid down."""

    document: str
    edition: str
    link: str


@dataclass(frozen=True)
class Check:
    """Sets a child aside when ``column`` is as ``when`` says, for ``reason`` (plain words).

    because: the column that holds the code of why the source cannot know, or None.
    """

    column: str
    when: Literal["is_true", "is_false", "is_null"]
    reason: str
    because: str | None = None


@dataclass(frozen=True)
class Definition:
    """One indicator.

    first_edition, last_edition: years (window ends) in which DfE published it; None = not known
    or still. population: parts that make it up, one under the other. exclusions, then
    not_computable, apply in order; the first that holds gives the reason. value: what a member
    counts: days from start to end; 1 where those days are below the threshold; 1 where the flag
    holds; or 1. negative_is_zero: days below 0 count as 0. may_repeat: the definition itself
    counts a child more than once. threshold: the indicator whose threshold is used, or None.
    """

    code: str
    name: str
    first_edition: int | None
    last_edition: int | None
    meaning: str
    population: tuple[str, ...]
    statistic: Statistic
    value: ValueKind
    window: WindowKind
    unit: Unit
    polarity: Literal["low", "high"] | None
    source: Source
    start: str | None = None
    end: str | None = None
    flag: str | None = None
    exclusions: tuple[Check, ...] = ()
    not_computable: tuple[Check, ...] = ()
    negative_is_zero: bool = False
    may_repeat: bool = False
    threshold: str | None = None
    notes: tuple[str, ...] = ()


_LAIT_LINK = "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait"
_LAIT = "DfE, local authority interactive tool, data dictionary"
_SCORECARD = Source(
    "DfE, Adoption scorecards, methodology and guidance",
    "year ending March 2018",
    "https://www.gov.uk/government/publications/adoption-scorecards",
)


def _lait(measure: str) -> Source:
    return Source(f"{_LAIT}, measure {measure}", "September 2024", _LAIT_LINK)


_NOT_PLACED = Check("was_placed", "is_false", "not placed for adoption before the adoption order")
_NO_ORDER = Check("has_order", "is_false", "no placement order or freeing order")
_CARE_START = Check(
    "entered_care_on", "is_null", "the day care began is not known", "entered_care_reason"
)
_PLACED_START = Check(
    "placed_for_adoption_on",
    "is_null",
    "the day the placement for adoption began is not known",
    "placed_for_adoption_reason",
)
_MOVED_IN = Check(
    "moved_in_on",
    "is_null",
    "the day the child moved in with the carer is not known",
    "moved_in_reason",
)
_ORDER_START = Check(
    "placement_order_on",
    "is_null",
    "the day of the placement order is not known",
    "placement_order_reason",
)
_NO_MATCH_DATE = Check("matched_on", "is_null", "no date of the match in the return (AD1)")
_ALREADY_PLACED = Check("is_placed", "is_true", "decided for adoption and already placed")

_ADOPTED_WORDS = "Of the children adopted in the three years, "

_ALL = (
    Definition(
        code="A1",
        name="Average days from entering care to moving in with the adoptive family",
        first_edition=2011,
        last_edition=2018,
        meaning=_ADOPTED_WORDS
        + "the mean number of days from the first day of the last period of care to the day the "
        "placement for adoption (A3 to A6) with the family that adopted began.",
        population=("adopted",),
        statistic="mean",
        value="days",
        window="three_year",
        unit="days",
        polarity="low",
        source=_lait("276"),
        start="entered_care_on",
        end="placed_for_adoption_on",
        exclusions=(_NOT_PLACED,),
        not_computable=(_CARE_START, _PLACED_START),
        negative_is_zero=True,
        threshold="A1",
        notes=("A10 has taken its place as headline; the two are different series.",),
    ),
    Definition(
        code="A2",
        name="Average days from court authority to place to the match",
        first_edition=2011,
        last_edition=2020,
        meaning=_ADOPTED_WORDS
        + "the mean number of days from the placement order (or freeing order) to the authority's "
        "decision on the match. A match before the order counts as 0 days.",
        population=("adopted",),
        statistic="mean",
        value="days",
        window="three_year",
        unit="days",
        polarity="low",
        source=_lait("277"),
        start="placement_order_on",
        end="matched_on",
        exclusions=(_NOT_PLACED, _NO_ORDER),
        not_computable=(_ORDER_START, _NO_MATCH_DATE),
        negative_is_zero=True,
        threshold="A2",
    ),
    Definition(
        code="A3",
        name="Share who waited less than the threshold from entering care to moving in",
        first_edition=2012,
        last_edition=2017,
        meaning="Of the children adopted in the three years after a placement, and those looked "
        "after with a live adoption decision on the last day, the share for whom entering care to "
        "moving in (or to the last day, where still waiting) took fewer days than A1's threshold. "
        "Times are not stopped early for adoptions by foster carers.",
        population=("adopted", "decided"),
        statistic="share",
        value="days_below_threshold",
        window="three_year",
        unit="percent",
        polarity="high",
        source=_lait("378"),
        start="entered_care_on",
        end="waited_until_on",
        exclusions=(
            Check(
                "is_adopted_unplaced",
                "is_true",
                "adopted, and not placed for adoption before the adoption order",
            ),
        ),
        not_computable=(
            _CARE_START,
            Check(
                "waited_until_on",
                "is_null",
                "the day the placement for adoption began is not known",
                "placed_for_adoption_reason",
            ),
        ),
        threshold="A1",
    ),
    Definition(
        code="A4",
        name="Share of children leaving care who were adopted",
        first_edition=2011,
        last_edition=2020,
        meaning="Of the children who stopped being looked after, the share who were adopted. Only "
        "the last time in each financial year counts; who left in two years counts in both.",
        population=("left_care",),
        statistic="share",
        value="flag",
        window="three_year",
        unit="percent",
        polarity="high",
        source=_lait("285"),
        start="entered_care_on",
        end="left_care_on",
        flag="was_adopted",
        exclusions=(
            Check("is_short_break", "is_true", "short breaks (legal status V3 or V4 at the end)"),
        ),
        may_repeat=True,
    ),
    Definition(
        code="A5",
        name="Share whose decision changed away from adoption",
        first_edition=2011,
        last_edition=None,
        meaning="Of the children whose decision for adoption was reversed in the three years and "
        "the children adopted in them, each child once, the share whose decision was reversed.",
        population=("reversed_or_adopted",),
        statistic="share",
        value="flag",
        window="three_year",
        unit="percent",
        polarity=None,
        source=_SCORECARD,
        end="ended_on",
        flag="was_reversed",
        exclusions=(
            Check(
                "is_home_from_early_permanence",
                "is_true",
                "early permanence that ended at home: a success, counted apart",
            ),
        ),
        notes=("The denominator is our reading: DfE's guidance was not available in full.",),
    ),
    Definition(
        code="A9",
        name="Children waiting to be placed for adoption",
        first_edition=2013,
        last_edition=2020,
        meaning="Children looked after on 31 March with a live decision for adoption, and not "
        "living in a placement for adoption that day.",
        population=("decided",),
        statistic="count",
        value="one",
        window="snapshot",
        unit="children",
        polarity=None,
        source=_lait("278"),
        start="decided_on",
        end="on_day",
        exclusions=(_ALREADY_PLACED,),
    ),
    Definition(
        code="A10",
        name="Average days from entering care to moving in, whoever the adopters were before",
        first_edition=2013,
        last_edition=None,
        meaning=_ADOPTED_WORDS
        + "the mean number of days from the first day of the last period of care to the day the "
        "child moved in with the family that adopted. Where the adopters were the child's carers "
        "before (A3, A5), that is the day the child first moved in with them.",
        population=("adopted",),
        statistic="mean",
        value="days",
        window="three_year",
        unit="days",
        polarity="low",
        source=_lait("280"),
        start="entered_care_on",
        end="moved_in_on",
        exclusions=(_NOT_PLACED,),
        not_computable=(_CARE_START, _MOVED_IN),
        negative_is_zero=True,
        threshold="A10",
        notes=("The threshold beside it was set for A1; DfE has set none for A10.",),
    ),
    Definition(
        code="A14",
        name="Children waiting to be placed for adoption with a placement order",
        first_edition=2013,
        last_edition=2020,
        meaning="Children counted in A9 who have a live placement or freeing order on that day.",
        population=("decided",),
        statistic="count",
        value="one",
        window="snapshot",
        unit="children",
        polarity=None,
        source=_lait("285a"),
        start="live_order_on",
        end="on_day",
        exclusions=(
            _ALREADY_PLACED,
            Check("has_live_order", "is_false", "no live placement order or freeing order"),
        ),
    ),
    Definition(
        code="A15",
        name="New decisions that a child should be placed for adoption",
        first_edition=2014,
        last_edition=None,
        meaning="Decisions made in the year; a decision made again after a reversal counts again.",
        population=("decisions_made",),
        statistic="count",
        value="one",
        window="year",
        unit="children",
        polarity=None,
        source=_SCORECARD,
        start="happened_on",
        may_repeat=True,
    ),
    Definition(
        code="A16",
        name="New placement orders granted",
        first_edition=2014,
        last_edition=None,
        meaning="Placement or freeing orders whose first day is in the year; each order counts.",
        population=("orders_granted",),
        statistic="count",
        value="one",
        window="year",
        unit="children",
        polarity=None,
        source=_SCORECARD,
        start="happened_on",
        may_repeat=True,
    ),
    Definition(
        code="A20",
        name="Average days from entering care to court authority to place",
        first_edition=2018,
        last_edition=2020,
        meaning=_ADOPTED_WORDS
        + "the mean number of days from the first day of the last period of care to the placement "
        "order (or freeing order).",
        population=("adopted",),
        statistic="mean",
        value="days",
        window="three_year",
        unit="days",
        polarity="low",
        source=_lait("391"),
        start="entered_care_on",
        end="placement_order_on",
        exclusions=(_NOT_PLACED, _NO_ORDER),
        not_computable=(_CARE_START, _ORDER_START),
        negative_is_zero=True,
    ),
)

DEFINITIONS: dict[str, Definition] = {definition.code: definition for definition in _ALL}


@dataclass(frozen=True)
class Stage:
    """A stretch of an adoption between two dates of a journey; below 0 days counts as 0."""

    code: str
    name: str
    start: str
    end: str


STAGES: tuple[Stage, ...] = (
    Stage("care_to_decision", "entering care to decision", "entered_care_on", "plan_decided_on"),
    Stage("decision_to_order", "decision to order", "plan_decided_on", "placement_order_on"),
    Stage("order_to_match", "order to match", "placement_order_on", "matched_on"),
    Stage("match_to_move_in", "match to moving in", "matched_on", "placed_for_adoption_on"),
    Stage(
        "move_in_to_adoption", "moving in to adoption order", "placed_for_adoption_on", "adopted_on"
    ),
)

#: Waiting with an order: label and the most days it holds; DfE's bands of A14 (measure 285a).
WAITING_BANDS: tuple[tuple[str, int | None], ...] = (
    ("0 to 91 days", 91),
    ("92 to 182 days", 182),
    ("183 to 365 days", 365),
    ("366 to 547 days", 547),
    ("over 547 days", None),
)
