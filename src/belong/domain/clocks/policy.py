"""An agency's policy on clocks: it may add and tighten, and never takes away a national one.

The policy is data of the agency's own; local limits are its to change, and to leave out with a
reason that stands in the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from belong.domain.clocks.family_rules import FAMILY_RULES
from belong.domain.clocks.limits import Limit
from belong.domain.clocks.placed_rules import CHILD_RULES
from belong.domain.clocks.rulebook import Rulebook
from belong.domain.clocks.rules import Basis, ClockRule, latest
from belong.domain.errors import BelongError

__all__ = ["NATIONAL", "Policy", "PolicyError", "Term"]

#: Start days on which a tightened limit must be no longer than the one that it tightens.
_TRIED = tuple(date(2023, 1, 1) + timedelta(days=number) for number in range(0, 730, 3))


@lru_cache(maxsize=1000)
def _is_ever_longer(limit: Limit, than: Limit) -> bool:
    """Whether a limit ends later than another on any day on which both could start."""
    return any(limit.after(day) > than.after(day) for day in _TRIED)


class PolicyError(BelongError):
    """A policy that would take away, loosen or double what is not the agency's to change."""


@dataclass(frozen=True)
class Term:
    """What a policy says of one clock, for those that start from a day on, up to another.

    limit: a shorter limit; of a local clock any limit. amber: the time after the start from which
    it is due soon. is_used: an optional clock runs. is_left_out: a local clock does not run, and
    why says why. from_on: first day; to_on: first day no longer; None = no such end.
    """

    key: str
    limit: Limit | None = None
    amber: Limit | None = None
    is_used: bool = False
    is_left_out: bool = False
    why: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it is for clocks that start on a day."""
        return (self.from_on or day) <= day and (self.to_on is None or day < self.to_on)

    def meets(self, rule: ClockRule) -> bool:
        """Whether any clock could be under both this and a rule."""
        begins = max(self.from_on or date.min, rule.in_force_from or date.min)
        return begins < min(self.to_on or date.max, rule.in_force_to or date.max)


@dataclass(frozen=True)
class Policy:
    """What one agency adds to the clocks, tightens and leaves out; empty = the clocks as they are.

    terms: where two of them set one clock on one day, the shorter limit and the earlier warning
    hold. adds_for_children, adds_for_families: local clocks of the agency's own, started by events.
    Raises: PolicyError, saying which clock and why.
    """

    name: str = ""
    terms: tuple[Term, ...] = ()
    adds_for_children: tuple[ClockRule, ...] = ()
    adds_for_families: tuple[ClockRule, ...] = ()

    def __post_init__(self) -> None:
        known = latest((*CHILD_RULES, *FAMILY_RULES))
        for term in self.terms:
            if term.key not in known:
                raise PolicyError(
                    f"There is no clock “{term.key}”.", mend="Use a key from the table."
                )
            if term.is_left_out:
                self._check_left_out(known[term.key], term.why)
            for limit in (term.limit, term.amber):
                self._check_number(known[term.key], limit)
            for rule in (*CHILD_RULES, *FAMILY_RULES):
                if rule.key == term.key and term.limit is not None and term.meets(rule):
                    self._check_limit(rule, term.limit)
        self._check_added(known)

    @staticmethod
    def _check_left_out(rule: ClockRule, why: str) -> None:
        if rule.is_national:
            raise PolicyError(
                f"“{rule.label}” rests on {rule.basis} ({rule.source}): an agency cannot leave it"
                " out.",
                mend="Keep it. A clock that is missed asks for a reason and stops nothing.",
            )
        if not why.strip():
            raise PolicyError(
                f"“{rule.label}” is left out without a reason.", mend="Say why it does not run."
            )

    @staticmethod
    def _check_number(rule: ClockRule, limit: Limit | None) -> None:
        if limit is not None and limit.number <= 0:
            raise PolicyError(f"“{rule.label}” needs a limit of 1 or more.", mend="Give one.")

    @staticmethod
    def _check_limit(rule: ClockRule, limit: Limit) -> None:
        if not rule.is_national:
            return
        if rule.is_period or _is_ever_longer(limit, rule.limit):
            raise PolicyError(
                f"“{rule.label}” is {rule.limit} by {rule.basis} ({rule.source}): an agency may"
                f" tighten it, and {limit} does not.",
                mend="Give a shorter limit, or none.",
            )

    def _check_added(self, known: Mapping[str, ClockRule]) -> None:
        seen = set(known)
        for rule in (*self.adds_for_children, *self.adds_for_families):
            if rule.key in seen:
                raise PolicyError(
                    f"There is a clock “{rule.key}” already.", mend="Give the new one its own key."
                )
            seen.add(rule.key)
            self._check_number(rule, rule.limit)
            if rule.basis is not Basis.LOCAL or not isinstance(rule.starts, tuple):
                raise PolicyError(
                    f"“{rule.label}” is the agency's own: it is local, and an event starts it.",
                    mend="State the event that starts it, and local practice as its basis.",
                )

    def _resolved(self, rules: Iterable[ClockRule], added: Iterable[ClockRule]) -> Rulebook:
        of_key: dict[str, list[Term]] = {}
        for term in self.terms:
            of_key.setdefault(term.key, []).append(term)
        kept = [part for rule in rules for part in _under(rule, of_key.get(rule.key, []))]
        return Rulebook((*kept, *added))

    @cached_property
    def for_children(self) -> Rulebook:
        """The clocks of a child under this policy."""
        return self._resolved(CHILD_RULES, self.adds_for_children)

    @cached_property
    def for_families(self) -> Rulebook:
        """The clocks of a family's application under this policy."""
        return self._resolved(FAMILY_RULES, self.adds_for_families)

    def last_day_of_family(self, key: str, from_on: date) -> date | None:
        """The last day in time of a family's clock that starts on a day.

        None where no such clock runs, or outside the bank-holiday table. What pauses it, and a day
        that the record itself states, are not counted in.
        """
        entry = self.for_families.entries.get(key)
        rule = entry.on(from_on) if entry else None
        return rule.limit.last_day(from_on) if rule else None


def _under(rule: ClockRule, terms: Sequence[Term]) -> Iterator[ClockRule]:
    """The rule as it stands under terms of its key: one for each span of days without a change."""
    if not terms:
        if not rule.is_optional:
            yield rule
        return
    first, last = rule.in_force_from or date.min, rule.in_force_to or date.max
    edges = {day for one in terms for day in (one.from_on, one.to_on) if day is not None}
    days = [first, *sorted(day for day in edges if first < day < last), last]
    for from_on, to_on in pairwise(days):
        held = [one for one in terms if one.covers(from_on)]
        is_run = not rule.is_optional or any(one.is_used for one in held)
        if is_run and not any(one.is_left_out for one in held):
            yield replace(
                rule,
                limit=_shortest([one.limit for one in held]) or rule.limit,
                amber_after=_shortest([one.amber for one in held]) or rule.amber_after,
                in_force_from=None if from_on == date.min else from_on,
                in_force_to=None if to_on == date.max else to_on,
            )


def _shortest(limits: Iterable[Limit | None]) -> Limit | None:
    found = [one for one in limits if one is not None]
    return min(found, key=lambda one: one.after(_TRIED[0])) if found else None


#: The clocks as they are, with nothing added.
NATIONAL = Policy()
