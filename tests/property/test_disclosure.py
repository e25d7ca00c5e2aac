"""No hidden number follows from what is published: tried by listing what an outsider must think."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from belong.analytics import ALL, FigureSet, compute
from belong.analytics.disclosure import HIDDEN, PublicFigure, apply
from belong.domain.frames import (
    CHILDREN_COLUMNS,
    COVERAGE_COLUMNS,
    EVENTS_COLUMNS,
    JOURNEYS_COLUMNS,
    SPELLS_COLUMNS,
    Frames,
)

LAS = ("991", "992", "993", "994")


def _empty(columns: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame(schema={name: getattr(pl, kind) for name, kind in columns.items()})


def _frames(events: pl.DataFrame | None = None, las: tuple[str, ...] = LAS) -> Frames:
    return Frames(
        events=_empty(EVENTS_COLUMNS) if events is None else events,
        spells=_empty(SPELLS_COLUMNS),
        children=_empty(CHILDREN_COLUMNS),
        coverage=pl.DataFrame(
            [(la, y, "") for la in las for y in range(2016, 2021)],
            schema={name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()},
            orient="row",
        ),
    )


def _decisions(counts: dict[tuple[str, int], int], las: tuple[str, ...] = LAS) -> FigureSet:
    """Figures of A15 for authorities and years with so many decisions each."""
    rows = [
        {
            "child_id": f"{la}-{n}",
            "la_code": la,
            "period_of_care": 1,
            "kind": "plan_decided",
            "happened_on": date(year - 1, 6, 1),
        }
        for (la, year), count in counts.items()
        for n in range(count)
    ]
    schema = {name: getattr(pl, kind) for name, kind in EVENTS_COLUMNS.items()}
    events = pl.DataFrame([{c: r.get(c) for c in schema} for r in rows], schema=schema)
    nobody = _empty(JOURNEYS_COLUMNS)
    return compute(_frames(events, las), nobody, year=2020, windows=3, codes=["A15"])


def _adoptions(cells: dict[str, tuple[int, int]]) -> FigureSet:
    """Figures of A4 and A1: so many children adopted, and so many who left care otherwise."""
    rows = [
        {
            "child_id": f"{la}-{n}",
            "la_code": la,
            "period_of_care": 1,
            "entered_care_on": date(2018, 1, 1),
            "was_placed": n < adopted,
            "placed_for_adoption_on": date(2018, 2, 1) + timedelta(days=n) if n < adopted else None,
            "adopted_on": date(2019, 6, 1) if n < adopted else None,
            "left_care_on": date(2019, 6, 1),
            "left_care_reason": "E11" if n < adopted else "E45",
            "left_care_legal_status": "C2",
        }
        for la, (adopted, other) in cells.items()
        for n in range(adopted + other)
    ]
    schema = {name: getattr(pl, kind) for name, kind in JOURNEYS_COLUMNS.items()}
    journeys = pl.DataFrame([{c: r.get(c) for c in schema} for r in rows], schema=schema)
    return compute(_frames(), journeys, year=2020, windows=1, codes=["A1", "A4"])


def _possible(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to share out the total so that each hidden cell has at least one child."""
    if cells == 1:
        if total >= 1:
            yield (total,)
        return
    for first in range(1, total - cells + 2):
        for rest in _possible(total - first, cells - 1):
            yield (first, *rest)


def _is_open(total: int, cells: int) -> bool:
    """Whether each cell can be two different numbers at least."""
    seen: list[set[int]] = [set() for _ in range(cells)]
    for shares in _possible(total, cells):
        for values, value in zip(seen, shares, strict=True):
            values.add(value)
        if all(len(values) > 1 for values in seen):
            return True
    return False


_counts = st.one_of(st.integers(0, 3), st.integers(0, 14))


@settings(max_examples=60)
@given(st.lists(_counts, min_size=12, max_size=12))
def test_hidden_counts_do_not_follow_from_totals_in_any_year(numbers: list[int]) -> None:
    years = (2018, 2019, 2020)
    keys = [(la, year) for la in LAS for year in years]
    counts = dict(zip(keys, numbers, strict=True))
    published = {(f.area, f.window): f for f in apply(_decisions(counts))}

    for year in years:
        window = f"{year - 1}-{year % 100}"
        total = published[ALL, window]
        for la in LAS:
            count = counts[la, year]
            shown = published[la, window]
            if 1 <= count <= 5:
                assert (shown.symbol, shown.value, shown.published) == (HIDDEN, None, None)
            if shown.symbol is None:
                assert shown.value == count
        hidden = [la for la in LAS if published[la, window].symbol]
        if hidden and total.symbol is None:
            assert total.value is not None
            visible = sum(int(published[la, window].value or 0) for la in LAS if la not in hidden)
            rest = int(total.value) - visible
            assert rest > 5
            assert _is_open(rest, len(hidden))


@settings(max_examples=60)
@given(st.lists(st.tuples(_counts, _counts), min_size=4, max_size=4))
def test_hidden_shares_and_means_do_not_follow_from_totals(cells: list[tuple[int, int]]) -> None:
    by_area = dict(zip(LAS, cells, strict=True))
    rows = apply(_adoptions(by_area))

    for code in ("A1", "A4"):
        shown = {f.area: f for f in rows if f.indicator == code}
        assert all(f.members == () and f.numerator is None for f in shown.values())
        for la, (adopted, other) in by_area.items():
            few = adopted if code == "A1" else adopted + other
            is_small = 1 <= few < 6
            if code == "A4":
                is_small |= 1 <= adopted <= 5 or 1 <= other <= 5
            if is_small:
                assert shown[la].symbol == HIDDEN
                assert (shown[la].value, shown[la].denominator) == (None, None)
        hidden = [la for la in LAS if shown[la].symbol]
        if hidden and shown[ALL].symbol is None:
            assert len(hidden) >= 2
            if code == "A1":
                assert sum(by_area[la][0] for la in hidden) >= 6
            else:
                for part in (0, 1):
                    rest = sum(by_area[la][part] for la in hidden)
                    assert rest == 0 or (rest > 5 and rest > len(hidden))


def test_one_small_authority_takes_a_second_with_it() -> None:
    rows = apply(_decisions({("991", 2020): 3, ("992", 2020): 20, ("993", 2020): 8}))
    shown = {f.area: f for f in rows if f.window == "2019-20"}

    assert [(a, shown[a].symbol) for a in (*LAS, ALL)] == [
        ("991", "c"),
        ("992", None),
        ("993", "c"),
        ("994", None),
        (ALL, None),
    ]
    assert shown["991"].hidden_because == "rests on a count of 1 to 5 children"
    assert "another authority" in str(shown["993"].hidden_because)
    assert isinstance(shown["991"], PublicFigure)


def test_total_is_hidden_where_every_authority_would_follow_from_it() -> None:
    six = tuple(f"99{n}" for n in range(1, 7))
    rows = apply(_decisions({(la, 2020): 1 for la in six}, six))
    shown = {f.area: f for f in rows if f.window == "2019-20"}

    assert all(shown[area].symbol == "c" for area in (*six, ALL))
    assert "would follow" in str(shown[ALL].hidden_because)
