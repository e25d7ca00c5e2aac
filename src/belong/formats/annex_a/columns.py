"""Columns of Annex A lists 10 and 11.

Headings are those of Ofsted's template as the sector's public code writes them. Two headings of
list 11 stand in no source that was read: they are Belong's own, and marked so.
"""

from __future__ import annotations

from belong.formats.lists import Holds, ListColumn, ListFormat

__all__ = ["LISTS", "LIST_10", "LIST_11"]

_SSD = "Ofsted Annex A, as data-to-insight/ssd-data-model words it"
_NOT_KEPT = "Belong does not keep this: add it from the case system."


def _official(name: str, head: str, holds: Holds = Holds.TEXT, note: str = "") -> ListColumn:
    return ListColumn(name, head, holds, source=_SSD, note=note)


def _day(name: str, head: str, note: str = "") -> ListColumn:
    return _official(name, head, Holds.DAY, note)


LIST_10 = ListFormat(
    "list-10",
    "List 10 Adoption",
    "Every child who, in the 12 months, was adopted, has the decision and is not yet adopted, or"
    " had the decision reversed.",
    (
        _official("child", "Child Unique ID", note="The council's own number, as in its SSDA903."),
        _official(
            "family", "Family identifier", note="The family matched or placed with: see list 11."
        ),
        _official("gender", "Gender"),
        _official("ethnicity", "Ethnicity"),
        _day("born_on", "Date of Birth"),
        _official("age", "Age of Child (Years)", Holds.NUMBER, "-1 for a child not yet born."),
        _official("disability", "Does the Child have a Disability", note=_NOT_KEPT),
        _day("entered_care_on", "Date the Child Entered Care"),
        _day("decided_on", "Date of Decision that Child Should be Placed for Adoption"),
        _day("ordered_on", "Date of Placement Order"),
        _day("matched_on", "Date of Matching Child and Prospective Adopters"),
        _day("placed_on", "Date Placed for Adoption"),
        _day("adopted_on", "Date of Adoption Order"),
        _day(
            "reversed_on",
            "Date of Decision that Child Should No Longer be Placed for Adoption",
        ),
        _official("reversed_reason", "Reason Why Child No Longer Placed for Adoption"),
        _day(
            "early_permanence_on",
            "Date the child was placed for fostering in FFA or concurrent planning placement",
        ),
    ),
    source=_SSD,
)

LIST_11 = ListFormat(
    "list-11",
    "List 11 Prospective adopters",
    "Every individual who, in the 12 months, had contact with the adoption agency as a prospective"
    " adopter: whose application was under way on any day of them.",
    (
        _official("adopter", "Individual adopter identifier"),
        _official("family", "Family identifier"),
        _official("gender", "Gender"),
        _official("ethnicity", "Ethnicity", note=_NOT_KEPT),
        _day("born_on", "Date of Birth"),
        ListColumn("age", "Age (years)", Holds.NUMBER),
        ListColumn("disability", "Does the person have a disability", note=_NOT_KEPT),
        _official("fosters_for_adoption", "Is the (prospective) adopter fostering for adoption?"),
        _day("enquired_on", "Date enquiry received"),
        _day("stage_1_from_on", "Date Stage 1 started"),
        _day("stage_1_to_on", "Date Stage 1 ended"),
        _day("stage_2_from_on", "Date Stage 2 started"),
        _day("stage_2_to_on", "Date Stage 2 ended"),
        _day(
            "applied_on",
            "Date application submitted",
            "The day on which the registration of interest was received.",
        ),
        _day("approved_on", "Date application approved"),
        _day("matched_on", "Date adopter matched with child(ren)"),
        _day("placed_on", "Date child/children placed with adopter(s)"),
        _official("children_placed", "No. of children placed", Holds.NUMBER),
        _day("adopted_on", "Date of Adoption Order"),
        _day("left_on", "Date of leaving adoption process"),
        _official("left_reason", "Reason for leaving adoption process"),
    ),
    source=_SSD,
)

LISTS = (LIST_10, LIST_11)
