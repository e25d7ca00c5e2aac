"""Figures of families from plain rows: flows, time in stages, who waits, and what is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from belong.analytics.measures import (
    FamilyFacts,
    family_facts,
    measure_families,
    together,
    with_stated,
)
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.domain.journey.family import FamilyEvent, FamilyEventKind, FamilyStage, fold_family
from belong.domain.periods import Period

D = date
APPROVED = FamilyFacts(
    "Cedar",
    enquired_on=D(2022, 4, 4),
    registered_on=D(2022, 5, 2),
    stage_1_from_on=D(2022, 5, 10),
    stage_1_to_on=D(2022, 7, 10),
    stage_2_from_on=D(2022, 8, 1),
    stage_2_to_on=D(2022, 12, 2),
    approved_on=D(2022, 12, 2),
    matched_on=D(2023, 3, 2),
)
LEFT_EARLY = FamilyFacts(
    "Hazel",
    enquired_on=D(2022, 4, 20),
    stage_1_from_on=D(2022, 6, 1),
    stage_1_to_on=D(2022, 6, 20),
    left_on=D(2022, 6, 20),
)
LEFT_APPROVED = FamilyFacts("Rowan", approved_on=D(2021, 9, 1), left_on=D(2022, 9, 30))
FAST = FamilyFacts(
    "Maple",
    registered_on=D(2022, 10, 3),
    stage_2_from_on=D(2022, 10, 10),
    stage_2_to_on=D(2023, 1, 10),
    approved_on=D(2023, 1, 10),
)


def book_of(*rows: FamilyFacts, **more: object) -> FigureBook:
    given = {"areas": {"990": "Aldermarsh"}, "years": (2023,), "until": D(2023, 3, 31), **more}
    return measure_families(rows, body="b", body_name="Four Rivers", change=3, **given)  # type: ignore[arg-type]


def figure(book: FigureBook, text: str) -> StoredFigure:
    return book.figure(FigureRef.parse(text))


@pytest.fixture
def book() -> FigureBook:
    return book_of(APPROVED, LEFT_EARLY, LEFT_APPROVED, FAST)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("enquiries:all:2022-23", 2),
        ("enquiries:all:2022-23-Q2", 0),
        ("registrations:all:2022-23", 3),
        ("approvals:all:2022-23", 2),
        ("deregistrations:all:2022-23", 1),
        ("withdrawals:all:2022-23", 1),
        ("stage1_days:all:2022-23", 61),
        ("stage2_days:all:2022-23", (123 + 92) / 2),
        ("stage2_median:all:2022-23", 107.5),
        ("stage1_in_time:all:2022-23", 100),
        ("stage2_in_time:all:2022-23", 50),
        ("approved_in_six_months:all:2022-23", 0),
        ("days_approval_to_match:all:2022-23", 90),
        ("A12:all:2022-23", 100),
        ("families_waiting:all:2023-03-31", 1),
        ("families_waiting:all:2022-12-31", 1),
        ("pipeline_now:all:2022-06-30", 2),
        ("pipeline_now:all:2022-06-30:stage1", 1),
        ("pipeline_now:all:2022-06-30:waiting", 1),
        ("pipeline_now:all:2023-03-31:matched", 1),
    ],
)
def test_figure_of_four_families_is_as_counted_by_hand(
    book: FigureBook, name: str, value: float
) -> None:
    assert figure(book, name).value == value


def test_share_of_families_keeps_its_parts_and_its_people(book: FigureBook) -> None:
    share = figure(book, "stage2_in_time:all:2022-23")
    assert (share.numerator, share.denominator, share.n) == (1, 2, 2)
    behind = book.behind[str(share.ref)]
    assert [(one.key, one.value) for one in behind.members] == [("Cedar", 0), ("Maple", 1)]


def test_families_kept_as_one_have_no_figure_of_a_council(book: FigureBook) -> None:
    of_council = figure(book, "approvals:990:2022-23")
    assert of_council.value is None
    assert of_council.why_none == "families of Four Rivers are not told apart by council"


def test_family_of_a_council_counts_there_and_in_all() -> None:
    book = book_of(FamilyFacts("Cedar", "990", enquired_on=D(2022, 5, 1)))
    assert figure(book, "enquiries:990:2022-23").value == 1
    assert figure(book, "enquiries:all:2022-23").value == 1


def test_no_family_on_record_gives_no_figure_and_says_so() -> None:
    none = figure(book_of(), "enquiries:all:2022-23")
    assert (none.value, none.why_none) == (None, "no family of Four Rivers is on record")


def test_year_before_families_are_on_record_has_no_figure(book: FigureBook) -> None:
    earlier = book_of(APPROVED, years=(2021, 2022, 2023), begins=D(2022, 6, 1))
    assert figure(earlier, "enquiries:all:2020-21").why_none == (
        "families are on record from 1 June 2022"
    )
    year = figure(earlier, "enquiries:all:2022-23")
    assert "families are on record from 1 June 2022" in year.notes


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ("enquiries", "no enquiry was ever recorded"),
        ("registrations", "no registration was ever recorded"),
        ("withdrawals", "no enquiry or registration was ever recorded"),
    ],
)
def test_what_was_never_recorded_of_families_is_not_said_to_be_none(measure: str, why: str) -> None:
    found = figure(book_of(LEFT_APPROVED), f"{measure}:all:2022-23")
    assert (found.value, found.why_none) == (None, why)
    assert figure(book_of(LEFT_APPROVED), "deregistrations:all:2022-23").value == 1


def test_enquiries_are_told_from_the_day_of_the_first() -> None:
    book = book_of(LEFT_APPROVED, replace(APPROVED, enquired_on=D(2022, 8, 4)))
    early = figure(book, "enquiries:all:2022-23-Q1")
    assert (early.value, early.why_none) == (None, "no enquiry is on record before 4 August 2022")
    begun = figure(book, "enquiries:all:2022-23-Q2")
    assert (begun.value, begun.notes) == (1, ("Four Rivers: on record from 4 August 2022",))
    assert figure(book, "enquiries:all:2022-23-Q3").value == 0


def test_stage_without_its_first_day_is_not_computable() -> None:
    book = book_of(FamilyFacts("Cedar", stage_1_to_on=D(2022, 7, 1)))
    days = figure(book, "stage1_days:all:2022-23")
    assert (days.value, days.not_computable) == (None, 1)
    assert days.why_none == "none could be computed; 1 lack a date"


def test_match_without_an_approval_is_not_computable() -> None:
    share = figure(book_of(FamilyFacts("Cedar", matched_on=D(2022, 7, 1))), "A12:all:2022-23")
    assert (share.value, share.not_computable) == (None, 1)


def test_facts_of_a_folded_application_tell_its_stage_on_each_day() -> None:
    kinds = FamilyEventKind
    journey = fold_family(
        [
            FamilyEvent(kind=kinds.ENQUIRED, happened_on=D(2022, 4, 4), application="a"),
            FamilyEvent(
                kind=kinds.REGISTRATION_RECEIVED, happened_on=D(2022, 5, 2), application="a"
            ),
            FamilyEvent(kind=kinds.STAGE_1_BEGAN, happened_on=D(2022, 5, 9), application="a"),
        ]
    )
    assert journey.latest is not None
    facts = family_facts("Cedar", "990", journey.latest)
    assert facts.stages[-1][1] is FamilyStage.STAGE_1
    assert [facts.at(D(2022, month, 3)) for month in (4, 5, 6)] == ["", "enquiry", "stage1"]
    assert facts.accepted_on == D(2022, 5, 9)


def test_stated_money_gives_the_net_and_who_stated_it(book: FigureBook) -> None:
    year = Period.parse("2022-23")
    stated = with_stated(
        book,
        area="all",
        period=year,
        income=Decimal(302000),
        expenditure=Decimal(238850),
        stated_by="author",
    )
    net = figure(stated, "interagency_net:all:2022-23")
    assert (net.value, net.stated_by, net.unit) == (Decimal(63150), "author", "pounds")
    half = with_stated(
        book, area="all", period=year, income=Decimal(1), expenditure=None, stated_by="author"
    )
    assert figure(half, "interagency_net:all:2022-23").why_none == (
        "income or expenditure is not stated yet"
    )


def test_books_together_hold_the_figures_of_both(book: FigureBook) -> None:
    other = book_of(FamilyFacts("Cedar", "991", enquired_on=D(2022, 5, 1)), areas={"991": "B"})
    both = together(book, other)
    assert set(both.areas) == {"990", "991", "all"}
    assert len(both.figures) > len(book.figures)
