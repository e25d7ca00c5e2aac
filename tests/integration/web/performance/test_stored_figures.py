"""Stored figures: equal to what is computed, as known at any change, and kept as long as needed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from polars.testing import assert_frame_equal

from belong.analytics.measures import measure
from belong.analytics.stored import Behind, FigureRef
from belong.domain.errors import BelongError
from belong.formats.ssda903 import read_returns
from belong.synthetic import council_name, make_region, write_region
from belong.web.agencies.models import Agency, RaaMembership
from belong.web.audit.models import AuditEvent
from belong.web.children import frames
from belong.web.children.frames import frames_at
from belong.web.children.loading import load_returns
from belong.web.children.models import ChildRecord
from belong.web.ledger.actions import Draft, record_events, withdraw_event
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import last_change
from belong.web.performance import computing, jobs, queries
from belong.web.performance.actions import pin, remove_superseded, store
from belong.web.performance.models import FigurePeople, FigureRows, StoredSet

pytestmark = pytest.mark.django_db

FIRST, LAST = 2019, 2024
DAY = date(2024, 9, 30)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """The day after the last return, so that figures do not move with the calendar."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: DAY)


@pytest.fixture
def two_councils(region, tmp_path: Path) -> dict[str, Agency]:
    """Two councils of a region with six years of made-up returns in their records."""
    write_region(make_region(7, ["991", "992"], 60, (FIRST, LAST)), tmp_path)
    made = {}
    for code in ("991", "992"):
        made[code] = Agency.objects.create(kind="council", name=council_name(code), dfe_code=code)
        RaaMembership.objects.create(council=made[code], raa=region, from_on=date(2018, 4, 1))
    load_returns(returns=read_returns([tmp_path]), process="import")
    return made


def newest(agency: Agency) -> StoredSet:
    found = queries.stored_set(agency)
    assert found is not None
    return found


def counted(agency: Agency, ref: FigureRef) -> int:
    value = queries.book_of(agency).figure(ref).value
    assert isinstance(value, int)
    return value


def everybody(behind: Behind) -> list[list[str]]:
    """All behind a figure, in one order."""
    lists = (behind.members, behind.excluded, behind.not_computable)
    return [sorted(map(repr, people)) for people in lists]


def measured(agency, codes, *, change=None):
    return measure(
        frames_at(codes, change=change),
        body=agency.key,
        body_name=agency.name,
        areas={code: council_name(code) for code in codes},
        change=last_change() if change is None else change,
        years=range(2016, 2026),
        until=DAY,
    )


def test_stored_set_of_a_region_equals_what_is_measured_over_its_frames(region, two_councils):
    assert jobs.compute_figures.call(region.key) > 1000
    stored, wanted = queries.book_of(region), measured(region, ["991", "992"])
    children = {name: one for name, one in stored.figures.items() if name in wanted.figures}
    plain = [(one.ref, one.value, one.numerator, one.denominator, one.n) for one in wanted]
    assert plain == [
        (one.ref, one.value, one.numerator, one.denominator, one.n)
        for one in (children[str(each.ref)] for each in wanted)
    ]
    found = newest(region)
    refs = [FigureRef.parse(name) for name in wanted.behind]
    behind = queries.people_behind(found, region, refs)
    assert {str(ref): everybody(one) for ref, one in behind.items()} == {
        name: everybody(one) for name, one in wanted.behind.items()
    }
    assert FigurePeople.objects.count() < len(wanted.behind)
    kept = FigurePeople.objects.filter(ref__startswith="placed:")
    assert kept.exists()  # who is in a quarter is kept once, and gathered for the year
    assert not kept.exclude(ref__contains="-Q").exists()


def test_stored_figures_of_a_council_are_those_of_its_own_frames(region, two_councils):
    council = two_councils["992"]
    jobs.compute_figures.call(council.key)  # a council's figures are computed with its region's
    book, wanted = queries.book_of(council), measured(council, ["992"])
    assert book.body == council.key
    assert dict(book.areas) == {"all": council.name}
    of_whole = [one for one in wanted if one.ref.area == "all"]
    assert len(of_whole) > 500
    for one in of_whole:
        told = book.figure(one.ref)
        assert (told.value, told.numerator, told.n) == (one.value, one.numerator, one.n), one.ref


def test_frames_read_a_few_children_at_a_time_are_the_same(two_councils, monkeypatch):
    whole = frames_at(["991", "992"])
    monkeypatch.setattr(frames, "_BATCH", 7)
    parts = frames_at(["991", "992"])
    for name in ("events", "spells", "children", "coverage"):
        one, other = getattr(whole, name), getattr(parts, name)
        assert one.height > 2
        assert_frame_equal(one, other, check_row_order=False)


def test_figures_that_nobody_computed_are_said_to_be_none(region, two_councils):
    with pytest.raises(queries.NotComputed, match="not computed yet"):
        queries.book_of(region)
    jobs.compute_figures.call(region.key)
    with pytest.raises(queries.NotComputed, match="as known then"):
        queries.book_of(region, known=1)


