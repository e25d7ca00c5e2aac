"""Who is on the way to adoption on a day, and at what pace others went there in recent years.

The evidence of a forecast (``forecast``), as it was known on the last day of a financial year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.definitions import Definition
from belong.analytics.figures import ALL

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["YEARS_BACK", "OnTheWay", "Seen", "StageTime", "adopted_until", "seen_on", "waits"]

#: The service's own recent past, in years.
YEARS_BACK = 3
#: An area with fewer stages than this in the recent past goes by the pace of all supplied.
OWN_PACE = 30


@dataclass(frozen=True)
class StageTime:
    """One child in one stage: from a day on, until it moved on, ended otherwise, or still there."""

    from_on: date
    to_on: date | None
    moved_on: bool


@dataclass(frozen=True)
class OnTheWay:
    """A child on the last day known. start_on: of the indicator, None = not known yet.

    end_on: the indicator's end where it is known already. since: the first day of the stage.
    ordered: whether a placement order is live. home_since: since when the child lives where it
    does. stays_at_home: the share, 0 to 1, of those who lived in such a placement when they were
    decided for, whose carers adopted them.
    """

    since: date
    start_on: date | None
    end_on: date | None
    decided_on: date | None
    ordered: bool
    home_since: date | None
    stays_at_home: float


@dataclass
class Seen:
    """All that a forecast looks at.

    adopted: day and days counted of each adoption that counts. recent: days
    counted by those adopted in the recent past. late: days counted by those adopted
    in the recent past of whom nothing was decided when that year began. decision_to_order,
    match_to_placement, lived_there_before (with the adopters, where not yet when decided for):
    stretches in days of those adopted in the recent past. stays_at_home: by kind of placement at
    the decision, the share whose carers adopted them. without_order:
    the share of them, 0 to 1, who had no placement order.
    """

    as_of: date
    definition: Definition
    adopted: list[tuple[date, int]] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    placed: list[OnTheWay] = field(default_factory=list)
    waiting: list[OnTheWay] = field(default_factory=list)
    stays: list[StageTime] = field(default_factory=list)
    waits: list[StageTime] = field(default_factory=list)
    decision_to_order: list[int] = field(default_factory=list)
    match_to_placement: list[int] = field(default_factory=list)
    lived_there_before: list[int] = field(default_factory=list)
    stays_at_home: dict[str, float] = field(default_factory=dict)
    without_order: float = 0.0
    own_pace: bool = True


def adopted_until(
    journeys: pl.DataFrame, area: str, definition: Definition, *, until: date
) -> list[tuple[date, int]]:
    """The day of each adoption that counts, to the last day, and what it counts."""
    rows = _counting(journeys, area, definition, until)
    return [(on, value) for on, value, _, _ in rows]


def _counting(
    journeys: pl.DataFrame, area: str, definition: Definition, until: date
) -> Iterator[tuple[date, int, date | None, date]]:
    """Of each adoption that counts: its day, days counted, days of decision and placement."""
    import polars as pl

    start, end = str(definition.start), str(definition.end)
    rows = journeys.filter(
        (pl.col("adopted_on") <= until)
        & pl.col("was_placed")
        & pl.col(start).is_not_null()
        & pl.col(end).is_not_null()
    )
    if area != ALL:
        rows = rows.filter(pl.col("la_code") == area)
    told = rows.sort("la_code", "child_id").select(
        "adopted_on", "plan_decided_on", "placed_for_adoption_on", start_on=start, end_on=end
    )
    for on, decided_on, placed_on, start_on, end_on in told.rows():
        yield on, max(0, (end_on - start_on).days), decided_on, placed_on or on


def seen_on(
    frames: Frames, journeys: pl.DataFrame, area: str, as_of: date, definition: Definition
) -> Seen:
    """What was known on the day, of the area; its pace from everybody where it has too little."""
    import polars as pl

    seen = Seen(as_of, definition)
    recent = as_of.replace(year=as_of.year - YEARS_BACK)
    for on, value, decided_on, placed_on in _counting(journeys, area, definition, as_of):
        seen.adopted.append((on, value))
        if on > recent:
            seen.recent.append(value)
        year_before = _last_day_before(on)
        if on > recent and min(decided_on or placed_on, placed_on) > year_before:
            seen.late.append(value)
    _pace(seen, frames, journeys, area)
    if area != ALL and min(len(seen.stays), len(seen.waits)) < OWN_PACE:
        seen.own_pace = False
        seen.stays, seen.waits = [], []
        _pace(seen, frames, journeys, ALL)
    _ways(seen, frames, journeys.filter(pl.col("adopted_on").is_between(recent, as_of)))
    _on_the_way(seen, frames, journeys, area)
    return seen


def _ways(seen: Seen, frames: Frames, known: pl.DataFrame) -> None:
    """How those adopted in the recent past came: stretches, consents, and with whom they lived."""
    import polars as pl

    if known.is_empty():
        return
    seen.without_order = float((~known["has_order"]).sum() / known.height)
    homes = (
        frames.spells.filter(pl.col("axis") == "placement")
        .select(*_KEY, "from_on", "to_on", home="value")
        .join(known.select(*_KEY, "plan_decided_on"), on=_KEY)
        .filter(
            (pl.col("from_on") <= pl.col("plan_decided_on"))
            & (pl.col("to_on").is_null() | (pl.col("to_on") > pl.col("plan_decided_on")))
        )
        .unique(_KEY, keep="last", maintain_order=True)
        .select(*_KEY, "home")
    )
    at_home: dict[str, list[bool]] = {}
    columns = [
        "plan_decided_on",
        "placement_order_on",
        "matched_on",
        "placed_for_adoption_on",
        "moved_in_on",
        "home",
    ]
    told = known.join(homes, on=_KEY, how="left").sort(_KEY).select(columns)
    for decided_on, ordered_on, matched_on, placed_on, moved_in_on, home in told.rows():
        if decided_on and ordered_on:
            seen.decision_to_order.append((ordered_on - decided_on).days)
        if matched_on and placed_on:
            seen.match_to_placement.append(max(0, (placed_on - matched_on).days))
        if home and placed_on and moved_in_on:
            at_home.setdefault(home, []).append(moved_in_on <= decided_on)
            if moved_in_on > decided_on:
                seen.lived_there_before.append((placed_on - moved_in_on).days)
    seen.stays_at_home = {home: sum(told) / len(told) for home, told in at_home.items()}


def _last_day_before(on: date) -> date:
    """The 31 March before the financial year of a day."""
    return date(on.year - (on < date(on.year, 4, 1)), 3, 31)


#: A child's period of care: la_code, child_id, its number.
PeriodKey = tuple[str, str, int]
_KEY = ["la_code", "child_id", "period_of_care"]


def _begun(frames: Frames, axis: str, area: str, as_of: date) -> pl.DataFrame:
    """Spells of an axis that began by the day, in the area; ends after it are not known yet."""
    import polars as pl

    rows = frames.spells.filter((pl.col("axis") == axis) & (pl.col("from_on") <= as_of))
    if area != ALL:
        rows = rows.filter(pl.col("la_code") == area)
    return rows.select(
        *_KEY,
        "from_on",
        "value",
        "to_reason",
        to_on=pl.when(pl.col("to_on") <= as_of).then("to_on"),
    ).sort(*_KEY, "from_on")


def _pace(seen: Seen, frames: Frames, journeys: pl.DataFrame, area: str) -> None:
    """Stages of everybody who was in one within the recent past."""
    import polars as pl

    as_of = seen.as_of
    recent = as_of.replace(year=as_of.year - YEARS_BACK)
    orders = journeys.filter(pl.col("adopted_on") <= as_of).select(*_KEY, "adopted_on")
    stays = _begun(frames, "adoptive_stay", area, as_of).join(orders, on=_KEY, how="left")
    for from_on, to_on, adopted_on in stays.select("from_on", "to_on", "adopted_on").rows():
        if to_on is None or to_on > recent:
            seen.stays.append(StageTime(from_on, to_on, to_on is not None and to_on == adopted_on))
    for _, wait in waits(frames, area, as_of):
        if wait.to_on is None or wait.to_on > recent:
            seen.waits.append(wait)


def waits(frames: Frames, area: str, as_of: date) -> Iterator[tuple[PeriodKey, StageTime]]:
    """Each wait, and whose: from the decision, or a placement's end, until placed or given up."""
    stays: dict[PeriodKey, list[tuple[date, date | None]]] = {}
    dates = [*_KEY, "from_on", "to_on"]
    for code, child, number, from_on, to_on in (
        _begun(frames, "adoptive_stay", area, as_of).select(dates).iter_rows()
    ):
        stays.setdefault((code, child, number), []).append((from_on, to_on))
    for code, child, number, from_on, to_on in (
        _begun(frames, "decision", area, as_of).select(dates).iter_rows()
    ):
        period = (code, child, number)
        since: date | None = from_on
        for stay_from, stay_to in stays.get(period, []):
            if since is None or (to_on is not None and stay_from > to_on):
                break
            if stay_from >= since:
                yield period, StageTime(since, stay_from, moved_on=True)
            since = stay_to
        if since is not None and (to_on is None or to_on > since):
            yield period, StageTime(since, to_on, moved_on=False)


