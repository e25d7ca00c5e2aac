"""Sections about children: what happened, who waits, the scorecard, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from belong.analytics.stored import StoredFigure
from belong.reports.bound import BoundBlock, Shown, Total
from belong.reports.layouts.desk import Column, Desk, Line
from belong.reports.layouts.telling import children_are, compared, lacks_many, moved, way
from belong.reports.shown import NO_ENGLAND, NO_RANK
from belong.reports.words import half_up

__all__ = ["children", "delay", "disruption", "early_permanence", "matching", "scorecard"]

_NO_THRESHOLD = "The department has set no threshold for it."

#: The quarter's table in the form that committees know.
_QUARTER = (
    Line("Decisions that a child should be placed for adoption", "decisions"),
    Line("Placement orders granted", "orders"),
    Line("Matched with adopters", "matched"),
    Line("Placed with adopters", "placed"),
    Line("Adoption orders granted", "adopted"),
)


def children(desk: Desk) -> Iterator[BoundBlock]:
    """What happened by quarter, the trend, who was adopted, who is where, how plans ended."""
    now = desk.period
    adopted = desk.number("adopted")
    if adopted is not None:
        told = (
            f"In {now.words}, {desk.cite('adopted')} {children_are(adopted)} adopted"
            f"{moved(desk, 'adopted', desk.before, now)}."
        )
        yield from desk.say([told, _girls_and_boys(desk)])
    quarters = desk.quarters()
    yield from desk.table(
        "children-quarters",
        f"What happened for children, by quarter, {_span(quarters)}",
        "What",
        quarters,
        _QUARTER,
        note="The same child may be in more than one row.",
        is_total_last=desk.has_total(quarters),
    )
    yield from _trend(desk)
    yield from _who_was_adopted(desk)
    yield from _plans_ended(desk)
    yield from desk.table(
        "children-stages",
        f"Children with a plan for adoption, by stage, on {desk.day.words}",
        "Stage",
        [Column("Children", desk.period)],
        [*desk.parts("stage_now"), Line("All", "stage_now", is_total=True)],
        total_row=Total.SUM,
    )


def _span(columns: list[Column]) -> str:
    return columns[-1].period.words if columns else ""


def _girls_and_boys(desk: Desk) -> str | None:
    girls, boys = (desk.number("adopted_by_sex", part=part) for part in ("girls", "boys"))
    if girls is None or boys is None or not girls + boys:
        return None
    return (
        f"Of them, {desk.cite('adopted_by_sex', part='girls')} "
        f"{'was a girl' if girls == 1 else 'were girls'} and "
        f"{desk.cite('adopted_by_sex', part='boys')} {'was a boy' if boys == 1 else 'were boys'}."
    )


def _trend(desk: Desk) -> Iterator[BoundBlock]:
    columns = desk.trend()
    if len(columns) < 2:  # one year is no trend
        return
    line = Line(desk.name, "adopted")
    yield from desk.table(
        "children-trend",
        "Children who left care because they were adopted, by year",
        "Council" if desk.area != "all" else "Agency",
        columns,
        [line],
    )
    first, last = columns[0].title, columns[-1].title
    title = compared(desk, "adopted", columns, "children were adopted")
    title = title or f"Children adopted in each year, {first} to {last}"
    yield from desk.chart("children-trend-chart", title, columns, [line], "columns")


def _who_was_adopted(desk: Desk) -> Iterator[BoundBlock]:
    columns = [Column("Children", desk.period)]
    total = Line("All", "adopted", is_total=True)
    for key, code, corner, words in (
        ("children-age", "adopted_by_age", "Age in whole years", "age on the day of the order"),
        ("children-sex", "adopted_by_sex", "Sex", "sex"),
    ):
        yield from desk.table(
            key,
            f"Children adopted in {desk.period.words}, by {words}",
            corner,
            columns,
            [*desk.parts(code), total],
            total_row=Total.SUM,
        )


def _plans_ended(desk: Desk) -> Iterator[BoundBlock]:
    whole = "plans_ended"
    lines = [*desk.parts("plans_ended_by"), Line("All", whole, is_total=True)]
    yield from desk.table(
        "children-plans",
        f"How plans for adoption ended, {desk.period.words}",
        "How",
        desk.two_years(),
        lines,
        total_row=Total.SUM,
    )
    yield from desk.say([_referred(desk)])


def _referred(desk: Desk) -> str | None:
    """How many children were referred; or why that is not known, as no table tells it."""
    figure, words = desk.figure("referrals"), desk.period.words
    if figure is None:
        return None
    if figure.value is None:
        return f"How many children were referred in {words} is not known: {figure.why_none}."
    return (
        f"{desk.cite('referrals')} {children_are(float(figure.value))} referred for adoption, or "
        f"had a parallel plan made, in {words}{moved(desk, 'referrals', desk.before, desk.period)}."
    )


@dataclass(frozen=True)
class _Measured:
    """A measure of the scorecard as a section tells it.

    words: what it is the time between. threshold: what its threshold is called.
    """

    code: str
    key: str
    caption: str
    words: str
    threshold: str = "Threshold"


_SCORECARD = (
    _Measured(
        "A10",
        "scorecard-a10",
        "Average days between entering care and moving in with the adoptive family (A10)",
        "between entering care and moving in with their adoptive family",
        "Threshold of A1, by custom shown here",
    ),
    _Measured(
        "A2",
        "scorecard-a2",
        "Average days between placement order and match (A2)",
        "between the placement order and the decision on a match",
    ),
    _Measured(
        "A20",
        "scorecard-a20",
        "Average days between entering care and placement order (A20)",
        "between entering care and the placement order",
    ),
)


def scorecard(desk: Desk) -> Iterator[BoundBlock]:
    """The scorecard's averages over three years, in the layout that committees know."""
    windows = desk.windows()
    for one in _SCORECARD:
        yield from desk.say(_told(desk, one, windows))
        yield from desk.table(
            one.key,
            f"{one.caption}, three years together",
            "Average days",
            windows,
            [
                Line(desk.name, one.code),
                Line("Children counted", one.code, shows=Shown.N),
                Line("Rank", one.code, shows=Shown.RANK, if_none=NO_RANK),
                Line("England", one.code, shows=Shown.ENGLAND, if_none=NO_ENGLAND),
                Line(one.threshold, one.code, shows=Shown.THRESHOLD, if_none=_NO_THRESHOLD),
            ],
            note="Fewer days are better.",
            rank_note="The 1st has the fewest days.",
        )
    chart = [Line(f"{one.code}, days", one.code) for one in _SCORECARD]
    took = "days on average from care to the adoptive family"
    title = compared(desk, _SCORECARD[0].code, windows, took)
    title = title or f"Average days in {desk.name}, three years together"
    yield from desk.chart("scorecard-chart", title, windows, chart, "lines")


