"""Measures of families: enquiries to approvals, time in each stage, and who waits."""

from __future__ import annotations

from belong.analytics.stored import Measure

__all__ = ["FAMILY_MEASURES", "PIPELINE"]

_QUARTERLY = "ASGLB quarterly return, adopter measures"

PIPELINE = (
    ("enquiry", "enquired, not registered"),
    ("stage1", "in stage 1"),
    ("between", "between stages 1 and 2"),
    ("stage2", "in stage 2"),
    ("waiting", "approved and waiting"),
    ("matched", "matched or with a child placed"),
)


def _flow(code: str, name: str, meaning: str) -> Measure:
    return Measure(code, name, meaning, "families", "flow", _QUARTERLY, "families")


FAMILY_MEASURES = (
    _flow("enquiries", "Enquiries", "Families who first enquired in the period."),
    _flow(
        "registrations",
        "Registrations of interest accepted",
        "Families whose registration of interest was accepted in the period.",
    ),
    _flow("approvals", "Families approved", "Families approved to adopt in the period."),
    _flow(
        "deregistrations",
        "Approved families who left",
        "Families whose approval ended in the period.",
    ),
    _flow(
        "withdrawals",
        "Families who withdrew before approval",
        "Families who withdrew, or whose assessment ended, in the period before an approval.",
    ),
    Measure(
        "stage1_days",
        "Average days in stage 1",
        "For families whose stage 1 ended in the period, without the days for which they had asked "
        "to wait.",
        "days",
        "time",
        _QUARTERLY,
        "families",
        polarity="low",
    ),
    Measure(
        "stage2_days",
        "Average days in stage 2",
        "For families whose stage 2 ended with a decision in the period, without the days for "
        "which they had asked to wait.",
        "days",
        "time",
        _QUARTERLY,
        "families",
        polarity="low",
    ),
    Measure(
        "stage1_in_time",
        "Share whose stage 1 took at most two months",
        "Of the families whose stage 1 ended in the period, the share for whom it took at most two "
        "months, without the days for which they had asked to wait.",
        "percent",
        "time",
        _QUARTERLY,
        "families",
        polarity="high",
    ),
    Measure(
        "stage2_in_time",
        "Share whose stage 2 took at most four months",
        "Of the families whose stage 2 ended with a decision in the period, the share for whom it "
        "took at most four months, without the days for which they had asked to wait.",
        "percent",
        "time",
        _QUARTERLY,
        "families",
        polarity="high",
    ),
    Measure(
        "families_waiting",
        "Approved families waiting",
        "Families approved on the day, with no match and no child placed.",
        "families",
        "stock",
        _QUARTERLY,
        "families",
    ),
    Measure(
        "pipeline_now",
        "Families by stage",
        "Families on the way to adopting on the day, each at one stage.",
        "families",
        "stock",
        "Belong's own",
        "families",
        parts=PIPELINE,
    ),
)
