"""What can be measured of children and families, and the book of figures that holds it."""

from __future__ import annotations

from belong.analytics.measures.book import measure
from belong.analytics.measures.catalogue import MEASURES

__all__ = ["MEASURES", "measure"]