def _told(desk: Desk, one: _Measured, windows: list[Column]) -> Iterator[str | None]:
    last, before = windows[-1].period, windows[-2].period
    figure = desk.figure(one.code, last)
    if figure is None or figure.value is None:
        return
    yield (
        f"Children adopted in {last.name} waited {desk.cite(one.code, last)} days on average "
        f"{one.words} ({desk.cite(one.code, last, shown=Shown.N)} children)."
    )
    older = desk.figure(one.code, before)
    if lacks_many(figure):
        yield (
            "Many could not be counted, because a day is not on record: the average of all may be "
            "another."
        )
    elif older is not None and older.value is not None and not lacks_many(older):
        how = way(float(older.value), float(figure.value))
        was = f"{desk.cite(one.code, before)} days in {before.name}"
        yield (
            f"The average is the same as in {before.name}."
            if how == "stayed"
            else f"The average {how} from {was} to {desk.cite(one.code, last)} days."
        )
    if figure.england is not None:
        yield f"England's average is {desk.cite(one.code, last, shown=Shown.ENGLAND)} days."
    if figure.rank:
        yield f"The rank is {desk.cite(one.code, last, shown=Shown.RANK)}."
    for then, now in pairwise(windows):
        yield _rank_alone(desk, one.code, then, now)


def _rank_alone(desk: Desk, code: str, then: Column, now: Column) -> str | None:
    """A word on a rank that moved though the value stayed."""
    old, new = desk.figure(code, then.period), desk.figure(code, now.period)
    if not _both_ranked(old, new) or old is None or new is None:
        return None
    if half_up(old.value or 0) != half_up(new.value or 0) or old.rank == new.rank:
        return None
    ranks = (desk.cite(code, one.period, shown=Shown.RANK) for one in (then, now))
    return (
        f"The rank moved from {' to '.join(ranks)} although the average stayed the same: others' "
        "averages changed."
    )


