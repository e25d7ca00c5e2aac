"""What is asked of somebody who brings files in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from belong.web.children.standing import Choice
from belong.web.imports.models import Difference, Import
from belong.web.ui.forms import CheckboxesField, FileField, Form, RadiosField, SelectField
from belong.web.ui.forms.components import Component

__all__ = ["ApplyForm", "ChooseForm", "UploadForm"]

_ENDINGS = (".csv", ".txt", ".xml", ".xlsx", ".zip")


class _SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(FileField):
    """One or more files to upload; cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=_SeveralFiles, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file. Raises ValidationError for none, and for one that is empty or too large."""
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in sent or [None]]

    def component(self, bound: BoundField) -> Component:
        """A file upload that takes several."""
        made = super().component(bound)
        attributes = {**made.params.get("attributes", {}), "multiple": "multiple"}
        return Component(made.name, {**made.params, "attributes": attributes})


class UploadForm(Form):
    """What the files are, whose, and which."""

    kind = RadiosField(
        label="What are the files?",
        asks="what the files are",
        choices=Import.Kind.choices,
        hints={
            Import.Kind.RETURNS: (
                "Of one year or many: the CSV files of one year, an XML file, a workbook, or a zip"
                " file of folders, one for each year."
            ),
            Import.Kind.WORKBOOK: "The workbook that you downloaded here and filled in.",
        },
    )
    agency = SelectField(
        label="Whose records are they?",
        asks="whose records they are",
        hint="For several councils, in folders of their codes, choose the regional agency.",
        choices=[],
    )
    chosen = FilesField(
        label="Files",
        asks="one or more files",
        hint="Up to 100 MB together. They are deleted once the import is applied or cancelled.",
        max_megabytes=100,
        accepts=_ENDINGS,
    )

    def __init__(self, *args: Any, agencies: Mapping[str, str], **options: Any) -> None:
        """agencies: names by key of those that the person brings in for."""
        super().__init__(*args, **options)
        field = self.fields["agency"]
        assert isinstance(field, SelectField)  # noqa: S101 - as declared above
        field.choices = list(agencies.items())


class ApplyForm(Form):
    """Whether the rest is brought in where lines are refused; asked only where there are any."""

    rest = CheckboxesField(
        label="Lines that are refused",
        asks="whether to bring in the rest",
        choices=[("yes", "Bring in the rest without the lines that are refused")],
    )

    def __init__(self, *args: Any, refused: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        if not refused:
            del self.fields["rest"]


class ChooseForm(Form):
    """One choice for each conflict of a page; what is left open stays undecided."""

    def __init__(
        self,
        *args: Any,
        differences: Iterable[Difference],
        words: Mapping[int, tuple[str, str, str]],
        **options: Any,
    ) -> None:
        """words: by number, what it is about, what was recorded, and what the file says."""
        super().__init__(*args, **options)
        for one in differences:
            about, held, told = words[one.number]
            field = RadiosField(
                label=about,
                asks="what stands",
                choices=[(Choice.KEEP.value, held), (Choice.FILE.value, told)],
                required=False,
                initial=one.choice or None,
            )
            field.label = about
            self.fields[f"n{one.number}"] = field

    def choices(self) -> dict[int, Choice]:
        """What was chosen, by number."""
        return {
            int(name[1:]): Choice(chosen) for name, chosen in self.cleaned_data.items() if chosen
        }
