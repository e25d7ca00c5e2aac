"""What moves a child's journey: one transition table per axis, as data.

A row says: from these states, this kind of event leads to that state, under this rule. Rows that
carry ``breaks`` are for events that happened although a rule says they should not: the axis moves
all the same, because the ledger records what happened, and the rule is flagged. An event that no
row covers leaves its axis where it is.

Source of the rows: ACA 2002 sections 18 to 25, 35 and 42; AAR 2005 parts 3 to 6; SSDA903 guide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from belong.domain.events import Axis, EventKind
from belong.domain.journey.rules import RuleKey
from belong.domain.journey.states import FINAL_OUTCOMES, Authority, Family, Outcome, Plan

__all__ = [
    "AUTHORITY",
    "FAMILY",
    "OUTCOME",
    "PLAN",
    "REOPENING",
    "TABLES",
    "Condition",
    "Move",
    "Table",
]

S = TypeVar("S", bound=StrEnum)
K = EventKind


class Condition(StrEnum):
    """What must be so besides the state, for a row to apply."""

    NO_LINK_LEFT = "no other link is live"


@dataclass(frozen=True)
class Move(Generic[S]):
    """One row: from any of ``from_states``, ``kind`` leads to ``to``.

    to None = back to the state before the journey was closed. breaks: the rule that this row goes
    against. words: what guards or explains the row, with its source.
    """

    from_states: frozenset[S]
    kind: EventKind
    to: S | None
    words: str = ""
    breaks: RuleKey | None = None
    only_if: Condition | None = None


@dataclass(frozen=True)
class Table(Generic[S]):
    """The rows of one axis; at most one row for a state and a kind."""

    axis: Axis
    states: type[S]
    moves: tuple[Move[S], ...]

    @cached_property
    def _rows(self) -> dict[tuple[S, EventKind], Move[S]]:
        """The row for a state and a kind, in one step: a fold asks four times an event."""
        return {
            (state, move.kind): move for move in reversed(self.moves) for state in move.from_states
        }

    def find(self, state: S, kind: EventKind) -> Move[S] | None:
        """The row for an event of that kind in that state, or None: the axis stays."""
        return self._rows.get((state, kind))

    @property
    def kinds(self) -> frozenset[EventKind]:
        """Every kind that can move this axis."""
        return frozenset(move.kind for move in self.moves)


_CLOSING = (
    K.ADOPTION_ORDER_MADE,
    K.SPECIAL_GUARDIANSHIP_MADE,
    K.CHILD_ARRANGEMENTS_MADE,
    K.WENT_HOME,
    K.LONG_TERM_FOSTERING_AGREED,
    K.TRANSFERRED,
    K.AGED_OUT,
    K.DIED,
)

#: Kinds with which planning for a child begins anew.
REOPENING = (
    K.REFERRED,
    K.CARE_ENTERED,
    K.PARALLEL_PLAN_MADE,
    K.DECISION_MADE,
    K.PLACEMENT_ORDER_MADE,
)


def _ends_and_returns(
    states: type[S], closed: S, fresh: S, own: Iterable[Move[S]]
) -> tuple[Move[S], ...]:
    """An axis's own rows, and those that every axis shares: closing, reopening, set aside."""
    rows = tuple(own)
    covered = {row.kind for row in rows if closed in row.from_states}
    return (
        *rows,
        *(
            Move(frozenset(states) - {closed}, kind, closed, "an outcome closes every axis")
            for kind in _CLOSING
        ),
        *(
            Move(frozenset({closed}), kind, fresh, "the journey is open again")
            for kind in REOPENING
            if kind not in covered
        ),
        Move(
            frozenset({closed}),
            K.ADOPTION_ORDER_SET_ASIDE,
            None,
            "an order set aside restores what stood before it",
        ),
    )


_ = frozenset

PLAN: Table[Plan] = Table(
    Axis.PLAN,
    Plan,
    _ends_and_returns(
        Plan,
        Plan.CLOSED,
        Plan.NONE,
        (
            Move(
                _({Plan.NONE, Plan.CHANGED, Plan.CLOSED}),
                K.REFERRED,
                Plan.PARALLEL,
                "a child may be referred before birth",
            ),
            Move(
                _({Plan.NONE, Plan.CHANGED, Plan.CLOSED}),
                K.PARALLEL_PLAN_MADE,
                Plan.PARALLEL,
                "a permanence plan by the second review (statutory guidance on care planning)",
            ),
            Move(
                _({Plan.NONE, Plan.PARALLEL, Plan.CHANGED, Plan.CLOSED}),
                K.DECISION_MADE,
                Plan.DECIDED,
                "the decision-maker of the child's own authority, never the panel (AAR 19)",
            ),
            Move(
                _({Plan.DECIDED}),
                K.DECISION_MADE,
                Plan.DECIDED,
                breaks=RuleKey.SECOND_LIVE_DECISION,
            ),
            Move(
                _({Plan.DECIDED}),
                K.DECISION_REVERSED,
                Plan.CHANGED,
                "after a review of the plan (AAR 36)",
            ),
            Move(
                _({Plan.NONE, Plan.PARALLEL, Plan.CHANGED}),
                K.DECISION_REVERSED,
                Plan.CHANGED,
                breaks=RuleKey.NO_DECISION_TO_REVERSE,
            ),
        ),
    ),
)

