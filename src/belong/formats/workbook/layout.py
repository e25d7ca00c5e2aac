"""The sheets of the template workbook as data: headings, what each cell may hold, and an example.

For councils that hold their records in a spreadsheet. Words of the drop-downs are the labels that
the pages of the service use; their codes stand behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from belong.domain.codes import ETHNIC, SEX
from belong.domain.events import EVENT_KINDS, Axis, EventKind
from belong.domain.journey.family import (
    CHECK_KINDS,
    CHECKS,
    FAMILY_EVENT_KINDS,
    CheckOutcome,
    EnquirySource,
    FamilyEventKind,
    Route,
)

__all__ = ["CODE_DETAIL", "MOST_ROWS", "SHEETS", "Column", "Holds", "Sheet"]

#: Rows of one sheet that are read; a council's whole history has far fewer.
MOST_ROWS = 100_000


class Holds(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    DAY = "a date"
    CHOICE = "one of the list"


@dataclass(frozen=True)
class Column:
    """A column. name: in code. head: its heading. choices: code by words, for a drop-down."""

    name: str
    head: str
    holds: Holds = Holds.TEXT
    is_needed: bool = False
    choices: Mapping[str, str] | None = None
    note: str = ""
    example: str = ""
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet: one row for each thing. about: what a row is, in words."""

    name: str
    about: str
    columns: tuple[Column, ...]


def _words(label: str) -> str:
    return label[:1].upper() + label[1:]


_SEXES = {_words(SEX.meaning(code)): code for code in ("F", "M")}
_ETHNICITIES = {_words(one.meaning): one.code for one in ETHNIC}
_ROUTES = {
    "First application": Route.FIRST.value,
    "Adopting again": Route.SECOND.value,
    "Fast track": Route.FAST_TRACK.value,
}
_SOURCES = {_words(one.value.replace("_", " ")): one.value for one in EnquirySource}
#: What happened to a child, but for what the sheet of children itself says.
_OF_CHILDREN = {
    _words(facts.label): kind.value
    for kind, facts in EVENT_KINDS.items()
    if kind not in (EventKind.BORN, EventKind.BIRTH_EXPECTED, EventKind.DELAYED)
}
#: What happened to a family, but for checks and what is written with a child's entry.
_OF_FAMILIES = {
    _words(facts.label): kind.value
    for kind, facts in FAMILY_EVENT_KINDS.items()
    if kind not in CHECK_KINDS
    and kind not in (FamilyEventKind.ENQUIRED, FamilyEventKind.DELAYED)
    and "child" not in facts.details
}
_CHECKS = {_words(facts.label): kind.value for kind, facts in CHECKS.items()}
_OUTCOMES = {_words(one.label): one.value for one in CheckOutcome}
_WHO = {"First applicant": "1", "Second applicant": "2", "The household": ""}
_DAY, _CHOICE = Holds.DAY, Holds.CHOICE

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Children",
        "one row for each child",
        (
            Column(
                "number",
                "Child number",
                is_needed=True,
                note="Your own number, the one in your SSDA903 return.",
                example="10421",
            ),
            Column(
                "council",
                "Council code",
                note="Three digits. Only where the workbook is for several councils.",
            ),
            Column("surname", "Surname", is_needed=True, example="Thorne", width=20),
            Column("forenames", "Forenames", example="Elsie May", width=20),
            Column("born_on", "Born on", _DAY, example="27/03/2023"),
            Column("expected_on", "Birth expected on", _DAY, note="For an unborn child only."),
            Column("sex", "Sex", _CHOICE, choices=_SEXES, example="Female"),
            Column("ethnicity", "Ethnic group", _CHOICE, choices=_ETHNICITIES, width=30),
        ),
    ),
    Sheet(
        "Families",
        "one row for each family that has enquired, applied or been approved",
        (
            Column("number", "Family number", is_needed=True, example="F17"),
            Column("enquired_on", "Enquired on", _DAY, is_needed=True, example="09/01/2024"),
            Column("surname_1", "First applicant's surname", is_needed=True, example="Hale"),
            Column("forenames_1", "First applicant's forenames", is_needed=True, example="Ruth"),
            Column("born_on_1", "First applicant born on", _DAY),
            Column("surname_2", "Second applicant's surname", example="Marsh"),
            Column("forenames_2", "Second applicant's forenames", example="Dev"),
            Column("born_on_2", "Second applicant born on", _DAY),
            Column("address", "Home address", width=30),
            Column("route", "Route", _CHOICE, choices=_ROUTES, example="First application"),
            Column("source", "How they heard of us", _CHOICE, choices=_SOURCES),
        ),
    ),
    Sheet(
        "Events",
        "one row for each thing that happened, or is planned",
        (
            Column(
                "child",
                "Child number",
                note="For a link, match or placement give the child and the family.",
                example="10421",
            ),
            Column("family", "Family number", example="F17"),
            Column(
                "kind",
                "What happened",
                _CHOICE,
                is_needed=True,
                choices={**_OF_CHILDREN, **_OF_FAMILIES},
                example="Match with a family decided",
                width=48,
            ),
            Column(
                "on",
                "On",
                _DAY,
                is_needed=True,
                note="A day in the future is taken as planned.",
                example="14/06/2024",
            ),
            Column(
                "code",
                "Code",
                note="Where the return has one: legal status, placement or reason.",
            ),
        ),
    ),
    Sheet(
        "Checks",
        "one row for each check of an application",
        (
            Column("family", "Family number", is_needed=True, example="F17"),
            Column(
                "person", "About", _CHOICE, is_needed=True, choices=_WHO, example="First applicant"
            ),
            Column(
                "check",
                "Check",
                _CHOICE,
                is_needed=True,
                choices=_CHECKS,
                example="Health report",
                width=30,
            ),
            Column("sought_on", "Sought on", _DAY, example="02/02/2024"),
            Column("received_on", "Received on", _DAY),
            Column("outcome", "Outcome", _CHOICE, choices=_OUTCOMES),
        ),
    ),
)

#: Where the code of a child's event goes.
CODE_DETAIL: Mapping[str, str] = {
    kind.value: (
        "place"
        if "place" in facts.details
        else "legal_status"
        if kind is EventKind.CARE_ENTERED or facts.moves & {Axis.LEGAL, Axis.CARE} == {Axis.LEGAL}
        else "rec"
        if Axis.CARE in facts.moves
        else "reason"
    )
    for kind, facts in EVENT_KINDS.items()
}
