"""Agencies, memberships, teams and appointments.

Every span is half-open: ``from_on`` is the first day on which it holds, ``to_on`` the first day on
which it no longer does, or None while no end is known.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belong.domain.policy import Role
from belong.web.accounts.models import new_key

__all__ = ["Agency", "Appointment", "Block", "Kind", "RaaMembership", "Team", "holding_on"]


class Kind(models.TextChoices):
    """What kind of agency."""

    COUNCIL = "council", "Council"
    RAA = "raa", "Regional adoption agency"
    VOLUNTARY = "voluntary", "Voluntary adoption agency"


class Agency(models.Model):
    """A council, a regional adoption agency, or a voluntary adoption agency.

    dfe_code: three digits, for councils only: how returns name the council.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120, unique=True)
    dfe_code = models.CharField(max_length=3, blank=True)

    class Meta:
        """A council has a code of its own; nobody else has one."""

        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(kind="council") & ~Q(dfe_code=""))
                | (~Q(kind="council") & Q(dfe_code="")),
                name="agencies_code_of_councils",
            ),
            models.UniqueConstraint(
                fields=["dfe_code"], condition=~Q(dfe_code=""), name="agencies_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def holding_on(day: date) -> Q:
    """The condition that a span holds on a day."""
    return (Q(to_on=None) | Q(to_on__gt=day)) & Q(from_on__lte=day)


class RaaMembership(models.Model):
    """A council is in a regional agency from a day on."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    council = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    raa = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="members")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """It ends after it begins, and nothing is its own region."""

        ordering: ClassVar = ["council__name", "from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="agencies_membership_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(council=F("raa")), name="agencies_membership_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} in {self.raa}"


class Team(models.Model):
    """A team of an agency."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """One name once in an agency."""

        ordering: ClassVar = ["agency__name", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="agencies_team_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person holds a role in an agency, or in one team of it, from a day on."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=40, choices=[(role.value, role.label) for role in Role])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="appointments")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """It ends after it begins; an auditor's always has an end; one once."""

        ordering: ClassVar = ["user__name", "from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="agencies_appointment_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(role="auditor") | Q(to_on__isnull=False),
                name="agencies_auditor_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="agencies_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} at {self.agency}"


class Block(models.Model):
    """A person is kept from one record by name, such as a relative's; whatever their roles."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="blocks"
    )
    record_key = models.CharField(max_length=32)
    from_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One at a time for a person and a record."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "record_key"],
                condition=Q(lifted_at=None),
                name="agencies_block_once",
            )
        ]

    def __str__(self) -> str:
        return f"Block of {self.user}"
