"""What the page of a meeting shows: its rows, what changed since last time, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from belong.web.tracker.presenters import ActionShown, OpenTable
from belong.web.ui.presenters import Pages

__all__ = ["NAMED", "MeetingTold", "Since", "SinceList"]

#: Cases named in each list of "since last time".
NAMED = 20


@dataclass(frozen=True)
class SinceList:
    """One list of those who changed: how many, and of the first who, where, and what changed."""

    title: str
    total: int
    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Since:
    """Since the last meeting. done, not_done: actions of earlier meetings."""

    last_on: date
    lists: Sequence[SinceList]
    done: Sequence[ActionShown]
    not_done: Sequence[ActionShown]


@dataclass(frozen=True)
class MeetingTold:
    """A meeting as one person sees it. agreed: actions that were added in it."""

    pages: Pages
    table: OpenTable
    shows_names: bool
    agreed: Sequence[ActionShown]
    since: Since | None
