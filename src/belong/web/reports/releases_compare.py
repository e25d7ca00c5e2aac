"""What of a release would differ if its figures were computed as known now, and because of whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from belong.analytics.stored import FigureBook, Person
from belong.domain.policy import ActorFacts
from belong.domain.policy.figures import agencies_with_figures
from belong.reports.compare import Difference, Moved, compare
from belong.web.agencies.models import Agency
from belong.web.performance.models import StoredSet
from belong.web.performance.queries import NotComputed, people_behind
from belong.web.performance.queries_people import sight_of
from belong.web.reports.queries_figures import Basis, book_for, newest_basis
from belong.web.reports.releases import as_published, book_of_release, bound_of_release
from belong.web.reports.releases_models import Release
from belong.web.reports.releases_queries import shown_in_public

__all__ = ["Compared", "compare_release"]


@dataclass(frozen=True)
class Compared:
    """newest: the stored figures of now. count: figures of the release. differences: in order of
    the references, each with the people whom the reader may see; unseen: how many others moved it.
    """

    newest: StoredSet
    count: int
    differences: tuple[Difference, ...]
    unseen: tuple[int, ...]


def compare_release(release: Release, actor: ActorFacts) -> Compared:
    """The release beside the newest stored figures, published by the same profile.

    Raises NotComputed where there are none.
    """
    agency = release.report.agency
    basis = newest_basis(agency)
    if basis is None:
        raise NotComputed(f"The figures of {agency.name} are not computed.")
    newest = basis.figures
    frozen = book_of_release(release, agency)
    now = _now(release, agency, basis)
    data = {"figures": {name: one.as_data() for name, one in frozen.figures.items()}}
    first = compare(data, now)
    refs = [one.ref for one in first]
    then = people_behind(release.figure_set, agency, refs)
    today = people_behind(newest, agency, refs)
    known = replace(now, behind={str(ref): behind for ref, behind in today.items()})
    found = compare(data, known, people={str(ref): one for ref, one in then.items()})
    shown = [_as_seen(one, frozen, actor, agency, newest) for one in found]
    return Compared(
        newest,
        len(frozen.figures),
        tuple(one for one, _ in shown),
        tuple(unseen for _, unseen in shown),
    )


def _now(release: Release, agency: Agency, newest: Basis) -> FigureBook:
    bound = bound_of_release(release)
    already = shown_in_public(release.report, before=release.released_at)
    whole = book_for(agency, newest, bound)
    return as_published(bound, whole, newest.figures, release.profile, already=already).book


def _as_seen(
    one: Difference, book: FigureBook, actor: ActorFacts, agency: Agency, newest: StoredSet
) -> tuple[Difference, int]:
    """The difference with the people whom the reader may see, and how many more there are."""
    measure = book.measures.get(one.ref.measure)
    people = [Person(moved.key, moved.area, None) for moved in one.people]
    if measure is None or not people:
        return replace(one, people=()), len(people)
    held = agencies_with_figures(actor)
    codes = dict(
        Agency.objects.filter(key__in=held).exclude(dfe_code="").values_list("key", "dfe_code")
    )
    if agency.key in held:
        codes[agency.key] = agency.dfe_code
    sight = sight_of(actor, measure.subject, people, codes)
    seen: tuple[Moved, ...] = tuple(
        moved for moved, person in zip(one.people, people, strict=True) if sight.sees(person)
    )
    return replace(one, people=seen), len(people) - len(seen)
