"""The list of families and the pipeline as tables and cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from belong.domain.calendar import days_between
from belong.domain.journey.family import CHECKS, LIMITS, CheckKind, FamilyStage, LimitKey
from belong.domain.policy import ActorFacts, Part, can_see_identity
from belong.domain.policy.families import can_see_checks
from belong.web.families.lists import (
    InLine,
    OnTime,
    Pipeline,
    StageColumn,
    StuckCheck,
    row_shown,
)
from belong.web.families.models import FamilyResponsibility, HouseholdMember, RowOfFamily
from belong.web.families.queries import family_facts, together
from belong.web.families.words import sentence, stage_tag
from belong.web.ledger.as_known import PARAMETER, AsKnown
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted

if TYPE_CHECKING:
    from belong.web.families.queries import VisibleFamily

__all__ = [
    "StageCards",
    "families_table",
    "on_time_table",
    "over_table",
    "stage_cards",
    "stuck_table",
]

#: Cards of one stage; the rest are in the list that the stage's heading leads to.
MOST_CARDS = 8
MOST_ROWS = 50


def families_table(
    actor: ActorFacts,
    families: Sequence[VisibleFamily],
    people: Mapping[int, list[HouseholdMember]],
    responsible: Mapping[int, list[FamilyResponsibility]],
    today: date,
    known: AsKnown | None = None,
) -> Table:
    """One page of the list. Names only where the reader may see them. known: the earlier moment."""
    rows = []
    on = known.day if known else today
    for family in families:
        facts = family_facts(actor, family)
        name = family.pseudonym
        if can_see_identity(actor, facts, Part.FAMILY_IDENTITY):
            name = together(people.get(family.pk, [])) or family.pseudonym
        row = row_shown(family, known)
        workers = [
            each
            for each in responsible.get(family.pk, [])
            if each.from_on <= today and (each.to_on is None or each.to_on > today)
        ]
        rows.append(
            Row.of(
                Cell(
                    name,
                    href=_family_href(family.key, known),
                    below=family.pseudonym if name != family.pseudonym else "",
                ),
                Cell(tags=_tags(row)),
                _days(row, on),
                _limit(row, on),
                _waits(row, on) if can_see_checks(actor, facts) else "",
                ", ".join(dict.fromkeys(each.user.name for each in workers)),
                Cell(family.agency.name, below=family.team.name if family.team else ""),
            )
        )
    return Table(
        caption="Families",
        is_caption_hidden=True,
        columns=(
            Column("Family"),
            Column("Stage"),
            Column("Days in it", is_number=True),
            Column("Time limit"),
            Column("Waits for"),
            Column("Worker"),
            Column("Agency"),
        ),
        rows=tuple(rows),
        empty="No family fits. Take something out of the filter.",
    )


def _tags(row: RowOfFamily | None) -> tuple[Tag, ...]:
    if row is None:
        return ()
    tags = [stage_tag(FamilyStage(row.stage))]
    if row.is_on_hold:
        tags.append(Tag("On hold", Colour.YELLOW))
    if row.waits_by_choice:
        tags.append(Tag("Waiting by choice", Colour.YELLOW))
    if row.flags:
        tags.append(Tag(counted(row.flags, "rule broken", "rules broken"), Colour.RED))
    return tuple(tags)


def _days(row: RowOfFamily | None, today: date) -> str:
    return str(days_between(row.stage_from_on, today)) if row and row.stage_from_on else ""


def _limit(row: RowOfFamily | None, today: date) -> str:
    if row is None or row.limit_due_on is None:
        return ""
    return _against(LimitKey(row.limit), days_between(row.limit_due_on, today))


def _against(limit: LimitKey, over: int) -> str:
    label = LIMITS[limit].label
    if over > 0:
        return f"{label}: {counted(over, 'day')} over"
    return f"{label}: {counted(-over, 'day')} left"


def _waits(row: RowOfFamily | None, today: date) -> Cell:
    if row is None or not row.waits_for:
        return Cell()
    since = row.waits_from_on
    below = f"for {counted(days_between(since, today), 'day')}" if since else ""
    return Cell(sentence(CheckKind(row.waits_for).label), below=below)


@dataclass(frozen=True)
class Card:
    """A family in the pipeline, by its number. words: days, the limit, what it waits for."""

    pseudonym: str
    href: str
    words: Sequence[str]
    is_over: bool


@dataclass(frozen=True)
class StageCards:
    """A column of the pipeline. more: how many families have no card of their own."""

    stage: str
    count: int
    median: str
    href: str
    cards: Sequence[Card]
    more: int


def stage_cards(
    columns: Iterable[StageColumn], asked: Mapping[str, str], known: AsKnown | None = None
) -> list[StageCards]:
    """The columns of the pipeline, each with its longest. known: the earlier moment."""
    made = []
    for column in columns:
        shown = column.longest[:MOST_CARDS]
        median = column.median_days
        made.append(
            StageCards(
                stage=column.stage.label,
                count=len(column.families),
                median="" if median is None else counted(median, "day"),
                href=_list_href({**asked, "stage": column.stage.value}, known),
                cards=[_card(line, known) for line in shown],
                more=len(column.families) - len(shown),
            )
        )
    return made


def _list_href(query: Mapping[str, str], known: AsKnown | None) -> str:
    moment = {PARAMETER: known.text} if known else {}
    return f"{reverse('families')}?{urlencode({**query, **moment})}"


def _family_href(key: str, known: AsKnown | None) -> str:
    address = reverse("family", args=[key])
    return known.address(address) if known else address


def _card(line: InLine, known: AsKnown | None) -> Card:
    words = [] if line.days is None else [f"{counted(line.days, 'day')} in this stage"]
    if line.limit is not None and line.over is not None:
        words.append(_against(line.limit, line.over))
    if line.is_on_hold:
        words.append("On hold")
    if line.waits_by_choice:
        words.append("Waiting by choice")
    if line.waits_for is not None:
        words.append(f"Waits for: {line.waits_for.label}")
    return Card(line.pseudonym, _family_href(line.key, known), words, (line.over or 0) > 0)


def on_time_table(found: Iterable[OnTime]) -> Table:
    """Stages 1 and 2 against their limits; an agency may have set a shorter one."""
    return Table(
        caption="Against the time limits",
        columns=(
            Column("Stage"),
            Column("Limit"),
            Column("Under way", is_number=True),
            Column("Of these over", is_number=True),
            Column("Ended in the last 12 months", is_number=True),
            Column("Of these in time", is_number=True),
        ),
        rows=tuple(
            Row.of(
                LIMITS[one.limit].label,
                f"{counted(LIMITS[one.limit].months, 'month')}, or the agency's shorter limit",
                str(one.now),
                str(one.over_now),
                str(one.finished),
                str(one.in_time),
            )
            for one in found
        ),
    )


def stuck_table(
    stuck: Iterable[StuckCheck], asked: Mapping[str, str], known: AsKnown | None = None
) -> Table:
    """Which check holds up how many, and for how long. known: the earlier moment."""
    return Table(
        caption="Waiting for a check",
        columns=(
            Column("Check"),
            Column("Given by"),
            Column("Families", is_number=True),
            Column("Longest wait in days", is_number=True),
            Column("Who"),
        ),
        rows=tuple(
            Row.of(
                Cell(
                    sentence(one.check.label),
                    href=_list_href({**asked, "check": one.check.value}, known),
                ),
                CHECKS[one.check].given_by,
                str(len(one.families)),
                str(one.families[0].waits_days or 0),
                _who(one.families),
            )
            for one in stuck
        ),
        empty="No family waits for a check.",
    )


def _who(families: Sequence[InLine]) -> str:
    shown = ", ".join(line.pseudonym for line in families[:MOST_ROWS])
    more = len(families) - MOST_ROWS
    return f"{shown} and {more} more" if more > 0 else shown


def over_table(pipeline: Pipeline, known: AsKnown | None = None) -> Table:
    """The families past a time limit, furthest first. known: the earlier moment."""
    shown = pipeline.over[:MOST_ROWS]
    more = len(pipeline.over) - len(shown)
    return Table(
        caption="Past a time limit" + (f" (the first {MOST_ROWS})" if more > 0 else ""),
        columns=(
            Column("Family"),
            Column("Stage"),
            Column("Time limit"),
            Column("Waits for"),
            Column("Agency"),
        ),
        rows=tuple(
            Row.of(
                Cell(line.pseudonym, href=_family_href(line.key, known)),
                line.stage.label,
                _against(line.limit, line.over or 0) if line.limit else "",
                sentence(line.waits_for.label) if line.waits_for else "",
                line.agency,
            )
            for line in shown
        ),
        empty="No family is past a time limit.",
    )
