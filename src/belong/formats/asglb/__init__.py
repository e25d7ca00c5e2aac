"""The quarterly data on children and adopters (ASGLB): lists and headline measures."""

from belong.formats.asglb.columns import ADOPTERS, CHILDREN, LISTS, MEASURES

__all__ = ["ADOPTERS", "CHILDREN", "LISTS", "MEASURES"]
