"""Sections that open and close a report: its purpose, its headline, partnership, aims, notes."""

from __future__ import annotations

from collections.abc import Iterator

from belong.reports.bound import BoundBlock, Total, Words
from belong.reports.layouts.desk import Column, Desk, Line
from belong.reports.layouts.law import DUTIES
from belong.reports.layouts.telling import children_are, families_are, moved
from belong.reports.words import joined

__all__ = ["headline", "notes", "partnership", "priorities", "purpose"]

_HEADLINES = (
    ("Children adopted", "adopted"),
    ("Children placed with adopters", "placed"),
    ("Decisions that a child should be placed for adoption", "decisions"),
    ("Placement orders granted", "orders"),
    ("Families approved", "approvals"),
)
_DEFINED = (
    "Every number in the tables, and every number that Belong wrote into the text, is a figure "
    "with a definition, which stands at the end of this report."
)
_TWICE = (
    "The same child may be counted in more than one row of a table: a child who was matched and "
    "placed within the period is in both."
)
_LONG_IN = (
    "Averages over three years are of children adopted in these years, so a single child who "
    "waited long stays in them for three years."
)


def purpose(desk: Desk) -> Iterator[BoundBlock]:
    """What the report is for, and the standards that ask for it, in words that can be changed."""
    yield Words(
        f"This report tells of the adoption work of {desk.name} in {desk.period.words}: what was "
        "done for children and for families, how well it went, and what it cost.",
        is_drawn=True,
    )
    lines = [f"- {one.name} (wording of {one.edition}, in short): {one.text}." for one in DUTIES]
    yield Words("It is written because of these standards.\n\n" + "\n".join(lines), is_drawn=True)


def headline(desk: Desk) -> Iterator[BoundBlock]:
    """The few numbers that members read first, beside those of the year before."""
    now, before = desk.period, desk.before
    adopted = desk.number("adopted")
    approvals = desk.number("approvals")
    yield from desk.say(
        [
            None
            if adopted is None
            else f"{desk.cite('adopted')} {children_are(adopted)} adopted in {now.words}"
            f"{moved(desk, 'adopted', before, now)}.",
            None
            if approvals is None
            else f"{desk.cite('approvals')} {families_are(approvals)} approved to adopt.",
        ]
    )
    yield from desk.table(
        "headline",
        f"{desk.name} in numbers",
        "What",
        desk.two_years(),
        [Line(title, code) for title, code in _HEADLINES],
    )
    yield from desk.not_whole([code for _, code in _HEADLINES], [before, now])


def partnership(desk: Desk) -> Iterator[BoundBlock]:
    """The partners of the body, and room for what they do together."""
    names = [name for _, name in desk.councils()]
    if len(names) > 1:
        yield Words(
            f"{joined(names)} work together: each council decides for its own children; families "
            "are found, prepared and supported for all.",
            is_drawn=True,
        )
        columns = [Column(desk.period.words, desk.period)]
        lines = [Line(name, "adopted", area=code) for code, name in desk.councils()]
        whole = Line("All together", "adopted", area="all", is_total=True)
        yield from desk.table(
            "partners",
            f"Children adopted by council, {desk.period.words}",
            "Council",
            columns,
            [*lines, whole],
            total_row=Total.SUM,
        )


def priorities(desk: Desk) -> Iterator[BoundBlock]:
    """Room for aims; those of the report before stand first, to be answered for."""
    before = _words_of(desk, "priorities")
    if before:
        yield Words("The aims of the last report:", is_drawn=True)
        yield Words(before)
    yield Words("No aims for the time to come have been written yet.", is_drawn=True)


def notes(desk: Desk) -> Iterator[BoundBlock]:
    """What readers need to know of the figures."""
    told = [_DEFINED, _TWICE, _LONG_IN]
    if desk.figure("A1", desk.windows()[-1].period) is not None:
        told.append(
            "A1 and A10 are different measures and make no series: A10 counts to the day a child "
            "moved in with those who adopted, even if they fostered the child first."
        )
    missed = [
        figure
        for figure in (desk.figure(code, desk.windows()[-1].period) for code in ("A10", "A2"))
        if figure is not None and figure.not_computable
    ]
    for figure in missed:
        told.append(
            f"{figure.ref.measure} leaves out some children for whom a day is not on record."
        )
    yield Words("\n".join(f"- {one}" for one in told), is_drawn=True)


def _words_of(desk: Desk, key: str) -> str:
    """What authors wrote in a section of the report before, without Belong's own sentences."""
    if desk.last_year is None:
        return ""
    try:
        section = desk.last_year.section(key)
    except KeyError:
        return ""
    return "\n\n".join(
        one.text for one in section.blocks if isinstance(one, Words) and not one.is_drawn
    )
