"""The rows of a workbook as records and events: numbers resolved, what cannot be is refused.

New records have temporary names here ("new child 991 10421").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    MIRRORED,
    FamilyEventKind,
    Route,
)
from belong.formats.workbook import CODE_DETAIL, Filled, FilledRow
from belong.web.agencies.models import Agency
from belong.web.children.actions.bringing import Named
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.records import Child
from belong.web.children.returned import Told
from belong.web.children.standing import Outcome
from belong.web.families.actions import Person
from belong.web.families.actions_bringing import BroughtFamily, NewFamily
from belong.web.families.folding import APPLICATION_KEY
from belong.web.families.models import HouseholdMember
from belong.web.imports.lines import Line
from belong.web.imports.queries import children_by_number, families_by_number
from belong.web.ledger.models import SubjectKind

__all__ = ["Gathered", "WorkbookRows"]

#: How a family's event names the child that it is about.
_CHILD = "child"


@dataclass
class Gathered:
    """What the rows tell, before it is compared. places: of what is told, by its identity."""

    children: dict[Child, str] = field(default_factory=dict)
    named: dict[Child, Named] = field(default_factory=dict)
    families: dict[str, BroughtFamily] = field(default_factory=dict)
    new_families: list[NewFamily] = field(default_factory=list)
    told: dict[tuple[SubjectKind, str], list[Told]] = field(
        default_factory=lambda: defaultdict(list)
    )
    plans: list[tuple[SubjectKind, str, Told]] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)
    who: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


class WorkbookRows:
    """The rows of a workbook on their way: numbers resolved, what cannot be refused."""

    def __init__(
        self, filled: Filled, agencies: Collection[Agency], owner: Agency, today: date
    ) -> None:
        self.filled = filled
        self.owner = owner
        self.today = today
        self.councils = {one.dfe_code: one for one in agencies if one.dfe_code}
        self.found = Gathered()
        self._records = children_by_number(self.councils)
        self._families = families_by_number(owner)
        self._born: dict[str, date] = {}

    def gather(self) -> Gathered:
        """Everything that the rows tell."""
        for row in self.filled.rows.get("Children", []):
            self._child(row)
        for row in self.filled.rows.get("Families", []):
            self._family(row)
        for row in self.filled.rows.get("Events", []):
            self._event(row)
        for row in self.filled.rows.get("Checks", []):
            self._check(row)
        return self.found

    def _refuse(self, sheet: str, name: str, row: FilledRow, who: str, reason: str) -> None:
        place = self.filled.place(sheet, name, row.row)
        self.found.lines.append(Line(Outcome.REFUSED, who=who, place=place, reason=reason))

    def _tell(
        self, kind: SubjectKind, key: str, told: Told, sheet: str, name: str, row: FilledRow
    ) -> None:
        self.found.places[id(told)] = self.filled.place(sheet, name, row.row)
        self.found.told[kind, key].append(told)

    def _child(self, row: FilledRow) -> None:
        number = row.text("number")
        only = next(iter(self.councils)) if len(self.councils) == 1 else ""
        code = row.text("council") or only
        if code not in self.councils:
            reason = "The council's code is missing, or is not one that you bring in for."
            name = "council" if row.text("council") else "number"
            self._refuse("Children", name, row, number, reason)
            return
        born, expected = row.day("born_on"), row.day("expected_on")
        if (born is None) == (expected is None):
            reason = "Give the day of birth, or the day on which the birth is expected, not both."
            self._refuse("Children", "born_on", row, number, reason)
            return
        if born is not None and born > self.today:
            self._refuse("Children", "born_on", row, number, "The birth lies in the future.")
            return
        child = (code, number)
        if child in self.found.named:
            self._refuse("Children", "number", row, number, "Another row has this number.")
            return
        key = self._records.get(child, f"new child {code} {number}")
        self.found.children[child] = key
        self.found.who[key] = (number, code)
        self.found.named[child] = Named(
            row.text("surname"), row.text("forenames"), born, expected,
            row.text("sex"), row.text("ethnicity"),
        )  # fmt: skip
        if key.startswith("new "):
            place = self.filled.place("Children", "number", row.row)
            self.found.lines.append(
                Line(Outcome.NEW, who=number, of=code, kind="record_of_child", place=place)
            )
        if born is not None:
            self._born[key] = born
            told = Told(
                EventKind.BORN,
                born,
                {"sex": row.text("sex"), "ethnicity": row.text("ethnicity")},
            )
            self._tell(SubjectKind.CHILD, key, told, "Children", "born_on", row)
        elif expected is not None:
            told = Told(EventKind.BIRTH_EXPECTED, expected, {})
            self.found.places[id(told)] = self.filled.place("Children", "expected_on", row.row)
            self.found.plans.append((SubjectKind.CHILD, key, told))

    def _family(self, row: FilledRow) -> None:
        number = row.text("number")
        enquired = row.day("enquired_on")
        if number in self.found.families:
            self._refuse("Families", "number", row, number, "Another row has this number.")
            return
        if enquired is None or enquired > self.today:
            self._refuse("Families", "enquired_on", row, number, "The enquiry lies in the future.")
            return
        family = self._families.get(number)
        if family is None:
            family = self._new_family(row, number)
        self.found.families[number] = family
        self.found.who[family.key] = (number, "")
        route = row.text("route") or Route.FIRST.value
        details = {APPLICATION_KEY: family.application, "route": route}
        if row.text("source"):
            details["source"] = row.text("source")
        told = Told(FamilyEventKind.ENQUIRED, enquired, details)
        self._tell(SubjectKind.FAMILY, family.key, told, "Families", "enquired_on", row)

    def _new_family(self, row: FilledRow, number: str) -> BroughtFamily:
        people = [
            Person(
                HouseholdMember.Part.APPLICANT,
                row.text(f"forenames_{at}"),
                row.text(f"surname_{at}"),
                row.day(f"born_on_{at}"),
            )
            for at in (1, 2)
            if row.text(f"surname_{at}")
        ]
        self.found.new_families.append(
            NewFamily(
                number,
                tuple(people),
                row.text("address"),
                row.text("route") or Route.FIRST.value,
            )
        )
        place = self.filled.place("Families", "number", row.row)
        self.found.lines.append(
            Line(Outcome.NEW, about="family", who=number, kind="record_of_family", place=place)
        )
        return BroughtFamily(
            f"new family {number}",
            f"new application {number}",
            tuple(f"new person {number} {at + 1}" for at in range(len(people))),
        )

    def _known_child(self, number: str) -> str | None:
        keys = {key for (_, value), key in self.found.children.items() if value == number}
        keys = keys or {key for (_, value), key in self._records.items() if value == number}
        return keys.pop() if len(keys) == 1 else None

    def _known_family(self, number: str) -> BroughtFamily | None:
        return self.found.families.get(number) or self._families.get(number)

    def _event(self, row: FilledRow) -> None:
        number, family_number = row.text("child"), row.text("family")
        kind, on = row.text("kind"), row.day("on")
        who = number or family_number
        if on is None:  # pragma: no cover - the reader refuses a row without its day
            return
        family = self._known_family(family_number) if family_number else None
        if family_number and family is None:
            reason = "No family has this number, here or in the sheet Families."
            self._refuse("Events", "family", row, who, reason)
            return
        if family is not None:
            self.found.who.setdefault(family.key, (family_number, ""))
        key = self._known_child(number) if number else None
        if number and key is None:
            reason = "No child has this number, here or in the sheet Children."
            self._refuse("Events", "child", row, who, reason)
            return
        if key is not None:
            self.found.who.setdefault(key, (number, ""))
            self._event_of_child(row, key, family, kind, on)
        elif family is not None:
            self._event_of_family(row, family, kind, on)
        else:
            reason = "Give the number of a child or of a family."
            self._refuse("Events", "child", row, "", reason)

    def _event_of_child(
        self, row: FilledRow, key: str, family: BroughtFamily | None, kind: str, on: date
    ) -> None:
        who = row.text("child")
        if kind not in set(EventKind):
            self._refuse("Events", "kind", row, who, "This happens to families, not to children.")
            return
        facts = EVENT_KINDS[EventKind(kind)]
        born = self._born.get(key)
        if facts.is_living and born is not None and on < born:
            self._refuse("Events", "on", row, who, "This is before the child was born.")
            return
        details: dict[str, Any] = {}
        if row.text("code"):
            details[CODE_DETAIL[kind]] = row.text("code").upper()
        if family is not None:
            details[FAMILY_KEY] = family.key
        told = Told(kind, on, details)
        if not self._dated(row, SubjectKind.CHILD, key, told, who, facts.can_be_planned):
            return
        if family is not None and kind in MIRRORED:
            mirrored = {_CHILD: key, APPLICATION_KEY: family.application}
            other = Told(MIRRORED[EventKind(kind)], on, mirrored)
            self._dated(row, SubjectKind.FAMILY, family.key, other, who, facts.can_be_planned)

    def _event_of_family(self, row: FilledRow, family: BroughtFamily, kind: str, on: date) -> None:
        who = row.text("family")
        if (
            kind not in set(FamilyEventKind)
            or _CHILD in FAMILY_EVENT_KINDS[FamilyEventKind(kind)].details
        ):
            reason = "This happens to a child: give the child's number too."
            self._refuse("Events", "kind", row, who, reason)
            return
        facts = FAMILY_EVENT_KINDS[FamilyEventKind(kind)]
        details = {APPLICATION_KEY: family.application}
        if row.text("code") and "reason" in facts.details:
            details["reason"] = row.text("code").lower()
        told = Told(kind, on, details)
        self._dated(row, SubjectKind.FAMILY, family.key, told, who, facts.can_be_planned)

    def _dated(
        self,
        row: FilledRow,
        kind: SubjectKind,
        key: str,
        told: Told,
        who: str,
        can_be_planned: bool,
    ) -> bool:
        """Take what happened, or is planned; whether it can be."""
        if told.on <= self.today:
            self._tell(kind, key, told, "Events", "on", row)
        elif can_be_planned:
            self.found.places[id(told)] = self.filled.place("Events", "on", row.row)
            self.found.plans.append((kind, key, told))
        else:
            reason = "This lies in the future, and can be recorded only once it has happened."
            self._refuse("Events", "on", row, who, reason)
            return False
        return True

    def _check(self, row: FilledRow) -> None:
        number = row.text("family")
        family = self._known_family(number)
        if family is None:
            reason = "No family has this number, here or in the sheet Families."
            self._refuse("Checks", "family", row, number, reason)
            return
        self.found.who.setdefault(family.key, (number, ""))
        at = row.text("person")
        if at and int(at) > len(family.people):
            reason = "The family has no such applicant."
            self._refuse("Checks", "person", row, number, reason)
            return
        about = {
            APPLICATION_KEY: family.application,
            "check": row.text("check"),
            "person": family.people[int(at) - 1] if at else "",
        }
        sought, received = row.day("sought_on"), row.day("received_on")
        if sought is None and received is None:
            self._refuse("Checks", "sought_on", row, number, "Give the day on which it was sought.")
            return
        if sought is not None and received is not None and received < sought:
            self._refuse("Checks", "received_on", row, number, "It came before it was sought.")
            return
        for kind, on, name in (
            (FamilyEventKind.CHECK_SOUGHT, sought, "sought_on"),
            (FamilyEventKind.CHECK_RECEIVED, received, "received_on"),
        ):
            if on is None:
                continue
            if on > self.today:
                self._refuse("Checks", name, row, number, "The day lies in the future.")
                continue
            is_back = kind is FamilyEventKind.CHECK_RECEIVED and row.text("outcome")
            told = Told(kind, on, {**about, "outcome": row.text("outcome")} if is_back else about)
            self._tell(SubjectKind.FAMILY, family.key, told, "Checks", name, row)
