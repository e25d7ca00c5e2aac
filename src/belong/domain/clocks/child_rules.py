"""The clocks of a child's journey up to placing: every one as data, in the order of the way.

A missed clock never stops anything: the reason and who agreed are recorded (statutory guidance on
adoption, chapter 4). Sources marked as general knowledge are printed as to be checked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from belong.domain.clocks.rules import (
    Anchor,
    Basis,
    ClockRule,
    Mark,
    Moment,
    OnlyIf,
    PauseKind,
    Severity,
    Trigger,
)
from belong.domain.clocks.sources import (
    CARE_GUIDANCE,
    GUIDANCE,
    MADE_IN_2005,
    NMS,
    PANEL_OPTIONAL,
    REVIEWS_EASED,
    days,
    months,
    weeks,
    working_days,
)
from belong.domain.events import EventKind

__all__ = ["BEFORE_PLACING", "FINDER", "OFFICER", "WORKER", "ClockKey"]

K = EventKind


class ClockKey(StrEnum):
    """Short and stable names of a child's clocks; a recorded delay names the one it explains."""

    CARE_PROCEEDINGS = "care_proceedings"
    PERMANENCE_PLAN = "permanence_plan"
    CONSENT_FROM = "consent_from"
    RETURN_PLACED_CHILD = "return_placed_child"
    RETURN_UNPLACED_CHILD = "return_unplaced_child"
    PANEL_AFTER_REPORT = "panel_after_report"
    PANEL_RECOMMENDATION = "panel_recommendation"
    DECISION_AFTER_REPORT = "decision_after_report"
    DECISION_AFTER_MINUTES = "decision_after_minutes"
    PLAN_TOLD_ORALLY = "plan_told_orally"
    PLAN_TOLD_IN_WRITING = "plan_told_in_writing"
    LINK_AFTER_DECISION = "link_after_decision"
    MATCH_AFTER_DECISION = "match_after_decision"
    BABY_MATCH_AFTER_DECISION = "baby_match_after_decision"
    MATCH_AFTER_ORDER = "match_after_order"
    MATCH_AFTER_MINUTES = "match_after_minutes"
    MATCH_TOLD_ORALLY = "match_told_orally"
    MATCH_TOLD_IN_WRITING = "match_told_in_writing"
    PLACED_AFTER_DECISION = "placed_after_decision"
    PLACED_AFTER_CARE = "placed_after_care"
    FIRST_UNPLACED_REVIEW = "first_unplaced_review"
    LATER_UNPLACED_REVIEW = "later_unplaced_review"
    FIRST_VISIT = "first_visit"
    WEEKLY_VISIT = "weekly_visit"
    LATER_VISIT = "later_visit"
    VISIT_AFTER_FIRST_YEAR = "visit_after_first_year"
    VISIT_REPORT = "visit_report"
    FIRST_PLACED_REVIEW = "first_placed_review"
    SECOND_PLACED_REVIEW = "second_placed_review"
    LATER_PLACED_REVIEW = "later_placed_review"
    RESIDENCE = "residence"
    ADOPTION_APPLICATION = "adoption_application"
    DISRUPTION_REVIEW = "disruption_review"
    DISRUPTION_MEETING = "disruption_meeting"
    LIFE_STORY_BOOK = "life_story_book"
    LATER_LIFE_LETTER = "later_life_letter"


C = ClockKey
WORKER = "child's social worker"
FINDER = "family finder"
OFFICER = "independent reviewing officer"
_MAKER = "agency decision maker"
_ADVISER = "panel adviser"
_GK = Mark.GENERAL_KNOWLEDGE
_PLAN, _MATCH = "plan", "match"
_MATCHED: tuple[Trigger, ...] = (K.MATCH_DECIDED,)
_PLACED: tuple[Trigger, ...] = (K.PLACED_FOR_ADOPTION,)
_DIRECT_FROM = date(2012, 9, 1)


