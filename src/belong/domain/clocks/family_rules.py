"""The clocks of a family's application to adopt: every one as data, in the order of the way.

Keys that the pipeline already names (stage 1, the break, stage 2, the review) take its numbers.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from belong.domain.clocks.rules import (
    Anchor,
    Basis,
    ClockRule,
    Mark,
    PauseKind,
    Severity,
    Trigger,
)
from belong.domain.clocks.sources import (
    ASSESSED_IN_2020,
    CHECKS_IN_STAGE_2,
    GUIDANCE,
    MADE_IN_2005,
    NMS,
    TWO_STAGES_FROM,
    months,
    weeks,
    working_days,
)
from belong.domain.journey.family import LIMITS, FamilyEventKind, LimitKey

__all__ = ["FAMILY_RULES", "FamilyClockKey"]

K = FamilyEventKind


class FamilyClockKey(StrEnum):
    """Short and stable names of a family's clocks; a recorded delay names the one it explains."""

    INFORMATION = "information"
    REGISTRATION = "registration"
    ASSESSMENT_BEFORE_2013 = "assessment_before_2013"
    STAGE_1 = "stage_1"
    BREAK = "break"
    STAGE_2 = "stage_2"
    COMMENTS = "comments"
    PANEL = "panel"
    DECISION_AFTER_MINUTES = "family_decision_after_minutes"
    TOLD_ORALLY = "family_told_orally"
    TOLD_IN_WRITING = "family_told_in_writing"
    DETERMINATION = "determination"
    REVIEW_PANEL = "review_panel"
    SEARCH_RELEASE = "search_release"
    REVIEW = "review"
    WAITING_3_MONTHS = "waiting_3_months"
    WAITING_6_MONTHS = "waiting_6_months"
    WAITING_12_MONTHS = "waiting_12_months"
    POLICE_CHECK = "police_check"
    MEDICAL = "medical"
    FAMILY_RESIDENCE = "family_residence"


C = FamilyClockKey
_GK = Mark.GENERAL_KNOWLEDGE
_WORKER = "adopters' social worker"
_MANAGER = "agency's manager"
_MAKER = "agency decision maker"
_APPLICANTS = "the applicants"
_NOBODY = "nobody: the time itself passes"
_DECIDED: tuple[Trigger, ...] = (K.APPROVED, K.DETERMINATION_SENT, K.NOT_APPROVED)
_WAITS = (PauseKind.HOLD, PauseKind.CHOICE)
_30B = "AAR 2005 regulation 30B"


def _told(key: FamilyClockKey, how: str, kind: FamilyEventKind, number: int) -> ClockRule:
    return ClockRule(
        key=key,
        label=f"Tell the applicants of the decision {how}",
        limit=working_days(number),
        amber_after=working_days(number - 1),
        basis=Basis.STANDARD,
        source=f"{NMS} 17",
        mark=_GK,
        severity=Severity.AMBER,
        who=_WORKER,
        starts=_DECIDED,
        meets=(kind,),
        outlives=True,
    )


def _comments(number: int, **in_force: date) -> ClockRule:
    return ClockRule(
        key=C.COMMENTS,
        label="The applicants' time to comment on their report ends",
        limit=working_days(number),
        basis=Basis.REGULATION,
        source="AAR 2005 regulation 30, as amended by SI 2013/985"
        if "in_force_from" in in_force
        else "AAR 2005 part 4, before SI 2013/985",
        mark=_GK,
        severity=Severity.INFO,
        who=_NOBODY,
        starts=(K.REPORT_SHARED,),
        is_period=True,
        **in_force,  # type: ignore[arg-type]
    )


def _waiting(key: FamilyClockKey, number: int) -> ClockRule:
    return ClockRule(
        key=key,
        label=f"Waiting for a match for {number} months",
        limit=months(number),
        basis=Basis.LOCAL,
        source="waiting flags of practice; scorecard indicator A12 counts from three months",
        severity=Severity.INFO,
        who="family finder",
        starts=Anchor.APPROVAL,
        meets=(K.MATCHED, K.CHILD_PLACED, K.EARLY_PERMANENCE_PLACED),
        pauses=_WAITS,
    )


