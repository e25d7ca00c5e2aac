"""The rules that an application is held against, each with its source.

A broken rule never stops an event from being recorded: it flags it, so that someone gives a
reason. Sources are printed as ``cited`` gives them: read, or to be checked.
"""

from __future__ import annotations

from enum import StrEnum

from belong.domain.citations import cited
from belong.domain.journey.rules import Rule

__all__ = ["FAMILY_RULES", "FamilyRuleKey"]


class FamilyRuleKey(StrEnum):
    """Short and stable names of the rules."""

    REGISTRATION_MISSING = "registration_missing"
    STAGE_1_MISSING = "stage_1_missing"
    STAGE_2_MISSING = "stage_2_missing"
    BREAK_TOO_LONG = "break_too_long"
    DECIDED_WITHOUT_PANEL = "decided_without_panel"
    DECIDED_WITHOUT_CHECKS = "decided_without_checks"
    DECISION_RECORD_INCOMPLETE = "decision_record_incomplete"
    NO_DETERMINATION = "no_determination"
    MATCHED_WITHOUT_APPROVAL = "matched_without_approval"
    PLACED_WITHOUT_MATCH = "placed_without_match"
    ORDER_WITHOUT_PLACEMENT = "order_without_placement"
    NOTHING_TO_END = "nothing_to_end"
    LEFT_WITH_CHILD_PLACED = "left_with_child_placed"
    LEFT_IN_OTHER_WORDS = "left_in_other_words"
    REASON_MISSING = "reason_missing"
    APPLICATION_CLOSED = "application_closed"
    APPLICATION_NOT_NAMED = "application_not_named"


_GUIDANCE = cited("statutory guidance on adoption 2013", is_read=False)
_DECISION = "AAR 2005 regulation 30B, as amended by SI 2013/985"

FAMILY_RULES: dict[FamilyRuleKey, Rule] = {
    FamilyRuleKey.REGISTRATION_MISSING: Rule(
        "Stage 1 follows a registration of interest, which is accepted or declined.",
        _GUIDANCE,
    ),
    FamilyRuleKey.STAGE_1_MISSING: Rule(
        "Stage 2 follows a positive decision on stage 1; only foster carers and earlier adopters on"
        " the fast track begin with stage 2.",
        "AAR 2005 part 4, as amended by SI 2013/985",
    ),
    FamilyRuleKey.STAGE_2_MISSING: Rule(
        "The decision-maker decides on suitability at the end of stage 2.", _DECISION
    ),
    FamilyRuleKey.BREAK_TOO_LONG: Rule(
        "Applicants ask to go on to stage 2 within six months of passing stage 1; later, stage 1"
        " begins again.",
        _GUIDANCE,
    ),
    FamilyRuleKey.DECIDED_WITHOUT_PANEL: Rule(
        "The decision-maker takes the panel's recommendation into account.", _DECISION
    ),
    FamilyRuleKey.DECIDED_WITHOUT_CHECKS: Rule(
        "No decision on suitability is made before the health reports and the three references are"
        " in.",
        "AAR 2005 regulation 30B(1A), as amended by SI 2013/985",
    ),
    FamilyRuleKey.DECISION_RECORD_INCOMPLETE: Rule(
        "A decision records who decided, the documents seen, the recommendation seen, the reasons,"
        " and whether it agreed with panel.",
        "Adoption National Minimum Standards 2014, standard 17",
    ),
    FamilyRuleKey.NO_DETERMINATION: Rule(
        "Applicants are told of a proposal not to approve, with reasons, before it is final: they"
        " may answer it or ask for an independent review.",
        _DECISION,
    ),
    FamilyRuleKey.MATCHED_WITHOUT_APPROVAL: Rule(
        "Only approved adopters are matched with a child.", "AAR 2005 regulations 31 to 33"
    ),
    FamilyRuleKey.PLACED_WITHOUT_MATCH: Rule(
        "A child is placed for adoption with the family that the decision-maker matched.",
        "AAR 2005 regulations 33 and 35",
    ),
    FamilyRuleKey.ORDER_WITHOUT_PLACEMENT: Rule(
        "A child lives with the adopters before the adoption order.", "ACA 2002 section 42"
    ),
    FamilyRuleKey.NOTHING_TO_END: Rule(
        "What ends had begun: a hold, a wait, a link, a match or a placement.", "the record itself"
    ),
    FamilyRuleKey.LEFT_WITH_CHILD_PLACED: Rule(
        "Approval does not end while a child is placed: the placement ends first.",
        "ACA 2002 section 35",
    ),
    FamilyRuleKey.LEFT_IN_OTHER_WORDS: Rule(
        "Applicants withdraw before approval; after it, approval is ended.", "the record itself"
    ),
    FamilyRuleKey.REASON_MISSING: Rule(
        "A family that leaves does so for a reason from the list.", "the service's own rule"
    ),
    FamilyRuleKey.APPLICATION_CLOSED: Rule(
        "Once an application is closed, a new one is begun: approval is of the people as they were"
        " assessed.",
        "the service's own rule",
    ),
    FamilyRuleKey.APPLICATION_NOT_NAMED: Rule(
        "Every event of a family names the application that it belongs to.", "the record itself"
    ),
}
