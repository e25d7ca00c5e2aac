"""What a note or a document stands on, and what the reader may read and add there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from belong.domain.documents import DOCUMENT_KINDS, DocumentKind, Side, StandsOn, Tells
from belong.domain.policy import ActorFacts, Part, RecordFacts, can_see_identity
from belong.domain.policy.children import can_be_second_to_seal, check_be_second_to_seal
from belong.domain.policy.documents import (
    can_add_to_child,
    can_add_to_family,
    can_read_of_child,
    can_read_of_family,
    check_add_to_child,
    check_add_to_family,
    meeting_as_record,
)
from belong.domain.policy.families import can_second_family_seal, check_second_family_seal
from belong.domain.policy.tracking import Subjects
from belong.web.audit.actions import record_audit
from belong.web.children import queries as children
from belong.web.children.models import ChildRecord, Merge
from belong.web.children.presenters.who import identity_shown
from belong.web.children.presenters.who import name_of as name_of_child
from belong.web.documents.models import Document, Note, PaperSeal
from belong.web.families import queries as families
from belong.web.families.models import FamilyRecord
from belong.web.tracker import queries as tracker
from belong.web.tracker.models import Meeting

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild
    from belong.web.families.queries import VisibleFamily

_PAGES = {
    StandsOn.CHILD: "child_page",
    StandsOn.FAMILY: "family",
    StandsOn.MEETING: "meeting_papers",
}

__all__ = [
    "Subject",
    "about_child",
    "about_family",
    "about_meeting",
    "asked_seal_of",
    "document_of",
    "note_of",
    "subject_of",
]


@dataclass(frozen=True)
class Subject:
    """A child's or a family's record, or a meeting, for one reader; exactly one of them is there.

    A meeting stands on the side of those it goes through, as a record of theirs would.
    """

    actor: ActorFacts
    facts: RecordFacts
    child: ChildRecord | None = None
    family: FamilyRecord | None = None
    meeting: Meeting | None = None

    @property
    def of(self) -> StandsOn:
        """Which of the three it is."""
        if self.meeting is not None:
            return StandsOn.MEETING
        return StandsOn.CHILD if self.child is not None else StandsOn.FAMILY

    @property
    def key(self) -> str:
        """The key of the record or the meeting."""
        return self.facts.key

    @property
    def standing(self) -> dict[str, Any]:
        """Where a paper of it stands, as the columns of a note or a document say it."""
        key = self.key if self.meeting is not None else ""
        return {"child": self.child, "family": self.family, "meeting_key": key}

    @property
    def _is_of_child(self) -> bool:
        if self.meeting is not None:
            return self.meeting.about == Subjects.CHILDREN
        return self.child is not None

    @cached_property
    def name(self) -> str:
        """How it is named to the reader: by name, or by its pseudonym."""
        if self.meeting is not None:
            return self.meeting.title
        if self.child is not None:
            return name_of_child(self.child, identity_shown(self.actor, self.facts, self.child))
        assert self.family is not None  # noqa: S101 (one of the two is there)
        if not can_see_identity(self.actor, self.facts, Part.FAMILY_IDENTITY):
            return self.family.pseudonym
        people = families.applicants_named([self.family]).get(self.family.pk, [])
        return families.together(people) or self.family.pseudonym

    @property
    def page(self) -> str:
        """The address of the page with the latest of its notes and documents."""
        return reverse(_PAGES[self.of], args=[self.key])

    def address(self, page: str) -> str:
        """The address of one of our pages on the record: documents, document_add, notes..."""
        return reverse(f"{self.of.value}_{page}", args=[self.key])

    def reads(self, side: Side, tells: Tells = Tells.ORDINARY) -> bool:
        """Whether the reader may read what stands on a side of it."""
        can_read = can_read_of_child if self._is_of_child else can_read_of_family
        return can_read(self.actor, self.facts, side, tells)

    def adds(self, side: Side, tells: Tells = Tells.ORDINARY) -> bool:
        """Whether the reader may add to a side of it."""
        can_add = can_add_to_child if self._is_of_child else can_add_to_family
        return can_add(self.actor, self.facts, side, tells)

    def check_adds(self, side: Side, tells: Tells = Tells.ORDINARY) -> None:
        """Raises NotAllowed where ``adds`` is false."""
        check = check_add_to_child if self._is_of_child else check_add_to_family
        check(self.actor, self.facts, side, tells)

    @property
    def reads_any(self) -> bool:
        """Whether the reader may read any note or document of it."""
        found = {facts.tells for facts in DOCUMENT_KINDS.values() if self.of in facts.on}
        return any(self.reads(side, tells) for side in Side for tells in found)

    @property
    def note_sides(self) -> list[Side]:
        """The sides for which the reader may write a note."""
        return [side for side in (Side.BIRTH, Side.ADOPTIVE) if self.adds(side)]

    @property
    def kinds_added(self) -> list[DocumentKind]:
        """The kinds of document that such a record has and that the reader may add."""
        return [
            kind
            for kind, facts in DOCUMENT_KINDS.items()
            if self.of in facts.on and any(self.adds(side, facts.tells) for side in Side)
        ]

    @property
    def document_sides(self) -> list[Side]:
        """The sides on which the reader may put a document of some kind."""
        return [side for side in Side if any(self.adds(side, tells) for tells in Tells)]

    def notes(self, *, by: datetime | None = None) -> QuerySet[Note, Note]:
        """The notes that the reader may read, latest first, struck ones too.

        by: only those written by then.
        """
        sides = [side for side in Side if self.reads(side)]
        found = Note.objects.filter(self._here(), side__in=sides)
        if by is not None:
            found = found.filter(written_at__lte=by)
        return found.select_related("corrected_by", "corrects", "seal").order_by("-on", "-pk")

    def documents(self, *, by: datetime | None = None) -> QuerySet[Document, Document]:
        """The latest version of each document that the reader may read, newest first.

        by: as it was then.
        """
        found = Document.objects.filter(self._here(), self._readable())
        if by is None:
            found = found.filter(superseded_by=None)
        else:
            found = found.filter(added_at__lte=by).exclude(superseded_by__added_at__lte=by)
        return found.order_by("-added_at", "-pk")

    def versions(self, document: Document) -> list[Document]:
        """Every version of a document, the newest first."""
        found = list(
            Document.objects.filter(self._here(), self._readable(), series=document.series)
        )
        return sorted(found, key=lambda one: one.version, reverse=True)

    def _here(self, of: str = "") -> Q:
        """The condition that something stands on this, or on a record merged into it.

        of: the relation that leads to it, such as "note__".
        """
        if self.meeting is not None:
            return Q(**{f"{of}meeting_key": self.key, f"{of}child": None, f"{of}family": None})
        if self.child is None:
            return Q(**{f"{of}family": self.family})
        merged = Merge.objects.filter(kept=self.child, undone_at=None).values("other")
        return Q(**{f"{of}child": self.child}) | Q(**{f"{of}child__in": merged})

    def _readable(self) -> Q:
        condition = Q(pk__in=[])
        for side in Side:
            kinds = [
                kind.value
                for kind, facts in DOCUMENT_KINDS.items()
                if self.reads(side, facts.tells)
            ]
            condition |= Q(side=side, kind__in=kinds)
        return condition

    def check_second_to_seal(self, asked_by: str) -> None:
        """Raises NotAllowed for who may not be the second of the two who seal something here."""
        check = check_be_second_to_seal if self._is_of_child else check_second_family_seal
        check(self.actor, self.facts, asked_by)

    def may_second_seal(self, asked_by: str) -> bool:
        """Whether the reader may be the second of the two who seal something here."""
        can = can_be_second_to_seal if self._is_of_child else can_second_family_seal
        return can(self.actor, self.facts, asked_by)

    @property
    def has_seals_asked(self) -> Exists:
        """Whether a seal of something on this record waits, to annotate a query of it with."""
        here = self._here("note__") | self._here("document__")
        return Exists(PaperSeal.objects.filter(here, agreed_by=""))

    def seals_asked(self) -> list[PaperSeal]:
        """Seals on this record that wait for the reader's agreement, oldest first."""
        if not self.may_second_seal(""):
            return []
        here = (self._here(f"{one}__") for one in ("note", "document"))
        found = PaperSeal.objects.filter(next(here) | next(here), agreed_by="")
        waiting = found.select_related("note", "document").order_by("asked_at")
        return [seal for seal in waiting if self.may_second_seal(seal.asked_by)]

    def log_read(self, page: str) -> None:
        """Note that the reader has opened a page with what stands on the record."""
        record_audit(
            action="read",
            by=self.actor.person_key,
            subject_kind=self.of,
            subject_key=self.key,
            agency_key=self.facts.agency_key,
            detail={"page": page},
        )


