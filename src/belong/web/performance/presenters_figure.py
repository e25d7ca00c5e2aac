"""What a figure's page says: the sum in words, one paragraph to copy, and who is behind it."""

from __future__ import annotations

from datetime import date

from belong.analytics.influence import Influence, Without
from belong.analytics.stored import Measure, Person, StoredFigure
from belong.domain.calendar import financial_year, financial_year_label
from belong.reports.shown import shown_figure
from belong.reports.words import count_of, half_up, ordinal, signed, value_text
from belong.web.performance.opened import Opened
from belong.web.performance.published import Published
from belong.web.performance.queries_people import Sight
from belong.web.performance.tables import so_far, titled
from belong.web.ui.presenters import Column, Row, Table
from belong.web.ui.words import day

__all__ = [
    "facts",
    "influence_table",
    "leaving_words",
    "paragraph",
    "published_words",
    "sum_words",
    "value_words",
    "without_table",
]

#: Of those who move a mean most, how many are shown at each end.
_ENDS = 5


def _text(figure: StoredFigure) -> str:
    return shown_figure(figure, None).text


def value_words(figure: StoredFigure) -> str:
    """The value with its unit: "327 days", "31%", "7 children"."""
    if figure.value is None:
        return _text(figure)
    if figure.unit in ("percent", "pounds"):
        return _text(figure)
    words = {"days": "day", "children": "child", "families": "family", "people": "person"}
    many = {"children": "children", "families": "families", "people": "people"}
    one = words.get(figure.unit, "time")
    return count_of(half_up(float(figure.value)), one, many.get(figure.unit))


def sum_words(opened: Opened) -> str:
    """The sum behind a figure, in words."""
    figure, people = opened.figure, opened.people
    if figure.value is None:
        why = figure.hidden_because or figure.why_none or "nobody could be counted"
        return f"There is no number: {why}."
    if figure.numerator is not None and figure.denominator is not None:
        of = count_of(figure.denominator, *people)
        if figure.unit == "percent":
            return f"{figure.numerator:,} of {of}: {float(figure.value):.2f}%."
        exact = f"{float(figure.value):,.2f}"
        return f"{figure.numerator:,} days over {of}: {exact} days, printed as {_text(figure)}."
    if figure.stated_by:
        return f"{_text(figure)}, as stated by {figure.stated_by}."
    return f"{value_words(figure)}, counted one by one."


def facts(opened: Opened) -> list[tuple[str, str]]:
    """Label and words of everything that stands beside the figure."""
    figure, measure = opened.figure, opened.measure
    told = [("Value", value_words(figure)), ("The sum", sum_words(opened))]
    if figure.threshold is not None:
        told.append(("Threshold", f"{figure.threshold:,} days: a limit that was set, not a result"))
    if figure.england is not None:
        source = f" ({figure.england_source})" if figure.england_source else ""
        told.append(("England", f"{value_text(figure.england, figure.unit)}{source}"))
    if figure.rank:
        best = {"low": "the lowest is first", "high": "the highest is first"}
        which = best.get(measure.polarity or "", "")
        place = f"{ordinal(figure.rank[0])} of {figure.rank[1]:,}"
        told.append(("Rank", f"{place}{f'; {which}' if which else ''}"))
    if figure.notes:
        told.append(("Note", "; ".join(figure.notes)))
    told.append(("Laid down in", measure.source))
    return told


def _most_words(opened: Opened, sight: Sight, most: Without, n: int) -> str:
    """Who moves the mean most; by pseudonym where the reader may see it."""
    member, one = most.member, opened.people[0]
    if sight.sees(Person(member.child_id, member.la_code, member.value)):
        return f"One {one} of {n:,} ({member.child_id}, {count_of(member.value, 'day')})"
    return f"One {one} of {n:,}"


def paragraph(opened: Opened, sight: Sight, until: date) -> str:
    """The figure in one paragraph of plain words, with what one child adds and when it leaves.

    until: the day that figures tell up to; what happened by then is not set beside a whole year.
    """
    figure, people = opened.figure, opened.people
    where = f"{opened.area_name}, {opened.period.words}{so_far(opened.period, until)}"
    name = titled(opened.measure) if not figure.ref.part else figure.name
    if figure.value is None:
        return f"{name} ({where}): {sum_words(opened)}"
    sentences = [f"{name} ({where}): {value_words(figure)}"]
    if figure.numerator is not None and figure.denominator is not None:
        of = count_of(figure.denominator, *people)
        how = "of" if figure.unit == "percent" else "days over"
        sentences[0] += f", {figure.numerator:,} {how} {of}"
    sentences[0] += "."
    if opened.measure.kind == "flow" and so_far(opened.period, until):
        sentences.append(f"It tells up to {day(until)}, so no year before is set beside it.")
    else:
        sentences += _since(opened)
    if opened.influence is not None:
        sentences += _most(opened, opened.influence, sight)
    if figure.not_computable:
        more = count_of(figure.not_computable, f"further {people[0]}", f"further {people[1]}")
        sentences.append(f"{more} could not be counted.")
    return " ".join(sentences)


