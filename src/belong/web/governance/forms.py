"""What is asked of who keeps the register."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.governance import PAPER_KINDS, Body, PaperKind, check_next_review
from belong.web.documents.checking import ENDINGS, LARGEST_MEGABYTES
from belong.web.governance.actions import Approved, Found
from belong.web.ui.forms import DateField, FileField, Form, LongTextField, SelectField, TextField

__all__ = ["PaperForm", "PresentedForm", "ReviewForm", "TakeBackForm", "VersionForm"]

_BODIES = [(body.value, body.label) for body in Body]
_GUIDE = PaperKind.CHILDRENS_GUIDE


class _Minuted(Form):
    """What every decision of a body has: who, when, and where it is minuted."""

    body = SelectField(label="Who decided?", asks="who decided", choices=_BODIES)
    minute_reference = TextField(
        label="Minute reference",
        asks="the minute reference",
        hint="The meeting and number, such as Cabinet 14 May 2026, item 7. Leave out names.",
        max_length=120,
    )


class ReviewForm(_Minuted):
    """An approval, or a review that let a version stand."""

    approved_on = DateField(
        label="Approved on", asks="the day of the approval", latest=timezone.localdate
    )
    next_review_on = DateField(
        label="Next review by",
        asks="the day of the next review",
        rule="Adoption National Minimum Standards (2014), 18.3: at least annually",
    )
    field_order: tuple[str, ...] = ("body", "approved_on", "minute_reference", "next_review_on")

    def clean(self) -> dict[str, Any]:
        """What was answered; the review within a year of the approval."""
        told: dict[str, Any] = super().clean() or {}
        approved_on, review_on = told.get("approved_on"), told.get("next_review_on")
        if approved_on and review_on:
            try:
                check_next_review(approved_on, review_on)
            except BelongError as error:
                self.add_error("next_review_on", ValidationError(error.what))
        return told

    def approved(self) -> Approved:
        """The approval; for a form that is in order."""
        told = self.cleaned_data
        return Approved(
            Body(told["body"]),
            told["approved_on"],
            told["minute_reference"],
            told["next_review_on"],
        )


class VersionForm(ReviewForm):
    """A version of a paper with its approval."""

    version = TextField(
        label="Version", asks="the version", hint="As the paper says itself.", max_length=20
    )
    link = TextField(
        label="Where it is published",
        asks="the address where it is published",
        hint="An address that begins with https://. Give this, the file, or both.",
        required=False,
        max_length=300,
        inputmode="url",
    )
    file = FileField(
        label="File",
        asks="a file",
        hint=f"PDF, Word (.docx), Excel (.xlsx), JPEG or PNG, up to {LARGEST_MEGABYTES} MB.",
        required=False,
        max_megabytes=LARGEST_MEGABYTES,
        accepts=tuple(ENDINGS),
        max_length=400,
    )
    field_order = ("kind", "title", "version", "link", "file", *ReviewForm.field_order)

    def clean_link(self) -> str:
        """The address, of a page that browsers open."""
        link = str(self.cleaned_data["link"]).strip()
        if link:
            wrong = "Enter an address that begins with https://"
            URLValidator(schemes=["https", "http"], message=wrong)(link)
        return link

    def clean(self) -> dict[str, Any]:
        """What was answered; a version is found somewhere."""
        told = super().clean()
        if not self.errors and not told.get("link") and not told.get("file"):
            self.add_error("link", ValidationError("Enter an address, or select a file"))
        return told

    def entered(self) -> dict[str, Any]:
        """The version, where it is found, and its approval; for a form that is in order."""
        told = self.cleaned_data
        file = told["file"]
        found = Found(told["link"], file or None, file.name if file else "")
        return {"version": told["version"], "found": found, "approved": self.approved()}


class PaperForm(VersionForm):
    """A paper that the register does not have yet."""

    kind = SelectField(
        label="Paper",
        asks="which paper it is",
        choices=[(kind.value, facts.label) for kind, facts in PAPER_KINDS.items()],
    )
    title = TextField(
        label="Which guide?",
        asks="which guide it is",
        hint="Of a children's guide: for whom it is, such as under 8s.",
        required=False,
        max_length=80,
    )

    def clean(self) -> dict[str, Any]:
        """What was answered; a guide says which it is."""
        told = super().clean()
        if told.get("kind") == _GUIDE and not told.get("title"):
            self.add_error("title", ValidationError("Enter which guide it is"))
        return told


class PresentedForm(_Minuted):
    """A report that was presented."""

    presented_on = DateField(
        label="Presented on", asks="the day on which it was presented", latest=timezone.localdate
    )
    field_order = ("body", "presented_on", "minute_reference")


class TakeBackForm(Form):
    """Why an entry no longer counts."""

    why = LongTextField(
        label="What was wrong?", asks="what was wrong", hint="Leave out names.", max_length=300,
        rows=2,
    )  # fmt: skip
