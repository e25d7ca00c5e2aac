"""Whatever is recorded, figures of a book add up: parts, quarters, councils, and people behind."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from belong.analytics.measures import MEASURES, measure
from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.events import Event, EventKind
from belong.domain.frames import COVERAGE_COLUMNS
from belong.formats.ssda903.of_events import EventsOfChild, frames_of_events

K = EventKind
FIRST = date(2020, 1, 1)
COUNCILS = {"990": "Aldermarsh", "991": "Brackenfold"}
SCHEMA = {name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()}
_KINDS = (
    K.BORN, K.CARE_ENTERED, K.PLACEMENT_BEGAN, K.REFERRED, K.DECISION_MADE, K.DECISION_REVERSED,
    K.PLACEMENT_ORDER_MADE, K.MATCH_DECIDED, K.MATCH_ENDED, K.EARLY_PERMANENCE_PLACED,
    K.PLACED_FOR_ADOPTION, K.DISRUPTED, K.ADOPTION_ORDER_MADE, K.WENT_HOME,
    K.SPECIAL_GUARDIANSHIP_MADE, K.HEARING_ADJOURNED,
)  # fmt: skip
_days = st.integers(0, 1100).map(lambda n: FIRST + timedelta(days=n))
_events = st.lists(
    st.builds(
        lambda kind, on, family: Event(
            kind=kind, happened_on=on, family_id=family, details={}, change=1
        ),
        st.sampled_from(_KINDS),
        _days,
        st.sampled_from([None, "f1", "f2"]),
    ),
    max_size=10,
)
_children = st.lists(
    st.tuples(st.sampled_from(list(COUNCILS)), _events, st.sampled_from(["", "g"])), max_size=6
)
Given = list[tuple[str, list[Event], str]]


def book_of(children: list[EventsOfChild]) -> FigureBook:
    return measure(
        frames_of_events(children, pl.DataFrame(schema=SCHEMA)),
        body="b",
        body_name="Four Rivers",
        areas=COUNCILS,
        change=1,
        years=(2021, 2022),
        until=date(2022, 3, 31),
    )


def named(given_children: Given) -> list[EventsOfChild]:
    return [
        EventsOfChild(f"C-{number}", la, events, sibling_group=group)
        for number, (la, events, group) in enumerate(given_children)
    ]


@given(_children)
@settings(max_examples=25, deadline=None)
def test_figures_of_any_lives_add_up(given_children: Given) -> None:
    book = book_of(named(given_children))
    for figure in book:
        ref, kind = figure.ref, MEASURES[figure.ref.measure].kind
        if figure.value is None:
            assert figure.why_none, ref
            continue
        behind = book.behind.get(str(ref))
        members = behind.members if behind else ()
        assert figure.numerator in (None, sum(one.value or 0 for one in members)), ref
        if kind != "time":
            assert len(members) == figure.value == figure.n, ref
        if MEASURES[ref.measure].parts and not ref.part:
            parts = [one.value or 0 for one in book.parts(ref)]
            assert sum(parts) == figure.value, ref
        if ref.area == "all" and kind != "time":
            councils = [
                book.figure(FigureRef(ref.measure, code, ref.period, ref.part)).value or 0
                for code in COUNCILS
            ]
            assert sum(councils) == figure.value, ref
        if len(ref.period) == 7 and ref.measure not in ("A15", "A16") and ref.measure[0] != "A":
            for stems in (("H1", "H2"), ("Q1", "Q2", "Q3", "Q4")):
                shorter = [
                    book.figure(FigureRef(ref.measure, ref.area, f"{ref.period}-{stem}", ref.part))
                    for stem in stems
                ]
                if kind == "flow":
                    assert sum(one.value or 0 for one in shorter) == figure.value, ref
                else:
                    assert sum(one.numerator or 0 for one in shorter) == figure.numerator, ref
                    assert sum(one.denominator or 0 for one in shorter) == figure.denominator, ref


@given(_children, st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_order_of_children_and_of_events_changes_nothing(
    given_children: Given, rng: object
) -> None:
    children = named(given_children)
    shuffled = [
        EventsOfChild(one.pseudonym, one.la_code, one.events, sibling_group=one.sibling_group)
        for one in children
    ]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    book, again = book_of(children), book_of(shuffled)
    assert dict(book.figures) == dict(again.figures)
    assert dict(book.behind) == dict(again.behind)
