"""The entries across the top of every page, each shown only to those it leads somewhere for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from belong.domain.policy import ActorFacts

__all__ = ["Entry", "navigation", "register"]


@dataclass(frozen=True)
class Entry:
    """One entry. order: entries stand in ascending order. shown_to: who may follow it."""

    text: str
    url_name: str
    order: int
    shown_to: Callable[[ActorFacts], bool]


_ENTRIES: list[Entry] = []


def register(entry: Entry) -> None:
    """Add an entry; an app does this once, when it is ready."""
    if entry not in _ENTRIES:
        _ENTRIES.append(entry)
        _ENTRIES.sort(key=lambda each: each.order)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries for this person, as the service navigation component takes them."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    entries = []
    for entry in _ENTRIES:
        if not entry.shown_to(actor):
            continue
        href = reverse(entry.url_name)
        is_here = request.path == href or (href != "/" and request.path.startswith(href))
        entries.append({"text": entry.text, "href": href, "active": is_here})
    return entries
