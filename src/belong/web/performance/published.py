"""What was last published of a figure: those who keep releases register here, and pages ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from belong.analytics.stored import FigureRef, StoredFigure

__all__ = ["Published", "last_published", "register"]


@dataclass(frozen=True)
class Published:
    """A figure as it was last published. title and on: of the release. href: its page, or ""."""

    title: str
    on: date
    figure: StoredFigure
    href: str = ""


#: Called with an agency's key and a figure of its book; gives None where it was never published.
Source = Callable[[str, FigureRef], Published | None]

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Tell of published figures; an app does this once, when it is ready."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def last_published(agency_key: str, ref: FigureRef) -> Published | None:
    """The figure as it was last published, or None."""
    found = [one for source in _SOURCES if (one := source(agency_key, ref))]
    return max(found, key=lambda one: one.on, default=None)
