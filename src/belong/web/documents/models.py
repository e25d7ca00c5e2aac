"""Notes on a child, a family or a meeting. Rows are added; a mistake is struck by a correction.

A note stands on the side of the wall whose readers it is for, as everything with words in it does.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belong.domain.documents import Side
from belong.web.accounts.models import new_key
from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRecord

__all__ = ["Note"]


class Note(models.Model):
    """Short dated words of one person about a child, a family or a meeting.

    meeting_key: of the meeting in which it was written, alone or with the child or family that it
    is about. on: the day that the words are about; written_at: when they were written. corrects:
    the note that this one strikes, whose words stay. A seal empties the words; words_hash is of
    what was there.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    child = models.ForeignKey(
        ChildRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="written_notes"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="written_notes"
    )
    meeting_key = models.CharField(max_length=32, blank=True, db_index=True)
    side = models.CharField(max_length=8, choices=[(side.value, side.label) for side in Side])
    on = models.DateField()
    words = models.TextField(blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    by_person = models.CharField(max_length=32)
    written_at = models.DateTimeField(auto_now_add=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    class Meta:
        """About something, and of one person's side only; read by record, latest first."""

        indexes: ClassVar = [
            models.Index(fields=["child", "on"], name="documents_note_of_child"),
            models.Index(fields=["family", "on"], name="documents_note_of_family"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child__isnull=False, family=None)
                | Q(child=None, family__isnull=False)
                | (Q(child=None, family=None) & ~Q(meeting_key="")),
                name="documents_note_about_something",
            ),
            models.CheckConstraint(
                condition=Q(side="birth", family=None) | Q(side="adoptive"),
                name="documents_note_on_a_side",
            ),
            models.CheckConstraint(
                condition=(~Q(words="") & Q(words_hash="")) | (Q(words="") & ~Q(words_hash="")),
                name="documents_note_words_or_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"Note {self.key}"