def _panel(rule: ClockRule) -> tuple[ClockRule, ClockRule]:
    """A clock of panels on the plan: for every child until September 2012, then by consent only."""
    return (
        replace(rule, in_force_to=_DIRECT_FROM),
        replace(rule, in_force_from=_DIRECT_FROM, only_if=(OnlyIf.CONSENT,)),
    )


def _told(key: ClockKey, about: str, how: str, kind: EventKind, number: int) -> ClockRule:
    decided = (K.DECISION_MADE,) if about == _PLAN else (K.MATCH_DECIDED, K.MATCH_REFUSED)
    return ClockRule(
        key=key,
        label=f"Tell the parties of the decision on the {about} {how}",
        limit=working_days(number),
        amber_after=working_days(number - 1),
        basis=Basis.STANDARD,
        source=f"{NMS} 17",
        mark=_GK,
        severity=Severity.AMBER,
        who=WORKER,
        starts=decided,
        meets=((kind, about),),
    )


def _scorecard(rule: ClockRule, *steps: tuple[int, int]) -> tuple[ClockRule, ...]:
    """One rule for each threshold: the year in which its windows end, and its days."""
    begins = [None, *(date(year - 1, 4, 1) for year, _ in steps[1:]), None]
    return tuple(
        replace(rule, limit=days(number), in_force_from=from_on, in_force_to=to_on)
        for (_, number), from_on, to_on in zip(steps, begins, begins[1:], strict=False)
    )


_PANEL_GUIDANCE = (
    f"{GUIDANCE}; direct to the decision-maker from 1 September 2012 where an order is needed"
)

