"""Children's records: the index, the two sides of identity, responsibility, and the list's row.

The ledger names a child by an opaque key only. Birth-side and adoptive-side identities stand in
tables of their own, and nothing here joins them: the tie is an event, read through one function.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from belong.web.accounts.models import new_key
from belong.web.agencies.models import Agency, Team

__all__ = [
    "AdoptiveIdentity",
    "BirthIdentity",
    "ChildIdentifier",
    "ChildRecord",
    "ChildRow",
    "ChildRowVersion",
    "ChildTie",
    "ClosingStep",
    "EventNote",
    "Merge",
    "Opening",
    "Responsibility",
    "RowOfChild",
    "SiblingGroup",
]


class SiblingGroup(models.Model):
    """Brothers and sisters who are planned for; the plan and its dates are events."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    label = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.label


class ChildRecord(models.Model):
    """The index of a child's record: whose it is, its pseudonym, and whether it is closed.

    key: opaque, as in the ledger. pseudonym: such as C-0042, what every cross-agency list shows.
    closed_at: when the closing checklist was done; ordinary roles lose the record from then on.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    pseudonym = models.CharField(max_length=12, unique=True)
    council = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="children")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    sibling_group = models.ForeignKey(
        SiblingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Lists run by council and team, and are counted by council."""

        indexes: ClassVar = [
            models.Index(fields=["council", "team"], name="children_by_council"),
            models.Index(fields=["council", "closed_at"], name="children_of_council_open"),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class BirthIdentity(models.Model):
    """Who the child is on the birth side. born_on, or expected_on while unborn; exactly one."""

    child = models.OneToOneField(
        ChildRecord, on_delete=models.PROTECT, related_name="birth_identity"
    )
    forenames = models.CharField(max_length=120, blank=True)
    surname = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    home_address = models.TextField(blank=True)

    class Meta:
        """Born, or expected."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(born_on__isnull=False, expected_on=None)
                | Q(born_on=None, expected_on__isnull=False),
                name="children_born_or_expected",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["born_on", "id"], name="children_by_birth")]

    def __str__(self) -> str:
        return f"Birth identity of {self.child_id}"


class AdoptiveIdentity(models.Model):
    """Who the child is on the adoptive side: the new name and where the child lives."""

    child = models.OneToOneField(
        ChildRecord, on_delete=models.PROTECT, related_name="adoptive_identity"
    )
    forenames = models.CharField(max_length=120, blank=True)
    surname = models.CharField(max_length=120, blank=True)
    address = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Adoptive identity of {self.child_id}"


class ChildIdentifier(models.Model):
    """How a council, or another system, names the child. scheme: such as ssda903."""

    child = models.ForeignKey(ChildRecord, on_delete=models.PROTECT, related_name="identifiers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        """One child for each identifier of an agency."""

        indexes: ClassVar = [models.Index(Upper("value"), name="children_identifier_value")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "scheme", "value"], name="children_identifier_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} of {self.child_id}"


class Responsibility(models.Model):
    """A person is responsible for a child, in a role, from a day on (half-open)."""

    child = models.ForeignKey(
        ChildRecord, on_delete=models.PROTECT, related_name="responsibilities"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="children_responsible_for"
    )
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """It ends on or after its first day."""

        indexes: ClassVar = [models.Index(fields=["user", "to_on"], name="children_caseload")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="children_responsibility_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.child_id}"


class Opening(models.Model):
    """Somebody opened what they may not ordinarily see: why, and until when."""

    child = models.ForeignKey(ChildRecord, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=30)
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
                condition=Q(until__gt=F("opened_at")), name="children_opening_in_order"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="children_opening_reviewed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Opening of {self.child_id}"


class Merge(models.Model):
    """Two records of one child were joined; undone when the other stands alone again."""

    kept = models.ForeignKey(ChildRecord, on_delete=models.PROTECT, related_name="merged_from")
    other = models.ForeignKey(ChildRecord, on_delete=models.PROTECT, related_name="merged_into")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A record is part of one other at a time, and never of itself."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at=None), name="children_merged_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("other")), name="children_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"Merge of {self.other_id} into {self.kept_id}"


class EventNote(models.Model):
    """Words that somebody wrote with an event: the ledger itself holds codes, dates and keys only.

    side: whose readers they are for. agreed_by: who agreed to going on although a rule was broken.
    A seal of the event empties the words; words_hash is of what was there.
    """

    class Side(models.TextChoices):
        """The two sides of the wall."""

        BIRTH = "birth", "Birth side"
        ADOPTIVE = "adoptive", "Adoptive side"

    class About(models.TextChoices):
        """What the words are."""

        REASONS = "reasons", "Reasons"
        PROMISES = "promises", "What was promised to the family"
        RULE_BROKEN = "rule_broken", "Why, although a rule was broken"
        NOTE = "note", "Note"

    event_key = models.CharField(max_length=32, db_index=True)
    child = models.ForeignKey(ChildRecord, on_delete=models.PROTECT, related_name="notes")
    side = models.CharField(max_length=8, choices=Side)
    about = models.CharField(max_length=12, choices=About)
    words = models.TextField(blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    by_person = models.CharField(max_length=32)
    agreed_by = models.CharField(max_length=32, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Either words or the hash of what a seal took away."""

        indexes: ClassVar = [
            models.Index(fields=["about", "written_at"], name="children_notes_by_day")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(words="") & Q(words_hash="")) | (Q(words="") & ~Q(words_hash="")),
                name="children_note_words_or_hash",
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} of {self.event_key}"


