"""What only records kept in Belong tell, and what a figure says where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
import pytest

from belong.analytics.measures import measure
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.domain.events import Event, EventKind
from belong.domain.frames import COVERAGE_COLUMNS
from belong.formats.ssda903.of_events import EventsOfChild, frames_of_events

K = EventKind
D = date
DECIDED = D(2022, 5, 2)
SCHEMA = {name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()}


def event(kind: EventKind, on: date, family: str | None = None, **details: str) -> Event:
    return Event(kind=kind, happened_on=on, family_id=family, details=details, change=1)


def child(
    name: str,
    *events: Event,
    group: str = "",
    la: str = "990",
    decided: date | None = DECIDED,
) -> EventsOfChild:
    """A child looked after from February 2022 and, as a rule, decided on."""
    told = [
        event(K.CARE_ENTERED, D(2022, 2, 1), legal_status="C1"),
        event(K.PLACEMENT_BEGAN, D(2022, 2, 1), place="U4"),
    ]
    if decided:
        told.append(event(K.DECISION_MADE, decided))
    return EventsOfChild(name, la, (*told, *events), sibling_group=group)


def placed(on: date, family: str | None = None) -> Event:
    return event(K.PLACED_FOR_ADOPTION, on, family)


def book_of(
    children: Iterable[EventsOfChild], returned: Iterable[tuple[str, int]] = (), **more: Any
) -> FigureBook:
    rows = [(code, year, "return") for code, year in returned]
    coverage = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    given = {
        "areas": {"990": "Aldermarsh", "991": "Brackenfold"},
        "years": (2023,),
        "until": D(2023, 3, 31),
        **more,
    }
    return measure(
        frames_of_events(children, coverage),
        body="b",
        body_name="Four Rivers",
        change=1,
        **given,
    )


def figure(book: FigureBook, text: str) -> StoredFigure:
    return book.figure(FigureRef.parse(text))


def test_brothers_and_sisters_with_one_family_are_together() -> None:
    both = [child(name, placed(D(2022, 9, 5), "f1"), group="g") for name in ("C-1", "C-2")]
    share = figure(book_of(both), "siblings_together:990:2022-23")
    assert (share.value, share.numerator, share.denominator) == (100, 2, 2)


def test_brothers_and_sisters_with_two_families_or_one_still_waiting_are_not_together() -> None:
    apart = [
        child("C-1", placed(D(2022, 9, 5), "f1"), group="g"),
        child("C-2", placed(D(2022, 9, 5), "f2"), group="g"),
        child("C-3", placed(D(2022, 10, 3), "f3"), group="h"),
        child("C-4", group="h"),
    ]
    share = figure(book_of(apart), "siblings_together:990:2022-23")
    assert (share.value, share.numerator, share.denominator) == (0, 0, 3)


def test_without_families_known_the_same_day_is_one_family() -> None:
    both = [child(name, placed(D(2022, 9, 5)), group="g") for name in ("C-1", "C-2")]
    assert figure(book_of(both), "siblings_together:990:2022-23").value == 100


def test_child_whose_brother_is_not_to_be_adopted_is_not_asked_about() -> None:
    one = [child("C-1", placed(D(2022, 9, 5)), group="g"), child("C-2", group="g", decided=None)]
    share = figure(book_of(one), "siblings_together:990:2022-23")
    assert (share.value, share.why_none) == (None, "no children to count")


def test_council_without_sibling_groups_says_so_and_all_says_without_whom() -> None:
    children = [child(name, placed(D(2022, 9, 5)), group="g") for name in ("C-1", "C-2")]
    book = book_of([*children, child("C-3", placed(D(2022, 9, 5)), la="991")])
    assert figure(book, "siblings_together:991:2022-23").why_none == (
        "no sibling group is on record"
    )
    assert figure(book, "siblings_together:all:2022-23").notes == (
        "without Brackenfold: no sibling group is on record",
    )


ADOPTED = (
    placed(D(2022, 6, 6), "f1"),
    event(K.ADOPTION_ORDER_MADE, D(2022, 11, 7), "f1"),
)


def test_child_looked_after_again_after_adoption_is_counted_beside_adoptions() -> None:
    again = event(K.CARE_ENTERED, D(2023, 2, 13), legal_status="V2")
    book = book_of([child("C-1", *ADOPTED, again), child("C-2", *ADOPTED)])
    assert figure(book, "reentered:990:2022-23").value == 1
    share = figure(book, "reentries:990:2022-23")
    assert (share.value, share.numerator, share.denominator) == (50, 1, 2)
    last = figure(book, "reentries:990:2022-23-Q4")
    assert last.value is None
    assert last.why_none == "no children to count among; 1 counted that began earlier"


def test_delays_at_court_are_counted_by_their_reason() -> None:
    events = (
        event(K.HEARING_VACATED, D(2022, 6, 1), delay_reason="court_listing"),
        event(K.HEARING_ADJOURNED, D(2022, 6, 20)),
        event(K.DELAYED, D(2022, 8, 1), delay_reason="appeal_or_leave", clock="order"),
        event(K.DELAYED, D(2022, 8, 2), delay_reason="health", clock="order"),
    )
    book = book_of([child("C-1", *events)])
    parts = book.parts(FigureRef("court_delay_by", "990", "2022-23"))
    assert {one.ref.part: one.value for one in parts if one.value} == {
        "court_listing": 1,
        "appeal_or_leave": 1,
        "not_known": 1,
    }
    assert figure(book, "court_delay_by:990:2022-23").value == 3
    assert figure(book, "court_delay_by:990:2022-23").unit == "times"  # of one child, more than one


def test_disruption_counts_beside_the_placements_begun_in_its_period() -> None:
    ended = event(K.DISRUPTED, D(2022, 12, 5))
    book = book_of([child("C-1", placed(D(2022, 6, 6), "f1"), ended), child("C-2", *ADOPTED)])
    share = figure(book, "disruptions:990:2022-23")
    assert (share.value, share.numerator, share.denominator) == (50, 1, 2)
    assert share.notes == ()  # the child who stands above the line is not counted twice below it
    assert figure(book, "disrupted:990:2022-23-Q3").value == 1


def test_match_that_ended_and_match_of_a_child_not_adopted_are_counted_and_stand_as_they_did() -> (
    None
):
    events = (
        event(K.PLACEMENT_ORDER_MADE, D(2022, 6, 1)),
        event(K.MATCH_DECIDED, D(2022, 8, 1), "f1"),
        event(K.MATCH_ENDED, D(2022, 9, 15), "f1"),
        event(K.MATCH_DECIDED, D(2022, 12, 12), "f2"),
    )
    book = book_of([child("C-1", *events)])
    assert figure(book, "matched:990:2022-23").value == 2
    days = figure(book, "days_order_to_match:990:2022-23-Q2")
    assert (days.value, days.numerator) == (61, 61)
    stages = {
        end: next(
            one.ref.part for one in book.parts(FigureRef("stage_now", "990", end)) if one.value
        )
        for end in ("2022-06-30", "2022-09-30", "2022-12-31")
    }
    assert stages == {
        "2022-06-30": "order_no_match",
        "2022-09-30": "order_no_match",
        "2022-12-31": "matched_not_placed",
    }


def test_child_placed_without_a_match_on_record_could_not_be_counted() -> None:
    matched = figure(book_of([child("C-1", placed(D(2022, 9, 5)))]), "matched:990:2022-23")
    assert (matched.value, matched.not_computable) == (0, 1)


def test_parallel_plan_that_ended_in_special_guardianship_is_a_plan_that_ended() -> None:
    events = (
        event(K.REFERRED, D(2022, 3, 1)),
        event(K.SPECIAL_GUARDIANSHIP_MADE, D(2022, 10, 10)),
    )
    book = book_of([child("C-1", *events, decided=None)])
    assert figure(book, "plans_ended_by:990:2022-23:special_guardianship").value == 1


def test_child_referred_and_then_planned_for_counts_once_on_the_first_day() -> None:
    events = (
        event(K.REFERRED, D(2022, 3, 1)),
        event(K.PARALLEL_PLAN_MADE, D(2022, 6, 1)),
    )
    planned = event(K.PARALLEL_PLAN_MADE, D(2022, 7, 1))
    book = book_of([child("C-1", *events), child("C-2", planned)], years=(2022, 2023))
    assert figure(book, "referrals:990:2021-22").value == 1
    assert figure(book, "referrals:990:2022-23").value == 1


@pytest.mark.parametrize(
    ("referred_on", "why", "notes"),
    [
        (None, "SSDA903 returns do not hold this", ()),
        (D(2022, 6, 1), "", ("Aldermarsh: on record from 1 June 2022",)),
    ],
)
def test_measure_that_returns_do_not_hold_is_known_from_its_first_day_on_record(
    referred_on: date | None, why: str, notes: tuple[str, ...]
) -> None:
    more = (event(K.REFERRED, referred_on),) if referred_on else ()
    book = book_of([child("C-1", *more)], returned=[("990", 2022), ("990", 2023)])
    found = figure(book, "referrals:990:2022-23")
    assert found.why_none.startswith(why)
    assert found.notes == notes
    assert found.value == (1 if referred_on else None)


def test_council_that_joined_mid_year_has_no_figure_before_and_a_note_in_between() -> None:
    book = book_of(
        [child("C-1"), child("C-2", la="991")], joined={"991": D(2022, 9, 1)}, until=D(2023, 2, 1)
    )
    first = figure(book, "decisions:991:2022-23-Q1")
    assert (first.value, first.why_none) == (None, "Brackenfold joined on 1 September 2022")
    assert "without Brackenfold: Brackenfold joined on 1 September 2022" in (
        figure(book, "decisions:all:2022-23-Q1").notes
    )
    year = figure(book, "decisions:991:2022-23")
    assert year.notes == (
        "Brackenfold joined on 1 September 2022; its records before that day may lack some",
        "to 1 February 2023",
    )


def test_council_of_whom_nothing_is_on_record_has_no_figures_and_all_says_so() -> None:
    book = book_of([child("C-1")])
    nothing = figure(book, "decisions:991:2022-23")
    assert (nothing.value, nothing.why_none) == (
        None,
        "no return or record of Brackenfold for 2022-23",
    )
    assert figure(book, "decisions:all:2022-23").value == 1
    nobody = book_of([])
    assert all(one.value is None and one.why_none for one in nobody)


def test_year_whose_return_is_missing_has_no_figure_and_longer_periods_say_so() -> None:
    book = book_of([child("C-1")], returned=[("990", 2020), ("990", 2022)], years=(2021, 2022))
    assert figure(book, "decisions:990:2020-21").why_none == (
        "no return or record of Aldermarsh for 2020-21"
    )
    assert "no return or record of Aldermarsh for 2020-21" in (
        figure(book, "A10:990:2019-22").notes
    )


def test_years_without_a_return_in_which_nothing_was_recorded_are_not_known() -> None:
    children = [
        child("C-1", placed(D(2022, 9, 5))),
        child("C-2", event(K.MATCH_DECIDED, D(2023, 10, 2)), la="991", decided=D(2024, 6, 3)),
    ]
    book = book_of(
        children,
        returned=[("990", 2023), ("991", 2023)],
        years=(2023, 2024, 2025),
        until=D(2024, 9, 30),
    )
    nothing = figure(book, "matched:all:2023-24")
    assert (nothing.value, nothing.why_none) == (
        None,
        "no return or record of any of the councils for 2023-24",
    )
    later = figure(book, "decisions:all:2024-25")
    assert later.value == 1
    assert later.notes[0] == "without Aldermarsh: no return or record of Aldermarsh for 2024-25"
    stock = figure(book, "stage_now:991:2024-06-30")
    assert stock.notes[0] == (
        "no return or record of Brackenfold for 2023-24: some counted on this day may have moved on"
    )


def test_year_that_has_just_begun_goes_on_from_the_one_before_for_a_month() -> None:
    last = event(K.DECISION_MADE, D(2023, 3, 20))
    for until, value in ((D(2023, 4, 5), 0), (D(2023, 6, 5), None)):
        book = book_of([child("C-1", last)], years=(2024,), until=until)
        assert figure(book, "decisions:990:2023-24").value == value


def test_partner_that_joined_the_body_later_counts_throughout_and_is_told_of() -> None:
    book = book_of(
        [child("C-1"), child("C-2", la="991")],
        partners_from={"990": D(2018, 4, 1), "991": D(2022, 9, 1)},
    )
    year = figure(book, "decisions:all:2022-23")
    assert year.value == 2
    assert year.notes == ("Brackenfold joined on 1 September 2022; its children count throughout",)
    assert figure(book, "decisions:991:2022-23").notes == ()
    assert figure(book, "decisions:all:2022-23-Q3").notes == ()


def test_council_that_joined_and_recorded_nothing_has_nothing_to_count() -> None:
    book = book_of([child("C-1")], joined={"991": D(2022, 4, 1)})
    assert figure(book, "decisions:991:2022-23").value == 0
    assert figure(book, "A10:991:2022-23").value is None


def test_body_without_councils_has_no_figures_and_says_why() -> None:
    book = book_of([], areas={})
    assert {one.why_none for one in book} >= {"no council is part of this body"}
    assert all(one.value is None for one in book)


def test_council_without_a_figure_does_not_count_in_all() -> None:
    later = child("C-2", event(K.DECISION_MADE, D(2023, 6, 5)), la="991", decided=None)
    book = book_of(
        [child("C-1"), later],
        returned=[("990", 2023), ("990", 2024), ("991", 2024)],
        years=(2023, 2024),
        until=D(2024, 3, 31),
    )
    assert figure(book, "days_care_to_decision:991:2022-23").value is None
    care = figure(book, "stage_now:all:2023-03-31")
    assert (care.value, care.notes[0]) == (
        1,
        "without Brackenfold: no return or record of Brackenfold for 2022-23",
    )
    assert figure(book, "decisions:all:2023-24").value == 1


def test_councils_that_lack_this_or_that_give_no_figure_together() -> None:
    before = child("C-2", event(K.REFERRED, D(2022, 2, 7)), la="991", decided=None)
    book = book_of([child("C-1"), before], returned=[("990", 2023)])
    found = figure(book, "referrals:all:2022-23")
    assert found.value is None
    assert "without Brackenfold" in found.why_none
    assert "SSDA903 returns do not hold this" in found.why_none


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ("referrals", "no referral or parallel plan was ever recorded"),
        ("court_delay_by", "no hearing put off or other delay was ever recorded"),
        ("reentered", "no return to care was ever recorded"),
        ("reentries", "no return to care was ever recorded"),
    ],
)
def test_what_was_never_recorded_is_not_said_to_be_none(measure: str, why: str) -> None:
    book = book_of([child("C-1", *ADOPTED)])
    for area in ("990", "all"):
        found = figure(book, f"{measure}:{area}:2022-23")
        assert found.value is None
        assert found.why_none == why


def test_delays_are_told_from_the_day_of_the_first_of_any_kind() -> None:
    late = event(K.DELAYED, D(2022, 8, 1), delay_reason="health", clock="match_after_order")
    book = book_of([child("C-1", late)])
    before = figure(book, "court_delay_by:990:2022-23-Q1")
    assert before.value is None
    assert before.why_none == (
        "no hearing put off or other delay is on record before 1 August 2022"
    )
    begun = figure(book, "court_delay_by:990:2022-23-Q2")
    assert (begun.value, begun.notes) == (0, ("Aldermarsh: on record from 1 August 2022",))
    after = figure(book, "court_delay_by:990:2022-23-Q3:court_listing")
    assert (after.value, after.notes) == (0, ())


def test_delays_of_a_region_are_without_the_council_that_never_recorded_any() -> None:
    put_off = child("C-1", event(K.HEARING_VACATED, D(2022, 3, 1)))
    book = book_of([put_off, child("C-2", la="991")])
    assert figure(book, "court_delay_by:990:2022-23").value == 0
    assert figure(book, "court_delay_by:991:2022-23").value is None
    whole = figure(book, "court_delay_by:all:2022-23")
    assert whole.value == 0
    assert whole.notes == (
        "without Brackenfold: no hearing put off or other delay was ever recorded",
    )


def test_returns_to_care_of_a_region_are_beside_the_adoptions_of_all_its_councils() -> None:
    again = event(K.CARE_ENTERED, D(2023, 2, 13), legal_status="V2")
    children = [child("C-1", *ADOPTED, again), child("C-2", *ADOPTED, la="991")]
    book = book_of(children)
    assert figure(book, "reentries:990:2022-23").value == 100
    assert figure(book, "reentries:991:2022-23").value is None
    whole = figure(book, "reentries:all:2022-23")
    assert (whole.value, whole.denominator) == (50, 2)
    assert whole.notes == (
        "Brackenfold: no return to care was ever recorded; its adoptions count all the same",
    )


def test_what_no_return_holds_of_before_cases_were_kept_says_that_it_may_lack_some() -> None:
    referred = child("C-1", event(K.REFERRED, D(2021, 6, 1)))
    later = child("C-2", event(K.REFERRED, D(2022, 5, 3)))
    book = book_of(
        [referred, later],
        [("990", 2022), ("990", 2023)],
        years=(2022, 2023),
        recorded_from={"990": D(2022, 10, 1)},
    )
    note = (
        "Aldermarsh began its records on 1 October 2022; what happened before was entered "
        "afterwards and may lack some"
    )
    assert note in figure(book, "referrals:990:2022-23").notes
    assert figure(book, "referrals:990:2022-23-H2").notes == ()
    assert figure(book, "decisions:990:2022-23").notes == ()


def test_referrals_of_a_region_name_the_council_that_never_recorded_one() -> None:
    referred = child("C-1", event(K.REFERRED, D(2022, 6, 1)))
    book = book_of([referred, child("C-2", la="991")])
    assert figure(book, "referrals:990:2022-23-Q3").value == 0
    whole = figure(book, "referrals:all:2022-23")
    assert whole.value == 1
    assert any(
        note.startswith("without Brackenfold: no referral or parallel plan was ever recorded")
        for note in whole.notes
    )


@pytest.mark.parametrize("returned", [[], [("990", 2022)]])
def test_figure_of_before_records_were_begun_says_that_it_may_lack_some(
    returned: list[tuple[str, int]],
) -> None:
    book = book_of(
        [child("C-1")], returned, years=(2022, 2023), recorded_from={"990": D(2022, 10, 1)}
    )
    note = (
        "Aldermarsh began its records on 1 October 2022; what happened before was entered "
        "afterwards and may lack some"
    )
    early = figure(book, "decisions:990:2022-23")
    assert early.value == 1
    assert (note in early.notes) is (not returned)
    assert (note in figure(book, "stage_now:all:2022-03-31").notes) is (not returned)
    assert note not in figure(book, "decisions:990:2022-23-H2").notes
