"""Clocks as a page shows them: how each stands, whose move it is, where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from belong.domain.clocks import CLOCKS, FAMILY_CLOCKS, Clock, ClockState, Severity
from belong.web.due.presenters import basis_words
from belong.web.ledger.models import SubjectKind
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.presenters import Clock as DrawnClock
from belong.web.ui.presenters import ClockState as Drawn
from belong.web.ui.words import counted, day

__all__ = ["drawn", "is_own", "limits_table", "reason_address", "standing_words"]

_TAGS = {
    ClockState.OPEN: Tag("Running", Colour.BLUE),
    ClockState.DUE_SOON: Tag("Due soon", Colour.YELLOW),
    ClockState.MET: Tag("Met", Colour.GREEN),
    ClockState.VOID: Tag("Stopped", Colour.GREY),
}
_DRAWN = {
    ClockState.OPEN: Drawn.OPEN,
    ClockState.DUE_SOON: Drawn.OPEN,
    ClockState.MET: Drawn.MET,
}
#: By what a miss means: what an overdue limit is called.
_MISSED = {
    Severity.RED: Tag("Missed", Colour.RED),
    Severity.AMBER: Tag("Missed: good practice", Colour.ORANGE),
    Severity.INFO: Tag("To be known", Colour.GREY),
    Severity.CLOSES: Tag("Over: the step closes", Colour.ORANGE),
}


def reason_address(kind: SubjectKind, key: str, clock: str, started_on: date) -> str:
    """The page that asks for the reason of one missed clock, filled in as far as it is known."""
    name = "child_record_kind" if kind is SubjectKind.CHILD else "family-record-kind"
    asked = {"clock": clock, "clock_started_on": started_on.isoformat()}
    return f"{reverse(name, args=[key, 'delayed'])}?{urlencode(asked)}"


def limits_table(
    clocks: Sequence[Clock], *, is_waiting: bool, ask: Callable[[Clock], str] | None = None
) -> Table:
    """Time limits by the day on which they are due: those still to be met, or the others.

    ask: gives the address where the reason for a missed one is recorded; None where the reader may
    not record it.
    """
    return Table(
        "Still to be done" if is_waiting else "Time limits that are over",
        tuple(
            Column(head)
            for head in ("What", "Due by", "How it stands", "Reason", "Whose move", "Source")
        ),
        tuple(
            _row(one, ask) for one in clocks if one.is_live is is_waiting and not one.rule.is_period
        ),
        empty="No time limit is running." if is_waiting else "No time limit is over.",
        is_caption_hidden=not is_waiting,
    )


def _row(one: Clock, ask: Callable[[Clock], str] | None) -> Row:
    rule = one.rule
    counts = f"{rule.limit} from {day(one.started_on)}"
    return Row.of(
        Cell(rule.label, below=f"{counts}. {rule.limit_words}" if rule.limit_words else counts),
        day(one.due_on),
        Cell(tags=(_tag(one),), below=standing_words(one)),
        _reason(one, ask),
        rule.who[:1].upper() + rule.who[1:],
        basis_words(rule),
    )


def _tag(one: Clock) -> Tag:
    if not one.is_missed:
        return _TAGS[one.state]
    if one.state is ClockState.MET_LATE and one.severity in (Severity.RED, Severity.AMBER):
        return Tag("Met late", _MISSED[one.severity].colour)
    return _MISSED[one.severity]


def standing_words(one: Clock) -> str:
    """How a clock stands, in words: "9 days over", "12 days left", "on 3 May 2024"."""
    if one.met_on:
        words = f"on {day(one.met_on)}"
    elif one.days_over:
        words = f"{counted(one.days_over, 'day')} over"
    elif one.is_live:
        words = f"{counted(one.days_left, 'day')} left" if one.days_left else "due today"
    else:
        words = f"from {day(one.void_on)}"
    parts = [words]
    if one.is_paused:
        parts.append("not counted at the moment: the day will move")
    if one.paused_days:
        parts.append(f"{counted(one.paused_days, 'day')} not counted")
    if one.easing is not None:
        parts.append(f"{one.easing.words} ({one.easing.source})")
    return ", ".join(parts)


def _reason(one: Clock, ask: Callable[[Clock], str] | None) -> Cell:
    delay = one.delay
    asks = Cell("Give the reason", href=ask(one)) if ask and one.asks_for_reason else None
    if delay is None:
        return asks or Cell("Not recorded" if one.asks_for_reason else "")
    words = delay.reason.label[:1].upper() + delay.reason.label[1:]
    if delay.is_complete:
        return Cell(words)
    if asks is not None:
        return Cell("Say who agreed", href=asks.href, below=words)
    return Cell(words, below="nobody has agreed yet")


def is_own(one: Clock) -> bool:
    """Whether it is a clock that an agency added of its own."""
    return one.key not in CLOCKS and one.key not in FAMILY_CLOCKS


def drawn(one: Clock, label: str) -> DrawnClock:
    """A clock as the timeline draws it. What is only to be known is never drawn as missed."""
    state = _DRAWN.get(one.state, Drawn.MISSED if one.is_missed else Drawn.OPEN)
    if state is Drawn.MISSED and one.severity in (Severity.INFO, Severity.CLOSES):
        state = Drawn.OPEN
    return DrawnClock(
        label=f"{label} (paused)" if one.is_paused else label,
        from_on=one.started_on,
        due_on=one.due_on,
        state=state,
        met_on=one.met_on,
        reason=one.delay.reason.label if one.delay else "",
    )
