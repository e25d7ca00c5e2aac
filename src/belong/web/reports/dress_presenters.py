"""What the pages of templates and logos show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from belong.reports.documents.word_template import FIELDS, NEEDED
from belong.web.agencies.models import Agency
from belong.web.reports.dress import Dress
from belong.web.reports.dress_models import DressFile
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import moment

__all__ = ["WORN_BY", "agencies_table", "fields_table", "worn_table"]

#: The formats in which a template or a logo shows.
WORN_BY = ("docx", "pdf", "html")
_NONE = {
    DressFile.What.TEMPLATE: "None: Word documents are plain",
    DressFile.What.LOGO: "None",
}
_WHERE = {
    DressFile.What.TEMPLATE: "Word",
    DressFile.What.LOGO: "Word, where the template has {{ logo }}; PDF; web page",
}


def agencies_table(found: Iterable[Agency]) -> Table:
    """Agencies, each a link."""
    return Table(
        "Agencies",
        (Column("Agency"), Column("Kind")),
        tuple(
            Row.of(
                Cell(one.name, href=reverse("dress-agency", args=[one.key])),
                one.get_kind_display(),
            )
            for one in found
        ),
        is_caption_hidden=True,
    )


def worn_table(agency: Agency, worn: Dress, names: Mapping[str, str]) -> Table:
    """The template and the logo, each with when it was added and by whom."""
    rows = []
    for what in DressFile.What:
        one = worn.of(what)
        rows.append(
            Row.of(
                Cell(what.label, below=f"Shows in: {_WHERE[what]}"),
                Cell(one.file_name, href=reverse("dress-file", args=[agency.key, what.value]))
                if one
                else _NONE[what],
                f"{moment(one.added_at)} by {names.get(one.added_by, 'somebody')}" if one else "",
            )
        )
    return Table(
        "What its reports use", (Column("What"), Column("File"), Column("Added")), tuple(rows)
    )


def fields_table() -> Table:
    """Every field that a template may hold."""
    return Table(
        "Fields of a template",
        (Column("Write this"), Column("What stands there")),
        tuple(
            Row.of(Cell(f"{{{{ {name} }}}}", below="Needed" if name in NEEDED else ""), words)
            for name, words in FIELDS.items()
        ),
        is_caption_hidden=True,
    )
