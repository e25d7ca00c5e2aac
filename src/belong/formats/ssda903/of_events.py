"""Frames from events: what is believed of each child, told as a return would hold it.

It goes through the same vectorised code as the returns themselves: one arithmetic, whichever the
door. What no return can hold (``EVENT_KINDS_OF_LEDGER``) is added to the frame of events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from belong.domain.events import EVENT_KINDS, Axis, Event, EventKind
from belong.domain.frames import EVENTS_COLUMNS, FROM_LEDGER, Frames
from belong.domain.journey.episodes_from_events import Filed, episodes_from_events
from belong.formats.ssda903.frames import frames_of
from belong.formats.ssda903.merge import MergedReturns

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "RETURNED",
    "TOLD_BY_LEDGER",
    "EventsOfChild",
    "TablesOfEvents",
    "frames_of_events",
    "frames_of_tables",
]

_K = EventKind
_LEAVING = frozenset(k for k, facts in EVENT_KINDS.items() if Axis.CARE in facts.moves)
#: The kind in the frame of events that an event of the ledger is the origin of.
_FRAME_KINDS: dict[EventKind, str] = {
    **dict.fromkeys(_LEAVING, "left_care"),
    _K.CARE_ENTERED: "entered_care",
    _K.DECISION_MADE: "plan_decided",
    _K.DECISION_REVERSED: "plan_reversed",
    _K.PLACEMENT_ORDER_MADE: "placement_order",
    _K.MATCH_DECIDED: "matched",
    _K.PLACED_FOR_ADOPTION: "placed_for_adoption",
    _K.ADOPTION_ORDER_MADE: "adopted",
}
#: Kinds of event that a return can tell of, and what ends them.
RETURNED = frozenset(
    {
        *_FRAME_KINDS,
        _K.BORN,
        _K.LEGAL_STATUS_BEGAN,
        _K.PLACEMENT_BEGAN,
        _K.EARLY_PERMANENCE_PLACED,
        _K.EARLY_PERMANENCE_ENDED,
        _K.DISRUPTED,
        _K.PLACEMENT_ORDER_REVOKED,
        _K.PLACEMENT_ORDER_SET_ASIDE,
        _K.MATCH_ENDED,
    }
)
#: Kinds that are told beside, each under the same name in the frame of events.
TOLD_BY_LEDGER = frozenset(
    {
        _K.REFERRED,
        _K.PARALLEL_PLAN_MADE,
        _K.MATCH_DECIDED,
        _K.MATCH_ENDED,
        _K.HEARING_VACATED,
        _K.HEARING_ADJOURNED,
        _K.DELAYED,
    }
)


@dataclass(frozen=True)
class EventsOfChild:
    """A child and what is believed of it. sex, ethnicity: where its birth event tells neither."""

    pseudonym: str
    la_code: str
    events: Sequence[Event]
    sex: str = ""
    ethnicity: str = ""
    sibling_group: str = ""


def frames_of_events(children: Iterable[EventsOfChild], coverage: pl.DataFrame) -> Frames:
    """Events, spells and children of these children; coverage: returns among the sources.

    child_id is the pseudonym; nothing in the frames says who a child is.
    """
    tables = TablesOfEvents()
    for child in children:
        tables.add(child)
    return frames_of_tables([tables], coverage)


def frames_of_tables(parts: Iterable[TablesOfEvents], coverage: pl.DataFrame) -> Frames:
    """The same of children whose tables were made in parts, each with numbers of its own."""
    tables = TablesOfEvents()
    for part in parts:
        tables.extend(part)
    frames = frames_of(tables.merged(), coverage)
    return replace(
        frames,
        events=tables.with_told(tables.with_origin(frames.events), frames.spells),
        children=tables.with_siblings(frames.children),
    )


class TablesOfEvents:
    """Rows of merged histories, child by child, as the reader of returns would hand them over.

    first: the number of the first child that is added; the others follow.
    """

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.episodes: list[tuple[Any, ...]] = []
        self.decisions: list[tuple[Any, ...]] = []
        self.adoptions: list[tuple[Any, ...]] = []
        self.headers: list[tuple[Any, ...]] = []
        self.origins: list[tuple[Any, ...]] = []
        self.told: list[tuple[Any, ...]] = []
        self.siblings: list[tuple[str, str]] = []

    def add(self, child: EventsOfChild) -> None:
        """Take in one child."""
        key = (self.first + len(self.headers), child.la_code, child.pseudonym)
        filed: Filed = episodes_from_events(child.events)
        for one in filed.episodes:
            lost_on = one.dec if one.ends_unknown else None
            ended_on = None if one.ends_unknown else one.dec
            self.episodes.append(
                (*key, one.decom, one.rne, one.ls, one.place, ended_on, one.rec, lost_on)
            )
        for made in filed.decisions:
            self.decisions.append((*key, made.on, made.ceased_on, made.reason))
        for match in filed.matches:
            self.adoptions.append((*key, match.year, match.int_on, match.on))
        born = next((one for one in child.events if one.kind is _K.BORN), None)
        facts = born.details if born else {}
        self.headers.append(
            (
                *key,
                born.happened_on if born else None,
                facts.get("sex") or child.sex or None,
                facts.get("ethnicity") or child.ethnicity or None,
            )
        )
        if child.sibling_group:
            self.siblings.append((child.pseudonym, child.sibling_group))
        for event in child.events:
            if event.happened_on is None:
                continue
            row = (event.happened_on, event.change, event.family_id)
            if event.kind in _FRAME_KINDS:
                self.origins.append((child.pseudonym, _FRAME_KINDS[event.kind], *row))
            if event.kind in TOLD_BY_LEDGER:
                why = event.details.get("delay_reason") or event.details.get("reason") or None
                self.told.append((child.pseudonym, child.la_code, event.kind.value, *row, why))

    def extend(self, other: TablesOfEvents) -> None:
        """Take in the rows of other children."""
        self.episodes += other.episodes
        self.decisions += other.decisions
        self.adoptions += other.adoptions
        self.headers += other.headers
        self.origins += other.origins
        self.told += other.told
        self.siblings += other.siblings

    def merged(self) -> MergedReturns:
        """The rows as frames."""
        import polars as pl

        text, day, number = pl.String, pl.Date, pl.Int32
        keys = {"kid": pl.Int64, "la_code": text, "CHILD": text}

        def table(rows: list[tuple[Any, ...]], **columns: Any) -> pl.DataFrame:
            return pl.DataFrame(rows, schema={**keys, **columns}, orient="row")

        return MergedReturns(
            episodes=table(
                self.episodes, DECOM=day, RNE=text, LS=text, PLACE=text, DEC=day, REC=text,
                lost_on=day,
            ),
            decisions=table(
                self.decisions, DATE_PLACED=day, DATE_PLACED_CEASED=day, REASON_PLACED_CEASED=text
            ),
            adoptions=table(self.adoptions, year=number, DATE_INT=day, DATE_MATCH=day),
            headers=table(self.headers, DOB=day, SEX=text, ETHNIC=text),
            notices=(),
        )  # fmt: skip

    def with_origin(self, events: pl.DataFrame) -> pl.DataFrame:
        """The events with the change that each was recorded in, and the family it is about."""
        import polars as pl

        on = ["child_id", "kind", "happened_on"]
        schema = {
            "child_id": pl.String,
            "kind": pl.String,
            "happened_on": pl.Date,
            "change": pl.Int64,
            "family_id": pl.String,
        }
        origins = pl.DataFrame(self.origins, schema=schema, orient="row").unique(
            on, keep="last", maintain_order=True
        )
        return (
            events.drop("change", "family_id")
            .join(origins, on=on, how="left", maintain_order="left")
            .with_columns(pl.lit(FROM_LEDGER).alias("source"))
            .select(events.columns)
        )

    def with_told(self, events: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
        """The events with those that no return holds, in the period of care of their day.

        On a day outside care it is the next period; after the last one there is none.
        """
        import polars as pl

        kinds = {
            name: getattr(pl, EVENTS_COLUMNS[name])
            for name in (
                "child_id", "la_code", "kind", "happened_on", "change", "family_id", "reason"
            )
        }  # fmt: skip
        told = pl.DataFrame(self.told, schema=kinds, orient="row").with_row_index("_told")
        periods = (
            told.select("_told", "child_id", "happened_on")
            .join(
                spells.filter(pl.col("axis") == "care").select(
                    "child_id", "period_of_care", "to_on"
                ),
                on="child_id",
            )
            .filter(pl.col("to_on").is_null() | (pl.col("to_on") >= pl.col("happened_on")))
            .group_by("_told")
            .agg(pl.col("period_of_care").min())
        )
        rows = told.join(periods, on="_told", how="left").with_columns(source=pl.lit(FROM_LEDGER))
        return pl.concat([events, rows.select(events.columns)])

    def with_siblings(self, children: pl.DataFrame) -> pl.DataFrame:
        """The children with the sibling group of each."""
        import polars as pl

        schema = {"child_id": pl.String, "sibling_group_id": pl.String}
        groups = pl.DataFrame(self.siblings, schema=schema, orient="row")
        return (
            children.drop("sibling_group_id")
            .join(groups, on="child_id", how="left", maintain_order="left")
            .select(children.columns)
        )
