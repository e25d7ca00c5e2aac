"""Reading a page as known at an earlier moment: from the words in an address to a change number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, Subquery
from django.utils import timezone

from belong.web.ledger.queries import change_at, changes_until
from belong.web.ui.words import day
from belong.web.ui.words import moment as in_words

__all__ = ["PARAMETER", "AsKnown", "as_known", "moment_of"]

PARAMETER = "as_known"


@dataclass(frozen=True)
class AsKnown:
    """An earlier moment. text: as it stands in the address.

    number: of the last change made by then, where it is found already.
    """

    text: str
    moment: datetime
    number: int | None = None

    @cached_property
    def change(self) -> int:
        """The number of the last change made by then; asked for once, where it is needed."""
        return change_at(self.moment) if self.number is None else self.number

    @property
    def recorded(self) -> Q:
        """The condition that an event was recorded by then."""
        return Q(change_id__lte=Subquery(changes_until(self.moment)[:1]))

    @property
    def words(self) -> str:
        """The moment in words; the end of a day is named by the day alone."""
        here = timezone.localtime(self.moment)
        if len(self.text) == len("2024-03-27"):
            return f"the end of {day(here.date())}"
        return in_words(self.moment)

    def address(self, path: str) -> str:
        """The address of a page as known at this moment."""
        return f"{path}?{urlencode({PARAMETER: self.text})}"

    @property
    def day(self) -> date:
        """The day of the moment, in the time of the place."""
        return timezone.localdate(self.moment)


def moment_of(text: str) -> datetime | None:
    """The moment that an address names: 2024-03-27 is the end of that day; None for no moment."""
    try:
        if len(text) == len("2024-03-27"):
            following = date.fromisoformat(text) + timedelta(days=1)
            return timezone.make_aware(datetime.combine(following, time())) - timedelta(
                microseconds=1
            )
        read = datetime.fromisoformat(text)
        return read if timezone.is_aware(read) else timezone.make_aware(read)
    except (ValueError, OverflowError):
        return None


def as_known(query: Mapping[str, str]) -> AsKnown | None:
    """The earlier moment that a page is asked for, or None for now.

    What is no moment, or lies in the future, is now: nothing is known of the future.
    """
    text = query.get(PARAMETER, "")
    moment = moment_of(text) if text else None
    if moment is None or moment >= timezone.now():
        return None
    return AsKnown(text, moment)
