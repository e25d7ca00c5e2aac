"""The form behind every page that asks something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.forms.utils import ErrorDict

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["FilterForm", "Form"]


class Form(forms.Form):
    """A form that can come back filled.

    is_restored: whether it holds what somebody wrote before the session ended, not yet sent again.
    """

    is_restored = False

    @classmethod
    def of_request(cls, request: HttpRequest, **options: Any) -> Self:
        """The form as this request has it.

        Posted: bound to what was posted. Asked for after a sign-in that a posted form had to wait
        for: filled with what was written, and not yet checked. Otherwise: empty, or ``initial``.
        """
        if request.method == "POST":
            return cls(data=request.POST, files=request.FILES, **options)
        kept = getattr(request, "kept_form", None)
        data = kept() if kept else None
        if data is None:
            return cls(**options)
        form = cls(data=data, **options)
        form.is_restored = True
        form._errors = ErrorDict()  # type: ignore[attr-defined]  # so that nothing is found wrong before it is sent again
        return form

    def is_valid(self) -> bool:
        """Whether everything is in order; never for a restored form, which nobody has sent."""
        return not self.is_restored and super().is_valid()


class FilterForm(Form):
    """What narrows a list down, sent by GET: every field may stay empty, and none says so."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_no_optional()

    def say_no_optional(self) -> None:
        """Take "(optional)" from the labels; call it again after adding fields."""
        for field in self.fields.values():
            field.required = False
            field.label = str(field.label or "").removesuffix(" (optional)")
