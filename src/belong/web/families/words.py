"""Families' records in words: events, checks, limits, and the tags for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from belong.domain.calendar import days_between
from belong.domain.journey.family import (
    CHECK_KINDS,
    FAMILY_EVENT_KINDS,
    CheckKind,
    FamilyEventKind,
    FamilyStage,
)
from belong.web.families.asking import Choices, answer_words, fields_of
from belong.web.families.forms import EventForm
from belong.web.ledger.models import Event
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import Colour, Tag

__all__ = ["Wording", "sentence", "span_days", "stage_tag"]

_STAGE_COLOURS = {
    FamilyStage.ENQUIRY: Colour.GREY,
    FamilyStage.INFORMED: Colour.GREY,
    FamilyStage.DETERMINATION: Colour.ORANGE,
    FamilyStage.APPROVED: Colour.TEAL,
    FamilyStage.LINKED: Colour.TEAL,
    FamilyStage.MATCHED: Colour.GREEN,
    FamilyStage.PLACED: Colour.GREEN,
    FamilyStage.ADOPTERS: Colour.GREEN,
    FamilyStage.CLOSED: Colour.GREY,
}


def stage_tag(stage: FamilyStage) -> Tag:
    """The stage as a tag."""
    return Tag(stage.label, _STAGE_COLOURS.get(stage, Colour.BLUE))


def span_days(from_on: date, to_on: date | None, today: date) -> str:
    """The days of a span; one that goes on is counted to today."""
    return str(days_between(from_on, to_on or today))


@dataclass(frozen=True)
class Wording:
    """What one reader may see of events, in words.

    people: names by key of those in the household, empty where names are not shown. children: the
    pseudonyms by key of children who exist for this reader. decision_makers: names by key.
    reads_reasons: whether words that somebody wrote as a reason are shown.
    sees_checks: whether check events are shown at all; reads_checks: whom they are about, and what
    came of them.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, str] = field(default_factory=dict)
    decision_makers: Mapping[str, str] = field(default_factory=dict)
    reads_reasons: bool = False
    sees_checks: bool = False
    reads_checks: bool = False

    def shows(self, row: Event) -> bool:
        """Whether a row is the reader's to see."""
        return self.sees_checks or row.kind not in CHECK_KINDS

    def label(self, row: Event) -> str:
        """What happened, in words; a check by its kind."""
        kind = FamilyEventKind(row.kind)
        words = FAMILY_EVENT_KINDS[kind].label
        check = row.details.get("check")
        if kind in CHECK_KINDS and check in set(CheckKind):
            words = f"{CheckKind(check).label}: {words.removeprefix('check ')}"
        return sentence(words)

    def details(self, row: Event) -> list[tuple[str, str]]:
        """What an event says besides its date: label and words, nothing that is not said."""
        kind = FamilyEventKind(row.kind)
        if row.details.get("sealed"):
            return [("Details", "Sealed")]
        choices = Choices(
            people=list(self.people.items()),
            children=[("", ""), *self.children.items()],
            decision_makers=list(self.decision_makers.items()),
            colleagues=list(self.decision_makers.items()),
        )
        told = EventForm.initial_of(row.happened_on, row.planned_for, row.details, "recorded")
        found = []
        for name, asked in fields_of(kind, choices).items():
            if kind in CHECK_KINDS and (name == "check" or not self.reads_checks):
                continue  # the label names the check already
            words = answer_words(asked, told.get(name))
            if name == "child" and told.get(name):
                words = words or "A child"
            if name == "person" and told.get(name):
                words = words or "Somebody of the household"
            if words:
                found.append((str(asked.label).removesuffix(" (optional)"), words))
        return found
