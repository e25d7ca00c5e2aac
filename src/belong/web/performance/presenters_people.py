"""Who is behind a figure, as tables: those in it, and those left out with the reason for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from belong.analytics.stored import Person
from belong.web.performance.opened import NO_REASON, Opened
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import day

__all__ = ["LeftOut", "left_out", "members_table"]


@dataclass(frozen=True)
class LeftOut:
    """Those who are not in a figure, for one kind of reason.

    nobody: what is said where there is none. reasons: each with how many. table: those whom the
    reader may see; None where nobody is left out. beyond: of whom it is not, in words.
    """

    title: str
    nobody: str
    reasons: Sequence[tuple[str, int]]
    table: Table | None
    beyond: str = ""


def members_table(
    opened: Opened, people: Sequence[Person], opens: Mapping[str, str], areas: Mapping[str, str]
) -> Table:
    """Those in the figure by pseudonym, linked where the record opens. opens: keys of records."""
    is_days = opened.figure.unit == "days"
    return Table(
        "Those in it whom you may see",
        (*_whose(opened), Column("Days" if is_days else "Counts", is_number=True)),
        tuple(Row((*_who(opened, one, opens, areas), Cell(_counted(one)))) for one in people),
        empty="None of them is yours to see." if opened.behind.members else "Nobody is in it.",
    )


def left_out(
    opened: Opened,
    excluded: Sequence[Person],
    not_computable: Sequence[Person],
    opens: Mapping[str, str],
    areas: Mapping[str, str],
    most: int | None,
) -> tuple[LeftOut, LeftOut]:
    """Those left out by the definition, and those who could not be counted.

    excluded, not_computable: those of them whom the reader may see. opens: keys of records. most:
    how many are listed; None: all.
    """
    behind = opened.behind
    told = []
    is_none = opened.figure.value is None
    for title, nobody, reasons, everybody, seen in (
        ("Left out, and why", "Nobody is left out.", opened.reasons[0], behind.excluded, excluded),
        (
            "Not computable, and why",
            "There is no number, and nobody is listed."
            if is_none
            else "Everybody could be counted.",
            opened.reasons[1],
            behind.not_computable,
            not_computable,
        ),
    ):
        table, beyond = None, ""
        if everybody:
            shown = sorted(seen, key=lambda one: (one.reason, one.key))[:most]
            table = _left_out_table(opened, f"{title}: those whom you may see", shown, opens, areas)
            beyond = _beyond(len(everybody) - len(seen), len(seen) - len(shown))
        told.append(LeftOut(title, nobody, reasons, table, beyond))
    return told[0], told[1]


def _beyond(unseen: int, unshown: int) -> str:
    words = []
    if unshown:
        words.append(f"{unshown:,} more are in the file that you can take away.")
    if unseen:
        words.append(f"{unseen:,} of them {'is' if unseen == 1 else 'are'} not yours to see.")
    return " ".join(words)


def _left_out_table(
    opened: Opened,
    caption: str,
    people: Sequence[Person],
    opens: Mapping[str, str],
    areas: Mapping[str, str],
) -> Table:
    return Table(
        caption,
        (*_whose(opened), Column("Why")),
        tuple(
            Row((*_who(opened, one, opens, areas), Cell(sentence(one.reason or NO_REASON))))
            for one in people
        ),
        empty="None of them is yours to see.",
    )


def _whose(opened: Opened) -> tuple[Column, ...]:
    """The columns that say who somebody is, and of which days."""
    return (
        Column(opened.people[0].capitalize()),
        Column("Agency"),
        Column("From"),
        Column("To"),
    )


def _who(
    opened: Opened, one: Person, opens: Mapping[str, str], areas: Mapping[str, str]
) -> tuple[Cell, ...]:
    """The cells under ``_whose``; the pseudonym is linked where the record opens for the reader."""
    page = "family" if opened.measure.subject == "families" else "child_page"
    return (
        Cell(one.key, href=reverse(page, args=[opens[one.key]]) if one.key in opens else ""),
        Cell(areas.get(one.area, one.area)),
        Cell(day(one.start_on) or "-"),
        Cell(day(one.end_on) or "-"),
    )


def _counted(one: Person) -> str:
    return "-" if one.value is None else f"{one.value:,}"
