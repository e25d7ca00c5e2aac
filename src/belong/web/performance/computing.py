"""Computing the figures of a region, or of a council in none, from the ledger: for jobs only."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from belong.analytics.stored import FigureBook
from belong.domain.calendar import financial_year
from belong.domain.frames import EVENT_KINDS_NEVER_RETURNED
from belong.domain.journey.family import CHECK_KINDS
from belong.web.agencies.models import Agency, RaaMembership, holding_on
from belong.web.families.folding import families_journeys
from belong.web.ledger import workers
from belong.web.ledger.queries import last_change
from belong.web.performance.actions import FIGURES, store
from belong.web.performance.queries import (
    ALL,
    councils_of,
    day_of_change,
    days_of_changes,
    families_of,
)

if TYPE_CHECKING:
    from belong.analytics.measures import FamilyFacts
    from belong.domain.frames import Frames

__all__ = ["compute_and_store", "compute_book"]

#: Financial years covered, the current one among them.
YEARS = 10
_BATCH = 500
#: So many families are worth the start of further processes.
_MANY = 5000


def compute_and_store(body: Agency, *, change: int | None = None) -> int:
    """Compute and keep the figures of a body; gives how many there are.

    change: as known at an earlier change; None: as known now.
    """
    began = time.perf_counter()
    today = timezone.localdate()
    if change is None:
        at, day = last_change(), today
    else:
        at, day = change, day_of_change(change) or today
    last = financial_year(day)
    with _without_looking_for_garbage():
        book = compute_book(body, change=at, today=day)
        store(
            book=book,
            agency=body,
            years=(last - YEARS + 1, last),
            took_ms=round(1000 * (time.perf_counter() - began)),
            is_of_past=change is not None,
            process=FIGURES,
        )
    return len(book.figures)


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """For the while, objects are not searched for cycles: of millions, it takes a tenth of the
    time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compute_book(body: Agency, *, change: int, today: date) -> FigureBook:
    """Every figure of a region or a council as known at a change and seen from a day.

    Of children of its councils today, and of its families and theirs.
    """
    from belong.analytics.measures import measure, measure_families, together
    from belong.formats.comparators import load
    from belong.web.children.frames import frames_at

    names = dict(councils_of(body).values_list("dfe_code", "name"))
    last = financial_year(today)
    years = range(last - YEARS + 1, last + 1)
    areas = {ALL: body.name, **names}
    frames = frames_at(list(names), change=change, processes=workers.cores())
    children = measure(
        frames,
        body=body.key,
        body_name=body.name,
        areas=areas,
        change=change,
        years=years,
        until=today,
        partners_from=_partners_from(body),
        recorded_from=_recorded_from(frames),
        comparators=load(settings.COMPARATORS_FOLDER),
    )
    families = measure_families(
        _family_facts(body, change),
        body=body.key,
        body_name=body.name,
        areas=areas,
        change=change,
        years=years,
        until=today,
    )
    return together(children, families)


def _partners_from(body: Agency) -> dict[str, date]:
    """The day on which each council of a region joined it; none of a council."""
    members = RaaMembership.objects.filter(holding_on(timezone.localdate()), raa=body)
    return dict(members.values_list("council__dfe_code", "from_on"))


def _recorded_from(frames: Frames) -> dict[str, date]:
    """The day on which the first of each council's records was made that no return told of."""
    import polars as pl

    events = frames.events.filter(
        ~pl.col("la_code").is_in(frames.coverage["la_code"].unique().to_list())
        | pl.col("kind").is_in(EVENT_KINDS_NEVER_RETURNED)
    )
    first = dict(events.group_by("la_code").agg(number=pl.col("change").min()).iter_rows())
    days = days_of_changes(first.values())
    return {code: days[number] for code, number in first.items() if number in days}


def _family_facts(body: Agency, change: int) -> Iterator[FamilyFacts]:
    """Every application to a body or one of its councils, as known at a change."""
    kept = families_of(body)
    tasks = [(kept[start : start + _BATCH], change) for start in range(0, len(kept), _BATCH)]
    processes = workers.cores() if len(kept) >= _MANY else 1
    for facts in workers.computed(_facts, tasks, processes=processes):
        yield from facts


def _facts(task: tuple[list[tuple[str, str, str]], int]) -> list[FamilyFacts]:
    """The applications of some families, each by key, pseudonym and area."""
    from belong.analytics.measures import family_facts

    families, change = task
    keys = [key for key, _, _ in families]
    told = families_journeys(keys, at=change, without=CHECK_KINDS)  # checks move no stage
    return [
        family_facts(pseudonym, area, application)
        for key, pseudonym, area in families
        if key in told
        for application in told[key][0].applications
    ]
