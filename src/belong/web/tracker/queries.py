"""Meetings and actions that a person reads; every record in them from ``visible_to(actor)``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from belong.domain.documents import Side
from belong.domain.policy import ActorFacts
from belong.domain.policy.tracking import Subjects, agencies_read, places_run
from belong.web.accounts.models import User
from belong.web.agencies.facts import actor_facts
from belong.web.agencies.models import Agency, Appointment, Kind, RaaMembership, Team, holding_on
from belong.web.children.models import ChildRecord
from belong.web.children.queries import visible_to
from belong.web.documents.models import Note
from belong.web.families.models import FamilyRecord
from belong.web.families.queries import visible_to as families_visible_to
from belong.web.tracker.models import Meeting, MeetingAction
from belong.web.tracker.notes import NoteTold, writer_of_note

__all__ = [
    "actions_at_close",
    "actions_of",
    "actions_of_meeting",
    "at_work_in",
    "exists_for",
    "family_scope_of",
    "find_action",
    "goes_through_any",
    "is_readable",
    "meetings_visible_to",
    "member_of",
    "notes_with_keys",
    "open_actions",
    "owners_offered",
    "person_named",
    "place_of",
    "places_offered",
    "scope_of",
]

#: Actions told of in one meeting, and on one home page, at most.
MOST = 200


# --- meetings -----------------------------------------------------------------------------------


def meetings_visible_to(actor: ActorFacts, today: date) -> QuerySet[Any]:
    """The meetings that the person reads, the open ones first, then the latest.

    Of their agencies, and of the region that a council of theirs is in today. Each with member, a
    council of theirs that it takes in, and closed_by_name, who closed it.
    """
    found = Q(pk__in=[])
    for about in Subjects:
        keys = agencies_read(actor, about)
        mine = RaaMembership.objects.filter(holding_on(today), council__key__in=keys)
        found |= Q(about=about) & (Q(agency__key__in=keys) | Q(agency__in=mine.values("raa")))
    mine = RaaMembership.objects.filter(
        holding_on(today),
        raa=OuterRef("agency"),
        council__key__in=agencies_read(actor, Subjects.CHILDREN)
        | agencies_read(actor, Subjects.FAMILIES),
    )
    closer = User.objects.filter(key=OuterRef("closed_by"))
    return (
        Meeting.objects.filter(found)
        .annotate(
            member=Subquery(mine.values("council__key")[:1]),
            closed_by_name=Subquery(closer.values("name")[:1]),
        )
        .select_related("agency", "team", "previous")
        .order_by(F("closed_at").desc(nulls_first=True), "-held_on", "-pk")
    )


def member_of(meeting: Any) -> frozenset[str]:
    """The council of the reader's that a meeting from ``meetings_visible_to`` takes in, if any."""
    return frozenset({meeting.member} if meeting.member else ())


def is_readable(actor: ActorFacts, key: str) -> bool:
    """Whether the person reads the meeting with this key."""
    return meetings_visible_to(actor, timezone.localdate()).filter(key=key).exists()


def places_offered(actor: ActorFacts, about: Subjects) -> list[tuple[str, str]]:
    """Where the person may open a meeting: agency and team keys joined by a colon, and words."""
    places = places_run(actor, about)
    teams = Team.objects.filter(agency__key__in=places, closed_on=None)
    offered: list[tuple[str, str]] = []
    agencies = Agency.objects.filter(key__in=places).order_by("-kind", "name")
    if about is Subjects.CHILDREN:
        agencies = agencies.exclude(kind=Kind.VOLUNTARY)
        teams = teams.filter(agency__kind=Kind.COUNCIL)
    by_agency: dict[int, list[Team]] = defaultdict(list)
    for team in teams.order_by("name"):
        by_agency[team.agency_id].append(team)
    for agency in agencies:
        limit = places[agency.key]
        if limit is None:
            offered.append((f"{agency.key}:", agency.name))
        offered += [
            (f"{agency.key}:{team.key}", f"{agency.name}, {team.name}")
            for team in by_agency[agency.pk]
            if limit in (None, team.key)
        ]
    return offered


def place_of(agency_key: str, team_key: str) -> tuple[Agency, Team | None]:
    """The agency and team of a place from ``places_offered``."""
    agency = Agency.objects.get(key=agency_key)
    return agency, Team.objects.get(key=team_key, agency=agency) if team_key else None


def scope_of(meeting: Meeting, today: date) -> Q:
    """The condition on children that they are gone through in the meeting."""
    if meeting.team_id is not None:
        return Q(team=meeting.team_id)
    if meeting.agency.kind == Kind.RAA:
        members = RaaMembership.objects.filter(holding_on(today), raa=meeting.agency_id)
        return Q(council__in=members.values("council"))
    return Q(council=meeting.agency_id)


def exists_for(person: User, *, child: ChildRecord | None, family: FamilyRecord | None) -> bool:
    """Whether the record exists for another person, as of today; true where there is none."""
    facts = actor_facts(person, timezone.localdate())
    if child is not None:
        return visible_to(facts).filter(pk=child.pk).exists()
    if family is not None:
        return families_visible_to(facts).filter(pk=family.pk).exists()
    return person.is_active


