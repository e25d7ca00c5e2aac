"""Fields that are a component of the design system each.

``asks`` is what the field asks for, as it stands in the middle of a sentence: "the name of the
court" gives "Enter the name of the court". ``rule`` is what the law or guidance says, shown with
the hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import (
    EmailValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
)
from django.forms import BoundField

from belong.domain.citations import cited_within
from belong.web.ui.forms.components import Component, common

__all__ = [
    "Asking",
    "CheckboxesField",
    "EmailField",
    "FileField",
    "LongTextField",
    "RadiosField",
    "SelectField",
    "TextField",
    "WholeNumberField",
    "YesNoField",
]


def sentence(words: str) -> str:
    """The words with a capital first letter; the rest as it is."""
    return words[:1].upper() + words[1:]


class Asking(forms.Field):
    """What all our fields share: label, hint, rule, and errors in plain words."""

    verb = "Enter"

    def __init__(
        self,
        *,
        label: str,
        asks: str | None = None,
        hint: str = "",
        rule: str = "",
        required: bool = True,
        width: int | None = None,
        label_classes: str = "",
        **options: Any,
    ) -> None:
        """width: characters that the input shows, one of 2, 3, 4, 5, 10, 20, 30."""
        self.asks = asks or label[:1].lower() + label[1:]
        self.width = width
        self.label_classes = label_classes
        super().__init__(
            label=label if required else f"{label} (optional)",
            help_text=" ".join(part for part in (hint, cited_within(rule)) if part),
            required=required,
            **options,
        )
        self.error_messages = {
            **self.error_messages,
            "required": f"{self.verb} {self.asks}",
            "max_length": f"{sentence(self.asks)} must be %(limit_value)d characters or less",
            **(options.get("error_messages") or {}),
        }

    def params(self, bound: BoundField) -> dict[str, Any]:
        """The parameters that every component takes."""
        params = common(bound)
        if self.label_classes:
            params["label"]["classes"] = self.label_classes
        if self.width:
            params["classes"] = f"govuk-input--width-{self.width}"
        return params

    def grouped(self, bound: BoundField) -> dict[str, Any]:
        """The same for a component of several inputs: the label is the legend of a fieldset."""
        params = self.params(bound)
        label = params.pop("label")
        legend = {
            "text": label["text"],
            "classes": self.label_classes or "govuk-fieldset__legend--s",
        }
        return {**params, "idPrefix": params["id"], "fieldset": {"legend": legend}}

    def first_id(self, bound: BoundField) -> str:
        """The id of the first element to type into."""
        return bound.auto_id


class TextField(Asking, forms.CharField):
    """One line."""

    def __init__(
        self,
        *,
        max_length: int = 200,
        autocomplete: str = "off",
        inputmode: str | None = None,
        **options: Any,
    ) -> None:
        self.autocomplete, self.inputmode = autocomplete, inputmode
        super().__init__(max_length=max_length, **options)

    def component(self, bound: BoundField) -> Component:
        """A text input."""
        params = self.params(bound)
        params.update(value=str(bound.value() or ""), autocomplete=self.autocomplete)
        if self.inputmode:
            params["inputmode"] = self.inputmode
        return Component("input", params)


class EmailField(Asking, forms.EmailField):
    """An e-mail address."""

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        self.autocomplete = autocomplete
        super().__init__(max_length=254, **options)
        wrong = "Enter an e-mail address in the correct format, like name@example.org"
        self.error_messages["invalid"] = wrong
        self.validators = [MaxLengthValidator(254), EmailValidator(wrong)]

    def component(self, bound: BoundField) -> Component:
        """An input of type email."""
        params = self.params(bound)
        params.update(
            type="email",
            value=str(bound.value() or ""),
            autocomplete=self.autocomplete,
            spellcheck=False,
        )
        return Component("input", params)


class WholeNumberField(Asking, forms.IntegerField):
    """A whole number, from min_value to max_value."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        what = sentence(self.asks)
        self.error_messages["invalid"] = f"{what} must be a whole number, like 3"
        for validator in self.validators:
            if isinstance(validator, MinValueValidator):
                validator.message = f"{what} must be {self.min_value} or more"
            if isinstance(validator, MaxValueValidator):
                validator.message = f"{what} must be {self.max_value} or less"

    def component(self, bound: BoundField) -> Component:
        """A text input that asks phones for digits."""
        value = bound.value()
        params = self.params(bound)
        params.update(value="" if value is None else str(value), inputmode="numeric")
        return Component("input", {"classes": "govuk-input--width-4", **params})