def about_child(actor: ActorFacts, child: VisibleChild, facts: RecordFacts) -> Subject:
    """A child's record, as ``children.queries.visible_to`` and ``child_facts`` gave it."""
    return Subject(actor, facts, child=child)


def about_family(actor: ActorFacts, family: VisibleFamily, facts: RecordFacts) -> Subject:
    """A family's record, as ``families.queries.visible_to`` and ``family_facts`` gave it."""
    return Subject(actor, facts, family=family)


def about_meeting(actor: ActorFacts, meeting: Any) -> Subject:
    """A meeting, as ``tracker.queries.meetings_visible_to`` gave it.

    Who is kept by name from anybody that it goes through is kept from its papers.
    """
    facts = meeting_as_record(meeting.key, meeting.facts(tracker.member_of(meeting)))
    if tracker.goes_through_any(meeting, actor.blocked):
        actor = replace(actor, blocked=actor.blocked | {meeting.key})
    return Subject(actor, facts, meeting=meeting)


def subject_of(actor: ActorFacts, of: StandsOn, key: str) -> Subject:
    """The record or meeting with this key. Raises Http404 for none, and alike for another's."""
    if of is StandsOn.MEETING:
        meetings = tracker.meetings_visible_to(actor, timezone.localdate())
        meeting = meetings.filter(key=key).first()
        if meeting is None:
            raise Http404
        return about_meeting(actor, meeting)
    if of is StandsOn.FAMILY:
        family = families.get_family(actor, key)
        return about_family(actor, family, families.family_facts(actor, family))
    child = children.find_child(actor, key)
    if child is None:
        raise Http404
    return about_child(actor, child, children.child_facts(actor, child))