def family_scope_of(meeting: Meeting) -> Q:
    """The condition on families that they are gone through in the meeting."""
    if meeting.team_id is not None:
        return Q(team=meeting.team_id)
    return Q(agency=meeting.agency_id)


def goes_through_any(meeting: Meeting, keys: Collection[str]) -> bool:
    """Whether the meeting goes through a record with one of these keys; no query for no key."""
    if not keys:
        return False
    if meeting.about == Subjects.FAMILIES:
        return FamilyRecord.objects.filter(family_scope_of(meeting), key__in=keys).exists()
    scope = scope_of(meeting, timezone.localdate())
    return ChildRecord.objects.filter(scope, key__in=keys).exists()


def notes_with_keys(keys: Iterable[str]) -> dict[str, tuple[Side, NoteTold]]:
    """Notes that are not struck, by key, with the side whose readers they are for; one query."""
    written = Note.objects.filter(key__in=set(keys) - {""}, corrected_by=None)
    return {
        one.key: (Side(one.side), NoteTold(one.key, one.words, one.on, one.by_name))
        for one in written.annotate(by_name=writer_of_note())
    }


# --- actions ------------------------------------------------------------------------------------


def _visible_actions(actor: ActorFacts) -> QuerySet[MeetingAction]:
    """Actions of records that exist for this person, and those of none."""
    return MeetingAction.objects.filter(
        Q(child=None, family=None)
        | Q(child__in=visible_to(actor).values("pk"))
        | Q(family__in=families_visible_to(actor).values("pk"))
    ).select_related("owner")


def open_actions(**of: Any) -> dict[int, list[MeetingAction]]:
    """Actions not done, by case, the first due first. of: such as child__in, of visible cases."""
    found: dict[int, list[MeetingAction]] = defaultdict(list)
    rows = MeetingAction.objects.filter(**of, done_on=None).select_related("owner")
    for one in rows.order_by("due_on", "pk"):
        found[one.child_id or one.family_id or 0].append(one)
    return found


def actions_at_close(meeting: Meeting, **of: Any) -> list[MeetingAction]:
    """Actions that were open when the meeting was closed, the first due first.

    of: such as child__in, of cases that the reader may see.
    """
    then = meeting.closed_at
    open_then = Q(done_on=None)
    if then is not None:
        open_then |= Q(done_on__gte=timezone.localdate(then))
        open_then &= Q(added_at__lte=then)
    found = MeetingAction.objects.filter(open_then, **of).select_related("owner")
    return list(found.order_by("due_on", "pk"))


def actions_of_meeting(
    actor: ActorFacts, meeting: Meeting, pks: Sequence[int]
) -> list[MeetingAction]:
    """What a meeting goes through of actions, the first due first, as far as the person sees them.

    Of this meeting and of earlier ones of the same agency and team: open ones, those done since the
    last was closed, and all that were added in this one. And every open one of the children or
    families on the page, whose numbers are pks. One query.
    """
    is_of_series = Q(
        meeting__about=meeting.about,
        meeting__agency=meeting.agency_id,
        meeting__team=meeting.team_id,
        meeting__opened_at__lte=meeting.opened_at,
    )
    told = Q(done_on=None) | Q(meeting=meeting.pk)
    before = meeting.previous
    if before is not None and before.closed_at is not None:
        told |= Q(done_on__gte=timezone.localdate(before.closed_at))
    of = "child" if meeting.about == Subjects.CHILDREN else "family"
    here = Q(**{f"{of}__in": pks}, done_on=None)
    found = _visible_actions(actor).filter((is_of_series & told) | here)
    return list(found.select_related("owner", "child", "family").order_by("due_on", "pk")[:MOST])


def find_action(actor: ActorFacts, key: str) -> MeetingAction | None:
    """The action with this key, for who may see what it is about; with its meeting."""
    found = _visible_actions(actor).filter(key=key)
    return found.select_related(
        "owner", "meeting__agency", "meeting__team", "child__birth_identity", "family"
    ).first()


def actions_of(actor: ActorFacts) -> list[MeetingAction]:
    """Open actions that this person owns, the first due first; with child and family.

    Of records that exist for them today, or of none. One query.
    """
    found = _visible_actions(actor).filter(owner__key=actor.person_key, done_on=None)
    return list(found.select_related("child", "family", "meeting").order_by("due_on", "pk")[:MOST])


def owners_offered(meeting: Meeting, today: date) -> list[tuple[str, str]]:
    """Key and name of everybody who may be given an action of a meeting as a whole."""
    return at_work_in(meeting.agency_id, today)


def at_work_in(agency_pk: int, today: date) -> list[tuple[str, str]]:
    """Key and name of everybody at work in an agency, its members or its region; one query."""
    of = Q(agency=agency_pk)
    tied = RaaMembership.objects.filter(holding_on(today))
    for one, other in (("raa", "council"), ("council", "raa")):
        of |= Q(agency__in=tied.filter(**{one: agency_pk}).values(other))
    held = Appointment.objects.filter(holding_on(today), of)
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return list(people.order_by("name").values_list("key", "name"))


def person_named(key: str) -> User:
    """The person with a key that was on offer."""
    return User.objects.get(key=key)
