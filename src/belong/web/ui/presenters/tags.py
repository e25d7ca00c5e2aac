"""Tags: a word or two in a coloured box; the colour only repeats what the word says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Colour", "Tag"]


class Colour(StrEnum):
    """The colours that the design system has for tags."""

    GREY = "grey"
    BLUE = "blue"
    TEAL = "teal"
    GREEN = "green"
    PURPLE = "purple"
    MAGENTA = "magenta"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"


@dataclass(frozen=True)
class Tag:
    """A tag: the stage of a journey, the state of a check, a flag."""

    text: str
    colour: Colour = Colour.BLUE
