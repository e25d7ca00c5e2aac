"""The tracker of families as rows and words: by reference only, so that it can be printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from belong.domain.journey.family import CHECKS, LIMITS, CheckKind, FamilyStage, LimitKey
from belong.domain.policy import ActorFacts
from belong.domain.policy.families import can_read_reasons
from belong.domain.policy.tracking import MeetingFacts
from belong.web.families.queries import family_facts
from belong.web.families.words import sentence, stage_tag
from belong.web.tracker.cases import Tracked
from belong.web.tracker.exporting import Value
from belong.web.tracker.families.queries import Waiting
from belong.web.tracker.lines import FamilyLine
from belong.web.tracker.presenters import (
    LinksOf,
    OpenRow,
    delay_words,
    next_cell,
    no_links,
    open_row,
    sort_columns,
)
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted

__all__ = [
    "FAMILY_HEADINGS",
    "checks_table",
    "family_columns",
    "family_rows",
    "family_values",
    "over_words",
    "reads_words_of_family",
]

FAMILY_HEADINGS = (
    "Family",
    "Agency",
    "Team",
    "Stage",
    "Days in stage",
    "Time limit",
    "Days past it",
    "On hold",
    "Waits by choice",
    "Waits for",
    "Days waited",
    "Next",
    "Due on",
    "Whose move",
    "Reason for delay",
    "Worker",
    "Last note on",
    "Open actions",
)
_STAGES = {LimitKey.STAGE_1: "the limit of stage 1", LimitKey.STAGE_2: "the limit of stage 2"}


def family_columns(sort: str | None, query: QueryDict) -> tuple[Column, ...]:
    """The columns; sort: as asked for, None where they cannot be sorted."""
    heads = [
        ("Family", "reference", False),
        ("Stage", "stage", False),
        ("Days in stage", "days", True),
        ("Time limit", "over", False),
        ("Waits for", "check", False),
        ("Next, and whose move", "", False),
        ("Reason for delay", "", False),
        ("Worker", "", False),
    ]
    if sort is None:
        return tuple(Column(head, is_number) for head, _, is_number in heads)
    name = sort.removeprefix("-")
    return sort_columns(heads, name, query, is_descending=sort.startswith("-"))


def family_rows(
    actor: ActorFacts,
    tracked: Sequence[Tracked[FamilyLine]],
    today: date,
    *,
    links: LinksOf = no_links,
    facts: MeetingFacts | None = None,
) -> tuple[OpenRow, ...]:
    """One line a family, by its reference. links, facts: as for children."""
    rows = []
    for each in tracked:
        line = each.line
        page = reverse("family", args=[line.key])
        of = ", ".join(part for part in (line.agency, line.team) if part)
        cells = _cells(line, Cell(line.reference, page, (), of))
        reads = reads_words_of_family(actor, each)
        rows.append(
            open_row(
                actor,
                each,
                line.reference,
                cells,
                today,
                reads_words=reads,
                links=links,
                facts=facts,
            )
        )
    return tuple(rows)


def reads_words_of_family(actor: ActorFacts, each: Tracked[FamilyLine]) -> bool:
    """Whether the person reads what is written of a family."""
    return can_read_reasons(actor, family_facts(actor, each.case))


def _cells(line: FamilyLine, who: Cell) -> tuple[Cell, ...]:
    tags = [stage_tag(FamilyStage(line.stage))]
    if line.is_on_hold:
        tags.append(Tag("On hold", Colour.YELLOW))
    if line.waits_by_choice:
        tags.append(Tag("Waits by choice", Colour.YELLOW))
    return (
        who,
        Cell(tags=tuple(tags)),
        Cell("" if line.days is None else f"{line.days:,}"),
        _limit_cell(line),
        _waits_cell(line),
        next_cell(line),
        Cell(delay_words(line.delay)),
        Cell(line.owner),
    )


def _limit_cell(line: FamilyLine) -> Cell:
    if not line.limit or line.limit_over is None:
        return Cell()
    label, over = LIMITS[LimitKey(line.limit)].label, line.limit_over
    if over > 0:
        return Cell(label, tags=(Tag(f"{counted(over, 'day')} over", Colour.RED),))
    return Cell(label, below=f"{counted(-over, 'day')} left")


def _waits_cell(line: FamilyLine) -> Cell:
    if not line.waits_for:
        return Cell()
    below = "" if line.waits_days is None else f"for {counted(line.waits_days, 'day')}"
    return Cell(sentence(CheckKind(line.waits_for).label), below=below)


def over_words(waiting: Sequence[Waiting]) -> list[str]:
    """``9 families are past the limit of stage 1. 7 wait for: health report``, by time limit."""
    told = []
    for limit, words in _STAGES.items():
        past = [one for one in waiting if one.limit == limit and one.past]
        if past:
            how_many = counted(sum(one.past for one in past), "family is", "families are")
            told.append(f"{how_many} past {words}{_by_check(past)}.")
    return told


def _by_check(past: Sequence[Waiting]) -> str:
    parts = [
        f"{one.past:,} {'waits' if one.past == 1 else 'wait'} for: {CheckKind(one.check).label}"
        for one in sorted(past, key=lambda one: -one.past)
        if one.check
    ]
    return f". {'; '.join(parts)}" if parts else ""


def checks_table(waiting: Sequence[Waiting], asked: Mapping[str, str], today: date) -> Table:
    """Checks that families wait for longest, by kind. asked: what the list is narrowed to."""
    by_check: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        if one.check:
            by_check[one.check].append(one)
    rows = []
    for code, of_check in sorted(
        by_check.items(), key=lambda item: -sum(one.families for one in item[1])
    ):
        check = CheckKind(code)
        since = min((one.since for one in of_check if one.since), default=today)
        rows.append(
            Row.of(
                Cell(sentence(check.label), "?" + urlencode({**asked, "check": code})),
                CHECKS[check].given_by,
                f"{sum(one.families for one in of_check):,}",
                f"{sum(one.past for one in of_check):,}",
                f"{(today - since).days:,}",
            )
        )
    return Table(
        "Checks outstanding",
        (
            Column("Check"),
            Column("Given by"),
            Column("Families waiting", is_number=True),
            Column("Of them past a time limit", is_number=True),
            Column("Longest wait in days", is_number=True),
        ),
        tuple(rows),
        empty="No family waits for a check.",
    )


def family_values(line: FamilyLine) -> tuple[Value, ...]:
    """What stands under FAMILY_HEADINGS of one family."""
    over = line.limit_over
    return (
        line.reference,
        line.agency,
        line.team,
        FamilyStage(line.stage).label,
        line.days,
        LIMITS[LimitKey(line.limit)].label if line.limit else "",
        max(0, over) if over is not None else None,
        "yes" if line.is_on_hold else "no",
        "yes" if line.waits_by_choice else "no",
        CheckKind(line.waits_for).label if line.waits_for else "",
        line.waits_days,
        line.next_clock,
        line.next_due_on,
        line.whose_move,
        delay_words(line.delay),
        line.owner,
        line.noted_on,
        line.actions,
    )
