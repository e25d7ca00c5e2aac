"""Rules laid out for quick finding: by the event or the anchor that starts each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from belong.domain.clocks.rules import Anchor, ClockRule, Trigger

__all__ = ["Entry", "Rulebook"]


class Entry:
    """The rules of one key, one for each span of days in which it was in force."""

    __slots__ = ("_always", "_spans", "follower", "key", "meets", "repeats", "starts")

    def __init__(self, key: str, rules: Iterable[ClockRule]) -> None:
        self.key = key
        stated = list(rules)
        self._spans = [
            (one.in_force_from or date.min, one.in_force_to or date.max, one) for one in stated
        ]
        first = stated[0]
        is_timeless = first.in_force_from is None and first.in_force_to is None
        self._always = first if is_timeless else None
        self.starts, self.meets, self.repeats = first.starts, first.meets, first.repeats
        #: The clock that a met clock of this key starts, besides its own repetition.
        self.follower: Entry | None = None

    def on(self, day: date) -> ClockRule | None:
        """The rule for a clock that starts on a day; None where none was in force."""
        if self._always is not None:
            return self._always
        for from_on, to_on, rule in self._spans:
            if from_on <= day < to_on:
                return rule
        return None


class Rulebook:
    """Every rule that applies, found by what starts it."""

    def __init__(self, rules: Iterable[ClockRule]) -> None:
        by_key: dict[str, list[ClockRule]] = {}
        for rule in rules:
            by_key.setdefault(rule.key, []).append(rule)
        self.entries = {key: Entry(key, stated) for key, stated in by_key.items()}
        #: Clocks that an event starts; the same key may stand under several events.
        self.by_trigger: dict[Trigger, list[Entry]] = {}
        #: Clocks that an anchor starts; not those that another clock starts.
        self.by_anchor: dict[Anchor, list[Entry]] = {anchor: [] for anchor in Anchor}
        for key, entry in self.entries.items():
            follows = by_key[key][0].follows
            if follows is not None:
                if follows in self.entries:
                    self.entries[follows].follower = entry
            elif isinstance(entry.starts, Anchor):
                self.by_anchor[entry.starts].append(entry)
            else:
                for trigger in entry.starts:
                    self.by_trigger.setdefault(trigger, []).append(entry)
