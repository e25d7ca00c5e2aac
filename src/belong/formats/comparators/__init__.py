"""Published tables: England's values that ship, and importing those of other authorities."""

from __future__ import annotations

from belong.domain.comparators import ComparatorSet, PublishedValue
from belong.formats.comparators.store import import_comparators, load, save, shipped

__all__ = ["ComparatorSet", "PublishedValue", "import_comparators", "load", "save", "shipped"]
