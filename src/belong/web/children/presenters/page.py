"""The child's page as a whole: everything that its template draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from belong.domain.clocks import NATIONAL, Clock, Policy, clocks_of
from belong.domain.journey.child import Journey
from belong.domain.journey.next_steps import NextStep, next_step
from belong.domain.journey.states import Outcome, Stage
from belong.domain.policy import Role
from belong.web.children.models import BirthIdentity, ChildRecord, EventNote, Responsibility
from belong.web.children.presenters import sections
from belong.web.children.presenters.story import Names, recorded_entries
from belong.web.children.presenters.timeline import timeline_of
from belong.web.children.presenters.who import age_words, born_words, is_named, name_of, stage_tag
from belong.web.due.presenters_clocks import limits_table, reason_address
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ui.presenters import (
    Cell,
    Colour,
    Column,
    Fact,
    IdentityBar,
    RecordedEntry,
    Row,
    Table,
    Tag,
    Timeline,
)
from belong.web.ui.words import counted, day

__all__ = ["ChildPage", "PageFacts", "child_page", "identity_bar", "sibling_table"]

#: A page stays light enough for a phone: older entries are shown when they are asked for.
ENTRIES_SHOWN = 80
ROLE_LABELS = {role.value: role.label for role in Role}


@dataclass(frozen=True)
class PageFacts:
    """What a child's page is made from. identity: None where this reader sees the pseudonym.

    policy: the time limits of the child's council.
    """

    child: ChildRecord
    identity: BirthIdentity | None
    rows: Sequence[Event]
    journey: Journey
    names: Names
    notes: Mapping[str, Sequence[EventNote]]
    responsible: Sequence[Responsibility]
    siblings: Sequence[tuple[ChildRecord, BirthIdentity | None]]
    today: date
    known_at: str | None = None
    can_record: bool = False
    shows_all: bool = False
    policy: Policy = NATIONAL


@dataclass(frozen=True)
class ChildPage:
    """The parts of the page, in the order in which they stand on it.

    older: how many entries there are besides those shown.
    """

    bar: IdentityBar
    step: NextStep
    limits: Table
    past_limits: Table
    application: str
    flags: Table
    planned: Table
    timeline: Timeline
    has_sibling_group: bool
    siblings: Table
    sibling_plans: Table
    plan: list[tuple[str, str]]
    court: Table
    papers: Table
    placements: Table
    families: Table
    delays: Table
    people: Table
    intervals: Table
    entries: list[RecordedEntry]
    older: int


def child_page(facts: PageFacts) -> ChildPage:
    """The page of one child, as this reader may see it."""
    journey, names, today = facts.journey, facts.names, facts.today
    clocks = clocks_of(journey, today, facts.policy)

    def ask(one: Clock) -> str:
        return reason_address(SubjectKind.CHILD, facts.child.key, one.key, one.started_on)

    asking = ask if facts.can_record else None
    name = name_of(facts.child, facts.identity)
    return ChildPage(
        bar=identity_bar(facts),
        step=next_step(journey),
        limits=limits_table(clocks, is_waiting=True, ask=asking),
        past_limits=limits_table(clocks, is_waiting=False, ask=asking),
        application=sections.application_words(journey),
        flags=sections.flags_table(journey),
        planned=sections.planned_table(journey, names, today),
        timeline=timeline_of(f"Timeline of {name}", journey, clocks, names.families, today),
        has_sibling_group=facts.child.sibling_group_id is not None,
        siblings=sibling_table(facts.siblings, today),
        sibling_plans=sections.sibling_plans_table(journey),
        plan=sections.plan_pairs(journey),
        court=sections.court_table(journey, names),
        papers=sections.papers_table(journey, names),
        placements=sections.placements_table(journey, names),
        families=sections.families_table(journey, names),
        delays=sections.delays_table(journey),
        people=sections.people_table(facts.child, facts.responsible, ROLE_LABELS),
        intervals=sections.intervals_table(journey),
        entries=recorded_entries(
            facts.child.key, facts.rows, names, facts.notes, can_record=facts.can_record
        )[: None if facts.shows_all else ENTRIES_SHOWN],
        older=0 if facts.shows_all else max(0, len(facts.rows) - ENTRIES_SHOWN),
    )


def identity_bar(facts: PageFacts) -> IdentityBar:
    """Who the page is about. Who it is, is today's knowledge; the rest is of the moment read."""
    child, identity, journey = facts.child, facts.identity, facts.journey
    tags = []
    if journey.flags:
        tags.append(Tag(counted(len(journey.flags), "rule") + " broken", Colour.RED))
    if child.closed_at:
        tags.append(Tag("Closed", Colour.GREY))
    workers = [
        each.user.name
        for each in facts.responsible
        if each.to_on is None and each.role == Role.CHILD_SOCIAL_WORKER
    ]
    born_on = identity.born_on if identity else None
    return IdentityBar(
        name=name_of(child, identity),
        is_pseudonym=not is_named(identity),
        stage=stage_tag(journey.stage) if facts.rows else None,
        tags=tuple(tags),
        known_at=facts.known_at,
        facts=(
            Fact("Reference", child.pseudonym if is_named(identity) else ""),
            Fact("", "") if identity is None else _born(identity),
            Fact("Age", age_words(born_on, facts.today)),
            Fact("Council", child.council.name),
            Fact("Team", child.team.name if child.team else ""),
            Fact("Social worker", ", ".join(workers) or "nobody yet"),
            Fact("In care", _care_words(journey, facts.today) if facts.rows else ""),
        ),
    )


def _born(identity: BirthIdentity) -> Fact:
    label, _, words = born_words(identity).partition(" ")
    return Fact(label.capitalize(), words)


def _care_words(journey: Journey, today: date) -> str:
    open_spells = [one for one in journey.spells_of("care") if one.to_on is None]
    if open_spells:
        return counted((today - open_spells[-1].seen_from_on).days, "day")
    ended = [one.to_on for one in journey.spells_of("care") if one.to_on]
    if ended:
        return f"ended on {day(ended[-1])}"
    return "" if journey.axes.outcome is not Outcome.OPEN else "not looked after"


def sibling_table(
    siblings: Sequence[tuple[ChildRecord, BirthIdentity | None]], today: date
) -> Table:
    """The others of the sibling group whom this reader may see."""
    rows = []
    for sibling, identity in siblings:
        row = getattr(sibling, "row", None)
        rows.append(
            Row.of(
                Cell(
                    name_of(sibling, identity),
                    href=reverse("child_page", args=[sibling.key]),
                    below=born_words(identity),
                ),
                age_words(identity.born_on, today) if identity else "",
                Cell(tags=(stage_tag(Stage(row.stage)),)) if row else "",
            )
        )
    return Table(
        "Brothers and sisters in the group",
        (Column("Who"), Column("Age"), Column("Stage now")),
        tuple(rows),
        empty="None of the others in the group is among the records that you may see.",
        is_caption_hidden=True,
    )
