"""What follows from an event that a person recorded: other records that it happened to, too.

A match happens to a child and to a family. It is recorded once, on the child; an app that keeps the
other side registers here, and writes its own event in the same transaction. Nothing personal passes
from one side to the other: followers get the event, never the words that somebody gave as a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from belong.web.ledger.models import Event, SubjectKind

__all__ = ["Follower", "follow", "register"]

#: Called with a written event and the key of the person who recorded it.
Follower = Callable[[Event, str], None]

_FOLLOWERS: dict[str, list[Follower]] = {}


def register(kind: SubjectKind, follower: Follower) -> None:
    """Follow the events of a kind of subject; called once, when the app is ready."""
    followers = _FOLLOWERS.setdefault(kind, [])
    if follower not in followers:
        followers.append(follower)


def follow(events: Iterable[Event], by: str) -> None:
    """Let every follower write what follows, in the transaction that wrote the events."""
    for event in events:
        for follower in _FOLLOWERS.get(event.subject_kind, ()):
            follower(event, by)
