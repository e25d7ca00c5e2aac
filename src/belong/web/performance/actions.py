"""Storing figures, pinning them for a release, and removing those that nobody needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from belong.analytics.stored import FigureBook, StoredFigure
from belong.domain.errors import BelongError
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.performance.models import FigurePeople, FigureRows, StoredSet
from belong.web.performance.packing import pack_figures, pack_measures, pack_people
from belong.web.performance.people import kept_once

__all__ = ["FIGURES", "note_opened", "pin", "remove_superseded", "store", "want"]

#: The process that computes figures.
FIGURES = "figures"
#: How long a set is kept that somebody had computed as known earlier.
_KEPT = timedelta(days=30)
_BATCH = 500


@transaction.atomic
def store(
    *,
    book: FigureBook,
    agency: Agency,
    years: tuple[int, int],
    took_ms: int = 0,
    is_of_past: bool = False,
    by: str = "",
    process: str = "",
    now: datetime | None = None,
) -> StoredSet:
    """Keep a book as the figures of its agency at its change, and remove what it supersedes.

    years: first and last financial year covered. is_of_past: somebody asked for it as known
    earlier; it is kept for a month. Raises BelongError where a figure's own area is not in it.
    """
    astray = {one.ref.area for one in book} - set(book.areas)
    if astray:
        raise BelongError(f"Figures of areas that the book does not name: {sorted(astray)}.")
    from belong.analytics.measures.people import People

    now = now or timezone.now()
    one = StoredSet.objects.create(
        agency=agency,
        change=book.change,
        computed_at=now,
        took_ms=took_ms,
        first_year=years[0],
        last_year=years[1],
        areas=dict(book.areas),
        measures=pack_measures(book.measures),
        kept_until=timezone.localdate(now) + _KEPT if is_of_past else None,
    )
    FigureRows.objects.bulk_create(_rows(one, book), batch_size=_BATCH)
    behind = People.of(book.behind)
    packed = pack_people(behind, kept_once(book, behind))
    people = (FigurePeople(of_set=one, ref=name, packed=told) for name, told in packed)
    FigurePeople.objects.bulk_create(people, batch_size=_BATCH)
    record_audit(
        action="figures_computed",
        by=by,
        process=process,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"change": book.change, "figures": len(book.figures), "took_ms": took_ms},
    )
    remove_superseded(agency=agency, today=timezone.localdate(now))
    return one


def _rows(of_set: StoredSet, book: FigureBook) -> Iterable[FigureRows]:
    told: dict[tuple[str, str], list[StoredFigure]] = defaultdict(list)
    for figure in book:
        told[figure.ref.area, figure.ref.measure].append(figure)
    for (area, measure), figures in told.items():
        yield FigureRows(of_set=of_set, measure=measure, area=area, packed=pack_figures(figures))


@transaction.atomic
def remove_superseded(*, agency: Agency, today: date) -> int:
    """Remove an agency's sets but the newest, the pinned and those asked for; gives how many."""
    sets = StoredSet.objects.filter(agency=agency)
    newest = list(sets.order_by("-change", "-pk").values_list("pk", flat=True)[:1])
    over = sets.filter(Q(kept_until=None) | Q(kept_until__lt=today), is_pinned=False)
    gone = list(over.exclude(pk__in=newest).values_list("pk", flat=True))
    FigurePeople.objects.filter(of_set__in=gone).delete()
    FigureRows.objects.filter(of_set__in=gone).delete()
    StoredSet.objects.filter(pk__in=gone).delete()
    return len(gone)


@transaction.atomic
def pin(*, figures: StoredSet, by: str) -> StoredSet:
    """Keep a set for good: an approval or a release rests on it. Pinning it again changes nothing.

    Raises BelongError where it was removed meanwhile.
    """
    found = StoredSet.objects.select_for_update().filter(pk=figures.pk).first()
    if found is None:
        raise BelongError(
            "These figures were computed anew meanwhile.", mend="Look at the report again."
        )
    if not found.is_pinned:
        found.is_pinned = True
        found.save(update_fields=["is_pinned"])
        record_audit(
            action="figures_pinned",
            by=by,
            subject_kind="agency",
            subject_key=found.agency.key,
            agency_key=found.agency.key,
            detail={"change": found.change},
        )
    return found


@transaction.atomic
def want(*, agency: Agency, change: int | None, by: str) -> None:
    """Put the computing of an agency's figures in line. change: None for what is known now."""
    from belong.web.performance.jobs import compute_figures

    record_audit(
        action="figures_wanted",
        by=by,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"change": change},
    )
    compute_figures.enqueue(agency.key, change)


def note_opened(
    *, agency: Agency, ref: str, shown: int, by: str, is_taken_away: bool = False
) -> None:
    """Note that a figure was opened, and of how many people the reader saw a pseudonym.

    is_taken_away: as a file, which is noted as an export too where it holds people.
    """
    if is_taken_away and shown:
        record_audit(
            action="exported",
            by=by,
            subject_kind="agency",
            subject_key=agency.key,
            agency_key=agency.key,
            detail={"figure": ref, "rows": shown},
        )
    record_audit(
        action="figure_opened",
        by=by,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"figure": ref, "shown": shown},
    )