def note_of(actor: ActorFacts, key: str) -> tuple[Subject, Note]:
    """A note and the record that it stands on. Raises Http404 for one that cannot be read."""
    note = (
        Note.objects.filter(_there_for(actor), key=key)
        .select_related("child", "family", "corrected_by", "seal")
        .first()
    )
    if note is None:
        raise Http404
    subject = _standing_on(actor, note)
    if not subject.reads(Side(note.side)):
        raise Http404
    return subject, note


def document_of(actor: ActorFacts, key: str) -> tuple[Subject, Document]:
    """A document and the record that it stands on. Raises Http404 for one that cannot be read."""
    document = (
        Document.objects.filter(_there_for(actor), key=key)
        .select_related("child", "family", "superseded_by", "seal")
        .first()
    )
    if document is None:
        raise Http404
    subject = _standing_on(actor, document)
    if not subject.reads(Side(document.side), document.tells):
        raise Http404
    return subject, document


def asked_seal_of(actor: ActorFacts, paper: str) -> tuple[Subject, PaperSeal]:
    """The seal asked for of a note or document with this key, not agreed yet, and the record.

    Raises Http404 where there is none, and where the record is not there for the reader.
    """
    seal = (
        PaperSeal.objects.filter(
            Q(_there_for(actor, "note__"), note__key=paper)
            | Q(_there_for(actor, "document__"), document__key=paper),
            agreed_by="",
        )
        .select_related("note__child", "note__family", "document__child", "document__family")
        .first()
    )
    standing = None if seal is None else seal.note or seal.document
    if seal is None or standing is None:
        raise Http404
    return _standing_on(actor, standing), seal


def _there_for(actor: ActorFacts, of: str = "") -> Q:
    """The condition that something stands on a record or meeting that exists for the reader.

    of: the relation that leads to it. With it a paper of a record that is not theirs takes as much
    work to answer as one that nobody has.
    """
    theirs = children.visible_to(actor).order_by().values("pk")
    merged = Merge.objects.filter(undone_at=None, kept__in=theirs).values("other")
    meetings = tracker.meetings_visible_to(actor, timezone.localdate()).order_by().values("key")
    return (
        Q(**{f"{of}child__in": theirs})
        | Q(**{f"{of}child__in": merged})
        | Q(**{f"{of}family__in": families.visible_to(actor).order_by().values("pk")})
        | Q(**{f"{of}child": None, f"{of}family": None, f"{of}meeting_key__in": meetings})
    )


def _standing_on(actor: ActorFacts, one: Note | Document) -> Subject:
    """The record of the child, or the one kept when it was merged, or of the family; a meeting."""
    if one.family is not None:
        return subject_of(actor, StandsOn.FAMILY, one.family.key)
    if one.child is None:
        return subject_of(actor, StandsOn.MEETING, one.meeting_key)
    merge = Merge.objects.filter(other=one.child, undone_at=None).select_related("kept").first()
    kept = merge.kept if merge is not None else one.child
    return subject_of(actor, StandsOn.CHILD, kept.key)
