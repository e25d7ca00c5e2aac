"""Notes and documents of children, families and meetings. Rows are added, others follow them.

Each stands on the side of the wall whose readers it is for, as everything with words in it does.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belong.domain.documents import DOCUMENT_KINDS, DocumentKind, Side, StandsOn, Tells
from belong.web.accounts.models import new_key
from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRecord
from belong.web.ledger.models import TwoPersonSeal

__all__ = ["Document", "FileKind", "Note", "PaperSeal"]

_SIDES = [(side.value, side.label) for side in Side]


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
    side = models.CharField(max_length=8, choices=_SIDES)
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

    @property
    def stands_on(self) -> StandsOn:
        """What it stands on: where it is about a child or a family, their record."""
        return _standing(self)


class FileKind(models.TextChoices):
    """What a file is, by what is in it. Nothing else is taken."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"
    XLSX = "xlsx", "Excel workbook"
    JPEG = "jpg", "JPEG picture"
    PNG = "png", "PNG picture"


class Document(models.Model):
    """One version of a document of a child, a family or a meeting; its bytes are in a file.

    meeting_key: of the meeting, where it is of one as a whole. series: the same for every version
    of it. stored_name: of the file in the private store, which says nothing. file_name: what it was
    called when it was uploaded, cleaned. sha256: of the bytes as they are kept. scanned_at: when
    the virus scanner found nothing; None where none was set up. supersedes: the version before,
    which stays. A seal removes the file; sealed_at says since when it is out of reach.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    child = models.ForeignKey(
        ChildRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    family = models.ForeignKey(
        FamilyRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    meeting_key = models.CharField(max_length=32, blank=True, db_index=True)
    kind = models.CharField(
        max_length=20, choices=[(kind.value, one.label) for kind, one in DOCUMENT_KINDS.items()]
    )
    side = models.CharField(max_length=8, choices=_SIDES)
    about = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    series = models.CharField(max_length=32, default=new_key, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    file_kind = models.CharField(max_length=4, choices=FileKind)
    file_name = models.CharField(max_length=120, blank=True)
    stored_name = models.CharField(max_length=100, unique=True)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned_at = models.DateTimeField(null=True, blank=True)
    by_person = models.CharField(max_length=32)
    added_at = models.DateTimeField(auto_now_add=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """On one record, a family's never on the birth side; each version follows one before."""

        indexes: ClassVar = [
            models.Index(fields=["child", "added_at"], name="documents_of_child"),
            models.Index(fields=["family", "added_at"], name="documents_of_family"),
            models.Index(fields=["expires_on"], name="documents_by_expiry"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(child__isnull=False, family=None, meeting_key="")
                | Q(child=None, family__isnull=False, meeting_key="")
                | (Q(child=None, family=None) & ~Q(meeting_key="")),
                name="documents_of_one_record",
            ),
            models.CheckConstraint(
                condition=Q(family=None) | ~Q(side="birth"), name="documents_of_family_side"
            ),
            models.UniqueConstraint(fields=["series", "version"], name="documents_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, supersedes=None)
                | Q(version__gt=1, supersedes__isnull=False),
                name="documents_version_follows",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None)
                | Q(expires_on=None)
                | Q(expires_on__gte=F("signed_on")),
                name="documents_expire_after_signing",
            ),
            models.CheckConstraint(
                condition=~Q(file_name="") | Q(sealed_at__isnull=False),
                name="documents_named_unless_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"Document {self.key}"

    @property
    def stands_on(self) -> StandsOn:
        """What it stands on."""
        return _standing(self)

    @property
    def tells(self) -> Tells:
        """What it tells of, by its kind."""
        return DOCUMENT_KINDS[DocumentKind(self.kind)].tells


def _standing(paper: Note | Document) -> StandsOn:
    if paper.child_id is not None:
        return StandsOn.CHILD
    return StandsOn.MEETING if paper.family_id is None else StandsOn.FAMILY


class PaperSeal(TwoPersonSeal):
    """A seal of a note or of one version of a document. That there was one stays, and its day."""

    note = models.OneToOneField(
        Note, null=True, blank=True, on_delete=models.PROTECT, related_name="seal"
    )
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="seal"
    )

    class Meta(TwoPersonSeal.Meta):
        """As every seal, and of one thing."""

        abstract = False
        constraints: ClassVar = [
            *TwoPersonSeal.Meta.constraints,
            models.CheckConstraint(
                condition=Q(note__isnull=False, document=None)
                | Q(note=None, document__isnull=False),
                name="documents_seal_of_one_thing",
            ),
        ]