def _on_the_way(seen: Seen, frames: Frames, journeys: pl.DataFrame, area: str) -> None:
    """Children placed, and children who wait with a live decision, on the day."""
    import polars as pl

    as_of = seen.as_of
    start, end = str(seen.definition.start), str(seen.definition.end)

    def live(axis: str, name: str) -> pl.DataFrame:
        rows = _begun(frames, axis, area, as_of).filter(pl.col("to_on").is_null())
        return rows.unique(_KEY, keep="last", maintain_order=True).select(
            *_KEY, pl.col("from_on").alias(name), pl.col("value").alias(f"{name}_value")
        )

    told = journeys.select(
        *_KEY,
        *(
            pl.when(pl.col(name) <= as_of).then(pl.col(name)).alias(f"known_{name}")
            for name in ("matched_on", "moved_in_on", "placed_for_adoption_on")
        ),
    )
    rows = (
        live("care", "entered_care_on")
        .join(live("adoptive_stay", "stay_on"), on=_KEY, how="left")
        .join(live("decision", "decided_on"), on=_KEY, how="left")
        .join(live("authority", "placement_order_on"), on=_KEY, how="left")
        .join(live("carer_stay", "carer_on"), on=_KEY, how="left")
        .join(live("placement", "placement_on"), on=_KEY, how="left")
        .join(told, on=_KEY, how="left")
        .filter(pl.col("stay_on").is_not_null() | pl.col("decided_on").is_not_null())
        .sort(_KEY)
    )
    waiting_since = {
        period: wait.from_on for period, wait in waits(frames, area, as_of) if wait.to_on is None
    }
    for row in rows.iter_rows(named=True):
        is_placed = row["stay_on"] is not None
        ends = {
            "placed_for_adoption_on": row["stay_on"],
            "moved_in_on": (row["known_moved_in_on"] or row["stay_on"]) if is_placed else None,
            "matched_on": row["known_matched_on"],
            "placement_order_on": row["placement_order_on"],
        }
        told_of = OnTheWay(
            since=(
                row["stay_on"]
                if is_placed
                else waiting_since.get(
                    (row["la_code"], row["child_id"], row["period_of_care"]), row["decided_on"]
                )
            ),
            start_on=row[start],
            end_on=ends[end],
            decided_on=row["decided_on"],
            ordered=row["placement_order_on"] is not None,
            home_since=row["carer_on"],
            stays_at_home=seen.stays_at_home.get(row["placement_on_value"], 0.0),
        )
        (seen.placed if is_placed else seen.waiting).append(told_of)
