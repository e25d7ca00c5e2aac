"""What a clock is: a time limit as data, with what starts, pauses and meets it, and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from belong.domain.citations import cited
from belong.domain.clocks.limits import Limit

__all__ = [
    "Anchor",
    "Basis",
    "ClockRule",
    "Easing",
    "Mark",
    "Moment",
    "OnlyIf",
    "PauseKind",
    "Severity",
    "Trigger",
    "latest",
]

#: An event of a kind, whatever it is about; or of a kind and about one thing.
Trigger = StrEnum | tuple[StrEnum, str]


class Basis(StrEnum):
    """How binding a limit is, the most binding first."""

    STATUTE = "statute"
    REGULATION = "regulation"
    STANDARD = "national minimum standard"
    GUIDANCE = "statutory guidance"
    SCORECARD = "scorecard"
    LOCAL = "local practice"


class Mark(StrEnum):
    """How far the source of a limit has been read."""

    SOURCED = "sourced"
    GENERAL_KNOWLEDGE = "general knowledge, to be checked"


class Severity(StrEnum):
    """What it means that a limit is over."""

    RED = "red"
    AMBER = "amber"
    INFO = "info"
    CLOSES = "closes"

    @property
    def label(self) -> str:
        """The meaning in plain words."""
        return {
            Severity.RED: "missed: a duty or a national measure",
            Severity.AMBER: "missed: good practice",
            Severity.INFO: "nothing is missed: people should know",
            Severity.CLOSES: "the step is closed and the next one follows",
        }[self]


class PauseKind(StrEnum):
    """What stops the counting of a limit for a while. Only local limits are ever paused."""

    COURT = "an appeal, or an application for leave or to revoke, is undecided"
    HOLD = "the application is on hold"
    CHOICE = "the adopters wait by their own choice"


class Anchor(StrEnum):
    """What starts a clock, where it is more than an event of a kind."""

    CARE = "the child starts to be looked after"
    DECISION = "the decision that the child should be placed for adoption"
    ORDER = "the placement order, where the child is not matched yet"
    UNPLACED = "the authority to place, where the child is not placed"
    STAY = "the child is placed for adoption"
    MOVED_IN = "the child moves in with the family, in whatever capacity"
    BIRTH = "the child is born"
    VISIT = "the first visit, then each visit"
    EACH_VISIT = "each visit while the child is placed"
    REVIEW = "the first review after placing, then each visit"
    WITHDRAWAL = "a parent withdraws consent"
    APPROVAL = "approval"
    CHECK = "the check comes back"
    TIED = "the child moves in"


class Moment(StrEnum):
    """What meets a clock, where it is not told by one event alone."""

    CARE_ORDER_MADE = "full care order made (legal status C2)"
    MOVED_IN = "moved in with the family, in whatever capacity"
    REPORTED = "the visit's report written"


class OnlyIf(StrEnum):
    """What must be so of the case, for a rule to be for it."""

    CONSENT = "the parents consent, or panel was asked"
    NO_PANEL = "no panel considers the plan"
    RELINQUISHED = "the parents have agreed to the adoption"
    BABY = "a baby under six months whose parents agree to the adoption"
    NOT_BABY = "not a baby under six months whose parents agree to the adoption"
    ADOPTION_CONSIDERED = "adoption is one of the plans"
    ADOPTION_DECIDED = "adoption was decided to be the plan"
    PLACED = "the child is placed for adoption"
    NOT_PLACED = "the child is not placed for adoption"


@dataclass(frozen=True)
class Easing:
    """A temporary easing of a rule, both days included.

    It is for clocks that fell due while it was in force; saves_begun: and for those that had begun
    by its last day and fell due later. softens: a miss under it is amber at most.
    """

    from_on: date
    to_on: date
    words: str
    source: str
    mark: Mark
    saves_begun: bool = False
    softens: bool = True

    def __post_init__(self) -> None:
        """What nobody has read in the law says so wherever it is printed."""
        object.__setattr__(self, "source", cited(self.source, is_read=self.mark is Mark.SOURCED))

    def covers(self, started_on: date, due_on: date) -> bool:
        """Whether it is for a clock with these days."""
        return self.from_on <= due_on and (started_on if self.saves_begun else due_on) <= self.to_on


@dataclass(frozen=True, kw_only=True)
class ClockRule:
    """One time limit, as it stood between two days.

    key: short and stable, a recorded delay names it. label: what must be done, as it stands in a
    list. who: whose move it is. starts: what starts it, an anchor or events. meets: the events that
    meet it. limit_words: what a limit alone cannot say.

    amber_after: counted from the start as the limit is; from that day it is due soon. not_before:
    what is done earlier does not meet it. counts_start: the first day is the day that starts it.
    is_period: nobody has to do anything, the time itself passes. follows: the clock that starts
    this one when it is met; repeats: meeting it starts the next. may_precede: what was done before
    it started meets it. outlives: it is for after the journey's end. is_optional: it runs only
    where the agency's policy uses it. reason_softens: with a recorded reason a miss is amber.

    in_force_from, in_force_to: a past case is judged by the clock of its day (first day in force,
    first day no longer); None = as far as our sources speak of.
    """

    key: str
    label: str
    limit: Limit
    basis: Basis
    source: str
    who: str
    starts: Anchor | tuple[Trigger, ...]
    meets: tuple[Trigger, ...] = ()
    mark: Mark = Mark.SOURCED
    severity: Severity = Severity.RED
    amber_after: Limit | None = None
    limit_words: str = ""
    pauses: tuple[PauseKind, ...] = ()
    only_if: tuple[OnlyIf, ...] = ()
    not_before: Limit | None = None
    counts_start: bool = False
    is_period: bool = False
    follows: str | None = None
    repeats: bool = False
    may_precede: bool = False
    outlives: bool = False
    is_optional: bool = False
    reason_softens: bool = False
    in_force_from: date | None = None
    in_force_to: date | None = None
    easings: tuple[Easing, ...] = ()

    def __post_init__(self) -> None:
        """What nobody has read in the law says so wherever it is printed."""
        object.__setattr__(self, "source", cited(self.source, is_read=self.mark is Mark.SOURCED))

    @property
    def is_national(self) -> bool:
        """Whether it rests on more than local practice: an agency cannot take it away."""
        return self.basis is not Basis.LOCAL

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on the day on which it would start."""
        return (self.in_force_from or day) <= day and (
            self.in_force_to is None or day < self.in_force_to
        )


def latest(rules: Iterable[ClockRule]) -> dict[str, ClockRule]:
    """The rule of each key as it stands now, in the order of the table."""
    found: dict[str, ClockRule] = {}
    for rule in rules:
        held = found.get(rule.key)
        if held is None or (rule.in_force_from or date.min) > (held.in_force_from or date.min):
            found[rule.key] = rule
    return found
