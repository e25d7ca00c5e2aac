"""Form fields that render the design system's components, and the form that holds them.

A template says only ``{{ field(form["name"]) }}``: the field knows its component, label, hint, rule
and the words of its errors.
"""

from belong.web.ui.forms.base import FilterForm, Form
from belong.web.ui.forms.dates import DateField
from belong.web.ui.forms.fields import (
    CheckboxesField,
    EmailField,
    FileField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
    YesNoField,
)

__all__ = [
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FileField",
    "FilterForm",
    "Form",
    "LongTextField",
    "RadiosField",
    "SelectField",
    "TextField",
    "WholeNumberField",
    "YesNoField",
]
