"""Reading notes and documents. Everything starts from who exists for the reader, and which side.

Of one record, ``Subject`` says what of it the reader may read; of many, the matrix as a condition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from belong.domain.documents import Side
from belong.domain.policy import ActorFacts, Part
from belong.domain.policy.overseeing import agencies_overseen
from belong.domain.policy.tracking import Subjects
from belong.web.accounts.models import User
from belong.web.agencies.reach import WHOLE, reach
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
    "files_kept",
    "last_notes",
    "last_notes_of_families",
    "seals_to_agree",
]


def last_notes(actor: ActorFacts, child_pks: Collection[int]) -> dict[int, Note]:
    """The latest note on each of these children that the reader may read, by child; two queries.

    A child who does not exist for the reader, or has no such note, is left out. Struck notes do not
    count. A note on a record that was merged into a child's is the child's.
    """
    by_child = _sides_by_child(actor, Q(pk__in=child_pks))
    found: dict[int, Note] = {}
    for note in _standing(Note.objects.filter(_of_children(by_child))):
        assert note.child_id is not None  # noqa: S101 (the condition asks for it)
        child, _ = by_child[note.child_id]
        found.setdefault(child, note)
    return found


def last_notes_of_families(actor: ActorFacts, family_pks: Collection[int]) -> dict[int, Note]:
    """The latest note on each of these families that the reader may read, by family; one query."""
    readable = families.visible_to(actor).filter(
        reach(actor, Part.FAMILY_IDENTITY, WHOLE), pk__in=family_pks
    )
    found: dict[int, Note] = {}
    for note in _standing(Note.objects.filter(family__in=readable.values("pk"))):
        assert note.family_id is not None  # noqa: S101 (the condition asks for it)
        found.setdefault(note.family_id, note)
    return found


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


def files_kept() -> Iterator[tuple[str, str]]:
    """The name in the store and the hash of every document's file, by name; for backups only."""
    kept = Document.objects.filter(sealed_at=None).order_by("stored_name")
    yield from kept.values_list("stored_name", "sha256").iterator(chunk_size=2000)


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


def _standing(notes: QuerySet[Note, Note]) -> QuerySet[Note, Note]:
    """Those that are not struck, latest first, and none that is older than another of its record.

    Of a record with one that is merged into it, the latest of each.
    """
    later = Note.objects.filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")),
        side=OuterRef("side"),
        corrected_by=None,
    )
    same_child = later.filter(child=OuterRef("child"))
    same_family = later.filter(family=OuterRef("family"))
    return (
        notes.filter(corrected_by=None)
        .filter(~Exists(same_child), ~Exists(same_family))
        .order_by("-on", "-pk")
    )


def _sides_by_child(actor: ActorFacts, which: Q) -> dict[int, tuple[int, frozenset[Side]]]:
    """Of some children, and of records merged into theirs: whose it is, and the sides to read."""
    rows = (
        children.visible_to(actor)
        .filter(which)
        .annotate(
            reads_birth=_whether(reach(actor, Part.CHILD_IDENTITY, WHOLE, agency="council")),
            reads_adoptive=_whether(
                Q(is_tied=True) | reach(actor, Part.FAMILY_IDENTITY, WHOLE, agency="council")
            ),
            live=FilteredRelation("merged_from", condition=Q(merged_from__undone_at=None)),
        )
        .values_list("pk", "live__other", "reads_birth", "reads_adoptive")
    )
    found = {}
    for pk, merged, birth, adoptive in rows:
        sides = frozenset(
            side for side, reads in ((Side.BIRTH, birth), (Side.ADOPTIVE, adoptive)) if reads
        )
        found[pk] = (pk, sides)
        if merged is not None:
            found[merged] = (pk, sides)
    return found


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _of_children(by_child: dict[int, tuple[int, frozenset[Side]]]) -> Q:
    """The condition that a note is on one of these records, on a side to be read of it."""
    condition = Q(pk__in=[])
    for side in (Side.BIRTH, Side.ADOPTIVE):
        readable = [pk for pk, (_, sides) in by_child.items() if side in sides]
        condition |= Q(child__in=readable, side=side)
    return condition
