"""Reading notes and documents. Everything starts from who exists for the reader, and which side.

Of one record, ``Subject`` says what of it the reader may read; of many, the matrix as a condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    BigIntegerField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from belong.domain.policy import ActorFacts, Part
from belong.domain.policy.overseeing import agencies_overseen
from belong.domain.policy.tracking import Subjects
from belong.web.accounts.models import User
from belong.web.agencies.reach import reach
from belong.web.children import queries as children
from belong.web.children.models import Merge
from belong.web.documents.models import Document, Note, PaperSeal
from belong.web.families import queries as families
from belong.web.tracker import queries as tracker
from belong.web.tracker.models import Meeting

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Asked(TypedDict):
        """On what a seal is asked for, and by whom."""

        told_of: str
        by_name: str | None

    AskedPaperSeal = WithAnnotations[PaperSeal, _Asked]

__all__ = [
    "audited_on",
    "files_of_documents",
    "seals_to_agree",
]


def audited_on(paper: Note | Document) -> dict[str, str]:
    """What a paper stands on, as the audit log names it: subject_kind, subject_key, agency_key."""
    if paper.child is not None:
        key, agency = paper.child.key, paper.child.council.key
    elif paper.family is not None:
        key, agency = paper.family.key, paper.family.agency.key
    else:
        meeting = Meeting.objects.select_related("agency").get(key=paper.meeting_key)
        key, agency = meeting.key, meeting.agency.key
    return {"subject_kind": paper.stands_on, "subject_key": key, "agency_key": agency}


def files_of_documents() -> QuerySet[Document, tuple[str, str]]:
    """The name in the store and the hash of every document's file, by name; for backups only."""
    kept = Document.objects.filter(sealed_at=None).order_by("stored_name")
    return kept.values_list("stored_name", "sha256")


def seals_to_agree(actor: ActorFacts, most: int) -> list[AskedPaperSeal]:
    """Seals of notes and documents that wait for somebody else than who asked, oldest first.

    Of records and meetings that the person oversees, at most so many. Each with told_of, the
    reference of the record or the meeting's agency, and by_name, who asked; one query.
    """
    overseen = agencies_overseen(actor)
    named = User.objects.filter(key=OuterRef("asked_by"))
    merged = Merge.objects.filter(undone_at=None, other=OuterRef("about_child"))
    here = (
        children.visible_to(actor)
        .filter(council__key__in=overseen, pk=OuterRef("kept_child"))
        .values("pseudonym"),
        families.visible_to(actor)
        .filter(agency__key__in=overseen, pk=OuterRef("about_family"))
        .values("pseudonym"),
        _meetings_whole(actor)
        .filter(agency__key__in=overseen, key=OuterRef("about_meeting"))
        .values("told_of"),
    )
    return list(
        PaperSeal.objects.filter(agreed_by="")
        .exclude(asked_by=actor.person_key)
        .annotate(
            about_child=Coalesce("note__child_id", "document__child_id"),
            about_family=Coalesce("note__family_id", "document__family_id"),
            about_meeting=Coalesce("note__meeting_key", "document__meeting_key"),
        )
        .annotate(
            kept_child=Coalesce(
                Subquery(merged.values("kept_id")[:1]),
                F("about_child"),
                output_field=BigIntegerField(),
            )
        )
        .annotate(told_of=Coalesce(*(Subquery(each[:1]) for each in here)))
        .filter(told_of__isnull=False)
        .annotate(by_name=Subquery(named.values("name")[:1]))
        .select_related("note", "document")
        .order_by("asked_at")[:most]
    )


def _meetings_whole(actor: ActorFacts) -> QuerySet[Any]:
    """Meetings that go through nobody whose dates the person does not read; each with told_of."""
    nobodys = dict.fromkeys(("is_responsible", "is_tied", "is_opened"), Value(False))
    parts = {Subjects.CHILDREN: Part.CHILD_DATES, Subjects.FAMILIES: Part.FAMILY_DATES}
    whole = Q(pk__in=[])
    for about, part in parts.items():
        whole |= Q(about=about) & reach(actor, part)
    return (
        tracker.meetings_visible_to(actor, timezone.localdate())
        .annotate(**nobodys)
        .filter(whole)
        .annotate(told_of=Concat(Value("Meeting of "), "agency__name"))
        .order_by()
    )
