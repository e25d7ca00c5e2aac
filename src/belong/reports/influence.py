"""What each child does to a mean: for small councils one child can move it for three years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from belong.analytics.influence import Influence
from belong.reports.model import Column, Table
from belong.reports.words import count_of, day, signed, value_text

if TYPE_CHECKING:
    from belong.reports.people import KeyOf

__all__ = [
    "INFLUENCE_WORDS",
    "effect_table",
    "leaving_words",
    "one_more_table",
    "without_words",
]

INFLUENCE_WORDS = (
    "What each mean would be without one child, the child who raises it most first; what it "
    "becomes when the first year of the window drops out; and what one more adoption would do."
)

#: Children shown at each end where there are many.
ENDS = 5


def effect_table(influence: Influence, key_of: KeyOf, *, most: int | None = 2 * ENDS) -> Table:
    """The mean without each child, the one who raises it most first. most: rows, None for all."""
    figure = influence.figure
    found = list(influence.without)
    cut = most is not None and len(found) > most
    shown = [*found[: (most or 0) // 2], *found[-((most or 0) // 2) :]] if cut else found
    return Table(
        caption=f"{figure.indicator} in {figure.window}: without each child",
        columns=(
            Column("Child"),
            Column("From"),
            Column("To"),
            Column("Days", is_number=True),
            Column("Mean without", is_number=True),
            Column("Effect", is_number=True),
        ),
        rows=tuple(
            (
                key_of(each.member.la_code, each.member.child_id),
                day(each.member.start_on),
                day(each.member.end_on),
                each.member.value,
                value_text(each.value, "days"),
                None if each.effect is None else signed(-each.effect),
            )
            for each in shown
        ),
        note=(
            f"The {ENDS} who raise it most and the {ENDS} who lower it most, of "
            f"{count_of(len(found), 'child', 'children')}."
            if cut
            else None
        ),
    )


def leaving_words(influence: Influence) -> str:
    """Who leaves the window next year and what the mean becomes, in a sentence."""
    figure, leaving = influence.figure, influence.leaving
    count = len(leaving.members)
    if not count:
        return f"{figure.indicator}: no child leaves the window next year."
    children = count_of(count, "child leaves", "children leave")
    after = value_text(leaving.value, "days")
    now = value_text(figure.value, "days")
    return (
        f"{figure.indicator}: {children} the window next year. Without them the mean of the "
        f"{leaving.denominator:,} who stay is {after} days (now {now}), before anyone new comes in."
    )


def without_words(influence: Influence, key_of: KeyOf) -> str:
    """The child who moves the mean most, in a sentence."""
    figure = influence.figure
    told = [each for each in influence.without if each.effect is not None]
    if not told:
        return f"{figure.indicator} rests on one child."
    most = max(told, key=lambda each: abs(each.effect or 0))
    name = key_of(most.member.la_code, most.member.child_id)
    return (
        f"{figure.indicator} is {value_text(figure.value, 'days')} days; without {name}, who took "
        f"{count_of(most.member.value, 'day')}, it would be {value_text(most.value, 'days')}."
    )


def one_more_table(found: Sequence[Influence]) -> Table:
    """What one more adoption after so many days would make of each mean."""
    return Table(
        caption="With one more adoption",
        columns=(
            Column("Measure"),
            Column("One more adoption after"),
            Column("That is"),
            Column("Mean becomes", is_number=True),
            Column("Effect", is_number=True),
        ),
        rows=tuple(
            (
                influence.figure.indicator,
                count_of(each.days, "day"),
                each.why,
                value_text(each.value, "days"),
                None if each.effect is None else signed(each.effect),
            )
            for influence in found
            for each in influence.one_more
            if each.days != influence.figure.published
        ),
    )