AUTHORITY: Table[Authority] = Table(
    Axis.AUTHORITY,
    Authority,
    _ends_and_returns(
        Authority,
        Authority.CLOSED,
        Authority.NONE,
        (
            Move(
                _({Authority.NONE}),
                K.CONSENT_GIVEN,
                Authority.CONSENT,
                "witnessed by Cafcass, the child six weeks old (ACA sections 19 and 52)",
            ),
            Move(
                _({Authority.CONSENT}),
                K.CONSENT_WITHDRAWN,
                Authority.NONE,
                "taken back in time (ACA section 52)",
            ),
            Move(
                _({Authority.NONE}),
                K.CONSENT_WITHDRAWN,
                Authority.NONE,
                breaks=RuleKey.NO_ORDER_TO_REVOKE,
            ),
            Move(
                _({Authority.NONE, Authority.CONSENT, Authority.PLACEMENT_ORDER, Authority.CLOSED}),
                K.PLACEMENT_ORDER_MADE,
                Authority.PLACEMENT_ORDER,
                "made by the court (ACA section 21)",
            ),
            Move(
                _({Authority.REVOCATION_PENDING}),
                K.PLACEMENT_ORDER_MADE,
                Authority.PLACEMENT_ORDER,
                "a new order answers the application to revoke the old one",
            ),
            Move(
                _({Authority.PLACEMENT_ORDER}),
                K.REVOCATION_APPLIED_FOR,
                Authority.REVOCATION_PENDING,
                "others than child or authority need leave, the child not yet placed (ACA 24)",
            ),
            Move(
                _({Authority.REVOCATION_PENDING}),
                K.REVOCATION_REFUSED,
                Authority.PLACEMENT_ORDER,
                "the order stands (ACA section 24)",
            ),
            *(
                row
                for kind in (K.PLACEMENT_ORDER_REVOKED, K.PLACEMENT_ORDER_SET_ASIDE)
                for row in (
                    Move(
                        _({Authority.PLACEMENT_ORDER, Authority.REVOCATION_PENDING}),
                        kind,
                        Authority.NONE,
                        "the order is at an end (ACA section 24, or an appeal)",
                    ),
                    Move(
                        _({Authority.NONE, Authority.CONSENT}),
                        kind,
                        Authority.NONE,
                        breaks=RuleKey.NO_ORDER_TO_REVOKE,
                    ),
                )
            ),
        ),
    ),
)

_UNMATCHED = _({Family.NONE, Family.SEARCHING, Family.LINKED, Family.DISRUPTED})
_UNPLACED = _UNMATCHED | {Family.MATCHED, Family.INTRODUCTIONS}