def adoption(la_code):
    keys = ChildRecord.objects.filter(council__dfe_code=la_code).values("key")
    return Event.objects.filter(kind="adoption_order_made", subject_key__in=keys).latest(
        "happened_on"
    )


def test_a_change_is_news_until_figures_are_computed_anew(region, two_councils):
    jobs.compute_figures.call(region.key)
    before = newest(region)
    assert not queries.has_news(before)
    assert jobs.catch_up.call() == 0
    event = adoption("991")
    ref = FigureRef("adopted", "all", "2023-24")
    if event.happened_on < date(2023, 4, 1):
        ref = FigureRef("adopted", "all", "2022-23")
    was = counted(region, ref)
    withdraw_event(event=event, by="a" * 32, why="another child's order", seen=None)
    assert queries.has_news(before)
    assert counted(region, ref) == was
    assert jobs.catch_up.call() == 1
    assert counted(region, ref) == was - 1
    assert list(StoredSet.objects.values_list("change", flat=True)) == [last_change()]
    assert not FigureRows.objects.filter(of_set=before.pk).exists()
    assert not FigurePeople.objects.filter(of_set=before.pk).exists()


def test_figures_as_known_at_an_earlier_change_are_those_of_then(region, two_councils):
    then = last_change()
    wanted = measured(region, ["991", "992"], change=then)
    event = adoption("992")
    withdraw_event(event=event, by="a" * 32, why="another child's order", seen=None)
    jobs.compute_figures.call(region.key)
    jobs.compute_figures.call(region.key, then)
    now, past = queries.book_of(region), queries.book_of(region, known=then)
    assert past.change == then < now.change
    refs = [one.ref for one in wanted if one.ref.measure == "adopted"]
    assert [past.figure(ref).value for ref in refs] == [wanted.figure(ref).value for ref in refs]
    assert [now.figure(ref).value for ref in refs] != [past.figure(ref).value for ref in refs]


def test_pinned_and_asked_for_sets_outlive_newer_ones(region, two_councils):
    jobs.compute_figures.call(region.key)
    pinned = pin(figures=newest(region), by="a" * 32)
    jobs.compute_figures.call(region.key, 1)
    jobs.compute_figures.call(region.key)
    jobs.compute_figures.call(region.key)
    kept = StoredSet.objects.filter(agency=region).order_by("pk")
    assert [(one.change, one.is_pinned) for one in kept] == [
        (last_change(), True),
        (1, False),
        (last_change(), False),
    ]
    assert remove_superseded(agency=region, today=DAY + timedelta(days=31)) == 1
    assert StoredSet.objects.filter(pk=pinned.pk).exists()
    gone = StoredSet(pk=0)
    with pytest.raises(BelongError, match="computed anew meanwhile"):
        pin(figures=gone, by="a" * 32)
    noted = AuditEvent.objects.filter(action="figures_pinned")
    assert noted.count() == 1


def test_figures_of_a_region_without_councils_say_that_there_is_nothing(region):
    jobs.compute_figures.call(region.key)
    book = queries.book_of(region)
    one = book.figure(FigureRef("adopted", "all", "2023-24"))
    assert one.value is None
    assert one.why_none


def test_council_that_joined_since_has_no_figures_until_they_are_computed(region, two_councils):
    jobs.compute_figures.call(region.key)
    late = Agency.objects.create(kind="council", name="Lateborough", dfe_code="993")
    RaaMembership.objects.create(council=late, raa=region, from_on=date(2024, 9, 1))
    assert queries.stored_set(late) is None
    jobs.compute_figures.call(late.key)
    assert queries.book_of(late).figure(FigureRef("adopted", "all", "2023-24")).value is None


def test_book_with_figures_of_an_area_that_it_does_not_name_is_refused(region, two_councils):
    book = computing.compute_book(region, change=last_change(), today=DAY)
    astray = type(book)(book.body, "", book.change, {"all": ""}, book.figures, book.measures)
    with pytest.raises(BelongError, match="does not name"):
        store(book=astray, agency=region, years=(2016, 2025), process="test")


def test_years_entered_after_records_were_begun_are_said_to_be_partial(council):
    child = ChildRecord.objects.create(pseudonym="C-0001", council=council)
    told: tuple[tuple[str, date, dict[str, str]], ...] = (
        ("care_entered", date(2020, 5, 1), {"legal_status": "C2"}),
        ("decision_made", date(2021, 2, 1), {}),
    )
    drafts = [Draft(SubjectKind.CHILD, child.key, kind, on, details=d) for kind, on, d in told]
    record_events(drafts=drafts, by="a" * 32, seen=None)
    jobs.compute_figures.call(council.key)
    early = queries.book_of(council).figure(FigureRef("decisions", "all", "2020-21"))
    assert early.value == 1
    assert " ".join(early.notes) == (
        "Northmere Council began its records on 30 September 2024; what happened before was "
        "entered afterwards and may lack some"
    )
    nothing = queries.book_of(council).figure(FigureRef("decisions", "all", "2017-18"))
    assert nothing.value is None
    assert nothing.why_none == "no return or record of Northmere Council for 2017-18"
