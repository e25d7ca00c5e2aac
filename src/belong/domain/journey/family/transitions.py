"""What moves an application from stage to stage: one transition table, as data.

Rows that carry ``breaks`` are for events that happened although a rule says they should not: the
stage moves all the same, and the rule is flagged. An event that no row covers moves nothing.

Source of the rows: AAR 2005 parts 4 to 6, as amended by SI 2013/985; ACA 2002 sections 18 and 42.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from belong.domain.journey.family.events import FamilyEventKind
from belong.domain.journey.family.rules import FamilyRuleKey
from belong.domain.journey.family.states import (
    ACTIVE_STAGES,
    APPROVED_STAGES,
    BEFORE_APPROVAL,
    FamilyStage,
)

__all__ = ["FAMILY_MOVES", "FamilyMove", "OnlyIf", "find_move"]

S, K, R = FamilyStage, FamilyEventKind, FamilyRuleKey


class OnlyIf(StrEnum):
    """What must be so besides the stage, for a row to apply."""

    NO_LINK_LEFT = "no other link is live"
    NO_MATCH_LEFT = "no other match is live"
    NO_PLACEMENT_LEFT = "no other child is placed"


@dataclass(frozen=True)
class FamilyMove:
    """One row: from any of ``from_stages``, ``kind`` leads to ``to``.

    breaks: the rule that this row goes against. words: what explains the row, with its source.
    """

    from_stages: frozenset[FamilyStage]
    kind: FamilyEventKind
    to: FamilyStage
    words: str = ""
    breaks: FamilyRuleKey | None = None
    only_if: OnlyIf | None = None


def _row(
    stages: Iterable[FamilyStage],
    kind: FamilyEventKind,
    to: FamilyStage,
    words: str = "",
    *,
    breaks: FamilyRuleKey | None = None,
    only_if: OnlyIf | None = None,
) -> FamilyMove:
    return FamilyMove(frozenset(stages), kind, to, words, breaks, only_if)


_ENQUIRING = frozenset({S.ENQUIRY, S.INFORMED})
_EARLY = _ENQUIRING | {S.REGISTRATION}
_BEFORE_STAGE_2 = _EARLY | {S.STAGE_1, S.BETWEEN_STAGES}
_ASSESSED = frozenset({S.STAGE_2, S.PANEL})
_APPROVED = frozenset({S.APPROVED})

FAMILY_MOVES: tuple[FamilyMove, ...] = (
    _row({S.ENQUIRY}, K.INFORMATION_EVENT_ATTENDED, S.INFORMED),
    _row({S.ENQUIRY}, K.INITIAL_VISIT_MADE, S.INFORMED),
    _row(_ENQUIRING, K.REGISTRATION_RECEIVED, S.REGISTRATION, "the registration of interest form"),
    _row({S.REGISTRATION}, K.REGISTRATION_DECLINED, S.CLOSED, "with written reasons"),
    _row(_ENQUIRING, K.REGISTRATION_DECLINED, S.CLOSED, breaks=R.REGISTRATION_MISSING),
    _row({S.REGISTRATION}, K.STAGE_1_BEGAN, S.STAGE_1, "the agency decides to go on (AAR part 4)"),
    _row(_ENQUIRING, K.STAGE_1_BEGAN, S.STAGE_1, breaks=R.REGISTRATION_MISSING),
    _row({S.STAGE_1}, K.STAGE_1_PASSED, S.BETWEEN_STAGES, "decided by the agency, not the panel"),
    _row(_EARLY, K.STAGE_1_PASSED, S.BETWEEN_STAGES, breaks=R.STAGE_1_MISSING),
    _row({S.STAGE_1}, K.STAGE_1_NOT_PASSED, S.CLOSED, "with written reasons"),
    _row(_EARLY, K.STAGE_1_NOT_PASSED, S.CLOSED, breaks=R.STAGE_1_MISSING),
    _row({S.BETWEEN_STAGES}, K.STAGE_2_BEGAN, S.STAGE_2, "on the applicants' notice to the agency"),
    _row(
        _EARLY | {S.STAGE_1},
        K.STAGE_2_BEGAN,
        S.STAGE_2,
        "on the fast track; for anybody else the missing stage 1 is flagged",
    ),
    _row({S.STAGE_2}, K.REPORT_FINISHED, S.PANEL, "the prospective adopter's report"),
    _row({S.STAGE_2}, K.PANEL_MET, S.PANEL),
    _row(_ASSESSED, K.PANEL_RECOMMENDED, S.DECISION, "panel recommends, and never decides"),
    _row(_ASSESSED, K.MINUTES_FINAL, S.DECISION),
    _row({S.DECISION, S.DETERMINATION}, K.APPROVED, S.APPROVED, "decision-maker (AAR 30B)"),
    _row(_ASSESSED, K.APPROVED, S.APPROVED, breaks=R.DECIDED_WITHOUT_PANEL),
    _row(_BEFORE_STAGE_2, K.APPROVED, S.APPROVED, breaks=R.STAGE_2_MISSING),
    _row({S.DECISION}, K.DETERMINATION_SENT, S.DETERMINATION, "a qualifying determination"),
    _row(_ASSESSED, K.DETERMINATION_SENT, S.DETERMINATION, breaks=R.DECIDED_WITHOUT_PANEL),
    _row(_BEFORE_STAGE_2, K.DETERMINATION_SENT, S.DETERMINATION, breaks=R.STAGE_2_MISSING),
    _row({S.DETERMINATION}, K.NOT_APPROVED, S.CLOSED, "final, after 40 working days to answer"),
    _row(BEFORE_APPROVAL - {S.DETERMINATION}, K.NOT_APPROVED, S.CLOSED, breaks=R.NO_DETERMINATION),
    _row(_APPROVED, K.LINKED, S.LINKED, "provisional; several may be explored"),
    _row({S.LINKED}, K.LINK_ENDED, S.APPROVED, only_if=OnlyIf.NO_LINK_LEFT),
    _row({S.APPROVED, S.LINKED}, K.MATCHED, S.MATCHED, "decided by the child's own agency"),
    _row(BEFORE_APPROVAL, K.MATCHED, S.MATCHED, breaks=R.MATCHED_WITHOUT_APPROVAL),
    _row({S.MATCHED}, K.MATCH_ENDED, S.APPROVED, only_if=OnlyIf.NO_MATCH_LEFT),
    _row({S.MATCHED}, K.CHILD_PLACED, S.PLACED, "placed by the agency (ACA section 18)"),
    _row(
        BEFORE_APPROVAL | {S.APPROVED, S.LINKED},
        K.CHILD_PLACED,
        S.PLACED,
        breaks=R.PLACED_WITHOUT_MATCH,
    ),
    _row(
        APPROVED_STAGES - {S.PLACED},
        K.EARLY_PERMANENCE_PLACED,
        S.PLACED,
        "as foster carers, before a match",
    ),
    _row({S.PLACED}, K.PLACEMENT_ENDED, S.APPROVED, only_if=OnlyIf.NO_PLACEMENT_LEFT),
    _row({S.PLACED}, K.ADOPTION_ORDER_MADE, S.ADOPTERS, "made by the court (ACA section 46)"),
    _row(
        frozenset(ACTIVE_STAGES) - {S.PLACED},
        K.ADOPTION_ORDER_MADE,
        S.ADOPTERS,
        breaks=R.ORDER_WITHOUT_PLACEMENT,
    ),
    _row(BEFORE_APPROVAL, K.WITHDREW, S.CLOSED, "the applicants' own choice"),
    _row(APPROVED_STAGES - {S.PLACED}, K.WITHDREW, S.CLOSED, breaks=R.LEFT_IN_OTHER_WORDS),
    _row({S.PLACED}, K.WITHDREW, S.CLOSED, breaks=R.LEFT_WITH_CHILD_PLACED),
    _row(APPROVED_STAGES - {S.PLACED}, K.DEREGISTERED, S.CLOSED, "by choice, or after a review"),
    _row(BEFORE_APPROVAL, K.DEREGISTERED, S.CLOSED, breaks=R.LEFT_IN_OTHER_WORDS),
    _row({S.PLACED}, K.DEREGISTERED, S.CLOSED, breaks=R.LEFT_WITH_CHILD_PLACED),
)

_BY_STAGE_AND_KIND = {
    (stage, move.kind): move for move in reversed(FAMILY_MOVES) for stage in move.from_stages
}


def find_move(stage: FamilyStage, kind: FamilyEventKind) -> FamilyMove | None:
    """The row for an event of that kind in that stage, or None: the stage stays."""
    return _BY_STAGE_AND_KIND.get((stage, kind))