class ClosingStep(models.Model):
    """A step of the closing checklist after the adoption order, done once and by whom."""

    child = models.ForeignKey(ChildRecord, on_delete=models.PROTECT, related_name="closing_steps")
    step = models.CharField(max_length=30)
    done_on = models.DateField()
    by_person = models.CharField(max_length=32)

    class Meta:
        """Each step once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "step"], name="children_closing_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.child_id}"


class RowOfChild(models.Model):
    """What lists show of one child, folded from the ledger and never typed in.

    Dates are of the latest period of care; stage, plan, authority and family are the values of
    belong.domain.journey.
    """

    change = models.BigIntegerField()
    stage = models.CharField(max_length=4)
    plan = models.CharField(max_length=30)
    authority = models.CharField(max_length=30)
    family = models.CharField(max_length=30)
    outcome = models.CharField(max_length=30)
    entered_care_on = models.DateField(null=True)
    plan_decided_on = models.DateField(null=True)
    placement_order_on = models.DateField(null=True)
    matched_on = models.DateField(null=True)
    moved_in_on = models.DateField(null=True)
    placed_for_adoption_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    is_early_permanence = models.BooleanField(default=False)
    is_waiting = models.BooleanField(default=False)
    last_happened_on = models.DateField(null=True)
    flags = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Fields only."""

        abstract = True

    def __str__(self) -> str:
        return f"Change {self.change}: {self.stage}"


class ChildRow(RowOfChild):
    """One row per child for lists, as believed now. change: the last change that was folded."""

    child = models.OneToOneField(
        ChildRecord, primary_key=True, on_delete=models.CASCADE, related_name="row"
    )
    stage = models.CharField(max_length=4, db_index=True)

    class Meta:
        """Filters of the list of children."""

        indexes: ClassVar = [
            models.Index(fields=["is_waiting", "placement_order_on"], name="children_row_waiting"),
            models.Index(fields=["is_waiting", "plan_decided_on"], name="children_row_decided"),
            models.Index(
                fields=["child"],
                condition=Q(is_early_permanence=True),
                name="children_row_early",
            ),
            models.Index(fields=["entered_care_on", "child"], name="children_row_in_care_since"),
            models.Index(fields=["plan_decided_on", "child"], name="children_row_by_decision"),
        ]


class ChildRowVersion(RowOfChild):
    """One row per child and change that told of it, for lists as known at an earlier moment.

    change: from which on this was believed. until_change: from which on no more, None for still.
    An empty stage: nothing was believed of the child, and there was no row.
    """

    child = models.ForeignKey(ChildRecord, on_delete=models.CASCADE, related_name="versions")
    until_change = models.BigIntegerField(null=True)

    class Meta:
        """One version at a time; the constraint is also the index that lists read by."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "change"], name="children_version_once"),
            models.CheckConstraint(
                condition=Q(until_change=None) | Q(until_change__gt=F("change")),
                name="children_version_in_order",
            ),
        ]


class ChildTie(models.Model):
    """A live link, match or placement of a child with a family, folded from the ledger.

    The two sides meet only here and in the events that it is folded from; it is read by access and
    by ``tie_of``, and by nothing else.
    """

    class Strength(models.TextChoices):
        """How far it has gone: what each side may see of the other grows with it."""

        LINKED = "linked", "Linked"
        MATCHED = "matched", "Matched"
        PLACED = "placed", "Placed"

    child = models.ForeignKey(ChildRecord, on_delete=models.CASCADE, related_name="ties")
    family_key = models.CharField(max_length=32, db_index=True)
    strength = models.CharField(max_length=8, choices=Strength)
    from_on = models.DateField()

    class Meta:
        """A child and a family are tied once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "family_key"], name="children_tied_once")
        ]

    def __str__(self) -> str:
        return f"{self.strength}: {self.child_id}"
