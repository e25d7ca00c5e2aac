"""What can be measured of children and families, and the book of figures that holds it."""

from __future__ import annotations

from belong.analytics.measures.book import measure
from belong.analytics.measures.catalogue import MEASURES
from belong.analytics.measures.families import FamilyFacts, family_facts, measure_families
from belong.analytics.measures.stated import together, with_stated

__all__ = [
    "MEASURES",
    "FamilyFacts",
    "family_facts",
    "measure",
    "measure_families",
    "together",
    "with_stated",
]
