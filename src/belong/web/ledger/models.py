"""The facts: changes, events and seals. Rows here are added and never updated or deleted.

An event holds opaque keys, dates and codes; never a name, an address or free words about a person.
When something stopped being believed is derived from ``supersedes``, never stored by update. The
one exception is a seal, which two people make and which empties an event's details and the reasons
given with it.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

__all__ = [
    "Change",
    "Event",
    "Head",
    "Seal",
    "SealedReason",
    "SubjectKind",
    "Submission",
    "TwoPersonSeal",
]


class SubjectKind(models.TextChoices):
    """What an event happened to."""

    CHILD = "child", "Child"
    FAMILY = "family", "Family"
    SIBLING_GROUP = "sibling_group", "Sibling group"


class Head(models.Model):
    """One row: the number of the last change. Locked while a change is made, so that changes are
    numbered in the order in which they are committed, without gaps.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_number = models.BigIntegerField(default=0)

    class Meta:
        """There is only ever the one row."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="ledger_head_is_one_row")
        ]

    def __str__(self) -> str:
        return f"Change {self.last_number}"


class Change(models.Model):
    """One act of writing: who, when, from where, and why. Every event belongs to one."""

    number = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    by_person = models.CharField(max_length=32, blank=True)
    by_process = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=120)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        """A person or a named process, and never neither or both."""

        indexes: ClassVar = [
            models.Index(fields=["recorded_at"], name="ledger_change_recorded_at"),
            # Few changes give a reason: whoever looks for those does not read all the others.
            models.Index(fields=["number"], condition=~Q(why=""), name="ledger_change_with_why"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(by_person="") & ~Q(by_process=""))
                | (~Q(by_person="") & Q(by_process="")),
                name="ledger_change_by_person_or_process",
            )
        ]

    def __str__(self) -> str:
        return f"Change {self.number}"


def new_key() -> str:
    """A key that says nothing: 32 hexadecimal digits."""
    return uuid.uuid4().hex


class Event(models.Model):
    """Something that happened, or is planned, on a day; or the withdrawal of an earlier event.

    details: codes, opaque keys, dates and numbers by name. supersedes: the event that this one
    corrects or withdraws; unique, so an event is corrected once and the correction may be again.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="events")
    subject_kind = models.CharField(max_length=16, choices=SubjectKind)
    subject_key = models.CharField(max_length=32)
    kind = models.CharField(max_length=60)
    happened_on = models.DateField(null=True, blank=True)
    planned_for = models.DateField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    is_withdrawal = models.BooleanField(default=False)

    class Meta:
        """Dated once, as happened or as planned; a withdrawal withdraws something."""

        indexes: ClassVar = [
            models.Index(
                fields=["subject_kind", "subject_key", "change"], name="ledger_of_subject"
            ),
            models.Index(fields=["kind", "happened_on"], name="ledger_of_kind"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_withdrawal=True, happened_on=None, planned_for=None)
                | Q(is_withdrawal=False, happened_on__isnull=False, planned_for=None)
                | Q(is_withdrawal=False, happened_on=None, planned_for__isnull=False),
                name="ledger_event_dated_once",
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawal=False) | Q(supersedes__isnull=False),
                name="ledger_withdrawal_withdraws",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on or self.planned_for or 'withdrawn'}"


class TwoPersonSeal(models.Model):
    """Details put out of everyone's reach because they stood on the wrong record.

    Asked for by one person and agreed by another; until then nothing is sealed. details_hash is of
    what was there.
    """

    asked_by = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    details_hash = models.CharField(max_length=64)
    agreed_by = models.CharField(max_length=32, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Two different people, and agreement complete or not at all."""

        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_by="", agreed_at=None)
                | (~Q(agreed_by="") & Q(agreed_at__isnull=False)),
                name="%(app_label)s_seal_agreed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_by=F("asked_by")), name="%(app_label)s_seal_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"Seal asked for on {self.asked_at:%d/%m/%Y}"


class Seal(TwoPersonSeal):
    """A seal of an event. Its kind and date stay, so that figures still recompute."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")

    class Meta(TwoPersonSeal.Meta):
        """As every seal."""

        abstract = False


class SealedReason(models.Model):
    """A change's reason that a seal emptied: given with the sealed event, or for correcting or
    withdrawing it. why_hash: of what was there.
    """

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="reasons")
    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="+")
    why_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Reason of change {self.change_id}"


class Submission(models.Model):
    """A form that was saved: its token, so that sending it twice records once.

    token: made when the form was opened. by_person: the only one whose token it is.
    """

    token = models.CharField(max_length=32)
    by_person = models.CharField(max_length=32)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One save for each form that somebody opened."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by_person", "token"], name="ledger_submitted_once")
        ]

    def __str__(self) -> str:
        return f"Submission {self.token}"
