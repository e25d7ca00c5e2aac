"""The form in which a section is written: a box for each place, and a way to put figures in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from belong.reports.bound import CITED, BoundBlock
from belong.reports.bound_json import blocks_from_data
from belong.web.reports.models import SectionVersion
from belong.web.reports.slots import Slot, Written, blocks_of, slots_of
from belong.web.ui.forms import Form, LongTextField, TextField

__all__ = ["LONGEST", "PLACE", "SectionForm"]

#: Characters in one place, at most.
LONGEST = 20_000
#: What an author types where the next figure is to be put.
PLACE = "[[]]"
#: The buttons that save nothing.
_ASKS_MORE = {"find", "insert", "preview"}
#: Double brackets that hold no figure, with a little of what stands around them.
_LOOSE = re.compile(r"[^\n]{0,30}(?:\[\[|\]\])[^\n]{0,30}")


class _Words(LongTextField):
    """Words of a section: plain text, whatever line ends came."""

    def __init__(self, label: str, rows: int) -> None:
        super().__init__(label=label, required=False, rows=rows, max_length=LONGEST)
        self.label = label

    def to_python(self, value: Any) -> str:
        """The words with one kind of line end."""
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class SectionForm(Form):
    """The words of a section, on the version that its author saw.

    A form that comes back after a session ended is still on that version, whatever was written
    since. is_of: the version. slots: its places.
    """

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        latest: SectionVersion,
        numbered: Callable[[int], SectionVersion | None],
        written: Mapping[str, Written] | None = None,
    ) -> None:
        """numbered: the section's version of a number. written: what the boxes hold at first."""
        super().__init__(data, files)
        asked = str(data.get("based_on", "")) if data is not None else ""
        earlier = numbered(int(asked)) if asked.isdecimal() and len(asked) < 9 else None
        self.is_of = earlier or latest
        self.slots = slots_of(blocks_from_data(self.is_of.blocks))
        self.fields["based_on"].initial = self.is_of.number
        for number, slot in enumerate(self.slots):
            self._add(number, slot, (written or {}).get(slot.name))

    def _add(self, number: int, slot: Slot, told: Written | None) -> None:
        told = told or Written(slot.text, slot.consent)
        if slot.kind == "fixed":
            field = forms.BooleanField(required=False, label=f"Leave out: {slot.title}")
            self.fields[f"out-{number}"] = field
            field.initial = not told.is_kept
            return
        label = "Quotation" if slot.kind == "quote" else _label(slot)
        rows = max(4, min(22, told.text.count("\n") + len(told.text) // 70 + 2))
        self.fields[f"words-{number}"] = _Words(label, rows if told.text else 3)
        self.fields[f"words-{number}"].initial = told.text
        if slot.kind == "quote":
            consent = TextField(label="How they agreed to be quoted", required=False)
            consent.label = "How they agreed to be quoted"
            consent.initial = told.consent
            self.fields[f"consent-{number}"] = consent

    def clean(self) -> dict[str, Any]:
        """What was told. Raises ValidationError for a quotation without consent.

        And, where it is to be saved, for double brackets that hold no figure: they would print.
        """
        told = super().clean() or self.cleaned_data
        for number, slot in enumerate(self.slots):
            loose = _LOOSE.search(CITED.sub("", told.get(f"words-{number}", "")))
            if loose and not _ASKS_MORE & self.data.keys():
                raise ValidationError(
                    {
                        f"words-{number}": "Take out the double brackets that hold no figure, or "
                        f"put one in: “{loose[0].strip()}”"
                    }
                )
            is_said = slot.kind == "quote" and told.get(f"words-{number}")
            if is_said and not told.get(f"consent-{number}"):
                raise ValidationError({f"consent-{number}": "Enter how they agreed to be quoted"})
        return told

    def written(self) -> dict[str, Written]:
        """What the boxes hold, by the name of the place; of a form that is in order."""
        told = {}
        for number, slot in enumerate(self.slots):
            told[slot.name] = Written(
                text=self.cleaned_data.get(f"words-{number}", ""),
                consent=self.cleaned_data.get(f"consent-{number}", ""),
                is_kept=not self.cleaned_data.get(f"out-{number}"),
            )
        return told

    def blocks(self) -> tuple[BoundBlock, ...]:
        """The section as it would be saved."""
        return blocks_of(self.slots, self.written())

    def with_figure(self, cited: str) -> dict[str, Written]:
        """What the boxes would hold with a figure put in.

        At the first ``[[]]`` that the author typed; else at the end of the last box with words.
        """
        told = self.written()
        boxes = [slot.name for slot in self.slots if slot.kind != "fixed"]
        place = next((name for name in boxes if PLACE in told[name].text), None)
        if place is not None:
            text = told[place].text.replace(PLACE, cited, 1)
        else:
            filled = [name for name in boxes if told[name].text]
            place = filled[-1] if filled else boxes[0]
            text = f"{told[place].text} {cited}".strip()
        told[place] = Written(text, told[place].consent)
        return told

    def boxes(self) -> Iterator[tuple[Slot, list[Any]]]:
        """Each place with the fields that belong to it, in order."""
        for number, slot in enumerate(self.slots):
            names = (f"words-{number}", f"consent-{number}", f"out-{number}")
            yield slot, [self[name] for name in names if name in self.fields]


def _label(slot: Slot) -> str:
    if slot.name == "start":
        return "Words"
    return f"Words after: {slot.after}" if slot.after else "Words after the quotation"
