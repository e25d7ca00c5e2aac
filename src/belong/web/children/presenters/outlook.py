"""What the pages around recording say: the answers, the rules broken, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from belong.domain.clocks import Clock, clocks_of
from belong.domain.codes import SEX
from belong.domain.events import EVENT_KINDS
from belong.domain.journey.child import Flag, Journey
from belong.domain.journey.next_steps import next_step
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.models import EventNote
from belong.web.children.presenters.sections import flag_words
from belong.web.children.presenters.story import Names, detail_lines, title_of, when_of
from belong.web.children.recording import Answers, Outlook
from belong.web.ledger.models import Event
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import day, moment

__all__ = ["answer_pairs", "broken_table", "changed_words", "entry_words", "newer_table"]


def answer_pairs(answers: Answers, reference: str, names: Names) -> list[tuple[str, str]]:
    """What was answered, as label and value, to be checked before it is saved."""
    when = day(answers.happened_on)
    if answers.planned_for:
        when = f"{day(answers.planned_for)} (planned)"
    pairs = [("What", title_of(answers.kind)), ("Day", when)]
    if answers.family_id:
        pairs.append(("Family", reference))
    told = {
        name: value
        for name, value in answers.details.items()
        if name not in (FAMILY_KEY, "reasons")
    }
    for line in detail_lines(answers.kind, told, names):
        label, _, value = line.partition(": ")
        pairs.append((label, value))
    if answers.forenames:
        pairs.append(("Forenames", answers.forenames))
    if answers.sex:
        pairs.append(("Sex", SEX.meaning(answers.sex).capitalize()))
    pairs += [(EventNote.About(about).label, words) for about, _, words in answers.notes]
    if answers.why:
        pairs.append(("Why this is corrected", answers.why))
    return pairs


def broken_table(flags: Sequence[Flag]) -> Table:
    """The rules that saving would break."""
    return Table(
        "Rules that this breaks",
        (Column("Rule"), Column("Source")),
        tuple(
            Row.of(Cell(flag_words(flag), below=_about(flag)), flag.facts.source) for flag in flags
        ),
    )


def _about(flag: Flag) -> str:
    return f"{title_of(flag.kind)}, {day(flag.on)}"


def changed_words(answers: Answers, outlook: Outlook, today: date) -> str:
    """What the child's page says after saving: the stage, what is next, and what is due by when."""
    label = EVENT_KINDS[answers.kind].label
    on = day(answers.happened_on or answers.planned_for)
    if answers.planned_for:
        return f"Recorded as planned: {label}, {on}. A plan moves nothing until it has happened."
    said = [f"Recorded: {label}, {on}."]
    if outlook.after.stage is not outlook.before.stage:
        said.append(f"Stage is now: {outlook.after.stage.label}.")
        step = next_step(outlook.after)
        if step.who:
            said.append(f"Next: {step.words}")
    started = _started(outlook.before, outlook.after, today)
    said += [f"{one.rule.label} is due by {day(one.due_on)}." for one in started[:3]]
    return " ".join(said)


def _started(before: Journey, after: Journey, today: date) -> list[Clock]:
    """Time limits that began to run with the event and are still to be met."""
    had = {(one.key, one.started_on) for one in clocks_of(before, today)}
    return [
        one
        for one in clocks_of(after, today)
        if (one.key, one.started_on) not in had
        and one.is_live
        and not one.rule.is_period
        and one.due_on >= today
    ]


def newer_table(events: Sequence[Event], names: Names) -> Table:
    """What somebody else recorded while this person was writing."""
    return Table(
        "Recorded since you opened this page",
        (Column("What"), Column("Day"), Column("Recorded")),
        tuple(
            Row.of(
                Cell(
                    ("Withdrawn: " if one.is_withdrawal else "") + title_of(one.kind),
                    below="; ".join(
                        [
                            *detail_lines(one.kind, one.details, names),
                            *([f"Reason: {one.change.why}"] if one.change.why else []),
                        ]
                    ),
                ),
                when_of(one),
                f"{moment(one.change.recorded_at)} by {names.person(one.change.by_person)}",
            )
            for one in events
        ),
    )


def entry_words(row: Event, names: Names) -> list[tuple[str, str]]:
    """One entry of the ledger, as label and value."""
    pairs = [("What", title_of(row.kind)), ("Day", when_of(row))]
    for line in detail_lines(row.kind, row.details, names):
        label, _, value = line.partition(": ")
        pairs.append((label, value))
    pairs.append(("Recorded", moment(row.change.recorded_at)))
    return pairs
