"""What is told of the time since a report's period ended."""

from __future__ import annotations

from collections.abc import Iterator

from belong.reports.bound import BoundBlock, Total
from belong.reports.layouts.desk import Column, Desk, Line
from belong.reports.layouts.telling import children_are, families_are

__all__ = ["supplement_blocks"]

_LINES = (
    Line("Placed with adopters", "placed"),
    Line("Adoption orders granted", "adopted"),
    Line("Families approved", "approvals"),
)


def supplement_blocks(desk: Desk) -> Iterator[BoundBlock]:
    """Children placed and adopted since, by age, where children are now, and families approved."""
    since = desk.period.words
    placed, adopted = desk.number("placed"), desk.number("adopted")
    approvals = desk.number("approvals")
    yield from desk.say(
        [
            None
            if placed is None
            else f"From {since}, {desk.cite('placed')} {children_are(placed)} placed with "
            "adopters.",
            None
            if adopted is None
            else f"In the same time {desk.cite('adopted')} {children_are(adopted)} adopted.",
            None
            if approvals is None
            else f"{desk.cite('approvals')} {families_are(approvals)} approved to adopt.",
        ]
    )
    columns = [Column("Number", desk.period)]
    yield from desk.table("since-counts", f"What happened, {since}", "What", columns, _LINES)
    yield from desk.table(
        "since-age",
        f"Children adopted, {since}, by age on the day of the order",
        "Age in whole years",
        [Column("Children", desk.period)],
        [*desk.parts("adopted_by_age"), Line("All", "adopted", is_total=True)],
        total_row=Total.SUM,
    )
    yield from desk.table(
        "since-stages",
        f"Children with a plan for adoption, by stage, on {desk.day.words}",
        "Stage",
        [Column("Children", desk.period)],
        [*desk.parts("stage_now"), Line("All", "stage_now", is_total=True)],
        total_row=Total.SUM,
    )
