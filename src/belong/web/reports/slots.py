"""The places of a section where words are written, and what happens when two people write at once.

A section is tables and charts with words before, between and behind them, and quotations. Each
place has a name that stays as long as what stands before it does, so that what one person wrote in
one place and another in a second can be put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from belong.reports.bound import BoundBlock, FigureChart, FigureTable, Words

__all__ = ["Merged", "Slot", "Written", "blocks_of", "merge", "slots_of", "title_of", "with_quote"]


@dataclass(frozen=True)
class Slot:
    """One place. kind: ``words`` and ``quote`` are written in; ``fixed`` is a table or a chart.

    name: unique in the section. blocks: what stands there now. after: title of the table or chart
    before it, or "".
    """

    name: str
    kind: Literal["words", "quote", "fixed"]
    blocks: tuple[BoundBlock, ...]
    after: str = ""

    @property
    def text(self) -> str:
        """The words in it."""
        return "\n\n".join(one.text for one in self.blocks if isinstance(one, Words))

    @property
    def consent(self) -> str:
        """How consent to a quotation was given, or ""."""
        return next((one.quoted_with for one in self.blocks if isinstance(one, Words)), "")

    @property
    def title(self) -> str:
        """What a table or chart is called, or ""."""
        return "".join(title_of(one) for one in self.blocks)


def title_of(block: BoundBlock) -> str:
    """What a table or chart is called; "" for words."""
    if isinstance(block, FigureTable):
        return block.caption
    return block.title if isinstance(block, FigureChart) else ""


def slots_of(blocks: Iterable[BoundBlock]) -> list[Slot]:
    """The places of a section in order; words that follow on one another are one place.

    There is a place for words first, and behind every table, chart and quotation.
    """
    slots: list[Slot] = []
    words: list[Words] = []
    name, after, quotes = "start", "", 0

    def put_words() -> None:
        slots.append(Slot(name, "words", tuple(words), after))
        words.clear()

    for block in blocks:
        if isinstance(block, Words) and not block.quoted_with:
            words.append(block)
            continue
        put_words()
        if isinstance(block, Words):
            quotes += 1
            slots.append(Slot(f"quote-{quotes}", "quote", (block,)))
            name = f"after-quote-{quotes}"
        else:
            slots.append(Slot(f"fixed-{block.key}", "fixed", (block,)))
            name, after = f"after-{block.key}", title_of(block)
    put_words()
    return slots


@dataclass(frozen=True)
class Written:
    """What somebody wrote into one place. is_kept: of a table or chart, whether it stays."""

    text: str = ""
    consent: str = ""
    is_kept: bool = True


def blocks_of(slots: Sequence[Slot], written: Mapping[str, Written]) -> tuple[BoundBlock, ...]:
    """The blocks of a section after somebody wrote; what was not touched stays as it was.

    written: by the name of the place; one without stays. A place whose words were emptied is gone.
    """
    blocks: list[BoundBlock] = []
    for slot in slots:
        told = written.get(slot.name)
        if told is None or (slot.kind == "fixed" and told.is_kept):
            blocks += slot.blocks
        elif slot.kind == "fixed":
            continue
        elif (told.text, told.consent) == (slot.text, slot.consent):
            blocks += slot.blocks
        elif told.text:
            blocks.append(
                Words(told.text, quoted_with=told.consent if slot.kind == "quote" else "")
            )
    return tuple(blocks)


@dataclass(frozen=True)
class Merged:
    """What two people wrote, put together on the places as they are now.

    written: for every place as it is now. clashes: names of places in which both wrote. homeless:
    words of the later writer whose place is gone.
    """

    written: dict[str, Written] = field(default_factory=dict)
    clashes: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()


def merge(base: Sequence[Slot], now: Sequence[Slot], mine: Mapping[str, Written]) -> Merged:
    """What was written on the base, put onto what the section says now.

    Where only one of the two wrote, that stands; where both did, the later writer's words stand and
    the place is among the clashes.
    """
    before = {slot.name: slot for slot in base}
    there = {slot.name: slot for slot in now}
    written: dict[str, Written] = {}
    clashes, homeless = [], []
    for slot in now:
        theirs = Written(slot.text, slot.consent)
        old, own = before.get(slot.name), mine.get(slot.name)
        if own is None or old is None:
            written[slot.name] = theirs
            continue
        is_mine = (own.text, own.consent, own.is_kept) != (old.text, old.consent, True)
        is_theirs = (slot.text, slot.consent) != (old.text, old.consent)
        written[slot.name] = own if is_mine else theirs
        if is_mine and is_theirs and own != theirs:
            clashes.append(slot.name)
    for name, own in mine.items():
        if name not in there and own.text and own.text != before[name].text:
            homeless.append(own.text)
    return Merged(written, tuple(clashes), tuple(homeless))


def with_quote(blocks: Sequence[BoundBlock], text: str, consent: str) -> tuple[BoundBlock, ...]:
    """The section with a quotation at its end."""
    return (*blocks, Words(text, quoted_with=consent))
