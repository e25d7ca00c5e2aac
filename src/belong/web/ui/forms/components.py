"""From a bound form field to a component of the design system and its parameters.

Nothing that a person typed goes into an ``html`` parameter: the macros print those as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.forms import BoundField

__all__ = ["Component", "ComponentField", "common", "component_of", "errors_of", "first_id"]


@dataclass(frozen=True)
class Component:
    """A component by its name, and what its macro is called with."""

    name: str
    params: dict[str, Any]


@runtime_checkable
class ComponentField(Protocol):
    """A field that says which component it is."""

    def component(self, bound: BoundField) -> Component:
        """The component of this field as it is bound in a form."""
        ...

    def first_id(self, bound: BoundField) -> str:
        """The id of the element that an error summary leads to."""
        ...


def common(bound: BoundField) -> dict[str, Any]:
    """What every component takes: id, name, label, hint and error."""
    params: dict[str, Any] = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": str(bound.label)},
    }
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
    return params


def component_of(bound: BoundField) -> Component:
    """The component of any bound field; for a field not of ours, by its widget."""
    field = bound.field
    if isinstance(field, ComponentField):
        return field.component(bound)
    params = common(bound)
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        del params["label"]
        params["items"] = [
            {"value": "on", "text": str(bound.label), "id": bound.auto_id, "checked": bound.value()}
        ]
        params["idPrefix"] = bound.auto_id
        return Component("checkboxes", params)
    if isinstance(widget, forms.PasswordInput):
        params["autocomplete"] = widget.attrs.get("autocomplete", "current-password")
        params.pop("hint", None)  # links that others wrote as HTML have no place in a hint
        return Component("password-input", params)
    params["value"] = str(bound.value() or "")
    params["spellcheck"] = False
    if "autocomplete" in widget.attrs:
        params["autocomplete"] = widget.attrs["autocomplete"]
    if isinstance(widget, forms.EmailInput):
        params["type"] = "email"
    return Component("input", params)


def first_id(bound: BoundField) -> str:
    """The id of the element that an error summary leads to."""
    field = bound.field
    if isinstance(field, ComponentField):
        return field.first_id(bound)
    return bound.auto_id


def errors_of(form: forms.BaseForm) -> list[dict[str, str]]:
    """What the error summary of any form shows: each error with the element that it leads to."""
    listed = [{"text": str(error)} for error in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        listed += [{"text": str(error), "href": f"#{first_id(bound)}"} for error in bound.errors]
    return listed
