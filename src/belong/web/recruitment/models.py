"""Enquiries, campaigns, information events and courses, bookings; and what conversion counts.

An enquiry is a row of its own until the household goes on. Then it becomes a family's record, whose
ledger alone says when they asked, from where, and what they were sent: the enquiry keeps only what
the ledger does not hold (channel and campaign) and points to the application.

Codes: source of EnquirySource, reasons for which families leave of LeftReason, the rest of
``belong.domain.recruitment``.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency
from belong.web.families.models import Application, FamilyRecord

__all__ = ["ApplicationRow", "Booking", "Campaign", "Contact", "Enquiry", "RecruitmentEvent"]


class Campaign(models.Model):
    """An effort to reach people who might adopt, for what waiting children need.

    need: the sufficiency need in words, never a number of families to reach. to_on: its last day,
    None while it goes on. cost: in pounds, None where not known.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=120)
    need = models.CharField(max_length=160, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    cost = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        """A name is used once in an agency; it ends on or after its first day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="recruitment_campaign_once"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="recruitment_campaign_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Enquiry(models.Model):
    """Somebody asked about adopting. Its own dates and source stand only until it is a family's.

    number: as people say it, such as E-0012. answered_on: detailed information was sent.
    ended_reason: a code of LeftReason; the outcome follows from it. why: words about a reason, gone
    with the contact details. contact_removed_on: the day on which those were removed, being of no
    use any longer.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    number = models.CharField(max_length=12, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="enquiries")
    channel = models.CharField(max_length=20)
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiry"
    )
    enquired_on = models.DateField(null=True)
    source = models.CharField(max_length=20, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=400, blank=True)
    contact_removed_on = models.DateField(null=True, blank=True)

    class Meta:
        """Two truths are impossible: with an application, nothing of what its ledger says."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "enquired_on"], name="recruitment_by_agency"),
            models.Index(fields=["ended_on"], name="recruitment_ended"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(application=None, enquired_on__isnull=False) & ~Q(source="")
                | Q(
                    application__isnull=False,
                    enquired_on=None,
                    source="",
                    answered_on=None,
                    ended_on=None,
                    contact_removed_on=None,
                ),
                name="recruitment_enquiry_or_family",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="", why="")
                | Q(ended_on__isnull=False) & ~Q(ended_reason=""),
                name="recruitment_enquiry_ended_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("enquired_on")),
                name="recruitment_answered_after",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("enquired_on")),
                name="recruitment_ended_after",
            ),
            models.CheckConstraint(
                condition=Q(contact_removed_on=None) | Q(ended_on__isnull=False),
                name="recruitment_removed_after_end",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Contact(models.Model):
    """Who asked and how to reach them; gone once they are a family or the enquiry is long over."""

    enquiry = models.OneToOneField(
        Enquiry, primary_key=True, on_delete=models.CASCADE, related_name="contact"
    )
    forenames = models.CharField(max_length=120)
    surname = models.CharField(max_length=120)
    second_forenames = models.CharField(max_length=120, blank=True)
    second_surname = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Contact of {self.enquiry_id}"


class RecruitmentEvent(models.Model):
    """An information event or a preparation course, with its places. to_on: its last day."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="recruitment_events")
    kind = models.CharField(max_length=12)
    from_on = models.DateField()
    to_on = models.DateField()
    time = models.CharField(max_length=60, blank=True)
    venue = models.CharField(max_length=160)
    places = models.PositiveSmallIntegerField()
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        """It ends on or after its first day, and is cancelled for a reason."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "from_on"], name="recruitment_events_by_day")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="recruitment_event_in_order"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_reason="")
                | Q(cancelled_on__isnull=False) & ~Q(cancelled_reason=""),
                name="recruitment_event_cancelled_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.from_on}"


class Booking(models.Model):
    """A household's places at an event: of an enquiry, or of a family once it is one.

    people: places taken. entry: key of the ledger's event that says that the family came, "" while
    nobody said so; it follows corrections, and empties where the entry is withdrawn. is_absent:
    they were expected and did not come.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    event = models.ForeignKey(RecruitmentEvent, on_delete=models.PROTECT, related_name="bookings")
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    people = models.PositiveSmallIntegerField(default=1)
    booked_on = models.DateField()
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=20, blank=True)
    entry = models.CharField(max_length=32, blank=True, db_index=True)
    is_absent = models.BooleanField(default=False)

    class Meta:
        """Of one household, once an event; cancelled, absent or attended, and never two of them."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(enquiry=None, family__isnull=False)
                | Q(enquiry__isnull=False, family=None),
                name="recruitment_booking_of_one",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_reason="")
                | Q(cancelled_on__isnull=False, entry="", is_absent=False)
                & ~Q(cancelled_reason=""),
                name="recruitment_booking_cancelled_whole",
            ),
            models.CheckConstraint(
                condition=Q(entry="") | Q(is_absent=False, family__isnull=False),
                name="recruitment_booking_came_or_not",
            ),
            models.UniqueConstraint(
                fields=["event", "enquiry"],
                condition=Q(cancelled_on=None),
                name="recruitment_booked_once",
            ),
            models.UniqueConstraint(
                fields=["event", "family"],
                condition=Q(cancelled_on=None),
                name="recruitment_family_booked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Booking for {self.event_id}"


class ApplicationRow(models.Model):
    """One row per application, folded from the ledger and never typed in: what conversion counts.

    The _days are from the enquiry to the first such event, None where there is none; they may be
    negative where something was recorded as before the enquiry. answered_on: the first answer.
    """

    application = models.OneToOneField(
        Application, primary_key=True, on_delete=models.CASCADE, related_name="recruited"
    )
    family = models.ForeignKey(FamilyRecord, on_delete=models.CASCADE, related_name="recruited")
    enquired_on = models.DateField()
    source = models.CharField(max_length=20, blank=True)
    answered_on = models.DateField(null=True)
    informed_days = models.IntegerField(null=True)
    registered_days = models.IntegerField(null=True)
    stage_2_days = models.IntegerField(null=True)
    approved_days = models.IntegerField(null=True)
    matched_days = models.IntegerField(null=True)
    placed_days = models.IntegerField(null=True)
    left_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        """Cohorts are of days of enquiry."""

        indexes: ClassVar = [models.Index(fields=["enquired_on"], name="recruitment_cohorts")]

    def __str__(self) -> str:
        return f"{self.application_id} of {self.enquired_on}"
