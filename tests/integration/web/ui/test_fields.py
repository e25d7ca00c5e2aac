"""Form fields: what they take, what they say, and the component that they are."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils.datastructures import MultiValueDict

from belong.web.ui import forms
from belong.web.ui.forms.components import component_of, errors_of


class Everything(forms.Form):
    heard_on = forms.DateField(
        label="Date of the order",
        asks="the date of the order",
        rule="Within 14 days.",
        latest=lambda: date(2026, 5, 6),
    )
    court = forms.TextField(label="Court", asks="the name of the court", max_length=5)
    email = forms.EmailField(label="E-mail address")
    reason = forms.LongTextField(label="Reason", required=False)
    kind = forms.SelectField(label="Kind", asks="a kind", choices=[("a", "A"), ("b", "B")])
    who = forms.RadiosField(label="Who", choices=[("x", "X")], hints={"x": "The first."})
    papers = forms.CheckboxesField(
        label="Papers", asks="the papers", choices=[("m", "Medical")], hints={"m": "First."}
    )
    ended = forms.YesNoField(label="Has it ended?", asks="it has ended")
    number = forms.WholeNumberField(label="Number of rooms", min_value=1, max_value=9)
    file = forms.FileField(label="File", asks="a file", required=False, max_megabytes=1)


RIGHT = {
    "heard_on-day": "5",
    "heard_on-month": "May",
    "heard_on-year": "2026",
    "court": "Derby",
    "email": "a@b.example",
    "kind": "b",
    "who": "x",
    "papers": ["m"],
    "ended": "no",
    "number": "3",
}


def bound(**changes):
    data = QueryDict(mutable=True)
    for name, value in {**RIGHT, **changes}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Everything(data)


def error(name, **changes):
    return [str(each) for each in bound(**changes).errors.get(name, [])]


def test_form_all_right_gives_values_of_their_kinds():
    form = bound()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["heard_on"] == date(2026, 5, 5)
    assert form.cleaned_data["ended"] is False
    assert form.cleaned_data["papers"] == ["m"]
    assert form.cleaned_data["number"] == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"heard_on-day": "", "heard_on-month": "", "heard_on-year": ""},
            "Enter the date of the order",
        ),
        ({"heard_on-day": ""}, "The date of the order must include a day"),
        (
            {"heard_on-day": "", "heard_on-month": ""},
            "The date of the order must include a day and a month",
        ),
        ({"heard_on-day": "31", "heard_on-month": "2"}, "must be a real date, like 27 3 2024"),
        ({"heard_on-year": "26"}, "must be a real date"),
        ({"heard_on-day": "٥"}, "must be a real date"),
        ({"heard_on-month": "Smarch"}, "must be a real date"),
        ({"heard_on-day": "7"}, "must be today or in the past"),
    ],
)
def test_date_that_cannot_be_says_what_is_wrong(changes, words):
    assert words in " ".join(error("heard_on", **changes))


@pytest.mark.parametrize("month", ["5", "05", "may", "MAY", "May."])
def test_date_month_by_number_or_name_is_read(month):
    assert error("heard_on", **{"heard_on-month": month}) == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("court", "", "Enter the name of the court"),
        ("court", "Derby county", "The name of the court must be 5 characters or less"),
        ("email", "nobody", "in the correct format, like name@example.org"),
        ("kind", "", "Select a kind"),
        ("kind", "forged", "Select a kind from the list"),
        ("who", "", "Select who"),
        ("papers", [], "Select the papers"),
        ("papers", ["forged"], "Select the papers from the list"),
        ("ended", "", "Select yes if it has ended"),
        ("number", "many", "Number of rooms must be a whole number"),
        ("number", "0", "must be 1 or more"),
        ("number", "10", "must be 9 or less"),
    ],
)
def test_field_wrong_says_what_to_do(name, value, words):
    assert words in " ".join(error(name, **{name: value}))


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"x" * 1_100_000, "must be smaller than 1MB")]
)
def test_file_empty_or_too_large_is_refused(content, words):
    form = Everything(
        bound().data, files=MultiValueDict({"file": [SimpleUploadedFile("a.pdf", content)]})
    )
    assert words in str(form.errors["file"])


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("heard_on", "date-input"),
        ("court", "input"),
        ("email", "input"),
        ("reason", "textarea"),
        ("kind", "select"),
        ("who", "radios"),
        ("papers", "checkboxes"),
        ("ended", "radios"),
        ("number", "input"),
        ("file", "file-upload"),
    ],
)
def test_field_is_its_component_with_nothing_as_html(name, component):
    made = component_of(bound(court="<b>x</b>", reason="<b>")[name])
    assert made.name == component
    assert "'html'" not in str(made.params)


def test_field_optional_says_so_and_the_rule_stands_with_the_hint():
    form = Everything()
    assert form["reason"].label == "Reason (optional)"
    assert component_of(form["heard_on"]).params["hint"]["text"] == "Within 14 days."


def test_date_initial_fills_the_three_inputs():
    items = component_of(Everything(initial={"heard_on": date(2026, 5, 6)})["heard_on"]).params[
        "items"
    ]
    assert [item["value"] for item in items] == ["6", "5", "2026"]


def test_errors_of_a_form_lead_to_the_first_input_of_each_field():
    form = bound(**{"heard_on-day": "", "court": "", "who": ""})
    assert [each["href"] for each in errors_of(form)] == [
        "#id_heard_on-day",
        "#id_court",
        "#id_who",
    ]


def test_form_restored_is_filled_shows_no_error_and_is_never_valid():
    request = RequestFactory().get("/")
    kept = QueryDict("court=Derby&heard_on-day=31")
    request.kept_form = lambda: kept  # type: ignore[attr-defined]
    form = Everything.of_request(request)
    assert form.is_restored
    assert not form.errors
    assert not form.is_valid()
    assert component_of(form["court"]).params["value"] == "Derby"
    assert component_of(form["heard_on"]).params["items"][0]["value"] == "31"


def test_filter_form_says_no_optional():
    class Narrow(forms.FilterForm):
        name = forms.TextField(label="Name", required=False)

    assert Narrow()["name"].label == "Name"


@pytest.mark.parametrize("kind", ["b", "", "forged"])
def test_select_drawn_is_the_design_systems(kind):
    field = bound(kind=kind)["kind"]
    params = component_of(field).params
    params["items"].append({"value": '"><b>', "text": "</select>&", "selected": False})
    jinja = engines["jinja2"]
    library = '{% from "govuk_frontend_jinja/components/select/macro.html" import govukSelect %}'
    theirs = jinja.from_string(library + "{{ govukSelect(params) }}").render({"params": params})
    ours = jinja.from_string(
        '{% from "ui/fields.html" import select with context %}{{ select(params) }}'
    ).render({"params": params})
    assert str(parse_html(ours)) == str(parse_html(theirs))
    assert ours.count("<option") == 4
