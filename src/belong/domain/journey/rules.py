"""The rules that a child's journey is held against, each with its source.

A broken rule never stops an event from being recorded: it flags it, so that someone gives a
reason. Only what is physically impossible (severity ``impossible``) is refused by whoever writes
the ledger.
Sources are printed as ``cited`` gives them: read, or to be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from belong.domain.citations import cited

__all__ = ["RULES", "Rule", "RuleKey"]


class RuleKey(StrEnum):
    """Short and stable names of the rules."""

    ORDER_WITHOUT_DECISION = "order_without_decision"
    MATCH_WITHOUT_DECISION = "match_without_decision"
    PLACED_WITHOUT_MATCH = "placed_without_match"
    PLACED_WITHOUT_ORDER = "placed_without_order"
    PLACED_WITHOUT_CONSENT = "placed_without_consent"
    PLACED_WITHOUT_AUTHORITY = "placed_without_authority"
    PLACED_WHILE_REVOCATION_PENDING = "placed_while_revocation_pending"
    APPLIED_BEFORE_TEN_WEEKS = "applied_before_ten_weeks"
    ADOPTED_WITHOUT_PLACEMENT = "adopted_without_placement"
    ADOPTED_WITHOUT_DECISION = "adopted_without_decision"
    SECOND_LIVE_DECISION = "second_live_decision"
    SECOND_LIVE_PLACEMENT = "second_live_placement"
    NO_DECISION_TO_REVERSE = "no_decision_to_reverse"
    REVERSED_WHILE_PLACED = "reversed_while_placed"
    TOO_OLD_FOR_ORDER = "too_old_for_order"
    DECISION_RECORD_INCOMPLETE = "decision_record_incomplete"
    CONSENT_BEFORE_SIX_WEEKS = "consent_before_six_weeks"
    INTRODUCED_WITHOUT_MATCH = "introduced_without_match"
    NOTHING_TO_END = "nothing_to_end"
    LEFT_WITHOUT_DISRUPTION = "left_without_disruption"
    NO_ORDER_TO_REVOKE = "no_order_to_revoke"
    JOURNEY_CLOSED = "journey_closed"
    REENTERED_AFTER_ADOPTION = "reentered_after_adoption"
    LIVED_BEFORE_BIRTH = "lived_before_birth"
    LIVED_AFTER_DEATH = "lived_after_death"
    TWO_PLACES_AT_ONCE = "two_places_at_once"


@dataclass(frozen=True)
class Rule:
    """What must hold, in plain words, and where that is written."""

    words: str
    source: str
    severity: Literal["breaks", "impossible"] = "breaks"

    def __post_init__(self) -> None:
        """What nobody has read in the law says so wherever it is printed."""
        object.__setattr__(self, "source", cited(self.source))


RULES: dict[RuleKey, Rule] = {
    RuleKey.ORDER_WITHOUT_DECISION: Rule(
        "A placement order follows the decision that the child should be placed for adoption.",
        "SSDA903 validation rule 554; ACA 2002 section 22",
    ),
    RuleKey.MATCH_WITHOUT_DECISION: Rule(
        "A match follows the decision that the child should be placed for adoption.",
        "SSDA903 validation rule 333; AAR 2005 regulations 19 and 33",
    ),
    RuleKey.PLACED_WITHOUT_MATCH: Rule(
        "A child is placed for adoption with the family that the decision-maker matched.",
        "AAR 2005 regulations 33 and 35; SSDA903 validation rule 331",
    ),
    RuleKey.PLACED_WITHOUT_ORDER: Rule(
        "A placement recorded as A5 or A6 needs a placement order on that day.",
        "ACA 2002 section 18; SSDA903 validation rule 408",
    ),
    RuleKey.PLACED_WITHOUT_CONSENT: Rule(
        "A placement recorded as A3 or A4 needs the parent's consent, or the written agreement of"
        " the parent of a child under six weeks.",
        "ACA 2002 sections 18 and 19; AAR 2005 regulation 35",
    ),
    RuleKey.PLACED_WITHOUT_AUTHORITY: Rule(
        "A child is placed for adoption only under a placement order or with the parent's consent,"
        " or under six weeks with the parent's written agreement.",
        "ACA 2002 section 18; AAR 2005 regulation 35",
    ),
    RuleKey.PLACED_WHILE_REVOCATION_PENDING: Rule(
        "While an application to revoke the order is undecided, a child is placed only with the"
        " court's leave.",
        "ACA 2002 section 24(5)",
    ),
    RuleKey.APPLIED_BEFORE_TEN_WEEKS: Rule(
        "Adopters apply for the order after the child has lived with them for ten weeks; time as"
        " the child's foster carers counts.",
        "ACA 2002 section 42",
    ),
    RuleKey.ADOPTED_WITHOUT_PLACEMENT: Rule(
        "A child in care is placed for adoption before the adoption order.",
        "SSDA903 validation rule 390",
    ),
    RuleKey.ADOPTED_WITHOUT_DECISION: Rule(
        "An adopted child has a decision that was not reversed.",
        "SSDA903 validation rule 558",
    ),
    RuleKey.SECOND_LIVE_DECISION: Rule(
        "One decision is live at a time: a new one follows the reversal of the one before.",
        "SSDA903 validation rules 579 and 583",
    ),
    RuleKey.SECOND_LIVE_PLACEMENT: Rule(
        "One placement for adoption is live at a time: a new one follows the end of the last.",
        "ACA 2002 section 18; AAR 2005 regulation 35",
    ),
    RuleKey.NO_DECISION_TO_REVERSE: Rule(
        "A reversal ends a decision that is live.",
        "SSDA903 validation rule 563",
    ),
    RuleKey.REVERSED_WHILE_PLACED: Rule(
        "A decision is reversed once the child is no longer placed for adoption.",
        "ACA 2002 section 35; AAR 2005 regulation 36",
    ),
    RuleKey.TOO_OLD_FOR_ORDER: Rule(
        "No placement order, and no application for an adoption order, from the 18th birthday on;"
        " no adoption order from the 19th.",
        "ACA 2002 sections 21, 47 and 49; SSDA903 validation rule 386",
    ),
    RuleKey.DECISION_RECORD_INCOMPLETE: Rule(
        "A decision records who decided, the documents seen, the recommendation seen, the reasons,"
        " and whether it agreed with panel.",
        "Adoption National Minimum Standards 2014, standard 17; AAR 2005 regulations 19 and 33",
    ),
    RuleKey.CONSENT_BEFORE_SIX_WEEKS: Rule(
        "A mother's consent counts only once her child is six weeks old.",
        "ACA 2002 section 52(3)",
    ),
    RuleKey.INTRODUCED_WITHOUT_MATCH: Rule(
        "Introductions follow the match.",
        "AAR 2005 regulation 35",
    ),
    RuleKey.NOTHING_TO_END: Rule(
        "What ends had begun: a placement, a link, a match or introductions.",
        "the record itself",
    ),
    RuleKey.LEFT_WITHOUT_DISRUPTION: Rule(
        "A child who leaves a placement for adoption before the order has had a disruption.",
        "ACA 2002 section 35; AAR 2005 regulation 36",
    ),
    RuleKey.NO_ORDER_TO_REVOKE: Rule(
        "What is revoked or withdrawn was in force: an order, or a consent.",
        "ACA 2002 sections 24 and 52",
    ),
    RuleKey.JOURNEY_CLOSED: Rule(
        "Once the journey has ended, only a new referral, plan, decision, order or entry to care"
        " opens it again; after adoption or death nothing does.",
        "the record itself",
    ),
    RuleKey.REENTERED_AFTER_ADOPTION: Rule(
        "An adopted child who enters care again is a new person record; the old one stays closed.",
        "SSDA903 item PREV_PERM, code P1",
    ),
    RuleKey.LIVED_BEFORE_BIRTH: Rule(
        "A child cannot live anywhere before birth.", "nature", "impossible"
    ),
    RuleKey.LIVED_AFTER_DEATH: Rule(
        "A child cannot move anywhere after death.", "nature", "impossible"
    ),
    RuleKey.TWO_PLACES_AT_ONCE: Rule(
        "One source cannot have a child move to two places on the same day.",
        "nature",
        "impossible",
    ),
}
