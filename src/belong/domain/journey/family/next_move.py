"""What comes next in an application, and whose move it is."""

from __future__ import annotations

from dataclasses import dataclass

from belong.domain.journey.family.application import ApplicationJourney
from belong.domain.journey.family.checks import CHECKS, CheckKind
from belong.domain.journey.family.events import FamilyEventKind
from belong.domain.journey.family.states import FamilyStage, Route

__all__ = ["NextMove", "kinds_allowed", "next_move"]

_K, _S = FamilyEventKind, FamilyStage


@dataclass(frozen=True)
class NextMove:
    """What comes next and who must act. check: the check that is waited for longest, if one is."""

    words: str
    whose: str
    check: CheckKind | None = None


_APPLICANTS = "the applicants"
_WORKER = "the adopters' social worker"

_MOVES = {
    _S.ENQUIRY: NextMove("Send detailed information and invite them", "the recruitment team"),
    _S.INFORMED: NextMove("Registration of interest", _APPLICANTS),
    _S.REGISTRATION: NextMove("Accept or decline the registration", "the agency's manager"),
    _S.STAGE_1: NextMove("Decide on stage 1", "the agency's manager"),
    _S.BETWEEN_STAGES: NextMove("Ask to go on to stage 2", _APPLICANTS),
    _S.STAGE_2: NextMove("Finish the prospective adopter's report", _WORKER),
    _S.PANEL: NextMove("Panel's recommendation", "the panel adviser"),
    _S.DECISION: NextMove("Decision on suitability", "the decision-maker"),
    _S.DETERMINATION: NextMove(
        "Answer the proposal not to approve, or ask for an independent review", _APPLICANTS
    ),
    _S.APPROVED: NextMove("Find a child for them", "the family finder"),
    _S.LINKED: NextMove("Decision on the match", "the child's agency"),
    _S.MATCHED: NextMove("Introductions and placement", "the child's agency"),
    _S.PLACED: NextMove("Application for the adoption order", "the adopters"),
}


def next_move(told: ApplicationJourney) -> NextMove | None:
    """What comes next; None once the application is over."""
    move = _MOVES.get(told.stage)
    if move is None:
        return None
    if told.is_on_hold:
        return NextMove("On hold: agree when to resume", _APPLICANTS)
    if told.stage in (_S.STAGE_1, _S.STAGE_2) and told.outstanding:
        kind = told.outstanding[0].kind
        return NextMove(f"Waiting for the {kind.label}", CHECKS[kind].given_by, kind)
    return move


_ALWAYS = (_K.HELD, _K.CHOICE_WAIT_BEGAN, _K.DELAYED)
_CHECKING = (_K.CHECK_SOUGHT, _K.CHECK_CHASED, _K.CHECK_RECEIVED)
_TELLING = (_K.TOLD_ORALLY, _K.TOLD_IN_WRITING)

_ALLOWED: dict[FamilyStage, tuple[FamilyEventKind, ...]] = {
    _S.ENQUIRY: (
        _K.ENQUIRED,
        _K.INFORMATION_SENT,
        _K.INFORMATION_EVENT_ATTENDED,
        _K.INITIAL_VISIT_MADE,
        _K.REGISTRATION_RECEIVED,
        _K.WITHDREW,
    ),
    _S.INFORMED: (_K.INITIAL_VISIT_MADE, _K.REGISTRATION_RECEIVED, _K.WITHDREW),
    _S.REGISTRATION: (_K.STAGE_1_BEGAN, _K.REGISTRATION_DECLINED, _K.WITHDREW),
    _S.STAGE_1: (
        *_CHECKING,
        _K.STAGE_1_PLAN_AGREED,
        _K.PREPARATION_ATTENDED,
        _K.STAGE_1_PASSED,
        _K.STAGE_1_NOT_PASSED,
        _K.WITHDREW,
    ),
    _S.BETWEEN_STAGES: (_K.STAGE_2_BEGAN, *_CHECKING, _K.WITHDREW),
    _S.STAGE_2: (
        _K.ASSESSMENT_PLAN_AGREED,
        _K.ASSESSMENT_VISIT_MADE,
        *_CHECKING,
        _K.PREPARATION_ATTENDED,
        _K.REPORT_SHARED,
        _K.REPORT_FINISHED,
        _K.WITHDREW,
    ),
    _S.PANEL: (_K.PANEL_MET, _K.PANEL_RECOMMENDED, _K.MINUTES_FINAL, _K.WITHDREW),
    _S.DECISION: (_K.MINUTES_FINAL, _K.APPROVED, _K.DETERMINATION_SENT, _K.WITHDREW),
    _S.DETERMINATION: (
        _K.REPRESENTATIONS_MADE,
        _K.REVIEW_PANEL_APPLIED_TO,
        _K.REVIEW_PANEL_RECOMMENDED,
        _K.APPROVED,
        _K.NOT_APPROVED,
        *_TELLING,
        _K.WITHDREW,
    ),
    _S.APPROVED: (
        *_TELLING,
        _K.MATCHING_PLAN_AGREED,
        _K.SEARCH_RELEASED,
        _K.LINKED,
        _K.REVIEWED,
        _K.DEREGISTERED,
    ),
    _S.LINKED: (_K.MATCHED, _K.LINK_ENDED, _K.LINKED, _K.REVIEWED, _K.DEREGISTERED),
    _S.MATCHED: (
        _K.INTRODUCTIONS_BEGAN,
        _K.CHILD_PLACED,
        _K.EARLY_PERMANENCE_PLACED,
        _K.MATCH_ENDED,
        _K.DEREGISTERED,
    ),
    _S.PLACED: (_K.ADOPTION_APPLIED_FOR, _K.ADOPTION_ORDER_MADE, _K.PLACEMENT_ENDED),
    _S.ADOPTERS: (),
    _S.CLOSED: _TELLING,
}


def kinds_allowed(told: ApplicationJourney | None) -> tuple[FamilyEventKind, ...]:
    """The kinds of event that an application allows next, the likeliest first.

    None: an application of which nothing is recorded yet.
    """
    if told is None:
        return _ALLOWED[_S.ENQUIRY]
    own = _ALLOWED[told.stage]
    if told.route is Route.FAST_TRACK and told.stage is _S.REGISTRATION:
        own = (_K.STAGE_2_BEGAN, *own)
    if told.stage in (_S.ADOPTERS, _S.CLOSED):
        return own
    pauses = tuple(
        {_K.HELD: _K.RESUMED, _K.CHOICE_WAIT_BEGAN: _K.CHOICE_WAIT_ENDED}.get(kind, kind)
        if (kind is _K.HELD and told.is_on_hold)
        or (kind is _K.CHOICE_WAIT_BEGAN and told.waits_by_choice)
        else kind
        for kind in _ALWAYS
    )
    return (*own, *pauses)
