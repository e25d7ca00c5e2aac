"""One line of the tracker as plain values, kept as JSON when a meeting closes; and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple, Self

__all__ = ["Changes", "ChildLine", "FamilyLine", "Standing", "changes_between"]


@dataclass(frozen=True)
class _Line:
    """What lines of children and of families share.

    reference: the pseudonym. next_clock: what must be done first, in words, by next_due_on;
    whose_move: who must act. overdue: clocks whose last day is over, the first of them for
    days_over days. delay: code of the latest reason for a delay. owner: names of who is responsible
    for the case. note_key, noted_on: of the last note. actions: open ones.
    """

    key: str
    reference: str
    agency: str
    team: str
    stage: str
    next_clock: str = ""
    next_due_on: date | None = None
    whose_move: str = ""
    overdue: int = 0
    days_over: int = 0
    delay: str = ""
    owner: str = ""
    note_key: str = ""
    noted_on: date | None = None
    actions: int = 0

    def as_json(self) -> dict[str, Any]:
        """The line as it is kept: dates as ISO text."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @property
    def standing(self) -> Standing:
        """What two meetings are compared by."""
        return Standing(self.stage, self.overdue > 0)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """The line that ``as_json`` wrote; what an older version did not write is empty."""
        known = {each.name: told[each.name] for each in fields(cls) if each.name in told}
        for name, value in known.items():
            if name.endswith("_on") and value is not None:
                known[name] = date.fromisoformat(value)
        return cls(**known)


@dataclass(frozen=True)
class ChildLine(_Line):
    """A child of the tracker. Days are counted to the day of the line; None where none run.

    siblings: the label of the sibling group, "" for none.
    """

    days_in_care: int | None = None
    days_since_decision: int | None = None
    days_since_order: int | None = None
    siblings: str = ""
    is_early_permanence: bool = False


@dataclass(frozen=True)
class FamilyLine(_Line):
    """A family of the tracker.

    days: in its stage. limit: key of the time limit that runs; limit_over: days past it, negative
    while within it, None where none runs. waits_for: the kind of check waited for longest, for
    waits_days; both empty where none is.
    """

    days: int | None = None
    limit: str = ""
    limit_over: int | None = None
    is_on_hold: bool = False
    waits_by_choice: bool = False
    waits_for: str = ""
    waits_days: int | None = None

    def without_checks(self) -> FamilyLine:
        """The same for who may not see which checks are out."""
        return replace(self, waits_for="", waits_days=None)


class Standing(NamedTuple):
    """How one case stood, as far as two meetings are compared."""

    stage: str
    is_overdue: bool


class Changes(NamedTuple):
    """What changed between two meetings, by the number of the case; moved: from which stage."""

    new: tuple[int, ...]
    moved: Mapping[int, str]
    newly_overdue: tuple[int, ...]
    left: tuple[int, ...]

    @property
    def cases(self) -> set[int]:
        """Every case that changed."""
        return {*self.new, *self.moved, *self.newly_overdue, *self.left}


def changes_between(before: Mapping[int, Standing], now: Mapping[int, Standing]) -> Changes:
    """What is new, moved on, newly overdue, and no longer there. The order is that of ``now``."""
    return Changes(
        new=tuple(pk for pk in now if pk not in before),
        moved={
            pk: before[pk].stage
            for pk, one in now.items()
            if pk in before and before[pk].stage != one.stage
        },
        newly_overdue=tuple(
            pk
            for pk, one in now.items()
            if one.is_overdue and pk in before and not before[pk].is_overdue
        ),
        left=tuple(pk for pk in before if pk not in now),
    )
