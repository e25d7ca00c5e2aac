"""What the demo writes to the ledger beside the returns, and when it says that it was recorded.

Work of past years is recorded at each year's end, this year's at each month's end; a year's returns
come in June. So the demo can be read as known at any of these days.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from django.utils import timezone

from belong.domain.calendar import financial_year
from belong.domain.events import Event, EventKind
from belong.domain.journey.family import FamilyEventKind, LeftReason
from belong.synthetic.approvals import Step
from belong.synthetic.casework import make_casework, sibling_plans
from belong.synthetic.homes import Home
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.records import Child, ChildRecords
from belong.web.demo.people import Families
from belong.web.demo.region import DemoRegion
from belong.web.families.folding import APPLICATION_KEY
from belong.web.ledger.actions import Draft
from belong.web.ledger.models import SubjectKind

__all__ = ["Diary", "family_of_event", "moment", "write_diary"]

K = EventKind
#: Drafts by the day on which they were recorded and the agency whose worker recorded them.
Diary = dict[tuple[date, str], list[Draft]]

#: What people write with a decision of the child's own authority.
_DECIDED = {
    "decision_maker": "other",
    "documents_seen": "medical_summary,permanence_report,legal_advice",
    "recommendation_seen": "yes",
    "reasons": "written",
    "agreed": "yes",
}
_MATCHED = {**_DECIDED, "documents_seen": "medical_summary,placement_report,panel_minutes"}
#: Details that belong to a return and to nobody who types.
_OF_RETURNS = ("rne", "decided_on", "year", "sex", "ethnicity")


def moment(day: date) -> datetime:
    """The beginning of a day as a moment."""
    return timezone.make_aware(datetime.combine(day, time()))


def _recorded_on(on: date, region: DemoRegion) -> date:
    """The day on which what happened on a day was written down."""
    if on <= region.returned_on:
        year = max(financial_year(on), region.years[0])
        return date(year, 3, 31)
    month_end = date(on.year, on.month, monthrange(on.year, on.month)[1])
    return min(month_end, region.today)


def write_diary(
    region: DemoRegion,
    children: ChildRecords,
    families: Families,
    siblings: Mapping[tuple[str, int], str],
    deciders: Mapping[str, str],
) -> Diary:
    """Everything that workers recorded, by day and by the agency that they work for.

    deciders: the key of each agency's decision maker, by the council's code or the kind of agency.
    What somebody would have recorded of a child who is lost from the returns is left out.
    """
    diary: Diary = defaultdict(list)
    lost_from = {children[child].key: day for child, day in region.lost_from.items()}
    for agency, on, draft in (
        *_children_drafts(region, children, families, siblings),
        *_families_drafts(region, children, families),
    ):
        if on >= lost_from.get(draft.subject_key, date.max):
            continue
        day = region.today if draft.planned_for else _recorded_on(on, region)
        diary[day, agency].append(_decided_by(draft, deciders[agency]))
    return diary


def _decided_by(draft: Draft, decider: str) -> Draft:
    """The draft with who decided, where it is a decision."""
    if "decision_maker" not in draft.details:
        return draft
    return replace(draft, details={**draft.details, "decision_maker": decider})


#: Who recorded it (a council's code or the kind of a family's agency), when it was, and what.
_Entry = tuple[str, date, Draft]


def _children_drafts(
    region: DemoRegion,
    children: ChildRecords,
    families: Families,
    siblings: Mapping[tuple[str, int], str],
) -> Iterator[_Entry]:
    for told in make_casework(region.lives, region.today):
        child = (told.la_code, told.child_id)
        if child in children:
            family = families.key_of(told.home)
            details = {**told.details, **({FAMILY_KEY: family} if family else {})}
            yield _entry(children, child, told.kind, told.on, details, is_planned=told.is_planned)
    yield from _matches(region, children, families)
    yield from _since_the_returns(region, children, families)
    for plan in sibling_plans(region.lives, region.today):
        key = siblings.get((plan.la_code, plan.group), "")
        for child in ((plan.la_code, child_id) for child_id in plan.children):
            for on, code in plan.plans if child in children else ():
                told_of = {"sibling_group_id": key, "plan": code}
                yield _entry(children, child, K.SIBLING_PLAN_MADE, on, told_of)


def _matches(region: DemoRegion, children: ChildRecords, families: Families) -> Iterator[_Entry]:
    """Matches of which no return tells yet: those of children not adopted by the last one."""
    for home in region.homes:
        is_told = home.adopted_on is not None and home.adopted_on <= region.returned_on
        on = home.matched_on
        if on is not None and on <= region.today and not is_told:
            details = {**_MATCHED, FAMILY_KEY: families.key_of(home) or ""}
            yield _entry(children, (home.la_code, home.child_id), K.MATCH_DECIDED, on, details)


def _since_the_returns(
    region: DemoRegion, children: ChildRecords, families: Families
) -> Iterator[_Entry]:
    family_of = family_of_event(region, families)
    for history in region.histories:
        child = (history.la_code, history.child_id)
        for event in region.since_the_returns(history):
            details = _typed(event, family_of(child, event))
            on = event.happened_on or region.today
            yield _entry(children, child, event.kind, on, details)


def _typed(event: Event, family: str | None) -> dict[str, str]:
    """The details that a person would have given."""
    details = {k: v for k, v in event.details.items() if k not in _OF_RETURNS}
    if event.kind in (K.DECISION_MADE, K.DECISION_REVERSED):
        details.update(_DECIDED)
    elif event.kind is K.PLACEMENT_ORDER_MADE:
        details["court"] = "family_court"
    if family:
        details[FAMILY_KEY] = family
    return details


def _entry(
    children: ChildRecords,
    child: Child,
    kind: EventKind,
    on: date,
    details: Mapping[str, str],
    *,
    is_planned: bool = False,
) -> _Entry:
    draft = Draft(
        SubjectKind.CHILD,
        children[child].key,
        kind.value,
        happened_on=None if is_planned else on,
        planned_for=on if is_planned else None,
        details=details,
    )
    return child[0], on, draft


def family_of_event(region: DemoRegion, families: Families) -> Callable[[Child, Event], str | None]:
    """A function that gives the key of the family that an event of a child is about."""
    homes: dict[Child, list[Home]] = defaultdict(list)
    for home in region.homes:
        homes[home.la_code, home.child_id].append(home)

    def family_of(child: Child, event: Event) -> str | None:
        for home in homes.get(child, ()):
            if _is_about(event, home):
                return families.key_of(home)
        return None

    return family_of


def _is_about(event: Event, home: Home) -> bool:
    on = event.happened_on
    if on is None:
        return False
    if event.kind is K.MATCH_DECIDED:
        return on == home.matched_on
    if event.kind is K.ADOPTION_ORDER_MADE:
        return on == home.adopted_on
    if event.kind in (K.DISRUPTED, K.EARLY_PERMANENCE_ENDED):
        return on == home.to_on
    if event.kind in (K.PLACED_FOR_ADOPTION, K.EARLY_PERMANENCE_PLACED):
        return home.from_on <= on and (home.to_on is None or on < home.to_on)
    return False


def _families_drafts(
    region: DemoRegion, children: ChildRecords, families: Families
) -> Iterator[_Entry]:
    for household in region.households:
        record = families.records[household.number]
        applicants = families.applicants[household.number]
        for place, story in enumerate(household.stories):
            application = families.applications[household.number, place].key
            for step in _known_of(story.steps, region.lost_from):
                details = {APPLICATION_KEY: application, **step.details}
                if step.person is not None:
                    details["person"] = applicants[step.person].key
                if step.child is not None:
                    details["child"] = children[step.child].key
                draft = Draft(
                    SubjectKind.FAMILY,
                    record.key,
                    step.kind.value,
                    happened_on=None if step.is_planned else step.on,
                    planned_for=step.on if step.is_planned else None,
                    details=details,
                )
                yield household.agency, step.on, draft


_WITH_A_CHILD = (FamilyEventKind.EARLY_PERMANENCE_PLACED, FamilyEventKind.CHILD_PLACED)


def _known_of(steps: Sequence[Step], lost_from: Mapping[Child, date]) -> list[Step]:
    """The steps without those with a child who is lost from the returns by then.

    Where nothing is left from then on, and no child lives with the family, its approval ends
    instead of the first of them.
    """
    known: list[Step] = []
    lost: list[Step] = []
    for step in steps:
        is_lost = step.child is not None and step.on >= lost_from.get(step.child, date.max)
        (lost if is_lost else known).append(step)
    if lost and not any(step.on >= lost[0].on or step.kind in _WITH_A_CHILD for step in known):
        reason = {"reason": LeftReason.MOVED_AREA.value}
        known.append(Step(FamilyEventKind.DEREGISTERED, lost[0].on, reason))
    return known
