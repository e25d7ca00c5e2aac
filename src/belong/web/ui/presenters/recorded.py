"""Everything recorded on one subject: the ledger's rows, with what corrected them."""

from __future__ import annotations

from dataclasses import dataclass

from belong.web.ui.presenters.tags import Tag

__all__ = ["EntryAction", "RecordedEntry", "Words"]


@dataclass(frozen=True)
class EntryAction:
    """A link that does something with an entry. about: what a screen reader adds."""

    text: str
    href: str
    about: str


@dataclass(frozen=True)
class Words:
    """Words that somebody wrote with an entry, under a heading."""

    head: str
    text: str


@dataclass(frozen=True)
class RecordedEntry:
    """One row of the ledger in words.

    id: of the element, so that other rows can lead to it. when: the day in the world. lines: what
    it says. recorded: when, by whom, from where. why: the reason of a correction. tags: corrected,
    withdrawn, sealed, planned. stands: whether it is believed now.
    """

    id: str
    when: str
    what: str
    recorded: str
    lines: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    why: str = ""
    tags: tuple[Tag, ...] = ()
    actions: tuple[EntryAction, ...] = ()
    stands: bool = True
