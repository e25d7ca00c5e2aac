"""The filters of recruitment's lists and of conversion."""

from __future__ import annotations

from typing import Any

from belong.domain.journey.family import EnquirySource
from belong.domain.recruitment import EnquiryOutcome, EventKind, FirstContact
from belong.web.recruitment.conversion import By
from belong.web.recruitment.forms import Choices, listed
from belong.web.ui.forms import FilterForm, SelectField, TextField

__all__ = ["NO_CAMPAIGN", "ConversionFilter", "EnquiriesFilter", "EventsFilter"]


class _Asked(FilterForm):
    """A filter; what is not in order counts as not chosen."""

    def asked(self) -> dict[str, str]:
        """What was chosen, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def add(self, name: str, label: str, choices: Choices, nothing: str = "Any") -> None:
        """A further list to choose from, where there is a choice."""
        if choices:
            self.fields[name] = SelectField(
                label=label, required=False, nothing=nothing, choices=list(choices)
            )
            self.say_no_optional()


class EnquiriesFilter(_Asked):
    """The filter beside the list of enquiries."""

    q = TextField(label="Name or number", required=False, max_length=60)
    state = SelectField(
        label="Which",
        required=False,
        nothing="Open enquiries",
        choices=[
            ("waiting", "Waiting for an answer"),
            ("overdue", "Overdue"),
            ("family", "Became a family's record"),
            *listed(EnquiryOutcome),
            ("all", "All"),
        ],
    )
    source = SelectField(
        label="Source", required=False, nothing="Any", choices=listed(EnquirySource)
    )
    channel = SelectField(
        label="First contact", required=False, nothing="Any", choices=listed(FirstContact)
    )

    def __init__(self, *args: Any, campaigns: Choices, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.add("campaign", "Campaign", campaigns)
        self.add("agency", "Agency", agencies if len(agencies) > 1 else ())


class EventsFilter(_Asked):
    """The filter beside the list of events and courses."""

    when = SelectField(
        label="When",
        required=False,
        nothing="Ahead",
        choices=[("past", "Past"), ("cancelled", "Cancelled")],
    )
    kind = SelectField(
        label="What",
        required=False,
        nothing="Events and courses",
        choices=[(one.value, one.label) for one in EventKind],
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.add("agency", "Agency", agencies if len(agencies) > 1 else ())


NO_CAMPAIGN = "none"


class ConversionFilter(_Asked):
    """What the conversion page counts: which enquiries, and by what.

    first_year: the financial year (by its end) of the earliest enquiry that can be asked for.
    """

    by = SelectField(
        label="By",
        required=False,
        nothing=By.QUARTER.label,
        choices=[(one.value, one.label) for one in By if one is not By.QUARTER],
    )
    source = SelectField(
        label="Source", required=False, nothing="Any", choices=listed(EnquirySource)
    )

    def __init__(
        self, *args: Any, years: Choices, campaigns: Choices, agencies: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.add("year", "Financial year of enquiry", years, nothing="This year and last")
        if campaigns:
            self.add("campaign", "Campaign", [(NO_CAMPAIGN, "No campaign"), *campaigns])
        self.add("agency", "Agency", agencies if len(agencies) > 1 else ())
        self.order_fields(["by", "year", "source", "campaign", "agency"])
