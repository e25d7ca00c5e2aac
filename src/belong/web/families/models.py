"""Families' records: the household and its people, responsibility, and the list's row.

Approval is of the people, so an application names the people it is of; a separation is a new
assessment. What happens to an application (registration, checks, decision) is events in the ledger.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency, Team

__all__ = [
    "Application",
    "FamilyOpening",
    "FamilyRecord",
    "FamilyResponsibility",
    "FamilyRow",
    "FamilyRowVersion",
    "HouseholdMember",
    "RowOfFamily",
]


class FamilyRecord(models.Model):
    """The index of a household: which agency's, its pseudonym (such as F-0208), and its address."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    pseudonym = models.CharField(max_length=12, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="families")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="families"
    )
    address = models.TextField(blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Lists run by agency and team."""

        indexes: ClassVar = [models.Index(fields=["agency", "team"], name="families_by_agency")]

    def __str__(self) -> str:
        return self.pseudonym


class HouseholdMember(models.Model):
    """A person of the household: an applicant, another adult, or a child of the family."""

    class Part(models.TextChoices):
        """What the person is in the household."""

        APPLICANT = "applicant", "Applicant"
        ADULT = "adult", "Other adult"
        CHILD = "child", "Child of the family"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    family = models.ForeignKey(FamilyRecord, on_delete=models.PROTECT, related_name="people")
    part = models.CharField(max_length=10, choices=Part)
    forenames = models.CharField(max_length=120)
    surname = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    left_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.part} of {self.family_id}"


class Application(models.Model):
    """One application episode of a household; its key stands in the details of its events."""

    class Route(models.TextChoices):
        """How the application is made."""

        FIRST = "first", "First application"
        SECOND = "second", "Adopting again"
        FAST_TRACK = "fast_track", "Fast track: foster carers and earlier adopters"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    family = models.ForeignKey(FamilyRecord, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveSmallIntegerField(default=1)
    route = models.CharField(max_length=12, choices=Route, default=Route.FIRST)
    applicants = models.ManyToManyField(HouseholdMember, related_name="applications")

    class Meta:
        """Numbered within the household."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "number"], name="families_application_once")
        ]

    def __str__(self) -> str:
        return f"Application {self.number} of {self.family_id}"


class FamilyResponsibility(models.Model):
    """A person is responsible for a family, in a role, from a day on (half-open)."""

    family = models.ForeignKey(
        FamilyRecord, on_delete=models.PROTECT, related_name="responsibilities"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="families_responsible_for"
    )
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """It ends on or after its first day."""

        indexes: ClassVar = [models.Index(fields=["user", "to_on"], name="families_caseload")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="families_responsibility_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.family_id}"


class FamilyOpening(models.Model):
    """Somebody opened a family that they may not ordinarily see: why, and until when."""

    family = models.ForeignKey(FamilyRecord, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """It ends after it begins, and is reviewed whole or not at all."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="families_opening_in_order"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="families_opening_reviewed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Opening of {self.family_id}"


class RowOfFamily(models.Model):
    """What lists show of one family, folded from the ledger and never typed in.

    Of the latest application, whose key is application_key. stage: the value of
    belong.domain.journey.family. stage_from_on: when that stage began. waits_for: the kind of check
    that has been waited for longest, from waits_from_on; empty when none is. limit: the time limit
    that runs now, until limit_due_on. The two due dates stay when their stage is over.
    """

    change = models.BigIntegerField()
    application_key = models.CharField(max_length=32, blank=True)
    applications = models.PositiveSmallIntegerField(default=1)
    route = models.CharField(max_length=12, blank=True)
    stage = models.CharField(max_length=4)
    stage_from_on = models.DateField(null=True)
    is_on_hold = models.BooleanField(default=False)
    waits_by_choice = models.BooleanField(default=False)
    enquired_on = models.DateField(null=True)
    informed_on = models.DateField(null=True)
    registered_on = models.DateField(null=True)
    stage_1_from_on = models.DateField(null=True)
    stage_1_due_on = models.DateField(null=True)
    stage_1_to_on = models.DateField(null=True)
    stage_2_from_on = models.DateField(null=True)
    stage_2_due_on = models.DateField(null=True)
    stage_2_to_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    matched_on = models.DateField(null=True)
    placed_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_reason = models.CharField(max_length=40, blank=True)
    checks_outstanding = models.PositiveSmallIntegerField(default=0)
    waits_for = models.CharField(max_length=60, blank=True)
    waits_from_on = models.DateField(null=True)
    limit = models.CharField(max_length=10, blank=True)
    limit_due_on = models.DateField(null=True)
    flags = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Fields only."""

        abstract = True

    def __str__(self) -> str:
        return f"Change {self.change}: {self.stage}"


class FamilyRow(RowOfFamily):
    """One row per family for lists and the pipeline, as believed now. change: the last folded."""

    family = models.OneToOneField(
        FamilyRecord, primary_key=True, on_delete=models.CASCADE, related_name="row"
    )
    stage = models.CharField(max_length=4, db_index=True)

    class Meta:
        """Filters of the list of families."""

        indexes: ClassVar = [
            models.Index(fields=["stage", "stage_from_on"], name="families_row_stage"),
            models.Index(fields=["waits_for", "waits_from_on"], name="families_row_waits"),
        ]


class FamilyRowVersion(RowOfFamily):
    """One row per family and change that told of it, for lists as known at an earlier moment.

    change: from which on this was believed. until_change: from which on no more, None for still.
    An empty stage: nothing was believed of the family, and there was no row.
    """

    family = models.ForeignKey(FamilyRecord, on_delete=models.CASCADE, related_name="versions")
    until_change = models.BigIntegerField(null=True)

    class Meta:
        """One version at a time; the constraint is also the index that lists read by."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "change"], name="families_version_once"),
            models.CheckConstraint(
                condition=Q(until_change=None) | Q(until_change__gt=F("change")),
                name="families_version_in_order",
            ),
        ]
