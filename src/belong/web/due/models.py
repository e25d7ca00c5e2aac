"""Clocks as they run, folded from the ledger; what people have read; agencies' own limits."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from belong.domain.clocks import Limit, Severity, Unit
from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency
from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRecord

__all__ = ["ASKING", "CalendarLink", "DueRow", "Look", "PolicyTerm", "Reminder"]

#: What a miss must mean for it to ask for its reason.
ASKING = (Severity.RED, Severity.AMBER)


class DueRowQuerySet(models.QuerySet["DueRow"]):
    """Rows by how their clocks stand on a day. All three read the stored dates only."""

    def waiting(self, today: date) -> Self:
        """Clocks that still wait for what would meet them, the overdue ones among them."""
        is_passed = Q(is_period=True, due_on__lte=today)
        return self.filter(met_on=None, void_on=None).exclude(is_passed)

    def overdue(self, today: date) -> Self:
        """Clocks that still wait, and whose last day is over; not those that only tell."""
        return self.waiting(today).filter(due_on__lt=today).exclude(severity=Severity.INFO)

    def asking(self, today: date) -> Self:
        """Clocks that were missed, and whose reason, or who agreed to it, is not recorded."""
        is_over = Q(due_on__lt=today) | Q(met_on__isnull=False) | Q(void_on__isnull=False)
        return self.filter(is_over, severity__in=ASKING, has_reason=False, is_period=False)


class DueRow(models.Model):
    """One row per clock that still waits, or was missed and asks for its reason, of one subject.

    clock: the key of its rule (``belong.domain.clocks``); label: what must be done. about: opaque
    key of whom it is about where a case has several, "" for the case. due_on: the last day in time,
    as far as it is known while is_paused. amber_on: from that day it is due soon. met_on: the day
    on which it was met late. void_on: the day from which it waited for nothing, being overdue.
    is_period: nobody has to act, the time itself passes and meets it. whose_move: who must act, of
    the rule. has_reason: a reason with who agreed is recorded.

    How a clock stands on a day follows from the dates (``waiting``, ``overdue``, ``asking``):
    nothing here changes overnight, but for the rows of clocks that are paused. Of a journey that is
    over, only clocks are kept that outlive it.
    """

    child = models.ForeignKey(
        ChildRecord, null=True, on_delete=models.CASCADE, related_name="due_rows"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, on_delete=models.CASCADE, related_name="due_rows"
    )
    clock = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    about = models.CharField(max_length=32, blank=True)
    started_on = models.DateField()
    due_on = models.DateField()
    amber_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    void_on = models.DateField(null=True)
    is_paused = models.BooleanField(default=False)
    is_period = models.BooleanField(default=False)
    has_reason = models.BooleanField(default=False)
    severity = models.CharField(max_length=10)
    whose_move = models.CharField(max_length=80)

    objects = DueRowQuerySet.as_manager()

    class Meta:
        """Of a child or of a family; read by due day, for one subject or for many."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child=None, family__isnull=False) | Q(child__isnull=False, family=None),
                name="due_row_of_one_subject",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "due_on"], name="due_of_child"),
            models.Index(fields=["family", "due_on"], name="due_of_family"),
            models.Index(fields=["due_on"], name="due_by_day"),
            models.Index(fields=["due_on"], name="due_paused", condition=Q(is_paused=True)),
        ]

    def __str__(self) -> str:
        return f"{self.clock} due {self.due_on}"

    @property
    def only_tells(self) -> bool:
        """Whether its end is only to be known: nothing is missed."""
        return self.severity == Severity.INFO

    @property
    def asks(self) -> bool:
        """Whether a miss asks for its reason, as long as none is recorded."""
        return self.severity in ASKING and not self.is_period

    def days_left(self, today: date) -> int:
        """Days until the due day, below 0 when it is over; of what ended, as on that day."""
        return (self.due_on - (self.met_on or self.void_on or today)).days


class Look(models.Model):
    """Up to which change a person has read what others decided on their caseload."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="look"
    )
    change = models.BigIntegerField()
    looked_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Up to change {self.change}"


class PolicyTerm(models.Model):
    """What one agency's own policy says of one clock, for clocks that start between two days.

    clock: the key of its rule, or a key of the agency's own that begins with ``own_``. number,
    unit: the limit; warning_number, warning_unit: from when it is due soon. source: the paper that
    states it, or why a clock is left out. label, starts, meets, whose_move, is_of_family: of a
    clock that the agency adds. from_on: first day; to_on: first day no longer, None = still so.
    Nothing here is ever deleted: a term that was wrong ends on the day on which it began.
    """

    class Says(models.TextChoices):
        """What the term does."""

        LIMIT = "limit", "Its own limit"
        USES = "uses", "Uses this clock"
        LEAVES_OUT = "leaves_out", "Leaves this clock out"
        ADDS = "adds", "A clock of the agency's own"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="policy_terms")
    says = models.CharField(max_length=10, choices=Says)
    clock = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=12, blank=True)
    warning_number = models.PositiveSmallIntegerField(null=True)
    warning_unit = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=300)
    label = models.CharField(max_length=160, blank=True)
    starts = models.CharField(max_length=60, blank=True)
    meets = models.CharField(max_length=60, blank=True)
    whose_move = models.CharField(max_length=80, blank=True)
    is_of_family = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    set_by = models.CharField(max_length=32)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """It does not end before it begins; limits have a number and a unit."""

        indexes: ClassVar = [models.Index(fields=["agency", "clock"], name="due_terms_of_agency")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="due_term_in_order"
            ),
            models.CheckConstraint(
                condition=(Q(number=None, unit="") | (Q(number__gt=0) & ~Q(unit="")))
                & (
                    Q(warning_number=None, warning_unit="")
                    | (Q(warning_number__gt=0) & ~Q(warning_unit=""))
                ),
                name="due_term_number_with_unit",
            ),
            models.CheckConstraint(
                condition=~Q(says="adds")
                | (~Q(label="") & ~Q(starts="") & ~Q(meets="") & Q(number__isnull=False)),
                name="due_term_added_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} {self.clock}"

    @property
    def limit(self) -> Limit | None:
        """The limit that it sets; None where it sets none."""
        return Limit(self.number, Unit(self.unit)) if self.number is not None else None

    @property
    def warning(self) -> Limit | None:
        """The time after the start from which the clock is due soon; None where it says nothing."""
        if self.warning_number is None:
            return None
        return Limit(self.warning_number, Unit(self.warning_unit))


class CalendarLink(models.Model):
    """A person's secret address of what is due for them. The address itself is not kept.

    token_hash: SHA-256 of the token in the address, as hexadecimal digits. A new one replaces the
    old one, which then leads nowhere.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_link"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Calendar of {self.user_id}"


class Reminder(models.Model):
    """A person wants to be told by e-mail that something is due; without a row, nobody is told.

    sent_on: the day of the last one, so that nobody is told twice a day.
    """

    class Often(models.TextChoices):
        """How often."""

        DAILY = "daily", "Every working day"
        WEEKLY = "weekly", "Every Monday"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder"
    )
    often = models.CharField(max_length=6, choices=Often)
    sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.often} to {self.user_id}"
