"""How long children wait with a decision until they are placed, as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.figures import ALL

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["PeriodKey", "StageTime", "waits"]


@dataclass(frozen=True)
class StageTime:
    """One child in one stage: from a day on, until it moved on, ended otherwise, or still there."""

    from_on: date
    to_on: date | None
    moved_on: bool


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
        to_on=pl.when(pl.col("to_on") <= as_of).then("to_on"),
    ).sort(*_KEY, "from_on")


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
