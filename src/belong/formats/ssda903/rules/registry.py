"""The register of rules: what a rule is, in which years it holds, and which tables it needs.

A rule is a pure function from a ``RuleContext`` to a lazy frame with the column ``child`` and, for
each table it can point into, a column named as the table that holds the row (1 = first data row).
It never changes shared data, so the order in which rules run cannot matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

__all__ = ["NotCheckedError", "Rule", "all_rules", "col", "rule", "rules_for"]

Severity = Literal["error", "query"]

#: The modules whose import fills the register.
RULE_MODULES = (
    "ad1",
    "ad1_and_others",
    "care_leavers",
    "decisions_and_episodes",
    "episodes",
    "last_year",
    "own",
    "placed_adoption",
)

#: Years that the rules are written for; an older or younger return is judged by the nearest.
FIRST_YEAR, LAST_YEAR = 2023, 2027


class NotCheckedError(Exception):
    """Raised by a rule that cannot judge this return; its text says why, for ``not_checked``."""


@dataclass(frozen=True)
class Rule:
    """One rule as registered.

    tables: tables of this year's return that must be supplied. last: tables of last year's return
    that must be supplied. any_of: of these tables of this year's return one at least must be
    supplied. columns: the columns whose cells a finding shows. valid_from, valid_to: first and last
    collection year (its end: 2024 = 2023-24) in which it holds; None = no limit.
    severity: ``error`` contradicts the return's own rules, ``query`` asks to check.
    """

    code: str
    find: Callable[[RuleContext], pl.LazyFrame]
    message: str
    fix: str
    tables: tuple[str, ...]
    last: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None
    severity: Severity = "error"

    @property
    def is_own(self) -> bool:
        """Whether the rule is Belong's addition and not one of the return's own rules."""
        return self.code.startswith("BEL")

    def holds_in(self, year: int) -> bool:
        """Whether the rule is in force for the return of the year that ends in ``year``."""
        nearest = min(max(year, FIRST_YEAR), LAST_YEAR)
        return (self.valid_from is None or self.valid_from <= nearest) and (
            self.valid_to is None or nearest <= self.valid_to
        )


_REGISTER: dict[tuple[str, int | None], Rule] = {}


def rule(
    code: str,
    *,
    message: str,
    fix: str,
    tables: tuple[str, ...] = (),
    last: tuple[str, ...] = (),
    any_of: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    valid_from: int | None = None,
    valid_to: int | None = None,
    severity: Severity = "error",
) -> Callable[[Callable[[RuleContext], pl.LazyFrame]], Callable[[RuleContext], pl.LazyFrame]]:
    """Register the decorated function as a rule; the arguments are the fields of ``Rule``."""

    def register(
        find: Callable[[RuleContext], pl.LazyFrame],
    ) -> Callable[[RuleContext], pl.LazyFrame]:
        key = (code, valid_from)
        if key in _REGISTER:
            raise ValueError(f"rule {code} is registered twice")
        _REGISTER[key] = Rule(
            code=code,
            find=find,
            message=message,
            fix=fix,
            tables=tables,
            last=last,
            any_of=any_of,
            columns=columns,
            valid_from=valid_from,
            valid_to=valid_to,
            severity=severity,
        )
        return find

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of every year, in order of code."""
    for name in RULE_MODULES:
        import_module(f"belong.formats.ssda903.rules.{name}")
    return tuple(sorted(_REGISTER.values(), key=lambda each: (each.code, each.valid_from or 0)))


def rules_for(year: int) -> tuple[Rule, ...]:
    """The rules in force for the return of the year that ends in ``year``, in order of code."""
    return tuple(each for each in all_rules() if each.holds_in(year))


def col(name: str) -> pl.Expr:
    """The column ``name`` as a Polars expression, without importing Polars before it is needed."""
    import polars as pl

    return pl.col(name)
