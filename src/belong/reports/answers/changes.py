"""Why a mean changed, in words: who left, who joined, and the pace of each stage.

Whole days are printed. They are rounded so that, as printed, every set of parts adds up to the
change of the printed means; the words say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from belong.analytics.change import UNSPLIT, Change, How, Moved
from belong.analytics.stored import FigureRef
from belong.reports.answers.adding_up import adding_up, signed_day
from belong.reports.answers.model import VALUE, Answer, Children, StepsChart
from belong.reports.measures import FEW, SHORT_NAMES
from belong.reports.model import Column, Table
from belong.reports.words import count_of, day, half_up, joined, signed

__all__ = ["DelaysSaid", "change_answer"]

_HOW_WORDS = {
    How.LEFT: "left the window",
    How.JOINED: "joined it",
    How.CORRECTED: "had dates corrected",
}
_ROUNDED = (
    "Days are whole and rounded so that, as printed, they add up to the change; each is less than "
    "a day from its exact value, and the exact values add up exactly."
)


@dataclass(frozen=True)
class DelaysSaid:
    """Reasons for delay recorded of the children of the later window, by how many of them.

    children: how many have one at least; of: how many children the window counts.
    """

    reasons: Mapping[str, int]
    children: int
    of: int


@dataclass(frozen=True)
class _Part:
    """One part of the change, exact and as printed. name: with how many children."""

    name: str
    exact: Fraction
    whole: int


def change_answer(
    change: Change, area_name: str, *, delays: DelaysSaid | None, notes: Sequence[str] = ()
) -> Answer:
    """The change of one mean. delays: None where the source holds none. notes: said besides."""
    before, after = _printed(change)
    by_whom = _by_whom(change, after - before)
    by_stage = _by_stage(change, after - before)
    words = " ".join(
        [
            _changed(change, area_name, before, after),
            _who(change, by_whom),
            _stages(by_stage),
            _delays(delays),
        ]
    )
    return Answer(
        title=_title(change, area_name, after - before),
        words=(" ".join(words.split()),),
        blocks=(
            _chart(change, area_name, before, after, by_whom, by_stage),
            _means(change, (before, after)),
            _table("Who left and who joined", "Children", by_whom, after - before),
            _table("The same change, by stage", "Stage", by_stage, after - before),
            *([_delay_table(delays)] if delays and delays.reasons else []),
            *([_children(change)] if change.moved else []),
        ),
        notes=(*notes, *_notes(change), _ROUNDED),
        opens=tuple(
            (one.window, str(FigureRef(one.indicator, one.area, one.window)))
            for one in (change.before, change.after)
        ),
    )


def _printed(change: Change) -> tuple[int, int]:
    """Both means as they are printed everywhere: whole days, a half up."""
    means = [
        half_up(Fraction(sum(m.value for m in figure.members), len(figure.members)))
        for figure in (change.before, change.after)
    ]
    return means[0], means[1]


def _by_whom(change: Change, total: int) -> list[_Part]:
    told = [(How.LEFT, change.n_left), (How.JOINED, change.n_joined)]
    corrected = sum(one.how is How.CORRECTED for one in change.moved)
    if corrected:
        told.append((How.CORRECTED, corrected))
    exact = [change.effect(how) for how, _ in told]
    whole = adding_up(exact, total)
    return [
        _Part(f"{count_of(n, 'child', 'children')} who {_HOW_WORDS[how]}", one, printed)
        for (how, n), one, printed in zip(told, exact, whole, strict=True)
    ]


def _by_stage(change: Change, total: int) -> list[_Part]:
    stages = [one for one in change.stages if one.name != UNSPLIT or any(change.n_unsplit)]
    whole = adding_up([one.effect for one in stages], total)
    return [
        _Part(_capital(one.name), one.effect, printed)
        for one, printed in zip(stages, whole, strict=True)
    ]


def _title(change: Change, area_name: str, total: int) -> str:
    code, after = change.after.indicator, change.after.window
    if not total:
        return f"{code} of {area_name} in {after}: the same as in {change.before.window}"
    verb = "rose" if total > 0 else "fell"
    return f"{code} of {area_name} in {after} {verb} by {count_of(abs(total), 'day')}"


def _changed(change: Change, area_name: str, before: int, after: int) -> str:
    name = SHORT_NAMES[change.after.indicator].removesuffix(" (days)")
    then, now = change.before, change.after
    ends = (
        f"from {count_of(before, 'day')} in {then.window} "
        f"({count_of(len(then.members), 'child', 'children')}) to {count_of(after, 'day')} in "
        f"{now.window} ({count_of(len(now.members), 'child', 'children')})"
    )
    about = f"{now.indicator} of {area_name} ({name[:1].lower()}{name[1:]})"
    if before == after:
        return f"{about} went {ends}: as printed, it did not change."
    verb = "rose" if after > before else "fell"
    return f"{about} {verb} {ends}, by {count_of(abs(after - before), 'day')}."


def _who(change: Change, parts: Sequence[_Part]) -> str:
    told = joined(f"{one.name} ({signed_day(one.whole)})" for one in parts)
    stayed = count_of(change.n_stayed, "child is", "children are")
    return f"Of the change, this is due to: {told}. {stayed} in both."


def _stages(parts: Sequence[_Part]) -> str:
    told = joined(f"{_small(one.name)} ({signed_day(one.whole)})" for one in parts)
    return f"The same change by stage: {told}."


def _one_child(change: Change) -> str:
    """The child that moves the mean most, where it does so by half of the change or more."""
    if not change.moved or not change.by:
        return ""
    most = change.moved[0]
    if 2 * abs(most.effect) < abs(change.by) or abs(most.effect) < 1:
        return ""
    return (
        f"One child alone, who {_HOW_WORDS[most.how]} with {count_of(most.days, 'day')}, moves it "
        f"by {signed_day(half_up(most.effect))}."
    )


def _delays(delays: DelaysSaid | None) -> str:
    if delays is None:
        return "No reason for delay is known, because the source holds none."
    if not delays.reasons:
        return (
            f"No reason for delay is recorded of the {count_of(delays.of, 'child', 'children')} "
            "of the later window."
        )
    told = joined(f"{words} ({n:,})" for words, n in delays.reasons.items())
    return (
        f"Reasons for delay are recorded of {delays.children:,} of the {delays.of:,} children of "
        f"the later window: {told}."
    )


def _chart(
    change: Change,
    area_name: str,
    before: int,
    after: int,
    by_whom: Sequence[_Part],
    by_stage: Sequence[_Part],
) -> StepsChart:
    def steps(parts: Sequence[_Part]) -> tuple[tuple[str, float, str], ...]:
        return tuple((one.name, float(one.exact), signed(one.whole)) for one in parts)

    then, now = change.before, change.after
    code = now.indicator
    return StepsChart(
        title=f"From {then.window} to {now.window}: what moved {code} of {area_name}",
        description=(
            f"{then.window}: {before} days. {_read(by_whom)}. By stage: {_read(by_stage)}. "
            f"{now.window}: {after} days."
        ),
        unit="days",
        start=(f"{code} in {then.window}, days", _exact(change, is_after=False)),
        end=(f"{code} in {now.window}, days", _exact(change, is_after=True)),
        groups=(
            ("Who left and who joined", steps(by_whom)),
            ("The same change, by stage", steps(by_stage)),
        ),
    )


def _read(parts: Sequence[_Part]) -> str:
    return "; ".join(f"{one.name} {signed_day(one.whole)}" for one in parts)


def _exact(change: Change, *, is_after: bool) -> float:
    members = (change.after if is_after else change.before).members
    return sum(m.value for m in members) / len(members)


def _means(change: Change, printed: tuple[int, int]) -> Table:
    """Both means with what they are of."""
    return Table(
        caption="The two means",
        columns=(
            Column("Window"),
            Column(VALUE, is_number=True),
            Column("Days in all", is_number=True),
            Column("Children", is_number=True),
        ),
        rows=tuple(
            (
                one.window,
                f"{mean:,}",
                f"{sum(m.value for m in one.members):,}",
                f"{len(one.members):,}",
            )
            for one, mean in zip((change.before, change.after), printed, strict=True)
        ),
    )


def _table(caption: str, title: str, parts: Sequence[_Part], total: int) -> Table:
    rows = [(one.name, signed(one.whole)) for one in parts]
    return Table(
        caption=caption,
        columns=(Column(title), Column("Days", is_number=True)),
        rows=(*rows, ("Together", signed(total))),
    )


def _delay_table(delays: DelaysSaid) -> Table:
    return Table(
        caption="Reasons for delay recorded of the children of the later window",
        columns=(Column("Reason"), Column("Children", is_number=True)),
        rows=tuple((_capital(words), f"{n:,}") for words, n in delays.reasons.items()),
        note=(
            f"Of {delays.of:,} children, {delays.children:,} have a reason recorded; a child may "
            "have several, so they do not add up."
        ),
    )


def _children(change: Change) -> Children:
    return Children(
        caption="The children who moved it, the one who moved it most first",
        columns=(
            Column("Child"),
            Column("What"),
            Column("From"),
            Column("To"),
            Column("Days", is_number=True),
            Column("Effect in days", is_number=True),
        ),
        rows=tuple((one.member.la_code, _child(one)) for one in change.moved),
        first_words=_one_child(change),
    )


def _child(one: Moved) -> tuple[str, ...]:
    what = {How.LEFT: "left", How.JOINED: "joined", How.CORRECTED: f"was {one.was_days} days"}
    return (
        one.member.child_id,
        what[one.how],
        day(one.member.start_on),
        day(one.member.end_on),
        f"{one.days:,}",
        f"{float(one.effect):+.1f}",
    )


def _notes(change: Change) -> list[str]:
    notes = []
    for figure, unsplit in zip((change.before, change.after), change.n_unsplit, strict=True):
        if len(figure.members) < FEW:
            children = count_of(len(figure.members), "child", "children")
            notes.append(f"{figure.window} rests on {children}: one child decides it.")
        if figure.not_computable:
            children = count_of(len(figure.not_computable), "child", "children")
            notes.append(f"{children} of {figure.window} could not be counted: a day is missing.")
        if unsplit:
            children = count_of(unsplit, "child", "children")
            notes.append(
                f"Of {children} of {figure.window} the days cannot be told apart by stage, because "
                "a day between is missing or the days run backward and count as 0: their part "
                f"stands as {UNSPLIT}."
            )
    return notes


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
