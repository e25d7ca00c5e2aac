"""What returns tell of children: their merged histories, as the events that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from belong.domain.events import Event as DomainEvent
from belong.domain.journey.events_from_episodes import events_from_episodes
from belong.domain.journey.periods import ChildFacts, Decision, Episode, Match
from belong.formats.ssda903.merge import MergedReturns
from belong.formats.ssda903.model import ReturnSet
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.records import Child

__all__ = ["Families", "History", "Told", "chosen_returns", "histories_in", "told_by"]

#: The family that an event of a child is about, where somebody knows it.
Families = Callable[[Child, DomainEvent], str | None]


@dataclass(frozen=True)
class Told:
    """An event as a file tells it: its kind, its day, and its details."""

    kind: str
    on: date
    details: Mapping[str, Any]


@dataclass
class History:
    """What the returns so far tell of one child."""

    facts: ChildFacts
    episodes: list[Episode] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)


def chosen_returns(
    returns: ReturnSet, places: Collection[int], *, only: Collection[Child] | None = None
) -> ReturnSet:
    """The returns at these places alone, as if no other had come; only: of these children."""
    kept = sorted(places)
    at = pl.DataFrame(
        {
            "_return": kept,
            "_at": range(len(kept)),
            "_la": [returns.returns[place].la_code for place in kept],
        },
        schema={"_return": pl.UInt16, "_at": pl.UInt16, "_la": pl.String},
    )
    children = None
    if only is not None:
        children = pl.DataFrame(
            list(only), schema={"_la": pl.String, "CHILD": pl.String}, orient="row"
        )
    tables = {}
    for name, table in returns.tables.items():
        found = table.join(at, on="_return", how="inner", maintain_order="left")
        if children is not None:
            found = found.join(children, on=["_la", "CHILD"], how="semi", maintain_order="left")
        tables[name] = found.with_columns(pl.col("_at").alias("_return")).drop("_at", "_la")
    return ReturnSet(tuple(returns.returns[place] for place in kept), tables)


def histories_in(merged: MergedReturns, las: Collection[str]) -> dict[Child, History]:
    """The merged histories, child by child, of these councils."""
    found: dict[Child, History] = {}

    def of(row: dict[str, Any]) -> History:
        child = (row["la_code"], row["CHILD"])
        if child not in found:
            found[child] = History(ChildFacts(row["CHILD"], row["la_code"]))
        return found[child]

    for row in _rows(merged.headers, las):
        history = of(row)
        history.facts = replace(
            history.facts, born_on=row["DOB"], sex=row["SEX"], ethnicity=row["ETHNIC"]
        )
    for row in _rows(merged.episodes, las):
        is_lost = row["lost_on"] is not None
        of(row).episodes.append(
            Episode(
                decom=row["DECOM"],
                rne=row["RNE"],
                ls=row["LS"],
                place=row["PLACE"],
                dec=row["lost_on"] if is_lost else row["DEC"],
                rec=None if is_lost else row["REC"],
                ends_unknown=is_lost,
            )
        )
    for row in _rows(merged.decisions, las):
        of(row).decisions.append(
            Decision(row["DATE_PLACED"], row["DATE_PLACED_CEASED"], row["REASON_PLACED_CEASED"])
        )
    for row in _rows(merged.adoptions, las):
        of(row).matches.append(Match(row["DATE_MATCH"], row["DATE_INT"], row["year"]))
    return found


def _rows(frame: pl.DataFrame, las: Collection[str]) -> Iterable[dict[str, Any]]:
    return frame.filter(pl.col("la_code").is_in(list(las))).iter_rows(named=True)


def told_by(child: Child, history: History, families: Families | None = None) -> list[Told]:
    """The events that a history tells, oldest first."""
    events = events_from_episodes(
        history.episodes, history.decisions, history.matches, history.facts
    )
    told = []
    for event in events:
        if event.happened_on is None:  # pragma: no cover - a return tells of nothing planned
            continue
        family = families(child, event) if families else None
        details = {**event.details, FAMILY_KEY: family} if family else dict(event.details)
        told.append(Told(event.kind.value, event.happened_on, details))
    return told
