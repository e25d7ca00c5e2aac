"""What waits for one person. Every read starts from ``visible_to(actor)``, or reaches no further.

Two of them reach a closed record, too: whoever reviews an opening of it sees its pseudonym, who
opened it and why, and not the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from belong.domain.policy import ActorFacts, Part
from belong.domain.policy.overseeing import agencies_overseen
from belong.web.accounts.models import User
from belong.web.agencies.models import Appointment, holding_on
from belong.web.agencies.queries import visible_to as agencies_visible_to
from belong.web.agencies.reach import WHOLE, reach
from belong.web.children.models import ChildRecord, EventNote, Merge, Opening
from belong.web.children.queries import named_to, numbered_to
from belong.web.children.queries import visible_to as children_visible_to
from belong.web.due.queries import recorded_on
from belong.web.families.models import FamilyOpening, FamilyRecord
from belong.web.families.queries import visible_to as families_visible_to
from belong.web.ledger.models import Event, Seal, SubjectKind
from belong.web.ledger.queries import changes_until

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _ToldOfChild(TypedDict):
        """With which record a reason is told, how much of it may be read, who gave and agreed."""

        told_with: int
        is_named: bool
        is_readable: bool
        by_name: str | None
        agreed_name: str | None

    class _ToldOfFamily(TypedDict):
        """The same of an entry on a family."""

        pseudonym: str
        is_readable: bool
        by_name: str | None

    class _Asked(TypedDict):
        """On whose record a seal is asked for, and by whom."""

        pseudonym: str
        told_with: str
        by_name: str | None

    ChildAlert = WithAnnotations[EventNote, _ToldOfChild]
    FamilyAlert = WithAnnotations[Event, _ToldOfFamily]
    AskedSeal = WithAnnotations[Seal, _Asked]

__all__ = [
    "MOST",
    "ToReview",
    "child_openings",
    "children_told_of",
    "family_openings",
    "family_rules_broken",
    "openings_to_review",
    "people_without_role",
    "rows_of",
    "rules_broken",
    "seals_to_agree",
]

#: Rows of each list on the home page.
MOST = 20
ALERTED_FOR = timedelta(days=30)


def _name_of(key: str) -> Subquery:
    return Subquery(User.objects.filter(key=OuterRef(key)).values("name")[:1])


def rules_broken(actor: ActorFacts, now: datetime) -> list[ChildAlert]:
    """Reasons given in the last 30 days for recording what broke a rule, newest first.

    Each with told_with (the primary key of the record that tells of it, which for a record that
    was merged is the one that was kept), is_named and is_readable (for this person), by_name and
    agreed_name; one query.
    """
    children = children_visible_to(actor, now=now).filter(council__key__in=agencies_overseen(actor))
    of_note = children.filter(pk=OuterRef("told_with"))
    merged = Merge.objects.filter(undone_at=None, other=OuterRef("child_id"))
    return list(
        EventNote.objects.filter(
            about=EventNote.About.RULE_BROKEN, written_at__gte=now - ALERTED_FOR
        )
        .annotate(
            told_with=Coalesce(
                Subquery(merged.values("kept_id")[:1]),
                F("child_id"),
                output_field=BigIntegerField(),
            )
        )
        .filter(Exists(of_note))
        .annotate(
            is_named=Exists(of_note.filter(named_to(actor))),
            is_readable=Exists(of_note.filter(numbered_to(actor))),
            by_name=_name_of("by_person"),
            agreed_name=_name_of("agreed_by"),
        )
        .order_by("-written_at", "-pk")[:MOST]
    )


def children_told_of(notes: Collection[ChildAlert]) -> dict[int, ChildRecord]:
    """The records with which these notes are told, by primary key; one query, none for no note."""
    if not notes:
        return {}
    return (
        ChildRecord.objects.filter(pk__in={note.told_with for note in notes})
        .select_related("birth_identity")
        .in_bulk()
    )


def family_rules_broken(actor: ActorFacts, now: datetime) -> list[FamilyAlert]:
    """Entries on families of the last 30 days that were given a reason, where a rule is broken.

    Each with pseudonym, is_readable (the reason, for this person) and by_name; one query.
    """
    families = families_visible_to(actor, now=now).filter(agency__key__in=agencies_overseen(actor))
    of_event = FamilyRecord.objects.filter(key=OuterRef("subject_key"))
    readable = families.filter(
        reach(actor, Part.FAMILY_IDENTITY, WHOLE), key=OuterRef("subject_key")
    )
    return list(
        Event.objects.filter(
            subject_kind=SubjectKind.FAMILY,
            is_withdrawal=False,
            superseded_by=None,
            subject_key__in=families.filter(row__flags__gt=0).values("key"),
            change_id__gt=Coalesce(Subquery(changes_until(now - ALERTED_FOR)[:1]), 0),
        )
        .exclude(change__why="")
        .annotate(
            pseudonym=Subquery(of_event.values("pseudonym")[:1]),
            is_readable=Exists(readable),
            by_name=_name_of("change__by_person"),
        )
        .select_related("change", "seal")
        .order_by("-change_id", "-pk")[:MOST]
    )


def rows_of(keys: Collection[str]) -> dict[str, list[Event]]:
    """Everything recorded on these children and families, by key; one query, none for no key.

    keys: of records that the person may see. What was recorded on a child's record that is merged
    into one of these stands with it.
    """
    if not keys:
        return {}
    live = Merge.objects.filter(undone_at=None)
    kept = live.filter(other__key=OuterRef("subject_key")).values("kept__key")[:1]
    found: dict[str, list[Event]] = defaultdict(list)
    for row in (
        Event.objects.filter(recorded_on(keys))
        .annotate(told_with=Coalesce(Subquery(kept), F("subject_key")))
        .select_related("change")
        .order_by("happened_on", "planned_for", "id")
    ):
        found[row.told_with].append(row)
    return found


def seals_to_agree(actor: ActorFacts) -> list[AskedSeal]:
    """Seals that wait for somebody else than who asked, oldest first; one query.

    Each with pseudonym and told_with: of the record that tells of the entry, which for a record
    that was merged is the one that was kept.
    """
    overseen = agencies_overseen(actor)
    children = children_visible_to(actor).filter(council__key__in=overseen)
    families = families_visible_to(actor).filter(agency__key__in=overseen)
    of_child, of_family = (
        each.filter(key=OuterRef("told_with")).values("pseudonym")[:1]
        for each in (children, families)
    )
    merged = Merge.objects.filter(undone_at=None, other__key=OuterRef("event__subject_key"))
    kept = Subquery(merged.values("kept__key")[:1])
    return list(
        Seal.objects.filter(agreed_by="")
        .exclude(asked_by=actor.person_key)
        .annotate(told_with=Coalesce(kept, F("event__subject_key")))
        .annotate(pseudonym=Coalesce(Subquery(of_child), Subquery(of_family)))
        .filter(pseudonym__isnull=False)
        .annotate(by_name=_name_of("asked_by"))
        .select_related("event")
        .order_by("asked_at")[:MOST]
    )


def child_openings(actor: ActorFacts) -> QuerySet[Opening]:
    """Openings of children's records that this person is to review, the oldest first."""
    children = children_visible_to(actor, with_closed=True).filter(
        council__key__in=agencies_overseen(actor)
    )
    return (
        Opening.objects.filter(Exists(children.filter(pk=OuterRef("child"))), reviewed_at=None)
        .exclude(user__key=actor.person_key)
        .select_related("child__council", "user")
        .order_by("opened_at")
    )


