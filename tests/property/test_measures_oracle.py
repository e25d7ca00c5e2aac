"""Flows, breakdowns, intervals and stocks of a made-up region, counted again in plain loops.

The recount reads the rows of the frames one by one and shares no code with the book; a second one
reads the lives themselves, which the returns were written from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from belong.analytics import journeys
from belong.analytics.measures import MEASURES, measure
from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.frames import Frames
from belong.domain.periods import Period
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import Region, council_name, make_region, write_region

CODES = ("990", "991", "992")
YEARS = (2019, 2024)
#: Measure, part, council, value, weight, and the day or the two between which it holds.
Row = tuple[str, str, str, int, int, date]


def region_of(seed: int, *, has_slips: bool) -> Region:
    """A region of three councils; one without slips is one whose earlier return nobody has."""
    missing = () if has_slips else tuple((code, YEARS[0] - 1) for code in CODES)
    return make_region(seed, CODES, 60, YEARS, not_supplied=missing)


def book_of(frames: Frames) -> FigureBook:
    return measure(
        frames,
        body="region",
        body_name="Four Rivers",
        areas={code: council_name(code) for code in CODES},
        change=1,
        years=range(YEARS[0] + 1, YEARS[1] + 1),
    )


class Recount:
    """The frames as lists of rows, by period of care."""

    def __init__(self, frames: Frames) -> None:
        self.events = frames.events.rows(named=True)
        self.children = {
            (one["la_code"], one["child_id"]): one for one in frames.children.rows(named=True)
        }
        self.journeys = {self.key(one): one for one in journeys(frames).rows(named=True)}
        self.spells: dict[str, dict[Any, list[dict[str, Any]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for one in frames.spells.rows(named=True):
            self.spells[one["axis"]][self.key(one)].append(one)

    @staticmethod
    def key(row: dict[str, Any]) -> tuple[str, str, int]:
        return row["la_code"], row["child_id"], row["period_of_care"]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.events if one["kind"] == kind]

    def days(self, kind: str, key: tuple[str, str, int]) -> list[date]:
        return sorted(one["happened_on"] for one in self.of(kind) if self.key(one) == key)

    def care(self, key: tuple[str, str, int]) -> dict[str, Any]:
        found = self.spells["care"][key]
        return found[0] if found else {"from_on": None, "to_on": None, "to_reason": None}


def rows_of(count: Recount) -> Iterator[Row]:
    """Everything that happened, as the definitions of the measures say."""
    matches = {(count.key(one), one["happened_on"]) for one in count.of("matched")}
    by_period: dict[Any, list[date]] = defaultdict(list)
    for key, on in matches:
        by_period[key].append(on)
        yield "matched", "", key[0], 1, 1, on
    decisions: dict[Any, list[date]] = defaultdict(list)
    for one in count.of("plan_decided"):
        yield "decisions", "", one["la_code"], 1, 1, one["happened_on"]
        decisions[count.key(one)].append(one["happened_on"])
        start = count.care(count.key(one))["from_on"]
        if start:
            yield from days("days_care_to_decision", one, start)
    for one in count.of("placement_order"):
        yield "orders", "", one["la_code"], 1, 1, one["happened_on"]
        before = [on for on in decisions[count.key(one)] if on <= one["happened_on"]]
        if before:
            yield from days("days_decision_to_order", one, max(before))
    for one in count.of("plan_reversed"):
        part = one["reason"] if one["reason"] in ("RD1", "RD2", "RD3", "RD4") else "not_known"
        yield "reversals", part, one["la_code"], 1, 1, one["happened_on"]
    yield from of_matches(count, matches)
    yield from of_placements(count, by_period)
    yield from of_adoptions(count)
    yield from of_ends(count)


def days(name: str, event: dict[str, Any], start: date) -> Iterator[Row]:
    on = event["happened_on"]
    yield name, "", event["la_code"], max(0, (on - start).days), 1, on


def of_matches(count: Recount, matches: set[Any]) -> Iterator[Row]:
    for key, on in matches:
        live, later = [], []
        for order in count.spells["authority"][key]:
            start, end = order["from_on"], order["to_on"]
            if (start is None or start <= on) and (end is None or end > on):
                live.append(start)
            elif start is not None and start > on:
                later.append(start)
        chosen = live[:1] or sorted(later)[:1]
        if chosen and chosen[0] is not None:
            yield "days_order_to_match", "", key[0], max(0, (on - chosen[0]).days), 1, on


def of_placements(count: Recount, matches: dict[Any, list[date]]) -> Iterator[Row]:
    for one in count.of("placed_for_adoption"):
        key, on = count.key(one), one["happened_on"]
        yield "placed", "", key[0], 1, 1, on
        yield "disruptions", "", key[0], 0, 1, on
        early = any(
            stay["value"] in ("U2", "U5") and (stay["from_on"] or on) <= on
            for stay in count.spells["placement"][key]
        )
        yield "early_permanence", "", key[0], int(early), 1, on
        if (start := count.care(key)["from_on"]) is not None:
            yield from days("days_care_to_placed", one, start)
        if before := [day for day in matches[key] if day <= on]:
            yield from days("days_match_to_placed", one, max(before))
    for key, stays in count.spells["placement"].items():
        for stay in stays:
            if stay["value"] in ("U2", "U5") and stay["from_on"]:
                yield "early_permanence_begun", "", key[0], 1, 1, stay["from_on"]
    others = {"E11", "E12", "E5", "E6", "E7", "E17", "E2", "E3", "lost", None}
    for key, stays in count.spells["adoptive_stay"].items():
        for stay in stays:
            if stay["to_on"] and stay["to_reason"] not in others:
                yield "disrupted", "", key[0], 1, 1, stay["to_on"]
                yield "disruptions", "", key[0], 1, 0, stay["to_on"]


def of_adoptions(count: Recount) -> Iterator[Row]:
    for one in count.of("adopted"):
        on, la = one["happened_on"], one["la_code"]
        child = count.children[la, one["child_id"]]
        yield "adopted", "", la, 1, 1, on
        yield "plans_ended", "", la, 1, 1, on
        yield "plans_ended_by", "adopted", la, 1, 1, on
        sex = {"1": "boys", "2": "girls", "M": "boys", "F": "girls"}.get(child["sex"], "not_known")
        yield "adopted_by_sex", sex, la, 1, 1, on
        yield "adopted_by_age", age_of(child["born_on"], on), la, 1, 1, on
        journey = count.journeys[count.key(one)]
        if journey["was_placed"] and journey["placed_for_adoption_on"]:
            yield from days("days_placed_to_adopted", one, journey["placed_for_adoption_on"])
        if (start := count.care(count.key(one))["from_on"]) is not None:
            yield from days("days_care_to_adopted", one, start)


def age_of(born: date | None, on: date) -> str:
    if born is None or born > on:
        return "not_known"
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return "3_and_over" if years >= 3 else str(years)


def of_ends(count: Recount) -> Iterator[Row]:
    for key, plans in count.spells["decision"].items():
        care = count.care(key)
        left_on, end = care["to_on"], care["to_reason"]
        with_care = [one for one in plans if one["to_on"] and one["to_reason"] == "care_ended"]
        if with_care and left_on and end not in ("E11", "E12", "lost", None):
            yield from ended(key[0], end, left_on)
        for one in plans:
            if one["to_on"] and one["to_reason"] != "care_ended":
                soon = left_on is not None and 0 <= (left_on - one["to_on"]).days <= 183
                yield from ended(key[0], end if soon else None, one["to_on"])


def ended(la: str, end: str | None, on: date) -> Iterator[Row]:
    way = "other"
    if end in ("E43", "E44", "E45", "E46", "E47", "E48"):
        way = "special_guardianship"
    if end in ("E4A", "E4B"):
        way = "home"
    yield "plans_ended", "", la, 1, 1, on
    yield "plans_ended_by", way, la, 1, 1, on


def standing(count: Recount, day: date) -> Iterator[Row]:
    """Where every child with a plan stands on a day."""

    def live(axis: str, key: Any) -> list[dict[str, Any]]:
        return [
            one
            for one in count.spells[axis][key]
            if (one["from_on"] is None or one["from_on"] <= day)
            and (one["to_on"] is None or one["to_on"] > day)
        ]

    for key in list(count.spells["care"]):
        if not live("care", key):
            continue
        early = [one for one in live("placement", key) if one["value"] in ("U2", "U5")]
        if early:
            yield "early_permanence_now", "", key[0], 1, 1, day
        order = live("authority", key)
        if live("adoptive_stay", key):
            yield "stage_now", "placed_no_order", key[0], 1, 1, day
        elif live("decision", key):
            yield "waiting_bands", band(order, day), key[0], 1, 1, day
            ends = count.days("plan_reversed", key)
            ends += [one["to_on"] for one in count.spells["adoptive_stay"][key] if one["to_on"]]
            matched = [
                on
                for on in count.days("matched", key)
                if on <= day and not any(on < end <= day for end in ends)
            ]
            stage = "order_no_match" if order else "decided_no_order"
            yield "stage_now", "matched_not_placed" if matched else stage, key[0], 1, 1, day


def band(order: list[dict[str, Any]], day: date) -> str:
    if not order:
        return "no_order"
    start = order[-1]["from_on"]
    if start is None:
        return "not_known"
    waited = (day - start).days
    bands = {91: "0_91", 182: "92_182", 365: "183_365", 547: "366_547"}
    return next((code for most, code in bands.items() if waited <= most), "over_547")


def added_up(rows: Iterator[Row], periods: list[Period]) -> dict[FigureRef, tuple[int, int]]:
    sums: dict[FigureRef, list[int]] = defaultdict(lambda: [0, 0])
    for name, part, la, value, weight, on in rows:
        for period in periods:
            if period.first_on <= on <= period.last_on:
                for area in (la, "all"):
                    for one in {part, ""}:
                        found = sums[FigureRef(name, area, period.name, one)]
                        found[0] += value
                        found[1] += weight
    return {ref: (value, weight) for ref, (value, weight) in sums.items()}


@pytest.mark.parametrize("seed", [1, 2])
def test_book_of_a_region_is_what_plain_loops_count(seed: int, tmp_path: Path) -> None:
    write_region(region_of(seed, has_slips=True), tmp_path)
    frames = merge_returns(read_returns([tmp_path]))
    book = book_of(frames)
    count = Recount(frames)
    own = [
        one
        for one in book
        if MEASURES[one.ref.measure].subject == "children"
        and not one.ref.measure.startswith("A")
        and (one.value is not None or one.why_none.startswith("no children"))
    ]
    periods = [Period.parse(name) for name in {one.ref.period for one in own}]
    days = [one for one in periods if one.first_on == one.last_on]
    expected = added_up(rows_of(count), [one for one in periods if one not in days])
    for day in days:
        expected |= added_up(standing(count, day.last_on), [day])
    assert len(own) > 5_000
    for figure in own:
        value, weight = expected.pop(figure.ref, (0, 0))
        if figure.denominator is None:
            assert figure.value == value, figure.ref
            continue
        assert (figure.numerator, figure.denominator) == (value, weight), figure.ref
        scale = 100 if figure.unit == "percent" else 1
        assert figure.value == (value * scale / weight if weight else None)
    assert {one for one in expected if book.get(one)} == set()


@pytest.mark.parametrize("seed", [4])
def test_flows_of_a_region_without_slips_are_those_of_its_lives(seed: int, tmp_path: Path) -> None:
    region = region_of(seed, has_slips=False)
    write_region(region, tmp_path)
    book = book_of(merge_returns(read_returns([tmp_path])))
    years = [one.ref.period for one in book if one.ref.measure == "adopted_by_sex"]
    expected = added_up(of_lives(region), [Period.parse(name) for name in set(years)])
    compared = 0
    for figure in book:
        if figure.ref.measure in ("decisions", "orders", "placed", "adopted", "adopted_by_sex"):
            assert figure.value == expected.get(figure.ref, (0, 0))[0], figure.ref
            compared += 1
    assert compared > 400


def of_lives(region: Region) -> Iterator[Row]:
    """Decisions, orders, placements and adoptions as the lives tell them."""
    for history in region.histories:
        la = history.la_code
        for period in history.periods:
            for decision in period.decisions:
                yield "decisions", "", la, 1, 1, decision.decided_on
            before = ""
            for status in period.statuses:
                if status.code == "E1" and before != "E1":
                    yield "orders", "", la, 1, 1, status.on
                before = status.code
            home = None
            for stay in period.placements:
                is_adoptive = stay.place in ("A3", "A4", "A5", "A6")
                if is_adoptive and home != stay.carer:
                    yield "placed", "", la, 1, 1, stay.on
                home = stay.carer if is_adoptive else None
            if period.is_adopted and period.left_on:
                yield "adopted", "", la, 1, 1, period.left_on
                part = {"M": "boys", "F": "girls"}[history.sex]
                yield "adopted_by_sex", part, la, 1, 1, period.left_on
