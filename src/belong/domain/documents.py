"""Kinds of document, whose records they stand on, and on which sides of the wall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DOCUMENT_KINDS", "DocumentKind", "KindFacts", "Side", "StandsOn", "Tells"]


class Side(StrEnum):
    """Whose readers something is for: one side of the wall, or the roles that read both."""

    BIRTH = "birth"
    ADOPTIVE = "adoptive"
    BOTH = "both"

    @property
    def label(self) -> str:
        """The side in words."""
        return _SIDE_LABELS[self]


_SIDE_LABELS = {
    Side.BIRTH: "Birth side",
    Side.ADOPTIVE: "Adoptive side",
    Side.BOTH: "Both sides",
}


class StandsOn(StrEnum):
    """What a note or a document stands on: a record, or a tracking meeting as a whole."""

    CHILD = "child"
    FAMILY = "family"
    MEETING = "meeting"


class Tells(StrEnum):
    """What a document tells of, as the matrix of roles divides a record.

    health: a child's health in detail, or an adopter's. checks: references and disclosures of
    adopters. ordinary: everything else.
    """

    ORDINARY = "ordinary"
    HEALTH = "health"
    CHECKS = "checks"


class DocumentKind(StrEnum):
    """What a document is."""

    CPR = "cpr"
    APR = "apr"
    PAR = "par"
    MEDICAL = "medical"
    COURT_ORDER = "court_order"
    APP = "app"
    AGENDA = "agenda"
    MINUTES = "minutes"
    CHECK = "check"
    SUPPORT_PLAN = "support_plan"
    LIFE_STORY = "life_story"
    LATER_LIFE_LETTER = "later_life_letter"
    PHOTO = "photo"
    LETTER = "letter"
    OTHER = "other"


@dataclass(frozen=True)
class KindFacts:
    """What is known of a kind: its name, what it belongs on, and what it tells of."""

    label: str
    on: tuple[StandsOn, ...] = (StandsOn.CHILD, StandsOn.FAMILY)
    tells: Tells = Tells.ORDINARY


_CHILD, _FAMILY, _MEETING = (StandsOn.CHILD,), (StandsOn.FAMILY,), (StandsOn.MEETING,)
_ALL = tuple(StandsOn)


#: Names of the reports and plans: AAR 2005 regulations 17, 26, 31, 35 and 36; Suitability of
#: Adopters Regulations and statutory guidance on adoption, chapters 2 to 5.
DOCUMENT_KINDS: dict[DocumentKind, KindFacts] = {
    DocumentKind.CPR: KindFacts("Child permanence report", _CHILD),
    DocumentKind.APR: KindFacts("Adoption placement report"),
    DocumentKind.PAR: KindFacts("Prospective adopter's report", _FAMILY),
    DocumentKind.MEDICAL: KindFacts("Medical report", tells=Tells.HEALTH),
    DocumentKind.COURT_ORDER: KindFacts("Court order"),
    DocumentKind.APP: KindFacts("Adoption placement plan"),
    DocumentKind.AGENDA: KindFacts("Agenda", _MEETING),
    DocumentKind.MINUTES: KindFacts("Minutes", _ALL),
    DocumentKind.CHECK: KindFacts("Reference or disclosure certificate", _FAMILY, Tells.CHECKS),
    DocumentKind.SUPPORT_PLAN: KindFacts("Adoption support plan"),
    DocumentKind.LIFE_STORY: KindFacts("Life story book", _CHILD),
    DocumentKind.LATER_LIFE_LETTER: KindFacts("Later-life letter", _CHILD),
    DocumentKind.PHOTO: KindFacts("Photograph"),
    DocumentKind.LETTER: KindFacts("Letter"),
    DocumentKind.OTHER: KindFacts("Something else", _ALL),
}