def family_openings(actor: ActorFacts) -> QuerySet[FamilyOpening]:
    """Openings of families' records that this person is to review, the oldest first."""
    families = families_visible_to(actor).filter(agency__key__in=agencies_overseen(actor))
    return (
        FamilyOpening.objects.filter(
            Exists(families.filter(pk=OuterRef("family"))), reviewed_at=None
        )
        .exclude(user__key=actor.person_key)
        .select_related("family__agency", "user")
        .order_by("opened_at")
    )


class ToReview(NamedTuple):
    """An opening to review. is_of_child: of a child's record, else of a family's."""

    pk: int
    opened_at: datetime
    reason: str
    key: str
    pseudonym: str
    by_name: str
    is_of_child: bool


def openings_to_review(actor: ActorFacts, *, with_families: bool) -> list[ToReview]:
    """Openings of records that this person is to review, the oldest first; one query."""
    told = ("pk", "opened_at", "reason")
    children = (
        child_openings(actor)
        .order_by()
        .values_list(*told, "child__key", "child__pseudonym", "user__name", Value(True))
    )
    families = (
        family_openings(actor)
        .order_by()
        .values_list(*told, "family__key", "family__pseudonym", "user__name", Value(False))
    )
    found = children.union(families, all=True) if with_families else children
    rows = found.order_by("opened_at")[:MOST]
    return [ToReview(*row) for row in rows]


def people_without_role(actor: ActorFacts, today: date) -> list[User]:
    """Open accounts of people who had or will have a role in the reader's agencies, and none now.

    Somebody with a role elsewhere today is left out.
    """
    known = Appointment.objects.filter(agency__in=agencies_visible_to(actor))
    holding = Appointment.objects.filter(holding_on(today))
    return list(
        User.objects.filter(is_active=True, pk__in=known.values("user"))
        .exclude(pk__in=holding.values("user"))
        .order_by("name")[:MOST]
    )