def _both_ranked(*figures: StoredFigure | None) -> bool:
    return all(one is not None and one.rank and one.value is not None for one in figures)


def delay(desk: Desk) -> Iterator[BoundBlock]:
    """How long children wait, delays at court by reason, and room for what stood in their way."""
    lines = [*desk.parts("waiting_bands"), Line("All", "waiting_bands", is_total=True)]
    yield from desk.table(
        "delay-waiting",
        f"Children waiting to be placed, by time since the placement order, on {desk.day.words}",
        "Time since the order",
        [Column("Children", desk.period)],
        lines,
        total_row=Total.SUM,
    )
    yield from _delays_at_court(desk)


def _delays_at_court(desk: Desk) -> Iterator[BoundBlock]:
    """Delays at court by reason, those that occurred; plain words where there were none."""
    code = "court_delay_by"
    caption = f"Delays at court, by the reason recorded, {desk.period.words}"
    number = desk.number(code)
    if number is None:
        yield desk.nothing(caption, [desk.ref(code)])
    elif not number:
        yield from desk.say([f"No delay at court is on record in {desk.period.words}."])
    else:
        reasons = [one for one in desk.parts(code) if desk.number(code, part=one.part)]
        yield from desk.table(
            "delay-court",
            caption,
            "Reason",
            [Column("Delays", desk.period)],
            [*reasons, Line("All", code, is_total=True)],
            note="A child who was delayed more than once counts each time.",
            total_row=Total.SUM,
        )


def early_permanence(desk: Desk) -> Iterator[BoundBlock]:
    """How many moved early to those who may adopt them."""
    figure = desk.figure("early_permanence")
    if figure is not None and figure.value is not None:
        part, whole = (
            desk.cite("early_permanence", shown=shown)
            for shown in (Shown.NUMERATOR, Shown.DENOMINATOR)
        )
        told = (
            f"Of {whole} children placed for adoption in {desk.period.words}, {part} had been in "
            "early permanence before: in fostering for adoption, or with concurrent carers "
            f"({desk.cite('early_permanence')})."
        )
        yield from desk.say([told])
    yield from desk.table(
        "early-permanence",
        "Early permanence: fostering for adoption and concurrent care",
        "What",
        desk.two_years(),
        [
            Line("Placements begun", "early_permanence_begun"),
            Line("Children living so at the end", "early_permanence_now"),
            Line("Share of those placed for adoption", "early_permanence"),
        ],
    )


def matching(desk: Desk) -> Iterator[BoundBlock]:
    """Matches, the time to them, and brothers and sisters kept together."""
    matched = desk.number("matched")
    if matched is not None:
        told = (
            f"{desk.cite('matched')} {children_are(matched)} matched with adopters in "
            f"{desk.period.words}{moved(desk, 'matched', desk.before, desk.period)}."
        )
        yield from desk.say([told, _not_counted(desk, "matched")])
    yield from desk.table(
        "matching",
        "Matches, the time to them, and brothers and sisters",
        "What",
        desk.two_years(),
        [
            Line("Children matched", "matched"),
            Line("Average days from placement order to match", "days_order_to_match"),
            Line("Average days from match to placement", "days_match_to_placed"),
            Line("Brothers and sisters placed together", "siblings_together"),
        ],
    )


def _not_counted(desk: Desk, measure: str) -> str | None:
    """That more than the number told of may have been there, where some could not be counted."""
    figure = desk.figure(measure)
    if figure is None or not figure.not_computable:
        return None
    return "Some could not be counted, because the day is not on record: there may be more."


def disruption(desk: Desk) -> Iterator[BoundBlock]:
    """Placements that ended before an order, and children who came back into care after one."""
    disrupted = desk.number("disrupted")
    sentence = None
    if disrupted == 0:
        sentence = f"No placement for adoption disrupted in {desk.period.words}."
    elif disrupted is not None:
        placements = "placement" if disrupted == 1 else "placements"
        sentence = (
            f"{desk.cite('disrupted')} {placements} for adoption disrupted in {desk.period.words}."
        )
    yield from desk.say([sentence])
    yield from desk.table(
        "disruption",
        "Disruptions before the adoption order, and returns to care after it",
        "What",
        desk.two_years(),
        [
            Line("Placements that disrupted before an order", "disrupted"),
            Line("For each hundred placements begun", "disruptions"),
            Line("Children looked after again after adoption", "reentered"),
            Line("For each hundred adoptions", "reentries"),
        ],
    )
