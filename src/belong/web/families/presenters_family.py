"""One family's page: identity bar, what is next, stages, people, checks, timeline, the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse

from belong.domain.calendar import add_months
from belong.domain.clocks import Clock as RunningClock
from belong.domain.clocks import ClockState as RunningState
from belong.domain.clocks import FamilyClockKey, Severity
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    ApplicationJourney,
    Check,
    CheckKind,
    FamilyEventKind,
    FamilyJourney,
    FamilyStage,
    checks_needed,
)
from belong.web.due.presenters_clocks import drawn, is_own, standing_words
from belong.web.families.asking import ROUTES
from belong.web.families.models import FamilyRecord, HouseholdMember
from belong.web.families.queries import ApplicationFacts
from belong.web.families.words import Wording, sentence, span_days, stage_tag
from belong.web.ledger.as_known import AsKnown
from belong.web.ui.presenters import (
    Band,
    Cell,
    Colour,
    Column,
    Fact,
    IdentityBar,
    Lane,
    Mark,
    Row,
    Table,
    Tag,
    Timeline,
)
from belong.web.ui.words import day

__all__ = [
    "applications_table",
    "checks_table",
    "flags_table",
    "identity_bar",
    "limits_words",
    "needed_of",
    "people_table",
    "stages_table",
    "timeline_of",
]

_ADULT_FROM_MONTHS = 18 * 12
#: Clocks by the stage that they begin with.
_CLOCK_OF_STAGE = {
    FamilyStage.STAGE_1: FamilyClockKey.STAGE_1,
    FamilyStage.BETWEEN_STAGES: FamilyClockKey.BREAK,
    FamilyStage.STAGE_2: FamilyClockKey.STAGE_2,
    FamilyStage.APPROVED: FamilyClockKey.REVIEW,
}
#: Events that the drawing marks; the table below the drawing has the rest.
_MARKED = (
    FamilyEventKind.ENQUIRED,
    FamilyEventKind.REGISTRATION_RECEIVED,
    FamilyEventKind.PANEL_MET,
    FamilyEventKind.APPROVED,
    FamilyEventKind.DETERMINATION_SENT,
    FamilyEventKind.NOT_APPROVED,
    FamilyEventKind.REVIEWED,
    FamilyEventKind.LINKED,
    FamilyEventKind.MATCHED,
    FamilyEventKind.CHILD_PLACED,
    FamilyEventKind.EARLY_PERMANENCE_PLACED,
    FamilyEventKind.PLACEMENT_ENDED,
    FamilyEventKind.ADOPTION_ORDER_MADE,
)


def identity_bar(
    family: FamilyRecord,
    name: str,
    told: ApplicationJourney | None,
    workers: Sequence[str],
    known: AsKnown | None,
    today: date,
) -> IdentityBar:
    """Who the page is about."""
    tags = []
    if told is not None and told.is_on_hold:
        tags.append(Tag("On hold", Colour.YELLOW))
    if told is not None and told.waits_by_choice:
        tags.append(Tag("Waiting by choice", Colour.YELLOW))
    from_on = told.stage_from_on if told else None
    return IdentityBar(
        name=name,
        is_pseudonym=name == family.pseudonym,
        stage=stage_tag(told.stage) if told else None,
        tags=tuple(tags),
        facts=(
            Fact("Number", family.pseudonym if name != family.pseudonym else ""),
            Fact("Agency", family.agency.name),
            Fact("Team", family.team.name if family.team else ""),
            Fact("Worker", ", ".join(workers)),
            Fact("Days in this stage", span_days(from_on, None, today) if from_on else ""),
        ),
        known_at=known.words if known else None,
    )


def limits_words(clocks: Sequence[RunningClock]) -> str:
    """The time limit that is due first, of those on which somebody acts; "" for none."""
    waiting = [one for one in clocks if one.is_live and one.severity is not Severity.INFO]
    if not waiting:
        return ""
    first = waiting[0]
    return f"{first.rule.label}: due {day(first.due_on)}, {standing_words(first)}."


def stages_table(told: ApplicationJourney, clocks: Sequence[RunningClock], today: date) -> Table:
    """The stages that the application went through, with days against the limit."""
    ends = [one.on for one in told.stages[1:]]
    rows = []
    for number, stage in enumerate(told.stages):
        to_on = ends[number] if number < len(ends) else None
        key = _CLOCK_OF_STAGE.get(stage.stage)
        begun = [
            one
            for one in clocks
            if one.key == key and stage.on <= one.started_on < (to_on or date.max)
        ]
        clock = begun[-1] if begun else None
        is_over = clock is not None and clock.is_missed
        is_last = stage.stage in (FamilyStage.CLOSED, FamilyStage.ADOPTERS)
        rows.append(
            Row.of(
                Cell(stage.stage.label, tags=(Tag("Now", Colour.BLUE),) if to_on is None else ()),
                day(stage.on),
                day(to_on),
                "" if is_last else span_days(stage.on, to_on, today),
                Cell(
                    f"due {day(clock.due_on)}: {standing_words(clock)}" if clock else "",
                    tags=(Tag("Over", Colour.RED),) if is_over else (),
                ),
            )
        )
    return Table(
        caption="Stages",
        columns=(
            Column("Stage"),
            Column("From"),
            Column("To"),
            Column("Days", is_number=True),
            Column("Time limit"),
        ),
        rows=tuple(rows),
        empty="Nothing has happened yet.",
    )


def people_table(
    family: FamilyRecord, people: Sequence[HouseholdMember], *, may_change: bool
) -> Table:
    """The household; each person leads to where they are mended, for who may."""
    return Table(
        caption="Household",
        columns=(Column("Person"), Column("Part"), Column("Date of birth"), Column("Left")),
        rows=tuple(
            Row.of(
                Cell(
                    f"{one.forenames} {one.surname}",
                    href=reverse("family-person", args=[family.key, one.key]) if may_change else "",
                ),
                HouseholdMember.Part(one.part).label,
                day(one.born_on),
                day(one.left_on),
            )
            for one in people
        ),
        empty="Nobody is named yet.",
    )


def checks_table(
    told: ApplicationJourney,
    wording: Wording,
    needed: Iterable[tuple[CheckKind, str]],
    people_who_recorded: Mapping[str, str],
    today: date,
) -> Table:
    """Each check: sought, chased, received, by whom; what is needed and not sought comes last."""
    had = {(one.kind, one.person) for one in told.checks}
    missing = [Check(kind, person) for kind, person in needed if (kind, person) not in had]
    rows = []
    for check in (*told.checks, *missing):
        who = wording.people.get(check.person, "") if wording.reads_checks else ""
        by = people_who_recorded
        rows.append(
            Row.of(
                Cell(sentence(check.kind.label), below=who, tags=(_state_of(check, today),)),
                Cell(day(check.sought_on), below=by.get(check.sought_by, "")),
                Cell(
                    ", ".join(map(day, check.chased_on)),
                    below=by.get(check.chased_by, "") if check.chased_on else "",
                ),
                Cell(day(check.received_on), below=by.get(check.received_by, "")),
                sentence(check.outcome.label) if check.outcome and wording.reads_checks else "",
                day(check.expires_on) if wording.reads_checks else "",
            )
        )
    return Table(
        caption="Checks",
        columns=(
            Column("Check"),
            Column("Sought"),
            Column("Chased"),
            Column("Received"),
            Column("Outcome"),
            Column("Holds until"),
        ),
        rows=tuple(rows),
        empty="No check is needed yet.",
    )


def _state_of(check: Check, today: date) -> Tag:
    if check.has_expired(today):
        return Tag("No longer holds", Colour.RED)
    if not check.is_outstanding:
        return Tag("Received", Colour.GREEN)
    if check.waits_from_on is None:
        return Tag("Not sought yet", Colour.GREY)
    return Tag("Waiting", Colour.YELLOW)


def needed_of(
    application: ApplicationFacts | None,
    told: ApplicationJourney,
    people: Sequence[HouseholdMember],
    today: date,
) -> tuple[tuple[CheckKind, str], ...]:
    """The checks that an application needs from the beginning of stage 1 to the decision."""
    is_checked = told.stage_1_from_on is not None and told.decision.is_approved is None
    if application is None or not is_checked or told.stage is FamilyStage.CLOSED:
        return ()
    here = [one for one in people if one.left_on is None]
    applicants = [one.key for one in here if one.pk in application.applicants]
    grown = [one.key for one in here if _is_adult(one, today)]
    return checks_needed(applicants, grown)


def _is_adult(person: HouseholdMember, today: date) -> bool:
    """Whether somebody is 18 or over; applicants and other adults count where no birth is known."""
    if person.born_on is None:
        return person.part != HouseholdMember.Part.CHILD
    return add_months(person.born_on, _ADULT_FROM_MONTHS) <= today


def applications_table(
    family: FamilyRecord,
    applications: Sequence[ApplicationFacts],
    journey: FamilyJourney,
    names: Mapping[int, str],
    shown: str,
) -> Table:
    """Every application of the household; the one shown is marked."""
    rows = []
    for one in applications:
        told = journey.of(one.key)
        href = f"{reverse('family', args=[family.key])}?application={one.key}"
        is_shown = one.key == shown
        rows.append(
            Row.of(
                Cell(
                    f"Application {one.number}",
                    href="" if is_shown else href,
                    tags=(Tag("Shown here", Colour.GREY),) if is_shown else (),
                ),
                ROUTES[one.route],
                " and ".join(names[pk] for pk in sorted(one.applicants) if pk in names),
                Cell(tags=(stage_tag(told.stage),) if told else ()),
                day(told.stages[0].on) if told and told.stages else "",
                Cell(
                    day(told.left_on or told.adopted_on) if told else "",
                    below=told.left_reason.label if told and told.left_reason else "",
                ),
            )
        )
    return Table(
        caption="Applications",
        columns=(
            Column("Application"),
            Column("Kind"),
            Column("Of whom"),
            Column("Stage"),
            Column("Begun"),
            Column("Ended"),
        ),
        rows=tuple(rows),
    )


def flags_table(told: ApplicationJourney) -> Table:
    """The rules that were broken, with their sources."""
    return Table(
        caption="Rules broken",
        columns=(Column("On"), Column("What"), Column("Rule"), Column("Source")),
        rows=tuple(
            Row.of(
                day(flag.on),
                sentence(FAMILY_EVENT_KINDS[flag.kind].label),
                flag.facts.words,
                flag.facts.source,
            )
            for flag in told.flags
        ),
    )


def timeline_of(
    told: ApplicationJourney, clocks: Sequence[RunningClock], name: str, today: date
) -> Timeline:
    """The application as lanes: stages, what happened, what is planned, holds, time limits."""
    ends = [one.on for one in told.stages[1:]]
    stages = tuple(
        Band(one.stage.label, one.on, ends[number] if number < len(ends) else None)
        for number, one in enumerate(told.stages)
    )
    marks = tuple(
        Mark(sentence(one.label), one.happened_on)
        for one in told.events
        if one.kind in _MARKED and one.happened_on is not None
    )
    planned = tuple(
        Mark(sentence(one.label), one.planned_for, is_planned=True)
        for one in told.planned
        if one.planned_for is not None
    )
    holds = tuple(Band("On hold", one.from_on, one.to_on) for one in told.holds)
    holds += tuple(Band("By choice", one.from_on, one.to_on) for one in told.choice_waits)
    return Timeline(
        title=f"Application of {name}",
        lanes=(
            Lane("Stages", "plan", bands=stages),
            Lane("Events", marks=(*marks, *planned)),
            Lane("Holds", "care", bands=holds),
            Lane("Time limits", clocks=tuple(drawn(one, one.rule.label) for one in _shown(clocks))),
        ),
        today=today,
    )


def _shown(clocks: Sequence[RunningClock]) -> list[RunningClock]:
    """The limits worth drawing: stages, reviews, and what the agency added; the tables have all."""
    return [
        one
        for one in clocks
        if (one.key in _CLOCK_OF_STAGE.values() or is_own(one))
        and (one.is_missed or one.state is not RunningState.VOID)
    ]
