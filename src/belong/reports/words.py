"""Numbers and dates as people write them; the same in every renderer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from belong.domain.periods import Period, PeriodError

__all__ = [
    "NOT_AVAILABLE",
    "count_of",
    "day",
    "half_up",
    "joined",
    "listed",
    "ordinal",
    "period_words",
    "printed",
    "short_window",
    "signed",
    "value_text",
]

#: Shown where there is no value, never a blank that could be read as zero.
NOT_AVAILABLE = "-"

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def half_up(value: float | int | Decimal | Fraction) -> int:
    """The nearest whole number; a half goes up, away from what Python's own rounding does."""
    return int((Fraction(value) + Fraction(1, 2)).__floor__())


def printed(value: float | int | Decimal, unit: str) -> Decimal:
    """The number that is printed for a value: whole, but pounds to the penny; halves go up."""
    if unit == "pounds":
        pence = half_up(abs(Fraction(value)) * 100)
        return Decimal(-pence if value < 0 else pence) / 100
    return Decimal(half_up(value))


def value_text(value: float | int | Decimal | None, unit: str) -> str:
    """A figure's value as published: whole days, whole percent, pounds, or a count."""
    if value is None:
        return NOT_AVAILABLE
    number = printed(value, unit)
    if unit == "pounds":
        sign = "-" if number < 0 else ""
        return f"{sign}£{abs(number):,.{2 if number % 1 else 0}f}"
    return f"{number:,}%" if unit == "percent" else f"{number:,}"


def day(on: date | None) -> str:
    """A date as '5 Nov 2018'; nothing known is a dash."""
    if on is None:
        return NOT_AVAILABLE
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def period_words(name: str) -> str:
    """A stored period as people write it; the name itself where it is none."""
    try:
        return Period.parse(name).words
    except PeriodError:
        return name


def short_window(label: str) -> str:
    """A window as a heading: a day as '31 Mar 2024', anything else as it is."""
    return day(date.fromisoformat(label)) if len(label) == len("2024-03-31") else label


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def signed(value: float | int) -> str:
    """A difference with its sign, rounded: +12, -3, 0."""
    whole = half_up(value) if value >= 0 else -half_up(-value)
    return f"{whole:+,}" if whole else "0"


def count_of(number: int, singular: str, plural: str | None = None) -> str:
    """'1 child', '12 children'."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def joined(words: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def listed(words: Iterable[str], most: int = 10, *, between: str = ", ") -> str:
    """The first few, and how many more: 'a, b and 5 more'."""
    items = list(words)
    if len(items) <= most:
        return between.join(items)
    return f"{between.join(items[:most])} and {len(items) - most:,} more"
