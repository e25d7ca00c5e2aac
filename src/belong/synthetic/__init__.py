"""A seeded, made-up region whose right answers are known by construction; the only demo data."""

from belong.synthetic.histories import History, Region
from belong.synthetic.region import council_name, make_region
from belong.synthetic.truth import truth
from belong.synthetic.writing import write_region

__all__ = ["History", "Region", "council_name", "make_region", "truth", "write_region"]
