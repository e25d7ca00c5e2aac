"""Conversion as a table whose percentages follow from its counts, and the words that define it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor

from belong.domain.recruitment import STEPS, percent
from belong.web.recruitment.conversion import By, Cohort, DropOut
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import counted

__all__ = ["conversion_table", "definitions", "drop_outs_table"]


def conversion_table(rows: Sequence[Cohort], whole: Cohort, by: By) -> Table:
    """One row a cohort, and all of them last: counts, share of the enquiries, median days."""
    shown = [*rows, whole] if rows else []
    return Table(
        caption="From enquiry to placement",
        columns=(
            Column(by.label),
            Column("Enquiries", is_number=True),
            *(Column(step.label, is_number=True) for step in STEPS),
        ),
        rows=tuple(
            Row.of(
                one.name,
                f"{one.enquiries:,}",
                *(_reached(one, number) for number in range(len(STEPS))),
            )
            for one in shown
        ),
        empty="Nobody enquired in this time.",
    )


def _reached(cohort: Cohort, number: int) -> Cell:
    step = STEPS[number]
    reached = cohort.reached[step]
    share = percent(reached, cohort.enquiries)
    below = "" if share is None else f"{share}%"
    days = cohort.median_days[step]
    if days is not None:
        below += f", {counted(floor(days + 0.5), 'day')}"
    return Cell(f"{reached:,}", below=below)


def definitions() -> list[tuple[str, str]]:
    """Each column and what it counts."""
    return [
        (
            "Enquiries",
            (
                "Enquiries made in the time, by the day on which people first asked. One that"
                " became a family's record counts once for each application, by the day in the"
                " family's record; any other counts by the day in the list of enquiries."
            ),
        ),
        *(
            (step.label, f"Of these, how many went on so far that {step.definition}.")
            for step in STEPS
        ),
        (
            "Percentages",
            "Of the enquiries of the same row, to the nearest whole, halves up.",
        ),
        (
            "Days",
            (
                "The median number of days from the enquiry to the step, of those who took it:"
                " half took longer."
            ),
        ),
    ]


def drop_outs_table(drop_outs: Iterable[DropOut], enquiries: int) -> Table:
    """Why enquiries and applications of the cohort ended, most frequent first."""
    ordered = sorted(drop_outs, key=lambda one: -one.number)
    return Table(
        caption="Why they did not go on",
        columns=(
            Column("Reason"),
            Column("When"),
            Column("Number", is_number=True),
            Column("Of all enquiries", is_number=True),
        ),
        rows=tuple(
            Row.of(
                sentence(one.reason.label),
                sentence(one.reason.group.value),
                f"{one.number:,}",
                f"{percent(one.number, enquiries) or 0}%",
            )
            for one in ordered
        ),
        empty="Nobody has dropped out.",
    )
