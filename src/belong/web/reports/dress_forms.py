"""What is asked of who adds a template or a logo."""

from __future__ import annotations

from typing import Any

from belong.web.reports.dress_actions import ENDINGS
from belong.web.reports.dress_models import DressFile
from belong.web.ui.forms import FileField, Form

__all__ = ["DressForm"]

_What = DressFile.What
_HINTS = {
    _What.TEMPLATE.value: "A Word document (.docx) without macros, up to 10 MB.",
    _What.LOGO.value: "A PNG or JPEG picture, up to 1 MB. From an SVG, save a PNG first.",
}
_MEGABYTES = {_What.TEMPLATE.value: 10, _What.LOGO.value: 1}


class DressForm(Form):
    """The file. what: one of ``DressFile.What``."""

    def __init__(self, *args: Any, what: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"] = FileField(
            label=_What(what).label,
            asks="a logo" if what == _What.LOGO else "a Word template",
            hint=_HINTS[what],
            max_megabytes=_MEGABYTES[what],
            accepts=ENDINGS[what],
            max_length=400,
        )
