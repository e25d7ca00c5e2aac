"""The earlier moment that a page or a list is to be read at."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from belong.web.ui.forms import DateField, Form

__all__ = ["KnownForm", "KnownListForm"]


class KnownForm(Form):
    """The day at whose end the record is to be read."""

    known = DateField(
        label="Show the record as it was known at the end of",
        asks="the day at whose end the record is to be shown",
        latest=timezone.localdate,
    )

    @staticmethod
    def is_asked(query: Mapping[str, str]) -> bool:
        """Whether an address asks for an earlier day in the three parts of a date."""
        return any(f"known-{part}" in query for part in ("day", "month", "year"))


class KnownListForm(KnownForm):
    """The day at whose end the list is to be read."""

    known = DateField(
        label="Show the list as it was known at the end of",
        asks="the day at whose end the list is to be shown",
        latest=timezone.localdate,
    )
