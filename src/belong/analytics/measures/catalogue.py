"""What can be measured, as data: every measure of a book of figures, children's and families'.

The scorecard's measures are its definitions (``belong.analytics.definitions``) under their own
codes. The words of the others are Belong's own unless a source is named.
"""

from __future__ import annotations

from belong.analytics.definitions import DEFINITIONS, WAITING_BANDS, Definition
from belong.analytics.measures.catalogue_families import FAMILY_MEASURES
from belong.analytics.stored import Measure, Unit
from belong.domain.events import DelayReason

__all__ = [
    "BANDS",
    "LEDGER_ONLY",
    "MEASURES",
    "OWN",
    "SCORECARD",
    "SIBLINGS",
    "STAGES_NOW",
    "WAYS_ENDED",
    "codes_of",
]

OWN = "Belong's own"
#: Measures of what no return holds.
LEDGER_ONLY = frozenset({"referrals", "court_delay_by", "reentered", "reentries"})
#: The measure that needs sibling groups.
SIBLINGS = "siblings_together"
_QUARTERLY = "ASGLB quarterly return, child measures"

_SEXES = (("girls", "girls"), ("boys", "boys"), ("not_known", "sex not known"))
_AGES = (
    ("0", "under 1"),
    ("1", "1"),
    ("2", "2"),
    ("3_and_over", "3 and over"),
    ("not_known", "age not known"),
)
WAYS_ENDED = (
    ("adopted", "adopted"),
    ("special_guardianship", "special guardianship"),
    ("home", "home"),
    ("other", "other"),
)
STAGES_NOW = (
    ("decided_no_order", "decision, no placement order"),
    ("order_no_match", "placement order, not matched"),
    ("matched_not_placed", "matched, not placed"),
    ("placed_no_order", "placed, no adoption order"),
)
_REVERSALS = (
    ("RD1", "the child's needs changed"),
    ("RD2", "the court did not make a placement order"),
    ("RD3", "adopters could not be found"),
    ("RD4", "any other reason"),
    ("not_known", "reason not known"),
)
#: Code of each waiting band, the band's words, and the most days it holds (None: no end).
BANDS: tuple[tuple[str, str, int | None], ...] = tuple(
    (words.removesuffix(" days").replace(" to ", "_").replace(" ", "_"), words, most)
    for words, most in WAITING_BANDS
)
_NO_BAND = (("not_known", "day of the order not known"), ("no_order", "no placement order"))


def _scorecard(definition: Definition) -> Measure:
    if definition.statistic != "count":
        kind = "time"
    else:
        kind = "stock" if definition.window == "snapshot" else "flow"
    return Measure(
        code=definition.code,
        name=definition.name,
        meaning=definition.meaning,
        unit=definition.unit,
        kind=kind,  # type: ignore[arg-type]
        source=f"{definition.source.document}, {definition.source.edition}",
        polarity=definition.polarity,
    )


def _flow(
    code: str,
    name: str,
    meaning: str,
    source: str = OWN,
    parts: tuple[tuple[str, str], ...] = (),
    unit: Unit = "children",
) -> Measure:
    return Measure(code, name, meaning, unit, "flow", source, parts=parts)


def _mean(code: str, name: str, meaning: str, source: str = OWN) -> Measure:
    return Measure(code, name, meaning, "days", "time", source, polarity="low")


_FLOWS = (
    _flow(
        "referrals",
        "Children referred, or with a parallel plan",
        "Children first referred for adoption, or with adoption first made one of their plans, in "
        "the period; each once for a period of care.",
    ),
    _flow(
        "decisions",
        "Decisions that a child should be placed for adoption",
        "Decisions made in the period; one made again after a reversal counts again.",
        _QUARTERLY,
    ),
    _flow(
        "orders",
        "Placement orders granted",
        "Placement (or freeing) orders whose first day is in the period; each order counts.",
        _QUARTERLY,
    ),
    _flow(
        "matched",
        "Children matched with adopters",
        "Decisions on a match made in the period. A return tells of a match only once the child is "
        "adopted; children placed of whom no match is on record could not be counted.",
        _QUARTERLY,
    ),
    _flow(
        "placed",
        "Children placed with adopters",
        "Placements for adoption (A3 to A6) that began in the period; fostering for adoption "
        "counts on the day it became a placement for adoption.",
        _QUARTERLY,
    ),
    _flow(
        "adopted",
        "Children adopted",
        "Adoption orders made in the period for children who were looked after.",
        _QUARTERLY,
    ),
    _flow(
        "adopted_by_sex",
        "Children adopted, by sex",
        "Children adopted in the period, girls and boys apart.",
        parts=_SEXES,
    ),
    _flow(
        "adopted_by_age",
        "Children adopted, by age",
        "Children adopted in the period by their age in whole years on the day of the order.",
        parts=_AGES,
    ),
    _flow(
        "reversals",
        "Decisions reversed",
        "Decisions for adoption that were reversed in the period, by reason.",
        _QUARTERLY,
        _REVERSALS,
    ),
    _flow(
        "plans_ended",
        "Plans for adoption that ended",
        "Plans that ended in the period: by an adoption order, by the child leaving care, or by a "
        "reversal of the decision.",
    ),
    _flow(
        "plans_ended_by",
        "Plans for adoption that ended, by how",
        "The plans that ended in the period by what became of the child. A reversal is counted by "
        "how the child left care within six months of it; of a child still looked after as other.",
        parts=WAYS_ENDED,
    ),
    _flow(
        "early_permanence_begun",
        "Children placed in early permanence",
        "Placements in fostering for adoption or with concurrent carers (U2, U5) begun in the "
        "period.",
        _QUARTERLY,
    ),
    _flow(
        "disrupted",
        "Placements for adoption that disrupted",
        "Placements for adoption that ended in the period before an order, other than by the "
        "child's death, coming of age or move to another authority.",
    ),
    _flow(
        "reentered",
        "Children looked after again after adoption",
        "Children adopted from care who began to be looked after again in the period. One who came "
        "back under a new record, or to another council, is not counted.",
    ),
    _flow(
        "court_delay_by",
        "Delays at court, by reason",
        "Hearings vacated or adjourned in the period, and delays recorded as waiting for the court "
        "or for an appeal, by the reason recorded.",
        parts=(*((one.value, one.label) for one in DelayReason), ("not_known", "no reason given")),
        unit="times",
    ),
)

