"""A history told after each addition is the same as folding all of it each time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belong.domain.events import EVENT_KINDS, Event, EventKind
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    FamilyEvent,
    FamilyEventKind,
    GrowingFamilyFold,
    fold_family,
)
from belong.domain.journey.fold import GrowingFold, fold

START = date(2020, 1, 1)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Event]]:
    """Additions; most lie after what was there, some do not, and some are plans."""
    day, additions = 0, []
    for number in range(draw(st.integers(1, 8))):
        added = []
        for one in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(EventKind))
            day += draw(st.sampled_from([0, 1, 30, 30, 30, -40]))
            on = START + timedelta(days=max(0, day))
            is_planned = EVENT_KINDS[kind].can_be_planned and draw(st.integers(0, 5)) == 0
            added.append(
                Event(
                    kind=kind,
                    happened_on=None if is_planned else on,
                    planned_for=on if is_planned else None,
                    family_id=draw(st.sampled_from([None, "F1", "F2"])),
                    details=draw(st.sampled_from([{}, {"place": "A5"}, {"about": "match"}])),
                    event_id=f"{number}-{one}",
                )
            )
        additions.append(added)
    return additions


@given(histories())
def test_history_told_as_it_grows_is_the_fold_of_all_of_it(additions: list[list[Event]]) -> None:
    growing, standing = GrowingFold(), list[Event]()
    for added in additions:
        standing += added
        assert growing.tell(standing, added) == fold(standing)


@given(histories(), st.randoms(use_true_random=False))
def test_history_of_which_something_is_taken_back_is_folded_anew(additions, random) -> None:
    growing, standing = GrowingFold(), list[Event]()
    for added in additions:
        if standing and random.random() < 0.4:
            standing.remove(random.choice(standing))
            assert growing.tell(standing) == fold(standing)
        standing += added
        assert growing.tell(standing, added) == fold(standing)


@st.composite
def family_histories(draw: st.DrawFn) -> list[list[FamilyEvent]]:
    """Additions to one application, mostly, and mostly after what was there."""
    day, additions = 0, []
    for number in range(draw(st.integers(1, 8))):
        added = []
        for one in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(FamilyEventKind))
            day += draw(st.sampled_from([0, 1, 30, 30, 30, -40]))
            on = START + timedelta(days=max(0, day))
            is_planned = FAMILY_EVENT_KINDS[kind].can_be_planned and draw(st.integers(0, 5)) == 0
            details = draw(
                st.sampled_from(
                    [
                        *({}, {"child": "C1"}, {"check": "dbs"}, {"route": "fast_track"}),
                        *({"delay_reason": "checks"}, {"about": "match"}),
                    ]
                )
            )
            added.append(
                FamilyEvent(
                    kind=kind,
                    happened_on=None if is_planned else on,
                    planned_for=on if is_planned else None,
                    application=draw(st.sampled_from(["A", "A", "A", "A", "A", "A", "B", ""])),
                    details=details,
                    event_id=f"{number}-{one}",
                )
            )
        additions.append(added)
    return additions


@given(family_histories())
def test_familys_history_told_as_it_grows_is_the_fold_of_all_of_it(additions) -> None:
    growing, standing = GrowingFamilyFold(), list[FamilyEvent]()
    for added in additions:
        standing += added
        assert growing.tell(standing, added) == fold_family(standing)


@given(family_histories(), st.randoms(use_true_random=False))
def test_familys_history_of_which_something_is_taken_back_is_folded_anew(additions, random) -> None:
    growing, standing = GrowingFamilyFold(), list[FamilyEvent]()
    for added in additions:
        if standing and random.random() < 0.4:
            standing.remove(random.choice(standing))
            assert growing.tell(standing) == fold_family(standing)
        standing += added
        assert growing.tell(standing, added) == fold_family(standing)
