"""Dates, moments and counts as people read them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

__all__ = ["counted", "day", "moment", "parse_day", "short_day", "short_moment"]


def day(value: date | None) -> str:
    """``6 May 2024``; an empty text for None."""
    return f"{value.day} {value:%B %Y}" if value else ""


def parse_day(text: str) -> date | None:
    """A day from its ISO form, as addresses and events hold it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def short_day(value: date | None) -> str:
    """``6 May 24``, for tables; an empty text for None."""
    return f"{value.day} {value:%b %y}" if value else ""


def moment(value: datetime | None) -> str:
    """``6 May 2024 at 4:05pm``, in the time of the place; an empty text for None."""
    if value is None:
        return ""
    here = localtime(value)
    hour = here.hour % 12 or 12
    return f"{day(here.date())} at {hour}:{here:%M}{'am' if here.hour < 12 else 'pm'}"


def short_moment(value: datetime | None) -> str:
    """``6 May 24, 16:05``, for tables, in the time of the place; an empty text for None."""
    if value is None:
        return ""
    here = localtime(value)
    return f"{short_day(here.date())}, {here:%H:%M}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 child``, ``1,204 children``. many: the plural, where it is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