BEFORE_PLACING: tuple[ClockRule, ...] = (
    ClockRule(
        key=C.CARE_PROCEEDINGS,
        label="End of care proceedings",
        limit=weeks(26),
        limit_words="The court may extend by eight weeks at a time: record why.",
        amber_after=weeks(20),
        basis=Basis.STATUTE,
        source="Children Act 1989 section 32",
        mark=_GK,
        who="the court",
        starts=((K.COURT_APPLICATION_MADE, "care_proceedings"),),
        meets=(
            Moment.CARE_ORDER_MADE,
            K.PLACEMENT_ORDER_MADE,
            K.SPECIAL_GUARDIANSHIP_MADE,
            K.CHILD_ARRANGEMENTS_MADE,
        ),
        in_force_from=date(2014, 4, 22),
    ),
    ClockRule(
        key=C.PERMANENCE_PLAN,
        label="Permanence plan, by the second review",
        limit=months(4),
        amber_after=months(3),
        basis=Basis.GUIDANCE,
        source=f"{CARE_GUIDANCE}; Waltham Forest and Darlington procedures",
        severity=Severity.AMBER,
        who=f"{WORKER} and {OFFICER}",
        starts=Anchor.CARE,
        meets=(K.REFERRED, K.PARALLEL_PLAN_MADE, K.DECISION_MADE),
        only_if=(OnlyIf.ADOPTION_CONSIDERED,),
        may_precede=True,
    ),
    ClockRule(
        key=C.CONSENT_FROM,
        label="A mother's consent counts from",
        limit=weeks(6),
        basis=Basis.STATUTE,
        source="ACA 2002 section 52(3)",
        mark=_GK,
        severity=Severity.INFO,
        who="nobody: the time itself passes",
        starts=Anchor.BIRTH,
        only_if=(OnlyIf.RELINQUISHED,),
        is_period=True,
    ),
    *(
        ClockRule(
            key=key,
            label=label,
            limit=days(number),
            amber_after=days(number // 2),
            basis=Basis.STATUTE,
            source=f"ACA 2002 section {section}",
            mark=_GK,
            who=WORKER,
            starts=Anchor.WITHDRAWAL,
            meets=(K.WENT_HOME, K.CARE_LEFT),
            only_if=(only_if,),
            in_force_from=MADE_IN_2005,
        )
        for key, label, number, section, only_if in (
            (
                C.RETURN_UNPLACED_CHILD,
                "Return the child: consent withdrawn, not placed",
                7,
                31,
                OnlyIf.NOT_PLACED,
            ),
            (
                C.RETURN_PLACED_CHILD,
                "Return the child: consent withdrawn, placed",
                14,
                32,
                OnlyIf.PLACED,
            ),
        )
    ),
    *_panel(
        ClockRule(
            key=C.PANEL_AFTER_REPORT,
            label="Panel on the plan, after the permanence report",
            limit=weeks(6),
            amber_after=weeks(4),
            basis=Basis.GUIDANCE,
            source=_PANEL_GUIDANCE,
            mark=_GK,
            severity=Severity.AMBER,
            who=_ADVISER,
            starts=(K.PERMANENCE_REPORT_FINISHED,),
            meets=((K.PANEL_MET, _PLAN), (K.PANEL_RECOMMENDED, _PLAN)),
            easings=(PANEL_OPTIONAL,),
        )
    ),
    *_panel(
        ClockRule(
            key=C.PANEL_RECOMMENDATION,
            label="Panel's recommendation, after the review that made adoption the plan",
            limit=months(2),
            amber_after=weeks(6),
            basis=Basis.GUIDANCE,
            source=_PANEL_GUIDANCE,
            mark=_GK,
            severity=Severity.AMBER,
            who=_ADVISER,
            starts=(K.PARALLEL_PLAN_MADE,),
            meets=((K.PANEL_RECOMMENDED, _PLAN),),
            easings=(PANEL_OPTIONAL,),
        )
    ),
    ClockRule(
        key=C.DECISION_AFTER_REPORT,
        label="Decision on the plan, after the permanence report",
        limit=working_days(7),
        limit_words="Guidance says promptly, on receipt of the full papers, and names no number.",
        amber_after=working_days(5),
        basis=Basis.LOCAL,
        source=f"{GUIDANCE} (promptly); the number is that of standard 17, taken over",
        mark=_GK,
        severity=Severity.AMBER,
        who=_MAKER,
        starts=(K.PERMANENCE_REPORT_FINISHED,),
        meets=(K.DECISION_MADE,),
        only_if=(OnlyIf.NO_PANEL,),
        is_optional=True,
        in_force_from=_DIRECT_FROM,
    ),
    *(
        ClockRule(
            key=key,
            label=f"Decision on the {about}, after the panel's final minutes",
            limit=working_days(7),
            amber_after=working_days(5),
            basis=Basis.STANDARD,
            source=f"{NMS} 17",
            mark=_GK,
            who=_MAKER,
            starts=((K.MINUTES_FINAL, about),),
            meets=meets,
        )
        for key, about, meets in (
            (C.DECISION_AFTER_MINUTES, _PLAN, (K.DECISION_MADE, K.DECISION_REVERSED)),
            (C.MATCH_AFTER_MINUTES, _MATCH, (K.MATCH_DECIDED, K.MATCH_REFUSED)),
        )
    ),
    _told(C.PLAN_TOLD_ORALLY, _PLAN, "orally", K.TOLD_ORALLY, 2),
    _told(C.PLAN_TOLD_IN_WRITING, _PLAN, "in writing", K.TOLD_IN_WRITING, 5),
    ClockRule(
        key=C.LINK_AFTER_DECISION,
        label="A family considered, after the decision on the plan",
        limit=days(90),
        amber_after=days(60),
        basis=Basis.LOCAL,
        source="Lords Secondary Legislation Scrutiny Committee, 50th report (the old duty to the"
        " register, three months); ASGLB counts children over 90 days",
        severity=Severity.AMBER,
        who=FINDER,
        starts=Anchor.DECISION,
        meets=(K.LINKED, K.MATCH_DECIDED, K.EARLY_PERMANENCE_PLACED, K.PLACED_FOR_ADOPTION),
        pauses=(PauseKind.COURT,),
        may_precede=True,
    ),
    ClockRule(
        key=C.MATCH_AFTER_DECISION,
        label="Match, after the decision on the plan",
        limit=months(6),
        amber_after=months(4),
        basis=Basis.GUIDANCE,
        source=f"{GUIDANCE}, chapter 4",
        who=FINDER,
        starts=Anchor.DECISION,
        meets=_MATCHED,
        only_if=(OnlyIf.NOT_BABY,),
    ),
    ClockRule(
        key=C.BABY_MATCH_AFTER_DECISION,
        label="Match of a baby under six months whose parents agree",
        limit=months(3),
        amber_after=months(2),
        basis=Basis.GUIDANCE,
        source=f"{GUIDANCE}, chapter 4",
        mark=_GK,
        who=FINDER,
        starts=Anchor.DECISION,
        meets=_MATCHED,
        only_if=(OnlyIf.BABY,),
    ),
    *_scorecard(
        ClockRule(
            limit=days(213),
            key=C.MATCH_AFTER_ORDER,
            label="Match, after the placement order",
            limit_words="Due soon from day 90: local practice. A threshold is for windows of"
            " three years; a case is held to that of the window ending in its year.",
            amber_after=days(90),
            basis=Basis.SCORECARD,
            source="Adoption scorecard, Department for Education, indicator A2",
            who=FINDER,
            starts=Anchor.ORDER,
            meets=_MATCHED,
        ),
        (2011, 213),
        (2014, 182),
        (2015, 152),
        (2016, 121),
    ),
    _told(C.MATCH_TOLD_ORALLY, _MATCH, "orally", K.TOLD_ORALLY, 2),
    _told(C.MATCH_TOLD_IN_WRITING, _MATCH, "in writing", K.TOLD_IN_WRITING, 5),
    ClockRule(
        key=C.PLACED_AFTER_DECISION,
        label="Placed, after the decision on the plan",
        limit=months(12),
        amber_after=months(9),
        basis=Basis.STANDARD,
        source=f"{NMS} 13",
        who=FINDER,
        starts=Anchor.DECISION,
        meets=_PLACED,
    ),
    *_scorecard(
        ClockRule(
            limit=days(639),
            key=C.PLACED_AFTER_CARE,
            label="With the adoptive family, after care began",
            limit_words="A1's threshold, by custom shown beside A10. A case is held to that of"
            " the window ending in its year.",
            amber_after=months(9),
            basis=Basis.SCORECARD,
            source="Adoption scorecard, Department for Education, indicators A1 and A10",
            who=FINDER,
            starts=Anchor.CARE,
            meets=(Moment.MOVED_IN,),
            only_if=(OnlyIf.ADOPTION_DECIDED,),
        ),
        (2011, 639),
        (2013, 608),
        (2014, 547),
        (2015, 487),
        (2016, 426),
    ),
    ClockRule(
        key=C.FIRST_UNPLACED_REVIEW,
        label="First review while not placed, after authority to place",
        limit=months(3),
        amber_after=months(2),
        basis=Basis.REGULATION,
        source="AAR 2005 regulation 36(1)(a)",
        who=OFFICER,
        starts=Anchor.UNPLACED,
        meets=(K.REVIEWED,),
        in_force_from=MADE_IN_2005,
        easings=(REVIEWS_EASED,),
    ),
    ClockRule(
        key=C.LATER_UNPLACED_REVIEW,
        label="Next review while not placed",
        limit=months(6),
        amber_after=months(5),
        basis=Basis.REGULATION,
        source="AAR 2005 regulation 36(1)(b)",
        who=OFFICER,
        starts=Anchor.UNPLACED,
        meets=(K.REVIEWED,),
        follows=C.FIRST_UNPLACED_REVIEW,
        repeats=True,
        in_force_from=MADE_IN_2005,
        easings=(REVIEWS_EASED,),
    ),
)
