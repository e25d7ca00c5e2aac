"""The identity bar: who this page is about, first on every page of a child or a family."""

from __future__ import annotations

from dataclasses import dataclass

from belong.web.ui.presenters.tags import Tag

__all__ = ["Fact", "IdentityBar"]


@dataclass(frozen=True)
class Fact:
    """One fact of the bar, such as "Council" and "Northmoor"."""

    label: str
    value: str


@dataclass(frozen=True)
class IdentityBar:
    """Who, in a name or a pseudonym, with the few facts that prevent taking one for another.

    known_at: the words of an earlier moment that the page is read at, or None for now. Facts
    without a value are left out.
    """

    name: str
    facts: tuple[Fact, ...] = ()
    stage: Tag | None = None
    tags: tuple[Tag, ...] = ()
    known_at: str | None = None
    is_pseudonym: bool = False

    @property
    def shown_facts(self) -> tuple[Fact, ...]:
        """The facts that have a value."""
        return tuple(fact for fact in self.facts if fact.value)
