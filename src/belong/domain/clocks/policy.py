"""An agency's policy on clocks: it may add and tighten, and never takes away a national one.

The policy is data of the agency's own; local limits are its to change, and to leave out with a
reason that stands in the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from belong.domain.clocks.family_rules import FAMILY_RULES
from belong.domain.clocks.limits import Limit
from belong.domain.clocks.placed_rules import CHILD_RULES
from belong.domain.clocks.rulebook import Rulebook
from belong.domain.clocks.rules import Basis, ClockRule, latest
from belong.domain.errors import BelongError

__all__ = ["NATIONAL", "Policy", "PolicyError"]

#: Start days on which a tightened limit must be no longer than the one that it tightens.
_TRIED = tuple(date(2023, 1, 1) + timedelta(days=number) for number in range(0, 730, 3))


class PolicyError(BelongError):
    """A policy that would take away, loosen or double what is not the agency's to change."""


@dataclass(frozen=True)
class Policy:
    """What one agency adds to the clocks, tightens and leaves out; empty = the clocks as they are.

    limits: by key, a shorter limit; of a local clock any limit. amber: by key, the time after the
    start from which it is due soon. uses: keys of optional clocks that run here. leaves_out: by key
    of a local clock, why it does not run here. adds_for_children, adds_for_families: local clocks
    of the agency's own, started by events.
    Raises: PolicyError, saying which clock and why.
    """

    name: str = ""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    amber: Mapping[str, Limit] = field(default_factory=dict)
    uses: frozenset[str] = frozenset()
    leaves_out: Mapping[str, str] = field(default_factory=dict)
    adds_for_children: tuple[ClockRule, ...] = ()
    adds_for_families: tuple[ClockRule, ...] = ()

    def __post_init__(self) -> None:
        known = latest((*CHILD_RULES, *FAMILY_RULES))
        for key in (*self.limits, *self.amber, *self.uses, *self.leaves_out):
            if key not in known:
                raise PolicyError(f"There is no clock “{key}”.", mend="Use a key from the table.")
        for key, why in self.leaves_out.items():
            self._check_left_out(known[key], why)
        for key in self.limits:
            for rule in (*CHILD_RULES, *FAMILY_RULES):
                if rule.key == key:
                    self._check_limit(rule, self.limits[key])
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
    def _check_limit(rule: ClockRule, limit: Limit) -> None:
        if limit.number <= 0:
            raise PolicyError(f"“{rule.label}” needs a limit of 1 or more.", mend="Give one.")
        if not rule.is_national:
            return
        if rule.is_period or any(limit.after(day) > rule.limit.after(day) for day in _TRIED):
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
            if rule.basis is not Basis.LOCAL or not isinstance(rule.starts, tuple):
                raise PolicyError(
                    f"“{rule.label}” is the agency's own: it is local, and an event starts it.",
                    mend="State the event that starts it, and local practice as its basis.",
                )

    def _resolved(self, rules: Iterable[ClockRule], added: Iterable[ClockRule]) -> Rulebook:
        kept = [
            replace(
                rule,
                limit=self.limits.get(rule.key, rule.limit),
                amber_after=self.amber.get(rule.key, rule.amber_after),
            )
            for rule in rules
            if rule.key not in self.leaves_out and (not rule.is_optional or rule.key in self.uses)
        ]
        return Rulebook((*kept, *added))

    @cached_property
    def for_children(self) -> Rulebook:
        """The clocks of a child under this policy."""
        return self._resolved(CHILD_RULES, self.adds_for_children)

    @cached_property
    def for_families(self) -> Rulebook:
        """The clocks of a family's application under this policy."""
        return self._resolved(FAMILY_RULES, self.adds_for_families)


#: The clocks as they are, with nothing added.
NATIONAL = Policy()