_INTERVALS = (
    _mean(
        "days_care_to_decision",
        "Average days from entering care to the decision",
        "For decisions made in the period. Not the scorecard, which is of children adopted.",
    ),
    _mean(
        "days_decision_to_order",
        "Average days from decision to placement order",
        "For placement orders granted in the period, from the last decision before the order. Not "
        "the scorecard.",
    ),
    _mean(
        "days_order_to_match",
        "Average days from placement order to match",
        "For children matched in the period; a match before the order counts as 0 days. Not the "
        "scorecard.",
    ),
    _mean(
        "days_match_to_placed",
        "Average days from match to placement",
        "For children placed for adoption in the period. Not the scorecard.",
    ),
    _mean(
        "days_care_to_placed",
        "Average days from entering care to placement",
        "For children placed for adoption in the period, to the day that placement began. Not the "
        "scorecard.",
    ),
    _mean(
        "days_placed_to_adopted",
        "Average days from placement to adoption order",
        "For children adopted in the period after a placement for adoption.",
    ),
    _mean(
        "days_care_to_adopted",
        "Average days from entering care to adoption order",
        "For children adopted in the period.",
    ),
)

_SHARES = (
    Measure(
        "early_permanence",
        "Share placed after early permanence",
        "Of the children placed for adoption in the period, the share who had been in fostering "
        "for adoption or with concurrent carers in the same period of care.",
        "percent",
        "time",
        OWN,
        polarity="high",
    ),
    Measure(
        SIBLINGS,
        "Share of brothers and sisters placed together",
        "Of the children placed for adoption in the period whose brothers or sisters were then "
        "also to be adopted, the share placed in one family with all of these.",
        "percent",
        "time",
        OWN,
        polarity="high",
    ),
    Measure(
        "disruptions",
        "Disruptions for each hundred placements begun",
        "Placements for adoption that disrupted in the period, for each hundred that began in it. "
        "Some that disrupted began earlier.",
        "percent",
        "time",
        OWN,
        polarity="low",
    ),
    Measure(
        "reentries",
        "Returns to care for each hundred adoptions",
        "Adopted children who began to be looked after again in the period, for each hundred "
        "adopted in it. They were adopted earlier; one who came back under a new record, or to "
        "another council, is not counted.",
        "percent",
        "time",
        OWN,
        polarity="low",
    ),
)

_STOCKS = (
    Measure(
        "stage_now",
        "Children with a plan for adoption, by stage",
        "Children looked after on the day with a live decision or living in a placement for "
        "adoption, each at one stage.",
        "children",
        "stock",
        OWN,
        parts=STAGES_NOW,
    ),
    Measure(
        "waiting_bands",
        "Children waiting, by time since the placement order",
        "Children counted in A9 on the day, by the days since their live placement order.",
        "children",
        "stock",
        DEFINITIONS["A14"].source.document,
        parts=(*((code, words) for code, words, _ in BANDS), *_NO_BAND),
    ),
    Measure(
        "early_permanence_now",
        "Children living in early permanence",
        "Children looked after on the day in fostering for adoption or with concurrent carers.",
        "children",
        "stock",
        OWN,
    ),
)

_STATED = tuple(
    Measure(code, name, meaning, "pounds", "stated", "stated by an author", "other")
    for code, name, meaning in (
        ("interagency_income", "Interagency income", "Fees received from other agencies."),
        ("interagency_expenditure", "Interagency expenditure", "Fees paid to other agencies."),
        (
            "interagency_net",
            "Interagency income less expenditure",
            "Interagency income less interagency expenditure, computed from the two.",
        ),
    )
)

#: The scorecard's measures of children, by code.
SCORECARD: dict[str, Measure] = {code: _scorecard(one) for code, one in DEFINITIONS.items()}

MEASURES: dict[str, Measure] = SCORECARD | {
    one.code: one for one in (*_FLOWS, *_INTERVALS, *_SHARES, *_STOCKS, *FAMILY_MEASURES, *_STATED)
}


def codes_of(subject: str, *kinds: str) -> tuple[str, ...]:
    """Codes of the measures of children or families of these kinds, without the scorecard's."""
    return tuple(
        code
        for code, one in MEASURES.items()
        if one.kind in kinds and one.subject == subject and code not in SCORECARD
    )
