"""Where our findings differ from the sector's validator on purpose, and why.

The validator is ``data-to-insight/csc-validator-be-903`` (MIT), version 0.1.17. The oracle and the
test of recorded answers let a difference by rule and child pass only if an entry of this list
applies to the child's rows. Rows are plain text by table, last year's under ``<table>_last``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    #: A child's rows by table: cells by column.
    ChildRows = Mapping[str, Sequence[Mapping[str, str]]]

__all__ = ["DIFFERENCES", "Difference", "unexplained"]

Direction = Literal["ours only", "theirs only", "either"]


@dataclass(frozen=True)
class Difference:
    """One reasoned difference.

    key: short and stable. rules: codes it concerns; empty = any rule. direction: who finds
    something that the other does not. when: in plain words, for which children. why: the reason.
    applies: whether a child's rows are such.
    """

    key: str
    rules: tuple[str, ...]
    direction: Direction
    when: str
    why: str
    applies: Callable[[ChildRows], bool]

    def explains(
        self,
        rule: str,
        direction: Direction,
        rows: ChildRows,
    ) -> bool:
        """Whether this entry explains that rule's difference for a child with these rows."""
        return (
            (not self.rules or rule in self.rules)
            and self.direction in (direction, "either")
            and self.applies(rows)
        )


def _cells(rows: ChildRows) -> Iterator[str]:
    for table in rows.values():
        for row in table:
            yield from (cell for cell in row.values() if cell)


def _several_decisions(rows: ChildRows) -> bool:
    return len(rows.get("PlacedAdoption", ())) > 1


def _decided_last_year(rows: ChildRows) -> bool:
    return bool(rows.get("PlacedAdoption_last"))


def _has_place(code: str) -> Callable[[ChildRows], bool]:
    return lambda rows: any(row["PLACE"] == code for row in rows.get("Episodes", ()))


def _last_year_half_dated(rows: ChildRows) -> bool:
    dated = [bool(row["DATE_PLACED"]) for row in rows.get("PlacedAdoption_last", ())]
    return any(dated) and not all(dated)


def _is_padded(rows: ChildRows) -> bool:
    return any(cell != cell.strip() for cell in _cells(rows))


def _has_iso_date(rows: ChildRows) -> bool:
    return any(re.fullmatch(r"\d{4}-\d\d?-\d\d?", cell) for cell in _cells(rows))


def _has_far_date(rows: ChildRows) -> bool:
    years = (re.fullmatch(r"\d\d?/\d\d?/(\d{4})", cell) for cell in _cells(rows))
    return any(found and not 1900 <= int(found[1]) <= 2199 for found in years)


def _has_odd_date(rows: ChildRows) -> bool:
    """A date written without leading noughts, or that does not exist."""
    for cell in _cells(rows):
        found = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", cell)
        if not found:
            continue
        if len(cell) < 10:
            return True
        try:
            date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return True
    return False


def _adopted_twice_decided_once(rows: ChildRows) -> bool:
    adopted = [row for row in rows.get("Episodes", ()) if row["REC"] in ("E11", "E12")]
    return len(adopted) > 1 and len(rows.get("PlacedAdoption", ())) == 1


#: Rules of the validator that stop, for every child, when all starts of one child are unreadable.
STOPPED_BY_UNREADABLE_STARTS = ("118", "334", "336", "554", "1001", "1003")
_STOPPED = "rule-stopped"

DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        key="several-decisions",
        rules=("523", "525", "552", "553", "554", "555", "560"),
        direction="theirs only",
        when="The child has several decisions.",
        why="The validator compares every decision of the child; we take the one in force, so a "
        "reversed decision followed by a new one is no error.",
        applies=_several_decisions,
    ),
    Difference(
        key="newest-by-text",
        rules=("583",),
        direction="either",
        when="The child has several decisions.",
        why="The validator takes the newest decision by sorting dd/mm/yyyy as text, so 20 April "
        "comes after 5 October; we sort by date.",
        applies=_several_decisions,
    ),
    Difference(
        key="later-by-text",
        rules=("584",),
        direction="ours only",
        when="Last year's return holds a decision of the child.",
        why="The validator compares the two dates as text; we compare them as dates.",
        applies=_decided_last_year,
    ),
    Difference(
        key="wrong-child",
        rules=("584",),
        direction="theirs only",
        when="Any child with a decision.",
        why="The validator reports row numbers of a joined table as rows of PlacedAdoption, and so "
        "can name another child.",
        applies=lambda rows: bool(rows.get("PlacedAdoption")),
    ),
    Difference(
        key="adopted-without-ad1",
        rules=("601",),
        direction="ours only",
        when="The child was adopted in the year and has no AD1 row.",
        why="The validator looks only at children who have an AD1 row, so the worst case "
        "passes: no items at all.",
        applies=lambda rows: not rows.get("AD1"),
    ),
    Difference(
        key="carer-placement-a5",
        rules=("336",),
        direction="ours only",
        when="The child has a placement A5.",
        why="The rule is about adoption by the child's own foster carers, A3 and A5; the validator "
        "tests A3 and A4.",
        applies=_has_place("A5"),
    ),
    Difference(
        key="carer-placement-a4",
        rules=("336",),
        direction="theirs only",
        when="The child has a placement A4.",
        why="A4 is a placement with new carers, before which foster care is not needed.",
        applies=_has_place("A4"),
    ),
    Difference(
        key="k3-in-lower-case",
        rules=("146",),
        direction="theirs only",
        when="The child is in registered supported accommodation (K3), in the 2024-25 return.",
        why="The validator's list has k3 in lower case, so the valid code K3 always fails.",
        applies=_has_place("K3"),
    ),
    Difference(
        key="last-year-half-dated",
        rules=("559",),
        direction="theirs only",
        when="Last year the child had a dated decision and an undated one.",
        why="Last year's return does hold the decision; the undated row beside it is no reason.",
        applies=_last_year_half_dated,
    ),
    Difference(
        key="two-adoptions-one-decision",
        rules=("558",),
        direction="theirs only",
        when="Two episodes ended in adoption, and the child has one decision.",
        why="The validator counts the decision once per adopted episode; rules 199 and BEL03 name "
        "the double adoption.",
        applies=_adopted_twice_decided_once,
    ),
    Difference(
        key="two-years-row-numbers",
        rules=("1001",),
        direction="either",
        when="The young person is in the care leavers' table.",
        why="The validator stacks two years' episodes with their row numbers, so episodes of this "
        "and last year that share a row number are mixed up.",
        applies=lambda rows: bool(rows.get("OC3")),
    ),
    Difference(
        key="placement-authority",
        rules=("1015",),
        direction="theirs only",
        when="The placement is the authority's own provision and neither foster care nor adoptive.",
        why="Belong does not hold the authority that each postcode lies in, so the rule stands "
        "under the rules not checked, with that reason.",
        applies=lambda rows: any(
            row["PLACE_PROVIDER"] == "PR1" for row in rows.get("Episodes", ())
        ),
    ),
    Difference(
        key=_STOPPED,
        rules=STOPPED_BY_UNREADABLE_STARTS,
        direction="ours only",
        when="All starts of episodes of one child, perhaps another one, are unreadable.",
        why="The validator's rule then stops for every child and says so to nobody; ours goes on.",
        applies=lambda rows: False,  # told by the rule having stopped, not by the child's rows
    ),
    Difference(
        key="dates-as-text",
        rules=("560", "561", "582", "583"),
        direction="either",
        when="A date is written without leading noughts, or does not exist.",
        why="The validator compares these dates as text; we compare days, and a date that does not "
        "exist counts as missing.",
        applies=_has_odd_date,
    ),
    Difference(
        key="iso-dates",
        rules=(),
        direction="either",
        when="A date is written yyyy-mm-dd.",
        why="We understand it, and still report it under 112, 113, 115 and 116; to the validator "
        "it is missing in every other rule.",
        applies=_has_iso_date,
    ),
    Difference(
        key="padded-cells",
        rules=(),
        direction="theirs only",
        when="A cell has spaces around its value.",
        why="We trim the cell and tell so; the validator takes the spaces for part of the value.",
        applies=_is_padded,
    ),
    Difference(
        key="far-dates",
        rules=(),
        direction="either",
        when="A year is before 1900 or after 2199.",
        why="We take such a date for a slip of the keyboard and so for no real date.",
        applies=_has_far_date,
    ),
)


def unexplained(
    ours: set[tuple[str, str]],
    theirs: set[tuple[str, str]],
    children: Mapping[str, ChildRows],
    *,
    failed: frozenset[str],
) -> tuple[list[str], set[str]]:
    """Differences by rule and child that no entry explains, and the keys of the entries used.

    children: rows by CHILD and table. failed: rules that stopped in the validator, which may be
    any of ``STOPPED_BY_UNREADABLE_STARTS``; ours may find what those could not.
    """
    bad = [f"stopped: rule {rule}" for rule in failed if rule not in STOPPED_BY_UNREADABLE_STARTS]
    used: set[str] = set()
    sides: tuple[tuple[Direction, set[tuple[str, str]]], ...] = (
        ("ours only", ours - theirs),
        ("theirs only", theirs - ours),
    )
    for direction, found in sides:
        for rule, child in sorted(found):
            if direction == "ours only" and rule in failed:
                used.add(_STOPPED)
                continue
            match = next(
                (e for e in DIFFERENCES if e.explains(rule, direction, children[child])), None
            )
            if match is None:
                bad.append(f"{direction}: rule {rule}, child {child}")
            else:
                used.add(match.key)
    return bad, used
