"""Computing the figures of a region, or of a council in none, from the ledger: for jobs only."""

from __future__ import annotations

import time
from datetime import date

from django.conf import settings
from django.utils import timezone

from belong.analytics.stored import FigureBook
from belong.domain.calendar import financial_year
from belong.web.agencies.models import Agency
from belong.web.ledger.models import Change
from belong.web.ledger.queries import last_change
from belong.web.performance.actions import FIGURES, store
from belong.web.performance.queries import ALL, councils_of

__all__ = ["compute_and_store", "compute_book"]

#: Financial years covered, the current one among them.
YEARS = 10


def compute_and_store(body: Agency, *, change: int | None = None) -> int:
    """Compute and keep the figures of a body; gives how many there are.

    change: as known at an earlier change; None: as known now.
    """
    began = time.perf_counter()
    today = timezone.localdate()
    if change is None:
        at, day = last_change(), today
    else:
        at, day = change, _day_of(change, today)
    book = compute_book(body, change=at, today=day)
    last = financial_year(day)
    store(
        book=book,
        agency=body,
        years=(last - YEARS + 1, last),
        took_ms=round(1000 * (time.perf_counter() - began)),
        is_of_past=change is not None,
        process=FIGURES,
    )
    return len(book.figures)


def _day_of(change: int, today: date) -> date:
    """The day on which a change was recorded; today where there is none of that number."""
    made = Change.objects.filter(number__lte=change).order_by("-number").first()
    return timezone.localdate(made.recorded_at) if made else today


def compute_book(body: Agency, *, change: int, today: date) -> FigureBook:
    """Every figure of a region or a council as known at a change and seen from a day.

    Of children of its councils today, and of its families and theirs.
    """
    from belong.analytics.measures import measure
    from belong.formats.comparators import load
    from belong.web.children.frames import frames_at

    names = dict(councils_of(body).values_list("dfe_code", "name"))
    last = financial_year(today)
    return measure(
        frames_at(list(names), change=change),
        body=body.key,
        body_name=body.name,
        areas={ALL: body.name, **names},
        change=change,
        years=range(last - YEARS + 1, last + 1),
        until=today,
        comparators=load(settings.COMPARATORS_FOLDER),
    )