class LongTextField(Asking, forms.CharField):
    """Several lines. rows: of the box."""

    def __init__(self, *, rows: int = 5, max_length: int = 2000, **options: Any) -> None:
        self.rows = rows
        super().__init__(max_length=max_length, widget=forms.Textarea, **options)

    def component(self, bound: BoundField) -> Component:
        """A text area."""
        params = self.params(bound)
        params.update(value=str(bound.value() or ""), rows=self.rows)
        return Component("textarea", params)


class _Choosing(Asking, forms.ChoiceField):
    """One out of several. choices: pairs of value and text, or a callable that gives them."""

    verb = "Select"

    def __init__(self, *, hints: dict[str, str] | None = None, **options: Any) -> None:
        self.hints = hints or {}
        super().__init__(**options)
        self.error_messages["invalid_choice"] = f"{self.verb} {self.asks} from the list"

    def items(self, chosen: set[str]) -> list[dict[str, Any]]:
        """The choices as the components take them."""
        listed = []
        for value, text in _pairs(self):
            item: dict[str, Any] = {"value": str(value), "text": str(text)}
            if str(value) in self.hints:
                item["hint"] = {"text": self.hints[str(value)]}
            item["checked"] = str(value) in chosen
            listed.append(item)
        return listed


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices of a field, a callable's asked for now."""
    return list(cast("Iterable[tuple[Any, Any]]", field.choices))


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if value is None:
        return set()
    return {str(each) for each in value} if isinstance(value, list | tuple) else {str(value)}


class SelectField(_Choosing):
    """A drop-down list, which starts at nothing chosen."""

    def __init__(self, *, nothing: str = "Choose", **options: Any) -> None:
        self.nothing = nothing
        super().__init__(**options)

    def component(self, bound: BoundField) -> Component:
        """A select."""
        params = self.params(bound)
        chosen = _chosen(bound)
        params["items"] = [
            {"value": "", "text": self.nothing},
            *(
                {"value": item["value"], "text": item["text"], "selected": item["value"] in chosen}
                for item in self.items(chosen)
                if item["value"]
            ),
        ]
        return Component("select", params)


class RadiosField(_Choosing):
    """Radio buttons; none opens a further question, so that nothing is hidden."""

    def __init__(self, *, is_inline: bool = False, **options: Any) -> None:
        self.is_inline = is_inline
        super().__init__(widget=forms.RadioSelect, **options)

    def component(self, bound: BoundField) -> Component:
        """Radios."""
        params = self.grouped(bound)
        params["items"] = self.items(_chosen(bound))
        if self.is_inline:
            params["classes"] = "govuk-radios--inline"
        return Component("radios", params)


class YesNoField(RadiosField):
    """Yes or no; cleaned to a bool, or None where it is optional and left open."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[("yes", "Yes"), ("no", "No")], is_inline=True, **options)
        self.error_messages["required"] = f"Select yes if {self.asks}"

    def prepare_value(self, value: Any) -> Any:
        """Yes and no for the bools that ``initial`` may hold."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> Any:
        """True, False or None."""
        return {"yes": True, "no": False}.get(super().clean(value))


class CheckboxesField(Asking, forms.MultipleChoiceField):
    """Any number out of several; cleaned to a list of values."""

    verb = "Select"
    hints: dict[str, str]

    def __init__(self, *, hints: dict[str, str] | None = None, **options: Any) -> None:
        self.hints = hints or {}
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.error_messages["invalid_choice"] = f"{self.verb} {self.asks} from the list"

    def component(self, bound: BoundField) -> Component:
        """Checkboxes."""
        params = self.grouped(bound)
        chosen = _chosen(bound)
        params["items"] = [
            {
                "value": str(value),
                "text": str(text),
                "checked": str(value) in chosen,
                **({"hint": {"text": self.hints[str(value)]}} if str(value) in self.hints else {}),
            }
            for value, text in _pairs(self)
        ]
        return Component("checkboxes", params)


class FileField(Asking, forms.FileField):
    """A file to upload. max_megabytes: larger ones are refused. accepts: endings, as a help."""

    verb = "Select"

    def __init__(
        self, *, max_megabytes: int = 20, accepts: tuple[str, ...] = (), **options: Any
    ) -> None:
        self.max_megabytes, self.accepts = max_megabytes, accepts
        super().__init__(**options)
        self.error_messages["empty"] = "The selected file is empty"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file. Raises ValidationError when it is larger than allowed."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > self.max_megabytes * 1024 * 1024:
            raise forms.ValidationError(
                f"The selected file must be smaller than {self.max_megabytes}MB"
            )
        return file

    def component(self, bound: BoundField) -> Component:
        """A file upload."""
        params = self.params(bound)
        if self.accepts:
            params["attributes"] = {"accept": ",".join(self.accepts)}
        return Component("file-upload", params)