def _since(opened: Opened) -> list[str]:
    """What the figure was a year before; of printed values, so that the difference adds up."""
    before, now = opened.before, opened.figure.value
    if before is None or before.value is None or now is None:
        return []
    by = half_up(float(now)) - half_up(float(before.value))
    unit = {"percent": "percentage points", "days": "days"}.get(opened.figure.unit, "")
    moved = "the same" if not by else f"{'up' if by > 0 else 'down'} {abs(by):,} {unit}".rstrip()
    was = f"{value_words(before)}{_rested_on(before, opened.measure)}"
    return [f"A year before it was {was}: it is {moved}."]


def _rested_on(figure: StoredFigure, measure: Measure) -> str:
    """What a mean or a share was of, as tables say it."""
    of = shown_figure(figure, measure).of
    return f" ({of})" if of and figure.denominator is not None else ""


def _most(opened: Opened, influence: Influence, sight: Sight) -> list[str]:
    """The one who moves the mean most, and when they leave the window."""
    told = [one for one in influence.without if one.effect is not None]
    if not told:
        return [f"It rests on one {opened.people[0]}."]
    most = max(told, key=lambda one: abs(one.effect or 0))
    verb = "adds" if (most.effect or 0) < 0 else "takes off"
    days = count_of(half_up(abs(most.effect or 0)), "day")
    n = len(influence.figure.members)
    words = f"{_most_words(opened, sight, most, n)} {verb} {days}"
    words += f": without that {opened.people[0]} it would be {value_text(most.value, 'days')}"
    in_years = opened.leaves_in(most.member)
    if in_years:
        last = financial_year(opened.period.last_on) + in_years - 1
        when = "next year" if in_years == 1 else f"in {in_years} years"
        words += f". That {opened.people[0]} leaves the window {when}, after 31 March {last}"
    return [f"{words}."]


def leaving_words(opened: Opened, influence: Influence) -> str:
    """Who leaves the window next year and what the mean becomes; "" where it has no windows."""
    if not opened.leaves:
        return ""
    leaving, people = influence.leaving, opened.people
    first = financial_year_label(financial_year(opened.period.first_on))
    if not leaving.members:
        return f"Nobody leaves the window next year: it has no {people[1]} of {first}."
    n = len(leaving.members)
    who = f"{count_of(n, *people)} of {first} {'leaves' if n == 1 else 'leave'} the window"
    if leaving.value is None:
        return f"{who} next year, and nobody stays."
    days = value_text(leaving.value, "days")
    return (
        f"{who} next year. The mean of the {leaving.denominator:,} who stay is {days} days, before"
        " anybody new comes in."
    )


def without_table(opened: Opened, influence: Influence, sight: Sight) -> Table:
    """What the mean would be without each, those who raise it most first, then who lower it."""
    told = [
        one
        for one in influence.without
        if sight.sees(Person(one.member.child_id, one.member.la_code, one.member.value))
    ]
    cut = told if len(told) <= 2 * _ENDS else [*told[:_ENDS], *told[-_ENDS:]]
    rows = tuple(
        Row.of(
            one.member.child_id,
            f"{one.member.value:,}",
            value_text(one.value, "days"),
            "-" if one.effect is None else signed(-one.effect),
            _leaves_words(opened.leaves_in(one.member)),
        )
        for one in cut
    )
    whole = count_of(len(told), *opened.people)
    ends = f"; the {_ENDS} who raise it most and the {_ENDS} who lower it most"
    return Table(
        f"What each does to the mean, of {whole}{ends if len(cut) < len(told) else ''}",
        (
            Column(opened.people[0].capitalize()),
            Column("Days", is_number=True),
            Column("Mean without", is_number=True),
            Column("Adds to the mean", is_number=True),
            Column("Leaves the window"),
        ),
        rows,
        empty="You may not see who is behind this figure.",
    )


def _leaves_words(in_years: int | None) -> str:
    if in_years is None:
        return "-"
    return "next year" if in_years == 1 else f"in {in_years} years"


def influence_table(influence: Influence) -> Table:
    """What one more of so many days would make of the mean."""
    return Table(
        "With one more",
        (
            Column("One more after"),
            Column("That is"),
            Column("Mean becomes", is_number=True),
            Column("Changes by", is_number=True),
        ),
        tuple(
            Row.of(
                count_of(one.days, "day"),
                one.why,
                value_text(one.value, "days"),
                "-" if one.effect is None else signed(one.effect),
            )
            for one in influence.one_more
            if one.days != influence.figure.published
        ),
    )


def published_words(figure: StoredFigure, last: Published | None) -> str:
    """What changed since the figure was last published."""
    if last is None:
        return "Not published yet."
    was, told = last.figure, f"Last published in {last.title} on {day(last.on)}"
    if was.hidden_because:
        return f"{told}, where it was hidden: {was.hidden_because}."
    same = (was.value, was.numerator, was.denominator) == (
        figure.value,
        figure.numerator,
        figure.denominator,
    )
    if same:
        return f"{told} as {value_words(was)}. Nothing changed since."
    return f"{told} as {value_words(was)}{_of(was)}; it is {value_words(figure)}{_of(figure)} now."


def _of(figure: StoredFigure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f" ({figure.numerator:,} over {figure.denominator:,})"
