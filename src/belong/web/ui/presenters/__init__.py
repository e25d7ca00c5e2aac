"""What our components show: plain values in, plain values out; the macros only draw them."""

from belong.web.ui.presenters.identity import Fact, IdentityBar
from belong.web.ui.presenters.pages import Pages, pages_of
from belong.web.ui.presenters.recorded import EntryAction, RecordedEntry, Words
from belong.web.ui.presenters.tables import Cell, Column, Row, Table, summary_rows
from belong.web.ui.presenters.tags import Colour, Tag
from belong.web.ui.presenters.timeline import (
    Band,
    Clock,
    ClockState,
    Drawing,
    Lane,
    Mark,
    Timeline,
    TimelineRow,
)

__all__ = [
    "Band",
    "Cell",
    "Clock",
    "ClockState",
    "Colour",
    "Column",
    "Drawing",
    "EntryAction",
    "Fact",
    "IdentityBar",
    "Lane",
    "Mark",
    "Pages",
    "RecordedEntry",
    "Row",
    "Table",
    "Tag",
    "Timeline",
    "TimelineRow",
    "Words",
    "pages_of",
    "summary_rows",
]
