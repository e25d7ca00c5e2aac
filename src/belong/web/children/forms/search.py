"""The search and the filters of the list of children, sent by GET."""

from __future__ import annotations

from typing import Any

from belong.domain.journey.states import Stage
from belong.web.children.listing import BANDS, SORTS, Criteria, Filters
from belong.web.ui.forms import Form, SelectField, TextField

__all__ = ["SearchForm"]

_ANY = "Any"


class SearchForm(Form):
    """What to look for. A value that is not on offer counts as none."""

    q = TextField(label="Name, reference or number", required=False, max_length=100)
    council = SelectField(label="Council", required=False, nothing=_ANY)
    team = SelectField(label="Team", required=False, nothing=_ANY)
    worker = SelectField(label="Social worker", required=False, nothing=_ANY)
    stage = SelectField(
        label="Stage",
        required=False,
        nothing=_ANY,
        choices=[(stage.value, stage.label) for stage in Stage],
    )
    siblings = SelectField(
        label="Sibling group",
        required=False,
        nothing=_ANY,
        choices=[("yes", "In a group"), ("no", "Not in a group")],
    )
    early_permanence = SelectField(
        label="Early permanence",
        required=False,
        nothing=_ANY,
        choices=[("yes", "Yes"), ("no", "No")],
    )
    waiting = SelectField(
        label="Waiting since the decision",
        required=False,
        nothing=_ANY,
        choices=[(key, band[0]) for key, band in BANDS.items()],
    )

    def __init__(self, *args: Any, filters: Filters, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("council", filters.councils),
            ("team", filters.teams),
            ("worker", filters.workers),
        ):
            if name not in self.fields:
                continue
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]
        for field in self.fields.values():
            field.label = str(field.label).removesuffix(" (optional)")

    def criteria(self) -> Criteria:
        """What was asked for, as far as it is on offer."""
        self.is_valid()
        asked = {name: str(value or "") for name, value in self.cleaned_data.items()}
        sort = str(self.data.get("sort", "")) if self.is_bound else ""
        return Criteria(
            terms=asked.pop("q", ""),
            sort=sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "reference",
            is_descending=sort.startswith("-"),
            **asked,
        )
