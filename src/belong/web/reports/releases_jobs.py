"""Making the documents of a release, and computing its figures anew as known then: jobs only."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone
from django_tasks import task

from belong.analytics.stored import FigureBook
from belong.domain.errors import BelongError
from belong.reports.compare import Difference, compare
from belong.web.performance.queries import ALL, computing_body
from belong.web.reports.dress import Dress
from belong.web.reports.releases import as_published, book_of_release, bound_of_release
from belong.web.reports.releases_actions import keep_documents, note_failed, note_same_again
from belong.web.reports.releases_models import Release
from belong.web.reports.releases_queries import shown_in_public

__all__ = ["as_known_then", "compute_again", "documents_of", "make_documents"]

_LOG = logging.getLogger(__name__)


@task()
def make_documents(key: str) -> None:
    """Make and keep every document of a release; one that has them is left alone."""
    release = _found(key)
    if release.made_at is not None:
        return
    try:
        documents = documents_of(release)
    except BelongError as error:
        note_failed(release=release, why=str(error))
    except Exception:
        _LOG.exception("The documents of a release could not be made: %s", key)
        note_failed(release=release, why="Something went wrong. The administrator can see what.")
    else:
        keep_documents(release=release, documents=documents)


@task()
def compute_again(key: str) -> bool:
    """Whether the figures of a release, computed anew as known then, are the same bytes."""
    release = _found(key)
    kept = release.files.get(format="json")
    found = as_known_then(release)
    is_same = hashlib.sha256(_figures_json(release, found)).hexdigest() == kept.sha256
    differing = (
        () if is_same else _differing(book_of_release(release, release.report.agency), found)
    )
    note_same_again(release=release, is_same=is_same, differing=differing)
    return is_same


def _differing(then: FigureBook, now: FigureBook) -> tuple[Difference, ...]:
    figures = {name: one.as_data() for name, one in then.figures.items()}
    return compare({"figures": figures}, now)


def _found(key: str) -> Release:
    return Release.objects.select_related("report__agency", "figure_set", "template", "logo").get(
        key=key
    )


def documents_of(release: Release) -> Mapping[str, bytes]:
    """Every document of a release by format, from what was frozen; the same bytes each time."""
    from belong.reports.documents import FORMATS, render
    from belong.reports.resolved import resolve

    book = book_of_release(release, release.report.agency)
    resolved = resolve(bound_of_release(release), book)
    on = timezone.localdate(release.released_at)
    worn = Dress(release.template, release.logo).as_files
    is_public = release.is_public
    return {
        name: render(resolved, name, made_on=on, is_public=is_public, **worn) for name in FORMATS
    }


def _figures_json(release: Release, book: FigureBook) -> bytes:
    from belong.reports.documents import render
    from belong.reports.resolved import resolve

    on = timezone.localdate(release.released_at)
    return render(resolve(bound_of_release(release), book), "json", made_on=on)


def as_known_then(release: Release) -> FigureBook:
    """The figures of a release computed anew from the ledger, as known at its change, published.

    Money that was stated is as it was released: it is not in the ledger.
    """
    from belong.web.performance.computing import compute_book

    agency, stored = release.report.agency, release.figure_set
    body = computing_body(agency)
    on = timezone.localdate(stored.computed_at)
    whole = compute_book(body, change=stored.change, today=on)
    book = whole if body.pk == agency.pk else _own(whole, agency.dfe_code)
    frozen = book_of_release(release, agency)
    stated = [one for one in frozen if frozen.measures[one.ref.measure].unit == "pounds"]
    book = replace(
        book.with_figures(stated), body=agency.key, body_name=release.body_name, areas=release.areas
    )
    already = shown_in_public(release.report, before=release.released_at)
    return as_published(
        bound_of_release(release), book, stored, release.profile, already=already
    ).book


def _own(book: FigureBook, code: str) -> FigureBook:
    """The figures of one council in its region's book, as its own book has them."""
    own = (replace(one, ref=replace(one.ref, area=ALL)) for one in book if one.ref.area == code)
    return replace(book, figures={str(one.ref): one for one in own})
