"""Cancelled at every step, broken at the last moment, overtaken: all of an import or nothing."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from belong.web.children.models import ChildRecord
from belong.web.imports import actions, queries, work
from belong.web.imports.jobs import enqueue
from belong.web.imports.models import EventSource, Import, KeptTable, LinesPage
from belong.web.imports.uploads import folder_of
from belong.web.ledger.models import Change, Event

from .conftest import LAST, upload, zipped

pytestmark = pytest.mark.django_db
State = Import.State
BY = "a" * 32


def zip_of(returns, *years):
    return upload("ours.zip", zipped(*(returns / str(y) for y in years), above=returns.parent))


@pytest.fixture
def waiting(northmere, returns):
    """Makes an import that waits to be read."""

    def make() -> Import:
        return actions.bring_in(
            kind=Import.Kind.RETURNS,
            agencies=[northmere],
            uploads=[zip_of(returns, LAST - 1, LAST)],
            by=BY,
        )

    return make


def nothing_there() -> bool:
    models = (Change, Event, ChildRecord, KeptTable, EventSource)
    return not any(model.objects.exists() for model in models)


@pytest.fixture
def interrupt(monkeypatch):
    """Does something at the n-th sign of life of a job; each sign counts."""
    monkeypatch.setattr(work, "_EVERY", 0.0)
    check = work._Run.check

    def at(number, do):
        seen = {"signs": 0, "done": False}

        def counted(self, **changes):
            seen["signs"] += 1
            if seen["signs"] == number:
                seen["done"] = True
                do(self.one)
            check(self, **changes)

        monkeypatch.setattr(work._Run, "check", counted)
        return seen

    return at


def test_cancelled_at_any_step_of_reading_leaves_nothing(waiting, interrupt):
    for number in range(1, 30):
        one = waiting()
        seen = interrupt(number, lambda of: actions.cancel(one=of, by=BY))
        enqueue(one)
        one.refresh_from_db()
        if not seen["done"]:
            assert one.state == State.PREVIEWED
            break
        assert one.state == State.CANCELLED
        assert nothing_there()
        assert not LinesPage.objects.filter(of=one).exists()
        assert not folder_of(one.key).exists()
    assert number > 4


def test_cancelled_at_any_step_of_applying_leaves_nothing(waiting, interrupt, monkeypatch):
    for number in range(1, 30):
        with monkeypatch.context():
            one = waiting()
            enqueue(one)
        started = actions.start_applying(one=one, without_refused=False, by=BY)
        seen = interrupt(number, lambda of: actions.cancel(one=of, by=BY))
        enqueue(started)
        one.refresh_from_db()
        if not seen["done"]:
            assert one.state == State.APPLIED
            break
        assert one.state == State.CANCELLED
        assert nothing_there()
        assert not folder_of(one.key).exists()
    assert number > 3


@pytest.mark.parametrize(
    "place",
    [
        "belong.web.children.loading.projection.refold_many",
        "belong.web.children.records.ChildRecords.write_identities",
        "belong.web.imports.work.finish",
    ],
)
def test_fault_while_applying_leaves_nothing_and_says_so(waiting, monkeypatch, place):
    one = waiting()
    enqueue(one)
    started = actions.start_applying(one=one, without_refused=False, by=BY)
    real = actions.finish

    def broken(*args, **options):
        if place.endswith("finish") and args[1] != State.APPLIED:
            return real(*args, **options)
        raise RuntimeError("no more room")

    monkeypatch.setattr(place, broken)
    enqueue(started)
    one.refresh_from_db()
    assert one.state == State.FAILED
    assert "RuntimeError" in one.problem
    assert "no more room" not in one.problem
    assert nothing_there()


def test_database_that_is_busy_for_long_is_asked_again(waiting, monkeypatch):
    one = waiting()
    enqueue(one)
    started = actions.start_applying(one=one, without_refused=False, by=BY)
    real, asked = queries.written_since, []

    def busy(*args):
        asked.append(args)
        if len(asked) == 1:
            raise OperationalError("database is locked")
        return real(*args)

    monkeypatch.setattr(work, "written_since", busy)
    enqueue(started)
    one.refresh_from_db()
    assert one.state == State.APPLIED
    assert len(asked) == 2


def test_job_that_was_started_again_leaves_the_work_to_the_new_one(waiting, interrupt):
    one = waiting()
    interrupt(3, lambda of: actions.restart(one=of, by=BY))
    enqueue(one)
    one.refresh_from_db()
    assert one.state == State.READING
    enqueue(one)
    one.refresh_from_db()
    assert one.state == State.PREVIEWED
