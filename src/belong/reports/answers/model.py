"""What an answer is made of: words, tables and pictures that can be kept and shown again.

An answer is computed beside the pages and kept as JSON; a page draws it and computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from belong.reports.model import Column, Point, Report, Section, Table

__all__ = [
    "LAST",
    "NEXT",
    "VALUE",
    "Answer",
    "Block",
    "Children",
    "Dot",
    "FunnelChart",
    "Spread",
    "SpreadChart",
    "StepsChart",
    "TrendChart",
    "as_report",
]


#: Title of the column whose numbers ``Answer.opens`` leads to.
VALUE = "Value"
#: The same, of the value of the last window, beside what is expected a year later.
LAST = "Last year's"
#: Title of the column whose numbers lead to what is told of that figure alone.
NEXT = "Forecast"


@dataclass(frozen=True)
class Dot:
    """One area in a funnel. label: its number in the table beside. is_out: beyond the limits.

    is_published: another council's value as it was published; it has no label.
    """

    label: str
    n: int
    value: float
    is_out: bool = False
    is_published: bool = False


@dataclass(frozen=True)
class FunnelChart:
    """Areas by number of children, with the limits of chance around what all of them make.

    limits: n, inner low and high, outer low and high, in order of n. england: None where unknown.
    """

    title: str
    description: str
    unit: str
    centre: float
    limits: tuple[tuple[int, float, float, float, float], ...]
    dots: tuple[Dot, ...]
    england: float | None = None


@dataclass(frozen=True)
class StepsChart:
    """How a value became another: steps up and down that add up to the difference.

    start, end: label and value. groups: a heading, and steps as label, change and the words of the
    change; every group alone leads from start to end.
    """

    title: str
    description: str
    unit: str
    start: tuple[str, float]
    end: tuple[str, float]
    groups: tuple[tuple[str, tuple[tuple[str, float, str], ...]], ...]


@dataclass(frozen=True)
class Spread:
    """One window: what came about, and from where to where it was told to come; None: not there."""

    label: str
    value: float | None
    low: float | None = None
    middle: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class SpreadChart:
    """What came about beside what had been told, oldest first; the last window is yet to come."""

    title: str
    description: str
    unit: str
    points: tuple[Spread, ...]


@dataclass(frozen=True)
class TrendChart:
    """One measure over time, oldest first, never joined across a break of its series.

    breaks: the label before which the series breaks, and what broke it, in a few words.
    """

    title: str
    description: str
    unit: str
    windows: tuple[Point, ...]
    breaks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Children:
    """A table of children by pseudonym, shown as far as the reader may see them.

    rows: code of the child's council, and the cells; the first is the pseudonym. first_words: on
    the child of the first row, for those who may see it; "" where there is nothing to say.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    first_words: str = ""


Block = Table | FunnelChart | StepsChart | SpreadChart | TrendChart | Children
_KINDS: dict[str, type[Block]] = {
    "table": Table,
    "funnel": FunnelChart,
    "steps": StepsChart,
    "spread": SpreadChart,
    "trend": TrendChart,
    "children": Children,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True)
class Answer:
    """A question answered. words: paragraphs. notes: what must be known beside them.

    opens: the first cell of a table's row, and the reference of the figure that is its value.
    """

    title: str
    words: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    opens: tuple[tuple[str, str], ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it."""
        blocks = [{"kind": _NAMES[type(one)], **asdict(one)} for one in self.blocks]
        return {**asdict(self), "blocks": blocks}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Answer:
        """What ``as_data`` wrote."""
        return cls(
            title=data["title"],
            words=tuple(data["words"]),
            blocks=tuple(_block(one) for one in data["blocks"]),
            notes=tuple(data["notes"]),
            opens=_in_tuples(data.get("opens", [])),
        )


def _block(data: Mapping[str, Any]) -> Block:
    told = {key: _in_tuples(value) for key, value in data.items() if key != "kind"}
    for key, kind in (("columns", Column), ("dots", Dot), ("points", Spread), ("windows", Point)):
        if key in data:
            told[key] = tuple(kind(**one) for one in data[key])
    return _KINDS[data["kind"]](**told)


def _in_tuples(value: Any) -> Any:
    return tuple(_in_tuples(one) for one in value) if isinstance(value, list) else value


def as_report(title: str, lead: tuple[str, ...], answers: tuple[Answer, ...]) -> Report:
    """Answers as a report of words and tables, as a terminal shows it."""
    return Report(
        title=title,
        lead=lead,
        sections=tuple(
            Section(
                key=f"answer-{number}",
                title=one.title,
                paragraphs=(*one.words, *one.notes),
                blocks=tuple(block for block in one.blocks if isinstance(block, Table)),
            )
            for number, one in enumerate(answers, start=1)
        ),
    )
