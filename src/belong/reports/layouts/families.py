"""Sections about families and money: the way to approval, who waits, income and expenditure."""

from __future__ import annotations

from collections.abc import Iterator

from belong.reports.bound import BoundBlock, Total, Words
from belong.reports.layouts.desk import Column, Desk, Line
from belong.reports.layouts.telling import families_are, moved

__all__ = ["adopters", "finance", "without_figures"]

_HAPPENED = (
    Line("Enquiries", "enquiries"),
    Line("Registrations of interest accepted", "registrations"),
    Line("Families approved", "approvals"),
    Line("Families who withdrew before approval", "withdrawals"),
    Line("Approved families who left", "deregistrations"),
)
_TIMES = (
    Line("Average days in stage one", "stage1_days"),
    Line("Stage one in at most two months", "stage1_in_time"),
    Line("Average days in stage two", "stage2_days"),
    Line("Stage two in at most four months", "stage2_in_time"),
)


def adopters(desk: Desk) -> Iterator[BoundBlock]:
    """From enquiry to approval by quarter, how long it took, and who waits."""
    where = _pooled(desk)
    approvals, waiting = where.number("approvals"), where.number("families_waiting")
    if where is not desk:
        yield Words(
            f"Families are approved and wait for all councils of {desk.book.body_name} together; "
            "these figures are of all of them.",
            is_drawn=True,
        )
    yield from where.say(
        [
            None
            if approvals is None
            else f"{where.cite('approvals')} {families_are(approvals)} approved to adopt in "
            f"{where.period.words}{moved(where, 'approvals', where.before, where.period)}.",
            None
            if waiting is None
            else f"On {where.day.words}, {where.cite('families_waiting')} approved "
            f"{families_are(waiting)} waiting for a match.",
        ]
    )
    quarters = where.quarters()
    yield from where.table(
        "adopters-quarters",
        f"Families on the way to adopting, by quarter, {quarters[-1].period.words}",
        "What",
        quarters,
        _HAPPENED,
        is_total_last=where.has_total(quarters),
    )
    caption = "Time that families spent in each stage of their assessment"
    yield from where.table("adopters-times", caption, "What", where.two_years(), _TIMES)
    yield from where.table(
        "adopters-stages",
        f"Families by stage, on {where.day.words}",
        "Stage",
        [Column("Families", where.period)],
        [*where.parts("pipeline_now"), Line("All", "pipeline_now", is_total=True)],
        total_row=Total.SUM,
    )


def _pooled(desk: Desk) -> Desk:
    """The desk of the families: the council's own, or the whole body's where they are pooled."""
    if desk.area == "all" or desk.number("approvals") is not None:
        return desk
    return desk.for_area("all")


def finance(desk: Desk) -> Iterator[BoundBlock]:
    """Income and expenditure between agencies, as their author states them."""
    yield from desk.table(
        "finance",
        f"Payments between agencies, {desk.period.words}",
        "Payments",
        [Column("Pounds", desk.period)],
        [
            Line("Income", "interagency_income"),
            Line("Expenditure", "interagency_expenditure"),
            Line("Net", "interagency_net", is_total=True),
        ],
        note="Stated by the author: Belong does not keep the money itself.",
        total_row=Total.LESS,
    )
    if desk.number("interagency_income") is None:
        yield Words(
            "Income and expenditure are entered as stated figures; the net is computed from them.",
            is_drawn=True,
        )


def without_figures(what: str) -> list[BoundBlock]:
    """A section that authors write alone."""
    return [
        Words(
            f"Belong keeps no figures of {what}: any number here is stated by its author.",
            is_drawn=True,
        )
    ]
