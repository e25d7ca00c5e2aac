"""What each child does to a mean: for small councils one child can move it for three years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.analytics.influence import Influence
from belong.reports.model import Column, Table
from belong.reports.words import count_of, day, signed, value_text

if TYPE_CHECKING:
    from belong.reports.people import KeyOf

__all__ = ["INFLUENCE_WORDS", "effect_table", "leaving_words", "one_more_table"]

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


def one_more_table(influence: Influence) -> Table:
    """What one more adoption after so many days would make of the mean."""
    figure = influence.figure
    return Table(
        caption=f"{figure.indicator} in {figure.window}: with one more adoption",
        columns=(
            Column("One more adoption after"),
            Column("That is"),
            Column("Mean becomes", is_number=True),
            Column("Effect", is_number=True),
        ),
        rows=tuple(
            (
                count_of(each.days, "day"),
                each.why,
                value_text(each.value, "days"),
                None if each.effect is None else signed(each.effect),
            )
            for each in influence.one_more
        ),
    )
