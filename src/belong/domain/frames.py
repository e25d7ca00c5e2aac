"""The frames that every figure is computed from: their columns, and what one row is.

Both doors into Belong (files of returns, and the ledger) produce ``events``, ``spells`` and
``children``; the vectorised fold in ``belong.analytics`` makes ``journeys`` from them. This module
declares the columns as data and does not import Polars when it runs.

Dates are whole days. A spell is half-open: it holds on ``from_on`` and no longer on ``to_on``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "AXES",
    "CHILDREN_COLUMNS",
    "COVERAGE_COLUMNS",
    "EVENTS_COLUMNS",
    "EVENT_KINDS_NEVER_RETURNED",
    "EVENT_KINDS_OF_LEDGER",
    "EVENT_KINDS_OF_RETURNS",
    "FROM_LEDGER",
    "JOURNEYS_COLUMNS",
    "SPELLS_COLUMNS",
    "Frames",
    "Notice",
]

#: One row per event believed. ``change`` is null for events that come from files. period_of_care:
#: the period that the event belongs to, counted as in the spells; null when it belongs to none.
EVENTS_COLUMNS: dict[str, str] = {
    "child_id": "String",
    "la_code": "String",
    "period_of_care": "Int32",
    "kind": "String",
    "happened_on": "Date",
    "change": "Int64",
    "family_id": "String",
    "reason": "String",
    "source": "String",
}

#: Kinds that a return can speak of: the decision, its reversal, the order, the match (known only
#: once the child is adopted), and the ends of care. ``reason`` holds RD1..RD4 for a reversal and
#: the REC code for ``adopted`` and ``left_care``. ``plan_decided_as_adopted`` is AD1's DATE_INT:
#: the same decision told again, never counted as another.
EVENT_KINDS_OF_RETURNS = (
    "entered_care",
    "plan_decided",
    "plan_decided_as_adopted",
    "plan_reversed",
    "placement_order",
    "matched",
    "placed_for_adoption",
    "adopted",
    "left_care",
)

#: ``source`` of the events of children whose cases are kept in Belong.
FROM_LEDGER = "ledger"

#: Kinds that only the ledger speaks of, under the names of ``domain.events``. ``match_decided`` is
#: every match, ``matched`` that of an adoption; a day may have both. ``reason`` holds the
#: DelayReason of a delay or of a hearing vacated or adjourned.
EVENT_KINDS_OF_LEDGER = (
    "referred",
    "parallel_plan_made",
    "match_decided",
    "match_ended",
    "hearing_vacated",
    "hearing_adjourned",
    "delayed",
)
#: Those of them that no return tells of in any way: they show that cases are kept in Belong.
EVENT_KINDS_NEVER_RETURNED = tuple(
    kind for kind in EVENT_KINDS_OF_LEDGER if kind not in ("match_decided", "match_ended")
)

#: Axes of spells and the vocabulary of ``value``.
AXES: dict[str, str] = {
    "care": "value 'looked_after'; one row per period of care; to_reason = its REC or 'lost'",
    "legal": "value = LS code; one row per run of the same legal status within a period of care",
    "authority": "value 'placement_order'; one row per run of E1/D1 within a period of care",
    "decision": "value 'should_be_placed'; to_reason = the reversal's reason, or 'care_ended'",
    "placement": "value = PLACE code; one row per run of the same PLACE with the same carer",
    "adoptive_stay": "value = last PLACE of the run; unbroken A3-A6 with one carer (RNE L, T, U)",
    "carer_stay": "value = last PLACE of the run; unbroken stay with one carer (RNE L, T, U)",
}

#: One row per child per dated state. from_on null = began before anything supplied can show, with
#: the reason in from_reason; to_on null = still so. period_of_care counts from 1 within the child.
SPELLS_COLUMNS: dict[str, str] = {
    "child_id": "String",
    "la_code": "String",
    "period_of_care": "Int32",
    "axis": "String",
    "value": "String",
    "from_on": "Date",
    "to_on": "Date",
    "from_reason": "String",
    "to_reason": "String",
}

#: One row per child: what is true of the child and not of a day. sibling_group_id: brothers and
#: sisters planned for together; null where there are none, and in returns, which do not tell.
CHILDREN_COLUMNS: dict[str, str] = {
    "child_id": "String",
    "la_code": "String",
    "born_on": "Date",
    "sex": "String",
    "ethnicity": "String",
    "sibling_group_id": "String",
}

#: One row per return supplied.
COVERAGE_COLUMNS: dict[str, str] = {
    "la_code": "String",
    "year": "Int32",
    "source": "String",
}

#: One row per child per period of care. A null date has its reason in the column ``*_reason`` where
#: the source cannot know it; null with a null reason means it has not happened.
#: has_order: an E1/D1 run is live at the match, or is the next after it (with no match: the run
#: live when the child was placed, else the last). was_placed: the period ended in an adoptive stay.
JOURNEYS_COLUMNS: dict[str, str] = {
    "child_id": "String",
    "la_code": "String",
    "period_of_care": "Int32",
    "born_on": "Date",
    "sex": "String",
    "ethnicity": "String",
    "entered_care_on": "Date",
    "entered_care_reason": "String",
    "plan_decided_on": "Date",
    "has_order": "Boolean",
    "placement_order_on": "Date",
    "placement_order_reason": "String",
    "matched_on": "Date",
    "was_placed": "Boolean",
    "placed_for_adoption_on": "Date",
    "placed_for_adoption_reason": "String",
    "moved_in_on": "Date",
    "moved_in_reason": "String",
    "adopted_on": "Date",
    "is_carer_adoption": "Boolean",
    "is_early_permanence": "Boolean",
    "plan_ended_on": "Date",
    "plan_ended_reason": "String",
    "left_care_on": "Date",
    "left_care_reason": "String",
    "left_care_legal_status": "String",
}


@dataclass(frozen=True)
class Notice:
    """Something the reader or the merge did or found that the reader of a figure must know.

    code: short and stable, such as ``lost_between_returns``. message: plain English.
    child: the CHILD it concerns, or None. la_code, year: of the return, or None.
    """

    code: str
    message: str
    la_code: str | None = None
    year: int | None = None
    child: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Frames:
    """Events, spells and children of one or more authorities, with what they were made from."""

    events: pl.DataFrame
    spells: pl.DataFrame
    children: pl.DataFrame
    coverage: pl.DataFrame
    notices: tuple[Notice, ...] = field(default=())
