"""What each child does to a mean: for small councils one child can move it for three years."""

from __future__ import annotations

INFLUENCE_WORDS = ()


def influence_tables(figures, area, last, key_of):
    return ()
