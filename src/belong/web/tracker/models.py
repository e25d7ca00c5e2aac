"""Tracking meetings, the actions agreed in them, and what a closed one looked like."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from belong.domain.policy.tracking import MeetingFacts, Subjects
from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency, Team
from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRecord

__all__ = ["Meeting", "MeetingAction", "SnapshotRow"]

_OF_ONE = Q(child__isnull=False, family=None) | Q(child=None, family__isnull=False)


class Meeting(models.Model):
    """A meeting or clinic that goes through the children, or families, of an agency or a team.

    team: None for the whole agency, of a regional agency with its members. previous: the last one
    of the same agency and team that was closed before this one was opened.
    """

    class Kind(models.TextChoices):
        """What people call it."""

        TRACKING = "tracking", "Tracking meeting"
        CLINIC = "clinic", "Adoption clinic"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    about = models.CharField(
        max_length=8, choices=[(each.value, each.value.capitalize()) for each in Subjects]
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TRACKING)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="meetings")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    held_on = models.DateField()
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following"
    )
    opened_by = models.CharField(max_length=32)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=32, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Closed whole or not at all; one of an agency and team is open at a time."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "held_on"], name="tracker_meeting_of_agency")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_by="", closed_at=None)
                | (~Q(closed_by="") & Q(closed_at__isnull=False)),
                name="tracker_meeting_closed_whole",
            ),
            models.UniqueConstraint(
                fields=["about", "agency", "team"],
                condition=Q(closed_at=None, team__isnull=False),
                name="tracker_team_meets_once",
            ),
            models.UniqueConstraint(
                fields=["about", "agency"],
                condition=Q(closed_at=None, team=None),
                name="tracker_agency_meets_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.held_on}"

    @property
    def title(self) -> str:
        """What it is called: ``Tracking meeting: Northmere Council, Children in care``."""
        of = [each.name for each in (self.agency, self.team) if each is not None]
        if self.about == Subjects.FAMILIES:
            of.append("families")
        return f"{self.get_kind_display()}: {', '.join(of)}"

    def facts(self, members: frozenset[str] = frozenset()) -> MeetingFacts:
        """What access to it depends on; members: of its agency today."""
        team = self.team.key if self.team else None
        return MeetingFacts(Subjects(self.about), self.agency.key, team, members)


class SnapshotRow(models.Model):
    """One row of the tracker as it stood when the meeting was closed; never changed after.

    told: what ``belong.web.tracker.lines`` writes: codes, dates, days and workers' names; no name
    of a child or an adopter. Who may read it is decided by the record that it is of, on the day.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveIntegerField()
    child = models.ForeignKey(
        ChildRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told = models.JSONField()

    class Meta:
        """Of a child or of a family, each at its place."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=_OF_ONE, name="tracker_row_of_one"),
            models.UniqueConstraint(fields=["meeting", "place"], name="tracker_row_at_its_place"),
        ]

    def __str__(self) -> str:
        return f"Row {self.place} of {self.meeting_id}"


class MeetingAction(models.Model):
    """What somebody is to do by a day, as agreed in a meeting.

    Of a child, of a family, or of neither. outcome: what came of it, in words.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    child = models.ForeignKey(
        ChildRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meeting_actions"
    )
    due_on = models.DateField()
    added_by = models.CharField(max_length=32)
    added_at = models.DateTimeField()
    outcome = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=32, blank=True)

    class Meta:
        """Done whole or not at all; read by owner and by record."""

        indexes: ClassVar = [
            models.Index(fields=["owner", "done_on"], name="tracker_action_of_owner"),
            models.Index(fields=["child", "done_on"], name="tracker_action_of_child"),
            models.Index(fields=["family", "done_on"], name="tracker_action_of_family"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_by="", done_on=None) | (~Q(done_by="") & Q(done_on__isnull=False)),
                name="tracker_action_done_whole",
            ),
            models.CheckConstraint(
                condition=_OF_ONE | Q(child=None, family=None), name="tracker_action_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.key}"
