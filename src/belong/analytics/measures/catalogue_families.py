"""Measures of families: enquiries to approvals, time in each stage, and who waits."""

from __future__ import annotations

from typing import Literal

from belong.analytics.stored import Measure, Unit

__all__ = ["FAMILY_MEASURES", "MEDIANS", "PIPELINE"]

_QUARTERLY = "ASGLB quarterly return, adopter measures"
_SCORECARD = "DfE, Adoption scorecards, methodology and guidance, year ending March 2018"
_OWN = "Belong's own"

PIPELINE = (
    ("enquiry", "enquired, not in stage 1"),
    ("stage1", "in stage 1"),
    ("between", "between stages 1 and 2"),
    ("stage2", "in stage 2"),
    ("waiting", "approved, not matched"),
    ("matched", "matched, or with a child placed"),
)
_NO_HOLDS = "Days on hold count, since the law's limit runs on."


def _flow(code: str, name: str, meaning: str) -> Measure:
    return Measure(code, name, meaning, "families", "flow", _QUARTERLY, "families")


def _time(
    code: str,
    name: str,
    meaning: str,
    unit: Unit = "days",
    polarity: Literal["low", "high"] | None = "low",
    source: str = _QUARTERLY,
) -> Measure:
    return Measure(code, name, meaning, unit, "time", source, "families", polarity=polarity)


_STAGE_1 = "Of the families whose stage 1 ended in the period"
_STAGE_2 = "Of the families whose stage 2 ended with a decision in the period"

FAMILY_MEASURES = (
    _flow("enquiries", "Enquiries", "Families who first enquired in the period."),
    _flow(
        "registrations",
        "Registrations of interest accepted",
        "Families whose stage 1 began in the period; by the fast track, whose registration was "
        "received in it and went on to stage 2.",
    ),
    _flow("approvals", "Families approved", "Families approved to adopt in the period."),
    _flow(
        "deregistrations",
        "Approved families who left",
        "Families whose application ended in the period after an approval and before an order.",
    ),
    _flow(
        "withdrawals",
        "Families who left before approval",
        "Families whose enquiry or application ended in the period before an approval.",
    ),
    _time("stage1_days", "Average days in stage 1", f"{_STAGE_1}. {_NO_HOLDS}"),
    _time("stage2_days", "Average days in stage 2", f"{_STAGE_2}. {_NO_HOLDS}"),
    _time(
        "stage1_median",
        "Median days in stage 1",
        f"{_STAGE_1}, the days of the middle one. {_NO_HOLDS}",
        source=_OWN,
    ),
    _time(
        "stage2_median",
        "Median days in stage 2",
        f"{_STAGE_2}, the days of the middle one. {_NO_HOLDS}",
        source=_OWN,
    ),
    _time(
        "stage1_in_time",
        "Share whose stage 1 took at most two months",
        f"{_STAGE_1}, the share for whom it took at most two months. {_NO_HOLDS}",
        "percent",
        "high",
    ),
    _time(
        "stage2_in_time",
        "Share whose stage 2 took at most four months",
        f"{_STAGE_2}, the share for whom it took at most four months. {_NO_HOLDS}",
        "percent",
        "high",
    ),
    _time(
        "approved_in_six_months",
        "Share approved within six months",
        "Of the families approved in the period whose stage 1 is on record, the share approved "
        "within six months of its first day.",
        "percent",
        "high",
    ),
    _time(
        "days_approval_to_match",
        "Average days from approval to match",
        "For families matched in the period.",
        source=_OWN,
    ),
    _time(
        "A12",
        "Share of families matched who had waited three months or more",
        "Of the families matched with a child in the period, the share for whom at least three "
        "months had passed since their approval.",
        "percent",
        None,
        _SCORECARD,
    ),
    Measure(
        "families_waiting",
        "Approved families waiting",
        "Families approved on the day with no match and no child placed (the scorecard's A11). A "
        "link alone is no match.",
        "families",
        "stock",
        _SCORECARD,
        "families",
    ),
    Measure(
        "pipeline_now",
        "Families by stage",
        "Families on the way to adopting on the day, each at one stage.",
        "families",
        "stock",
        _OWN,
        "families",
        parts=PIPELINE,
    ),
)

#: Measures whose value is the middle one, not the mean.
MEDIANS = frozenset({"stage1_median", "stage2_median"})
