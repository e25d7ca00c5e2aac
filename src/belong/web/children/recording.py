"""What would come of an event before it is written: what it moves, breaks, and cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from belong.domain.calendar import add_months
from belong.domain.errors import BelongError
from belong.domain.events import EVENT_KINDS, Event, EventKind
from belong.domain.journey.child import Flag, Journey
from belong.domain.journey.fold import fold
from belong.domain.journey.next_steps import next_step
from belong.domain.journey.states import Family, Outcome
from belong.domain.journey.transitions import AUTHORITY, FAMILY, OUTCOME, PLAN
from belong.web.children.folding import as_domain_event, still_believed
from belong.web.children.models import EventNote
from belong.web.ledger import models as ledger

__all__ = [
    "WORDS",
    "Answers",
    "Kinds",
    "Outlook",
    "check_possible",
    "grouped",
    "kinds_for",
    "outlook_of",
]

K = EventKind
#: Longest time from conception to birth that anybody has to reckon with.
_CONCEPTION = timedelta(weeks=44)
_MONTHS_TO_17, _MONTHS_TO_18 = 17 * 12, 18 * 12
_ONCE = {K.BORN: "birth", K.DIED: "death"}
#: Where a kind stands among those to choose from; the kinds not named are about other things.
GROUPS: Mapping[str, frozenset[EventKind]] = {
    "Decisions and panel": frozenset(
        {
            K.MEDICAL_ADVICE_GIVEN,
            K.PERMANENCE_REPORT_FINISHED,
            K.PLACEMENT_REPORT_FINISHED,
            K.PANEL_MET,
            K.PANEL_RECOMMENDED,
            K.MINUTES_FINAL,
            K.DECISION_MADE,
            K.DECISION_REVERSED,
            K.MATCH_DECIDED,
            K.MATCH_REFUSED,
            K.TOLD_ORALLY,
            K.TOLD_IN_WRITING,
        }
    ),
    "Court": frozenset(
        {
            K.COURT_APPLICATION_MADE,
            K.HEARING_LISTED,
            K.HEARING_VACATED,
            K.HEARING_ADJOURNED,
            K.HEARING_HELD,
            K.LEAVE_SOUGHT,
            K.LEAVE_DECIDED,
            K.APPEAL_MADE,
            K.APPEAL_DECIDED,
            K.CONSENT_GIVEN,
            K.CONSENT_WITHDRAWN,
            K.PARENT_AGREED_IN_WRITING,
            K.PLACEMENT_ORDER_MADE,
            K.REVOCATION_APPLIED_FOR,
            K.REVOCATION_REFUSED,
            K.PLACEMENT_ORDER_REVOKED,
            K.PLACEMENT_ORDER_SET_ASIDE,
            K.ADOPTION_APPLIED_FOR,
            K.ADOPTION_APPLICATION_ENDED,
            K.ADOPTION_ORDER_MADE,
            K.ADOPTION_ORDER_SET_ASIDE,
            K.CELEBRATION_HELD,
        }
    ),
    "Finding a family": frozenset(
        {
            K.FAMILY_FINDING_BEGAN,
            K.FAMILY_FINDING_STOPPED,
            K.LINKED,
            K.LINK_ENDED,
            K.MATCH_ENDED,
            K.PLACEMENT_PLAN_AGREED,
            K.INTRODUCTIONS_BEGAN,
            K.INTRODUCTIONS_STOPPED,
            K.INTRODUCTIONS_FINISHED,
            K.SIBLING_PLAN_MADE,
        }
    ),
    "Care and placement": frozenset(
        {
            K.BORN,
            K.CARE_ENTERED,
            K.LEGAL_STATUS_BEGAN,
            K.PLACEMENT_BEGAN,
            K.EARLY_PERMANENCE_PLACED,
            K.EARLY_PERMANENCE_ENDED,
            K.PLACED_FOR_ADOPTION,
            K.DISRUPTED,
            K.DISRUPTION_MEETING_HELD,
            K.REVIEWED,
            K.VISITED,
        }
    ),
    "Ending otherwise": frozenset(
        {
            K.SPECIAL_GUARDIANSHIP_MADE,
            K.CHILD_ARRANGEMENTS_MADE,
            K.WENT_HOME,
            K.LONG_TERM_FOSTERING_AGREED,
            K.TRANSFERRED,
            K.AGED_OUT,
            K.CARE_LEFT,
            K.DIED,
        }
    ),
}
#: What was written when the child was added, and is put right by correcting it.
_NOT_OFFERED = frozenset({K.BIRTH_EXPECTED})
_DRAFT_ID = "draft"
#: Words that stand beside an event: what they are, and for the readers of which side.
WORDS = {
    "reasons": (EventNote.About.REASONS, EventNote.Side.BIRTH),
    "promises": (EventNote.About.PROMISES, EventNote.Side.ADOPTIVE),
    "note": (EventNote.About.NOTE, EventNote.Side.BIRTH),
}


@dataclass(frozen=True)
class Answers:
    """What was answered, as it is to be written. words: what stands beside the event, by name."""

    kind: EventKind
    happened_on: date | None
    planned_for: date | None
    family_id: str | None
    details: Mapping[str, str]
    words: Mapping[str, str]
    why: str = ""
    forenames: str = ""
    sex: str = ""

    @property
    def draft(self) -> Event:
        """The event as the fold takes it, before it is written."""
        return Event(
            kind=self.kind,
            happened_on=self.happened_on,
            planned_for=self.planned_for,
            family_id=self.family_id,
            details=self.details,
            event_id=_DRAFT_ID,
            source="screen",
        )

    @property
    def notes(self) -> list[tuple[EventNote.About, EventNote.Side, str]]:
        """The words with what they are and whose they are."""
        return [(*WORDS[name], words) for name, words in self.words.items() if words]


@dataclass(frozen=True)
class Kinds:
    """Kinds of event that can be recorded: the usual next, the others that fit, and the rest."""

    usual: tuple[EventKind, ...]
    fitting: tuple[EventKind, ...]
    rest: tuple[EventKind, ...]


@dataclass(frozen=True)
class Outlook:
    """The journey before and after a draft. broken: rules that would be broken and are not now."""

    before: Journey
    after: Journey
    broken: tuple[Flag, ...]


def kinds_for(journey: Journey, today: date) -> Kinds:
    """The kinds in three groups, by where the journey stands; each kind stands in one of them."""
    usual = [kind for kind in next_step(journey).kinds if _is_offered(kind, journey, today)]
    fitting: list[EventKind] = []
    rest: list[EventKind] = []
    for kind in EventKind:
        if kind in usual or not _is_offered(kind, journey, today):
            continue
        (fitting if _fits(kind, journey) else rest).append(kind)
    return Kinds(tuple(usual), tuple(fitting), tuple(rest))


def grouped(kinds: Sequence[EventKind]) -> list[tuple[str, list[EventKind]]]:
    """Kinds by what they are about; groups with none of them are left out."""
    found = [
        (name, [kind for kind in kinds if kind in members]) for name, members in GROUPS.items()
    ]
    named = frozenset[EventKind]().union(*GROUPS.values())
    found.append(("Other things", [kind for kind in kinds if kind not in named]))
    return [(name, members) for name, members in found if members]


def _is_offered(kind: EventKind, journey: Journey, today: date) -> bool:
    if kind is K.BORN:
        return journey.born_on is None
    if kind is K.AGED_OUT:
        return journey.born_on is None or today >= add_months(journey.born_on, _MONTHS_TO_17)
    return kind not in _NOT_OFFERED


def _fits(kind: EventKind, journey: Journey) -> bool:
    """Whether a table lets the kind move the journey lawfully, or it moves nothing."""
    axes = journey.axes
    if not EVENT_KINDS[kind].moves:
        return axes.outcome is Outcome.OPEN or kind in (
            K.CELEBRATION_HELD,
            K.LIFE_STORY_BOOK_GIVEN,
            K.LATER_LIFE_LETTER_GIVEN,
        )
    found = (
        OUTCOME.find(axes.outcome, kind),
        PLAN.find(axes.plan, kind),
        AUTHORITY.find(axes.authority, kind),
        FAMILY.find(axes.family, kind),
    )
    rows = [row for row in found if row is not None]
    if kind in (K.CARE_ENTERED, K.CARE_LEFT, K.LEGAL_STATUS_BEGAN):
        is_looked_after = journey.circumstances.is_looked_after
        return is_looked_after is not (kind is K.CARE_ENTERED) and axes.outcome is Outcome.OPEN
    if kind is K.ADOPTION_ORDER_MADE:
        return axes.family is Family.PLACED
    return bool(rows) and not any(row.breaks for row in rows)


def outlook_of(
    rows: Sequence[ledger.Event], draft: Event, *, instead_of: ledger.Event | None = None
) -> Outlook:
    """What becomes of the journey if the draft is written. instead_of: the event it corrects."""
    standing = still_believed(rows)
    before = fold(map(as_domain_event, standing))
    kept = [row for row in standing if instead_of is None or row.pk != instead_of.pk]
    after = fold([*map(as_domain_event, kept), draft])
    return Outlook(before, after, _new(before, after))


def _new(before: Journey, after: Journey) -> tuple[Flag, ...]:
    """Flags of after that before did not have, however the draft names itself."""
    had = Counter((flag.rule, flag.on, flag.kind, flag.missing) for flag in before.flags)
    found = []
    for flag in after.flags:
        told = (flag.rule, flag.on, flag.kind, flag.missing)
        if had[told]:
            had[told] -= 1
        else:
            found.append(flag)
    return tuple(found)


def check_possible(outlook: Outlook, draft: Event, *, expected_on: date | None) -> None:
    """Raises BelongError for what cannot be: the only drafts that are refused.

    What is impossible in the record already does not stop another event from being recorded.
    """
    _check_once(outlook.after, draft)
    on = draft.happened_on or draft.planned_for
    born_on = outlook.after.born_on
    if draft.kind is K.AGED_OUT and on and born_on and on < add_months(born_on, _MONTHS_TO_18):
        raise BelongError(
            "The child was not yet 18 on this day.", mend="Check the day, or what happened."
        )
    birth_on = born_on or expected_on
    if on and birth_on and draft.kind is not K.BORN and on < birth_on - _CONCEPTION:
        raise BelongError(
            "This day lies before the child was conceived.", mend="Check the day and the year."
        )
    for flag in outlook.broken:
        if flag.facts.severity == "impossible":
            raise BelongError(flag.facts.words, mend="Check the day, or correct the other entry.")


def _check_once(after: Journey, draft: Event) -> None:
    word = _ONCE.get(draft.kind)
    if word and sum(one.kind is draft.kind for one in after.events) > 1:
        raise BelongError(
            f"The child's {word} is recorded already.", mend="Correct that entry instead."
        )
