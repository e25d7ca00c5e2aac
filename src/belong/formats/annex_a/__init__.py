"""Ofsted's Annex A: the two child-level lists that touch adoption."""

from belong.formats.annex_a.codes import disability_choice, ethnicity_choice, gender_choice
from belong.formats.annex_a.columns import LIST_10, LIST_11, LISTS

__all__ = [
    "LISTS",
    "LIST_10",
    "LIST_11",
    "disability_choice",
    "ethnicity_choice",
    "gender_choice",
]
