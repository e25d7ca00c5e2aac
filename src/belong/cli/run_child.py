"""The work of ``belong child``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belong.cli.console import check_room, deliver, width_of_terminal
from belong.cli.keys import Keys
from belong.cli.options import ShortFormat
from belong.cli.pipeline import Supplied, check_area, check_year, open_returns
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.reports.story import Story

__all__ = ["run"]


def run(
    paths: Sequence[Path],
    child_id: str,
    year: int | None,
    la: str | None,
    area: str | None,
    style: ShortFormat,
    out: Path | None,
    with_ids: bool,
) -> None:
    """Find the child, gather what the returns say, render and deliver. Raises BelongError."""
    check_room(out)
    supplied = open_returns(paths, la)
    area = check_area(supplied, area)
    child = _found(supplied, child_id.strip(), area)
    own = _only(supplied, child)
    keys = Keys(supplied.returns, leaves=out is not None, with_ids=with_ids)
    last = check_year(supplied, year)
    story = _story(own, child, last if year else _telling_year(own, last), keys)
    from belong.reports.story import story_data, story_report

    if style is ShortFormat.json:
        from belong.reports.data import as_json

        deliver(as_json(story_data(story)), out)
        return
    from belong.reports.text import as_text

    deliver(as_text(story_report(story), width_of_terminal()), out)


def _found(supplied: Supplied, child_id: str, area: str | None) -> dict[str, Any]:
    """The child's row of the frames. Raises BelongError where there is none, or several."""
    import polars as pl

    rows = supplied.frames.children.filter(pl.col("child_id") == child_id)
    if area not in (None, "all"):
        rows = rows.filter(pl.col("la_code") == area)
    if rows.is_empty():
        raise BelongError(
            "no return supplied has an episode of this child.",
            mend="Give the number as it stands under CHILD, leading zeros included.",
        )
    if rows.height > 1:
        codes = ", ".join(sorted(rows["la_code"]))
        raise BelongError(
            f"several authorities have a child of this number: {codes}.",
            mend="Say which one with --area.",
        )
    return rows.row(0, named=True)


def _only(supplied: Supplied, child: dict[str, Any]) -> Supplied:
    """What was supplied, with this child alone."""
    from dataclasses import replace

    import polars as pl

    is_child = (pl.col("la_code") == child["la_code"]) & (pl.col("child_id") == child["child_id"])
    frames = replace(
        supplied.frames,
        events=supplied.frames.events.filter(is_child),
        spells=supplied.frames.spells.filter(is_child),
        children=supplied.frames.children.filter(is_child),
    )
    return Supplied(supplied.returns, frames, supplied.journeys.filter(is_child))


def _telling_year(own: Supplied, last: int) -> int:
    """The year of the child's last adoption, where the last windows no longer hold it."""
    from belong.domain.calendar import financial_year

    adopted = [on for on in own.journeys["adopted_on"] if on is not None]
    year = financial_year(max(adopted)) if adopted else last
    return year if year <= last - 3 else last


def _story(own: Supplied, child: dict[str, Any], year: int, keys: Keys) -> Story:
    """The parts of the story as plain rows."""
    from belong.analytics import DEFINITIONS, compute
    from belong.analytics.windows import window_ending
    from belong.reports.story import Story

    figures = compute(own.frames, own.journeys, year=year, windows=1)
    windows = {code: window_ending(each.window, year) for code, each in DEFINITIONS.items()}
    name = keys(child["la_code"], child["child_id"])
    notices = [
        keys.clean(notice.message, child["la_code"], child["child_id"])
        for notice in own.frames.notices
        if (notice.la_code, notice.child) == (child["la_code"], child["child_id"])
    ]
    return Story(
        name=name if keys.are_new else f"Child {name}",
        key=name,
        child=child,
        spells=own.frames.spells.to_dicts(),
        events=own.frames.events.to_dicts(),
        journeys=own.journeys.to_dicts(),
        membership=figures.membership.to_dicts(),
        windows=windows,
        notices=notices,
    )