FAMILY_RULES: tuple[ClockRule, ...] = (
    ClockRule(
        key=C.INFORMATION,
        label="Detailed information, after the enquiry",
        limit=working_days(10),
        amber_after=working_days(7),
        basis=Basis.GUIDANCE,
        source=f"{GUIDANCE}; Croydon, Recruitment, assessment and approval",
        severity=Severity.AMBER,
        who="recruitment team",
        starts=(K.ENQUIRED,),
        meets=(
            K.INFORMATION_SENT,
            K.INFORMATION_EVENT_ATTENDED,
            K.INITIAL_VISIT_MADE,
            K.REGISTRATION_RECEIVED,
        ),
    ),
    ClockRule(
        key=C.REGISTRATION,
        label="Accept or decline the registration of interest",
        limit=working_days(5),
        limit_words="A refusal has written reasons.",
        amber_after=working_days(3),
        basis=Basis.GUIDANCE,
        source="DfE, Adoption and fostering: tackling delay, response to consultation, May 2013",
        mark=_GK,
        severity=Severity.AMBER,
        who=_MANAGER,
        starts=(K.REGISTRATION_RECEIVED,),
        meets=(K.STAGE_1_BEGAN, K.STAGE_2_BEGAN, K.REGISTRATION_DECLINED),
        in_force_from=TWO_STAGES_FROM,
    ),
    ClockRule(
        key=C.ASSESSMENT_BEFORE_2013,
        label="Decision on suitability, after the application",
        limit=months(8),
        amber_after=months(6),
        basis=Basis.GUIDANCE,
        source=f"{GUIDANCE}, before two stages",
        mark=_GK,
        who=_MAKER,
        starts=(K.REGISTRATION_RECEIVED,),
        meets=_DECIDED,
        reason_softens=True,
        in_force_from=MADE_IN_2005,
        in_force_to=TWO_STAGES_FROM,
    ),
    ClockRule(
        key=C.STAGE_1,
        label="Stage 1",
        limit=months(LIMITS[LimitKey.STAGE_1].months),
        limit_words="Longer at the applicants' request or for a good reason of the agency's,"
        " recorded. A hold does not stop it.",
        amber_after=weeks(6),
        basis=Basis.GUIDANCE,
        source=f"{GUIDANCE}, chapter 3; One Adoption South Yorkshire and Ealing procedures",
        who=_MANAGER,
        starts=(K.STAGE_1_BEGAN,),
        meets=(K.STAGE_1_PASSED, K.STAGE_1_NOT_PASSED, K.STAGE_2_BEGAN),
        reason_softens=True,
        in_force_from=TWO_STAGES_FROM,
        easings=CHECKS_IN_STAGE_2,
    ),
    ClockRule(
        key=C.BREAK,
        label="Break between stages",
        limit=months(LIMITS[LimitKey.BREAK].months),
        limit_words="Later, stage 1 begins again.",
        amber_after=months(5),
        basis=Basis.GUIDANCE,
        source=f"{GUIDANCE}, chapter 3; Together for Adoption, steps",
        severity=Severity.CLOSES,
        who=_APPLICANTS,
        starts=(K.STAGE_1_PASSED,),
        meets=(K.STAGE_2_BEGAN,),
        in_force_from=TWO_STAGES_FROM,
    ),
    ClockRule(
        key=C.STAGE_2,
        label="Stage 2",
        limit=months(LIMITS[LimitKey.STAGE_2].months),
        limit_words="From the applicants' notice to the decision, not to the panel; the fast track"
        " too. Longer in exceptional circumstances or at the applicants' request, recorded. A hold"
        " does not stop it.",
        amber_after=months(3),
        basis=Basis.REGULATION,
        source=f"{_30B}(1) and (2)",
        who=_MAKER,
        starts=(K.STAGE_2_BEGAN,),
        meets=_DECIDED,
        reason_softens=True,
        in_force_from=TWO_STAGES_FROM,
    ),
    _comments(10, in_force_to=TWO_STAGES_FROM),
    _comments(5, in_force_from=TWO_STAGES_FROM),
    ClockRule(
        key=C.PANEL,
        label="Panel, after the prospective adopter's report",
        limit=weeks(6),
        amber_after=weeks(4),
        basis=Basis.GUIDANCE,
        source=GUIDANCE,
        mark=_GK,
        severity=Severity.AMBER,
        who="panel adviser",
        starts=(K.REPORT_FINISHED,),
        meets=(K.PANEL_MET, K.PANEL_RECOMMENDED, *_DECIDED),
        easings=(ASSESSED_IN_2020,),
    ),
    ClockRule(
        key=C.DECISION_AFTER_MINUTES,
        label="Decision on suitability, after the panel's final minutes",
        limit=working_days(7),
        amber_after=working_days(5),
        basis=Basis.STANDARD,
        source=f"{NMS} 17",
        mark=_GK,
        who=_MAKER,
        starts=((K.MINUTES_FINAL, "suitability"),),
        meets=_DECIDED,
    ),
    _told(C.TOLD_ORALLY, "orally", K.TOLD_ORALLY, 2),
    _told(C.TOLD_IN_WRITING, "in writing", K.TOLD_IN_WRITING, 5),
    ClockRule(
        key=C.DETERMINATION,
        label="Answer the proposal not to approve, or ask for an independent review",
        limit=working_days(40),
        limit_words="The day on which it was sent counts as the first.",
        amber_after=working_days(30),
        basis=Basis.REGULATION,
        source=f"{_30B}(5)(c)",
        severity=Severity.CLOSES,
        who=_APPLICANTS,
        starts=(K.DETERMINATION_SENT,),
        meets=(K.REPRESENTATIONS_MADE, K.REVIEW_PANEL_APPLIED_TO, K.APPROVED, K.NOT_APPROVED),
        counts_start=True,
        in_force_from=TWO_STAGES_FROM,
    ),
    ClockRule(
        key=C.REVIEW_PANEL,
        label="Independent review panel's recommendation",
        limit=months(4),
        limit_words="An aim; the agency pays, and decides finally.",
        amber_after=months(3),
        basis=Basis.GUIDANCE,
        source="Independent Review Mechanism guide; SI 2009/395 part 3",
        severity=Severity.AMBER,
        who="independent review panel",
        starts=(K.REVIEW_PANEL_APPLIED_TO,),
        meets=(K.REVIEW_PANEL_RECOMMENDED, K.APPROVED, K.NOT_APPROVED),
    ),
    ClockRule(
        key=C.SEARCH_RELEASE,
        label="Release to search beyond the agency",
        limit=months(3),
        limit_words="Typical; some agencies hold longer.",
        amber_after=months(2),
        basis=Basis.LOCAL,
        source="practice of agencies; the agency's own matching plan",
        severity=Severity.AMBER,
        who="family finder",
        starts=Anchor.APPROVAL,
        meets=(K.SEARCH_RELEASED, K.LINKED, K.MATCHED, K.CHILD_PLACED, K.EARLY_PERMANENCE_PLACED),
        pauses=_WAITS,
        is_optional=True,
    ),
    _waiting(C.WAITING_3_MONTHS, 3),
    _waiting(C.WAITING_6_MONTHS, 6),
    _waiting(C.WAITING_12_MONTHS, 12),
    ClockRule(
        key=C.REVIEW,
        label="Review of approval",
        limit=months(LIMITS[LimitKey.REVIEW].months),
        limit_words="While no child is placed; sooner on a change of circumstances.",
        amber_after=months(10),
        basis=Basis.REGULATION,
        source="AAR 2005 regulation 30D",
        mark=_GK,
        who=_WORKER,
        starts=Anchor.APPROVAL,
        meets=(K.REVIEWED,),
        repeats=True,
        in_force_from=MADE_IN_2005,
    ),
    ClockRule(
        key=C.POLICE_CHECK,
        label="DBS certificate to be renewed",
        limit=months(36),
        limit_words="By the agency's policy, often two or three years; or the day recorded.",
        amber_after=months(33),
        basis=Basis.LOCAL,
        source="the agency's policy",
        severity=Severity.AMBER,
        who=_WORKER,
        starts=Anchor.CHECK,
        meets=((K.CHECK_RECEIVED, "dbs"),),
    ),
    ClockRule(
        key=C.MEDICAL,
        label="Adult health report to be renewed",
        limit=months(24),
        limit_words="By the agency's policy, often two years; or the day recorded.",
        amber_after=months(21),
        basis=Basis.LOCAL,
        source="the agency's policy",
        severity=Severity.AMBER,
        who=_WORKER,
        starts=Anchor.CHECK,
        meets=((K.CHECK_RECEIVED, "health"),),
    ),
    ClockRule(
        key=C.FAMILY_RESIDENCE,
        label="They may apply for the adoption order from",
        limit=weeks(10),
        limit_words="Time as the child's foster or early permanence carers counts.",
        basis=Basis.STATUTE,
        source="ACA 2002 section 42(2); Birmingham, Application to court for an adoption order",
        severity=Severity.INFO,
        who=_NOBODY,
        starts=Anchor.TIED,
        is_period=True,
        in_force_from=MADE_IN_2005,
    ),
)
