"""What is next for a child, and whose move it is: one step for each stage, as data.

The step is what usually follows; nothing here decides anything, and the record takes what happens.
Sources: AAR 2005 (SI 2005/389) parts 3 to 6; ACA 2002; statutory guidance on adoption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belong.domain.citations import cited
from belong.domain.events import EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.events_from_episodes import YES
from belong.domain.journey.states import Authority, Plan, Stage

__all__ = ["NEXT_STEPS", "NextStep", "next_step"]

K = EventKind
_WORKER = "Child's social worker"
_FINDER = "Family finder"
_MAKER = "Agency decision maker"


@dataclass(frozen=True)
class NextStep:
    """The step that usually follows. who: whose move it is; None: nobody's, the journey is over.

    kinds: the events that would record it, the likeliest first.
    """

    words: str
    who: str | None
    basis: str
    kinds: tuple[EventKind, ...] = ()

    def __post_init__(self) -> None:
        """What nobody has read in the law says so wherever it is printed."""
        object.__setattr__(self, "basis", cited(self.basis))


NEXT_STEPS: Mapping[Stage, NextStep] = {
    Stage.PRE_BIRTH_OR_PROCEEDINGS: NextStep(
        "Decide whether adoption is to be one of the plans, and whether early permanence should"
        " be considered.",
        _WORKER,
        "Children Act 1989 section 22C(9A) to (9C)",
        (K.REFERRED, K.CARE_ENTERED, K.BORN, K.PARALLEL_PLAN_MADE),
    ),
    Stage.LOOKED_AFTER: NextStep(
        "Agree a permanence plan by the second review.",
        f"{_WORKER} and independent reviewing officer",
        "Statutory guidance on care planning, placement and case review",
        (K.PARALLEL_PLAN_MADE, K.REFERRED),
    ),
    Stage.PARALLEL_PLANNING: NextStep(
        "Finish the child's permanence report with the medical adviser's summary, and take it to"
        " the decision maker.",
        _WORKER,
        "AAR 2005 regulations 15 to 19",
        (K.MEDICAL_ADVICE_GIVEN, K.PERMANENCE_REPORT_FINISHED, K.DECISION_MADE),
    ),
    Stage.DECIDED: NextStep(
        "Apply for a placement order, or have the parents' consent witnessed.",
        _WORKER,
        "ACA 2002 sections 19, 21 and 22",
        (K.COURT_APPLICATION_MADE, K.PLACEMENT_ORDER_MADE, K.CONSENT_GIVEN),
    ),
    Stage.AUTHORISED: NextStep(
        "Look for a family, and link the child with one.",
        _FINDER,
        "Statutory guidance on adoption, chapter 4",
        (K.FAMILY_FINDING_BEGAN, K.LINKED),
    ),
    Stage.FAMILY_FINDING: NextStep(
        "Link the child with a family.",
        _FINDER,
        "Statutory guidance on adoption, chapter 4",
        (K.LINKED,),
    ),
    Stage.LINKED: NextStep(
        "Finish the adoption placement report and take the match to panel; the decision maker"
        " decides on the panel's final minutes.",
        f"{_FINDER} and {_MAKER.lower()}",
        "AAR 2005 regulations 31 to 33",
        (
            K.PLACEMENT_REPORT_FINISHED,
            K.PANEL_MET,
            K.PANEL_RECOMMENDED,
            K.MINUTES_FINAL,
            K.MATCH_DECIDED,
            K.LINK_ENDED,
        ),
    ),
    Stage.MATCHED: NextStep(
        "Agree the placement plan and begin introductions. The placement review clock starts on"
        " placing.",
        _WORKER,
        "AAR 2005 regulation 35 and schedule 5",
        (K.PLACEMENT_PLAN_AGREED, K.INTRODUCTIONS_BEGAN, K.PLACED_FOR_ADOPTION),
    ),
    Stage.INTRODUCTIONS: NextStep(
        "Finish introductions and place the child.",
        _WORKER,
        "AAR 2005 regulation 35",
        (K.INTRODUCTIONS_FINISHED, K.PLACED_FOR_ADOPTION, K.INTRODUCTIONS_STOPPED),
    ),
    Stage.EARLY_PERMANENCE_PLACED: NextStep(
        "Decide the plan: adoption by the carers, or a return to the birth family. The placement"
        " is fostering until then.",
        f"{_WORKER} and {_MAKER.lower()}",
        "Children Act 1989 section 22C(9A) to (9C); AAR 2005 regulation 35(5)",
        (K.DECISION_MADE, K.PLACEMENT_ORDER_MADE, K.MATCH_DECIDED, K.EARLY_PERMANENCE_ENDED),
    ),
    Stage.PLACED_FOR_ADOPTION: NextStep(
        "Visit and review. The adopters apply for the order when they are ready.",
        f"{_WORKER}; the application is the adopters'",
        "AAR 2005 regulation 36; ACA 2002 section 42",
        (K.VISITED, K.REVIEWED, K.ADOPTION_APPLIED_FOR, K.DISRUPTED),
    ),
    Stage.ADOPTION_APPLIED_FOR: NextStep(
        "Report to the court; the court decides.",
        f"{_WORKER} and the court",
        "ACA 2002 sections 43 and 46",
        (K.HEARING_LISTED, K.ADOPTION_ORDER_MADE, K.VISITED, K.REVIEWED, K.LEAVE_SOUGHT),
    ),
    Stage.DISRUPTED: NextStep(
        "Review the child's case between 28 and 42 days after the return, and hold a disruption"
        " meeting.",
        "Independent reviewing officer",
        "AAR 2005 regulation 36(8), paragraph to be checked",
        (K.REVIEWED, K.DISRUPTION_MEETING_HELD, K.FAMILY_FINDING_BEGAN, K.DECISION_REVERSED),
    ),
    Stage.PLAN_CHANGED: NextStep(
        "Make the new plan, and apply to revoke a placement order that still stands.",
        _WORKER,
        "AAR 2005 regulation 36; ACA 2002 section 24",
        (
            K.PARALLEL_PLAN_MADE,
            K.REVOCATION_APPLIED_FOR,
            K.LONG_TERM_FOSTERING_AGREED,
            K.SPECIAL_GUARDIANSHIP_MADE,
            K.WENT_HOME,
        ),
    ),
    Stage.ADOPTED: NextStep(
        "Finish the closing checklist: last visit report, life story book, later-life letter, file,"
        " section 56 record.",
        _WORKER,
        "AAR 2005 part 7; ACA 2002 section 56",
        (K.CELEBRATION_HELD, K.LIFE_STORY_BOOK_GIVEN, K.LATER_LIFE_LETTER_GIVEN),
    ),
    Stage.POST_ORDER_BREAKDOWN: NextStep(
        "Add a new record for the child: this one stays closed.",
        _WORKER,
        "SSDA903 item PREV_PERM, code P1",
    ),
    Stage.LEFT_CARE: NextStep(
        "Nothing, unless care begins again or adoption is thought of again: then record that.",
        None,
        "the record itself",
        (K.CARE_ENTERED, K.REFERRED, K.PARALLEL_PLAN_MADE),
    ),
    **{
        stage: NextStep("Nothing: the journey to adoption has ended.", None, basis)
        for stage, basis in (
            (Stage.SPECIAL_GUARDIANSHIP, "Children Act 1989 section 14A"),
            (Stage.CHILD_ARRANGEMENTS, "Children Act 1989 section 8"),
            (Stage.REUNIFIED, "the record itself"),
            (Stage.LONG_TERM_FOSTERING, "the record itself"),
            (Stage.DIED, "the record itself"),
            (Stage.TRANSFERRED, "the record itself"),
            (Stage.AGED_OUT, "the record itself"),
        )
    },
}

_EXPECTED = NextStep(
    "Plan for the birth: whether the child is to be placed with early permanence carers, and what"
    " the court is asked for. Record the birth, and the start of care, when they happen.",
    _WORKER,
    "Children Act 1989 section 22C(9A) to (9C)",
    (K.BORN, K.CARE_ENTERED, K.EARLY_PERMANENCE_PLACED),
)
_LOST = NextStep(
    "The council's returns say nothing of this child any more, and not how care ended. Find out"
    " where the child is, and correct the entry or record what happened.",
    _WORKER,
    "the returns themselves",
    (K.CARE_ENTERED, K.WENT_HOME, K.AGED_OUT, K.TRANSFERRED, K.CARE_LEFT),
)
_NEEDS_AUTHORITY = frozenset({Stage.FAMILY_FINDING, Stage.LINKED, Stage.MATCHED})


def next_step(journey: Journey) -> NextStep:
    """The step of the journey's stage, with what else is missing before the child can be placed.

    A child of whom the returns say nothing any more is to be looked for; for one who is expected,
    the birth is planned. Searching may precede the
    decision and a match the order: then the plan and the authority to place are named too, because
    placing waits for them.
    """
    step = NEXT_STEPS[journey.stage]
    if journey.stage is Stage.LEFT_CARE and _is_lost(journey):
        return _LOST
    if journey.expected_on is not None and journey.axes.plan is Plan.PARALLEL:
        return _EXPECTED
    if journey.stage not in _NEEDS_AUTHORITY:
        return step
    words, kinds = step.words, step.kinds
    if journey.axes.plan is not Plan.DECIDED:
        words += " The decision that the child should be placed for adoption is still to come."
        kinds = (K.DECISION_MADE, *kinds)
    if journey.axes.authority is Authority.NONE:
        words += " Nobody may place the child yet: there is no order and no consent."
        kinds = (*kinds, K.PLACEMENT_ORDER_MADE, K.CONSENT_GIVEN)
    elif journey.axes.authority is Authority.REVOCATION_PENDING:
        words += (
            " An application to revoke the order is undecided: placing needs the court's leave."
        )
        kinds = (*kinds, K.REVOCATION_REFUSED, K.PLACEMENT_ORDER_REVOKED, K.LEAVE_DECIDED)
    return NextStep(words, step.who, step.basis, tuple(dict.fromkeys(kinds)))


def _is_lost(journey: Journey) -> bool:
    """Whether care ended only because no return tells of the child any more."""
    left = [event for event in journey.events if event.kind is K.CARE_LEFT]
    return bool(left) and left[-1].details.get("is_lost") == YES
