"""What is asked of who reads figures: whose, and of which year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from belong.domain.calendar import financial_year, financial_year_label
from belong.web.ui.forms import FilterForm, SelectField

__all__ = ["FiguresForm"]


class FiguresForm(FilterForm):
    """Whose figures, and of which year."""

    agency = SelectField(label="Whose figures", asks="whose figures", required=False)
    year = SelectField(label="Financial year", asks="the year", required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]],
        years: Sequence[int],
        **options: Any,
    ) -> None:
        """agencies: key and name of those whose figures the person reads. years: the last first."""
        super().__init__(*args, **options)
        current = financial_year(timezone.localdate())
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (str(one), f"{financial_year_label(one)}{', so far' if one == current else ''}")
            for one in years
        ]
