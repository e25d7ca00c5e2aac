"""What is asked for a note, a document, a new version of one, and a document of both sides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from belong.domain.documents import DOCUMENT_KINDS, DocumentKind, Side
from belong.web.documents.checking import ENDINGS, LARGEST_MEGABYTES
from belong.web.documents.subjects import Subject
from belong.web.ledger.once import new_token, read_token
from belong.web.ui.forms import (
    DateField,
    FileField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)

__all__ = ["CorrectionForm", "DocumentForm", "NoteForm", "ReasonToOpenForm", "VersionForm"]

_READERS = {
    Side.BIRTH.value: "For those who work with the child and the birth family",
    Side.ADOPTIVE.value: "For those who work with the adopters, and support them",
    Side.BOTH.value: "Tells of both: only for roles that read both, for a reason each time",
}


class _Token(forms.CharField):
    """What lets a form that is sent twice be saved once."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=new_token)

    def clean(self, value: Any) -> str:
        """A token of ours, whatever came."""
        return read_token(str(value or ""))


def _side(label: str, sides: list[Side]) -> RadiosField:
    return RadiosField(
        label=label,
        asks="whose readers it is for",
        choices=[(side.value, side.label) for side in sides],
        hints=_READERS,
        initial=sides[0].value if len(sides) == 1 else None,
    )


class NoteForm(Form):
    """A note: its day, whose readers it is for, and its words."""

    on = DateField(label="Day", asks="the day that the note is about", latest=timezone.localdate)
    words = LongTextField(
        label="Note",
        asks="the note",
        hint="A few sentences. For an event, such as a decision, record what happened instead.",
    )
    token = _Token()

    def __init__(self, *args: Any, sides: list[Side], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate
        self.fields["side"] = _side("Who reads it", sides)


class CorrectionForm(Form):
    """What a note should have said."""

    on = DateField(label="Day", asks="the day that the note is about", latest=timezone.localdate)
    words = LongTextField(
        label="What it should say",
        asks="what the note should say",
        hint="Or why it should not have been written.",
    )
    token = _Token()


class VersionForm(Form):
    """A file, and the days that stand on it."""

    file = FileField(
        label="File",
        asks="a file",
        hint=f"PDF, Word (.docx), Excel (.xlsx), JPEG or PNG, up to {LARGEST_MEGABYTES} MB.",
        max_megabytes=LARGEST_MEGABYTES,
        accepts=tuple(ENDINGS),
        max_length=400,
    )
    about = TextField(
        label="A few words on it", required=False, max_length=120, hint="Such as whose it is."
    )
    signed_on = DateField(
        label="Signed on", asks="the day of signing", required=False, latest=timezone.localdate
    )
    expires_on = DateField(label="Expires on", asks="the day of expiry", required=False)
    token = _Token()


class DocumentForm(VersionForm):
    """The same, with what kind of document it is and whose readers it is for."""

    field_order = ("file", "kind", "side", "about", "signed_on", "expires_on")

    def __init__(self, *args: Any, subject: Subject, **options: Any) -> None:
        super().__init__(*args, **options)
        self._subject = subject
        self.fields["kind"] = SelectField(
            label="What it is",
            asks="what it is",
            choices=[(kind.value, DOCUMENT_KINDS[kind].label) for kind in subject.kinds_added],
        )
        self.fields["side"] = _side("Who reads it", subject.document_sides)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """What was told. Raises ValidationError for a kind that the reader adds on no such side."""
        told = super().clean() or self.cleaned_data
        if told.get("kind") and told.get("side"):
            told["kind"], told["side"] = DocumentKind(told["kind"]), Side(told["side"])
            if not self._subject.adds(told["side"], DOCUMENT_KINDS[told["kind"]].tells):
                raise ValidationError(
                    {"side": "You cannot add this kind of document on that side."}
                )
        return told


class ReasonToOpenForm(Form):
    """Why a document that carries both sides is opened."""

    reason = LongTextField(label="Reason", asks="the reason", max_length=500, rows=3)
