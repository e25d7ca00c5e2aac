"""Merged records, and the closing checklist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from belong.web.children.actions.keeping import CLOSING_STEPS
from belong.web.children.models import ChildRecord, ClosingStep, Merge
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import day, moment

__all__ = ["closing_table", "merges_table"]


def merges_table(child: ChildRecord, merges: Iterable[Merge]) -> Table:
    """Records that were joined to this one, and those that were parted again."""
    return Table(
        "Merged records",
        (Column("Record"), Column("Merged"), Column("Undone")),
        tuple(
            Row.of(
                each.other.pseudonym,
                moment(each.merged_at),
                moment(each.undone_at)
                if each.undone_at
                else Cell(
                    "Undo this merge",
                    href=reverse("child_unmerge", args=[child.key, each.other.key]),
                ),
            )
            for each in merges
        ),
        empty="No other record was merged with this one.",
    )


def closing_table(done: Sequence[ClosingStep]) -> Table:
    """Every step with the day on which it was done."""
    days = {each.step: each.done_on for each in done}
    return Table(
        "Steps",
        (Column("Step"), Column("How it stands")),
        tuple(
            Row.of(
                words,
                Cell(tags=(Tag("Done", Colour.GREEN),), below=day(days[step]))
                if step in days
                else Cell(tags=(Tag("To do", Colour.BLUE),)),
            )
            for step, words in CLOSING_STEPS.items()
        ),
        is_caption_hidden=True,
    )
