"""What is asked of who releases a report, or withdraws a version."""

from __future__ import annotations

from typing import Any

from django import forms

from belong.analytics.publishing import REPORT_PROFILES
from belong.web.ui.forms import Form, LongTextField, RadiosField

__all__ = ["FULL", "ReleaseForm", "WithdrawForm"]

#: What stands for the full version among the choices.
FULL = "full"
_CHOICES = [
    (FULL, "Full version"),
    *((name, f"Public version, profile {name}") for name in REPORT_PROFILES),
]
_HINTS = {
    FULL: "Every figure as it is, for executive, board and inspectors; not to be published.",
    **{name: one.basis for name, one in REPORT_PROFILES.items()},
}


class ReleaseForm(Form):
    """Which version, and why. seen: the change number of the figures that were shown."""

    version = RadiosField(
        label="Which version?", asks="which version", choices=_CHOICES, hints=_HINTS
    )
    reason = LongTextField(
        label="What is it for, and why this version?",
        asks="what it is for",
        hint="Kept with the release. Leave out names.",
        max_length=500,
        rows=3,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def profile(self) -> str:
        """The profile chosen, "" for the full version; of a form in order."""
        chosen = str(self.cleaned_data["version"])
        return "" if chosen == FULL else chosen


class WithdrawForm(Form):
    """Why a public version is withdrawn."""

    why = LongTextField(
        label="Why is it withdrawn?",
        asks="why it is withdrawn",
        hint="Everybody who opens the release reads this, and its replacement says it. Leave out"
        " names, and do not say what was hidden.",
        max_length=500,
        rows=3,
    )