FAMILY: Table[Family] = Table(
    Axis.FAMILY,
    Family,
    _ends_and_returns(
        Family,
        Family.CLOSED,
        Family.NONE,
        (
            Move(
                _({Family.NONE, Family.DISRUPTED}),
                K.FAMILY_FINDING_BEGAN,
                Family.SEARCHING,
                "may begin before the decision and before the order",
            ),
            Move(_({Family.SEARCHING}), K.FAMILY_FINDING_STOPPED, Family.NONE),
            Move(
                _({Family.NONE, Family.SEARCHING, Family.DISRUPTED}),
                K.LINKED,
                Family.LINKED,
                "provisional, no match; several may be live",
            ),
            Move(
                _({Family.LINKED}),
                K.LINK_ENDED,
                Family.SEARCHING,
                "the search goes on",
                only_if=Condition.NO_LINK_LEFT,
            ),
            Move(
                _UNMATCHED,
                K.MATCH_DECIDED,
                Family.MATCHED,
                "the decision-maker of the child's own authority (AAR 33)",
            ),
            Move(
                _({Family.MATCHED, Family.INTRODUCTIONS}),
                K.MATCH_ENDED,
                Family.SEARCHING,
                "the search goes on",
            ),
            Move(
                _({Family.NONE, Family.SEARCHING, Family.LINKED}),
                K.MATCH_ENDED,
                Family.SEARCHING,
                breaks=RuleKey.NOTHING_TO_END,
            ),
            Move(
                _({Family.MATCHED}),
                K.INTRODUCTIONS_BEGAN,
                Family.INTRODUCTIONS,
                "placement plan agreed (AAR 35)",
            ),
            Move(
                _UNMATCHED,
                K.INTRODUCTIONS_BEGAN,
                Family.INTRODUCTIONS,
                breaks=RuleKey.INTRODUCED_WITHOUT_MATCH,
            ),
            Move(
                _({Family.INTRODUCTIONS}),
                K.INTRODUCTIONS_STOPPED,
                Family.MATCHED,
                "the match stands until it is ended",
            ),
            Move(
                _UNPLACED,
                K.EARLY_PERMANENCE_PLACED,
                Family.EARLY_PERMANENCE_PLACED,
                "a foster placement; going home is still possible (CA 1989 section 22C(9A))",
            ),
            Move(
                _({Family.PLACED}),
                K.EARLY_PERMANENCE_PLACED,
                Family.EARLY_PERMANENCE_PLACED,
                breaks=RuleKey.LEFT_WITHOUT_DISRUPTION,
            ),
            Move(
                _({Family.EARLY_PERMANENCE_PLACED}),
                K.EARLY_PERMANENCE_ENDED,
                Family.NONE,
                "no disruption: the placement was fostering",
            ),
            Move(
                _UNPLACED,
                K.EARLY_PERMANENCE_ENDED,
                Family.NONE,
                breaks=RuleKey.NOTHING_TO_END,
            ),
            Move(
                _({Family.MATCHED, Family.INTRODUCTIONS, Family.EARLY_PERMANENCE_PLACED}),
                K.PLACED_FOR_ADOPTION,
                Family.PLACED,
                "with authority to place and a match (ACA section 18, AAR 35)",
            ),
            Move(
                _UNMATCHED,
                K.PLACED_FOR_ADOPTION,
                Family.PLACED,
                breaks=RuleKey.PLACED_WITHOUT_MATCH,
            ),
            Move(
                _({Family.PLACED}),
                K.PLACED_FOR_ADOPTION,
                Family.PLACED,
                breaks=RuleKey.SECOND_LIVE_PLACEMENT,
            ),
            Move(
                _({Family.PLACED}),
                K.DISRUPTED,
                Family.DISRUPTED,
                "the child was returned before the order (ACA section 35)",
            ),
            Move(
                _({Family.EARLY_PERMANENCE_PLACED}) | _UNPLACED,
                K.DISRUPTED,
                Family.DISRUPTED,
                breaks=RuleKey.NOTHING_TO_END,
            ),
            Move(
                _UNPLACED - {Family.NONE},
                K.DECISION_REVERSED,
                Family.NONE,
                "no family is sought once adoption is not the plan",
            ),
            Move(
                _({Family.PLACED}),
                K.DECISION_REVERSED,
                Family.PLACED,
                breaks=RuleKey.REVERSED_WHILE_PLACED,
            ),
        ),
    ),
)

_ALTERABLE = _(Outcome) - FINAL_OUTCOMES

OUTCOME: Table[Outcome] = Table(
    Axis.OUTCOME,
    Outcome,
    (
        *(
            Move(_ALTERABLE - {outcome}, kind, outcome, words)
            for kind, outcome, words in (
                (K.ADOPTION_ORDER_MADE, Outcome.ADOPTED, "made by the court (ACA section 46)"),
                (
                    K.SPECIAL_GUARDIANSHIP_MADE,
                    Outcome.SPECIAL_GUARDIANSHIP,
                    "made by the court (CA 1989 section 14A)",
                ),
                (
                    K.CHILD_ARRANGEMENTS_MADE,
                    Outcome.CHILD_ARRANGEMENTS,
                    "made by the court (CA 1989 section 8)",
                ),
                (K.WENT_HOME, Outcome.HOME, "left care to parents"),
                (K.LONG_TERM_FOSTERING_AGREED, Outcome.LONG_TERM_FOSTERING, "stays in care"),
                (K.TRANSFERRED, Outcome.TRANSFERRED, "another authority took over care"),
                (K.AGED_OUT, Outcome.AGED_OUT, "the 18th birthday"),
            )
        ),
        Move(_(Outcome) - {Outcome.DIED}, K.DIED, Outcome.DIED),
        Move(
            _({Outcome.AGED_OUT}),
            K.ADOPTION_ORDER_MADE,
            Outcome.ADOPTED,
            "applied for before 18 and made before 19 (ACA sections 47 and 49)",
        ),
        *(
            Move(
                _ALTERABLE - {Outcome.OPEN},
                kind,
                Outcome.OPEN,
                "the journey is open again",
            )
            for kind in REOPENING
        ),
        Move(
            _({Outcome.ADOPTED}),
            K.CARE_ENTERED,
            Outcome.POST_ORDER_BREAKDOWN,
            breaks=RuleKey.REENTERED_AFTER_ADOPTION,
        ),
        Move(
            _({Outcome.ADOPTED, Outcome.POST_ORDER_BREAKDOWN}),
            K.ADOPTION_ORDER_SET_ASIDE,
            Outcome.OPEN,
            "set aside by the court",
        ),
    ),
)

#: Every table; of different states, so their type is left open.
TABLES: tuple[Table[Any], ...] = (PLAN, AUTHORITY, FAMILY, OUTCOME)
