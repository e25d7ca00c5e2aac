"""Columns of the quarterly data on children and adopters.

The fields of the list of children are those that the Standard Safeguarding Dataset marks as going
into this return. No public source gives the return's own headings, so all headings are Belong's,
and the file says so; the measures are worded as published headline measures name them.
"""

from __future__ import annotations

from belong.formats.lists import Holds, ListColumn, ListFormat

__all__ = ["ADOPTERS", "CHILDREN", "LISTS", "MEASURES"]

_DAY, _NUMBER = Holds.DAY, Holds.NUMBER
_FIELD = "Field {} of the Standard Safeguarding Dataset."


def _field(name: str, head: str, field: str, holds: Holds = Holds.TEXT) -> ListColumn:
    return ListColumn(name, head, holds, note=_FIELD.format(field))


CHILDREN = ListFormat(
    "children",
    "Children",
    "Every child whose decision that they should be placed for adoption held on any day of the"
    " quarter, or to whom something that the return counts happened in it.",
    (
        ListColumn("child", "Child", note="The council's own number, as in its SSDA903."),
        ListColumn("council", "Council code"),
        ListColumn("born_on", "Date of birth", _DAY),
        ListColumn("entered_care_on", "Entered care on", _DAY),
        _field("decided_on", "Decision on", "perm_adm_decision_date", _DAY),
        _field("early_permanence_on", "Early permanence from", "perm_placed_ffa_cp_date", _DAY),
        _field("ordered_on", "Placement order on", "perm_placement_order_date", _DAY),
        _field("matched_on", "Matched on", "perm_matched_date", _DAY),
        _field("placed_on", "Placed for adoption on", "perm_placed_for_adoption_date", _DAY),
        _field(
            "with_carers_from_on",
            "With these carers since",
            "perm_placed_foster_carer_date",
            _DAY,
        ),
        _field("reversed_on", "Decision reversed on", "perm_decision_reversed_date", _DAY),
        _field("reversed_reason", "Why reversed", "perm_decision_reversed_reason"),
        _field("in_sibling_group", "In a sibling group (0, 1)", "perm_part_of_sibling_group"),
        _field(
            "placed_together",
            "Placed together, this child included",
            "perm_siblings_placed_together",
            _NUMBER,
        ),
        _field(
            "placed_apart",
            "Siblings placed elsewhere",
            "perm_siblings_placed_apart",
            _NUMBER,
        ),
        _field("order_on", "Order that ended care on", "perm_permanence_order_date", _DAY),
        _field("order_type", "Order that ended care", "perm_permanence_order_type"),
    ),
)

ADOPTERS = ListFormat(
    "adopters",
    "Adopters",
    "Every family whose application was under way on any day of the quarter, or that left or"
    " adopted in it; one row for each application.",
    (
        ListColumn("family", "Family"),
        ListColumn("route", "Route"),
        ListColumn("stage", "Stage on the last day"),
        ListColumn("enquired_on", "Enquired on", _DAY),
        ListColumn("stage_1_from_on", "Stage 1 began on", _DAY),
        ListColumn("stage_1_to_on", "Stage 1 ended on", _DAY),
        ListColumn("stage_2_from_on", "Stage 2 began on", _DAY),
        ListColumn("stage_2_to_on", "Stage 2 ended on", _DAY),
        ListColumn("approved_on", "Approved on", _DAY),
        ListColumn("matched_on", "Matched on", _DAY),
        ListColumn("placed_on", "Child placed on", _DAY),
        ListColumn("adopted_on", "Adoption order on", _DAY),
        ListColumn("left_on", "Left on", _DAY),
        ListColumn("left_reason", "Why they left"),
    ),
)

MEASURES = ListFormat(
    "measures",
    "Headline measures",
    "What the quarter and the year to date add up to. Means are in whole days, of children adopted"
    " in the time itself, not of three years.",
    (
        ListColumn("measure", "Measure"),
        ListColumn("of", "Of"),
        ListColumn("kind", "Kind"),
        ListColumn("quarter", "Quarter", _NUMBER),
        ListColumn("quarter_n", "Quarter: number behind it", _NUMBER),
        ListColumn("year", "Year to date", _NUMBER),
        ListColumn("year_n", "Year to date: number behind it", _NUMBER),
    ),
)

LISTS = (MEASURES, CHILDREN, ADOPTERS)
