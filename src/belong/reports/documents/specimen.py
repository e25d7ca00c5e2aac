"""A short report with nobody's figures, to see an agency's template and logo by, and to try them.

It holds one of each thing that a template has to carry: words, a list, a quotation and a table.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureRow,
    FigureTable,
    ReportKind,
    Words,
)
from belong.reports.resolved import ResolvedReport, resolve

__all__ = ["check_template", "specimen"]

_PERIOD = "2023-24"
_MEASURES = {
    code: Measure(code, name, "Made up, to show how a report looks.", "children", "flow", "Nobody")
    for code, name in (("adopted", "Children adopted"), ("placed", "Children placed"))
}
_VALUES = {"adopted": 23, "placed": 31}


@lru_cache(maxsize=8)
def specimen(body_name: str) -> ResolvedReport:
    """The report, as if it were of this body; it says that its figures are made up."""
    refs = {code: FigureRef(code, "all", _PERIOD) for code in _VALUES}
    figures = [
        StoredFigure(refs[code], _MEASURES[code].name, "children", value)
        for code, value in _VALUES.items()
    ]
    words = Words(
        "This is a specimen: it shows how a report looks, and every figure in it is made up.\n\n"
        f"[[{refs['adopted']}]] children were adopted. What stands in a list:\n\n"
        "- an entry of a list\n- another entry"
    )
    table = FigureTable(
        key="specimen",
        caption="Children in the year",
        corner="What",
        columns=("Children",),
        rows=tuple(FigureRow(_MEASURES[code].name, (ref,)) for code, ref in refs.items()),
    )
    said = Words("Somebody's own words stand like this.", quoted_with="Made up.")
    bound = BoundReport(
        kind=ReportKind.ANNUAL,
        title="Specimen of a report",
        body_name=body_name,
        period=_PERIOD,
        sections=(
            BoundSection("first", "The first section", Author.AGENCY, (words, table)),
            BoundSection("second", "The second section", Author.AGENCY, (said,)),
        ),
    )
    book = FigureBook(
        body="specimen",
        body_name=body_name,
        change=0,
        areas={"all": body_name},
        figures={str(one.ref): one for one in figures},
        measures=_MEASURES,
    )
    return resolve(bound, book)


def check_template(content: bytes, *, body_name: str, made_on: date) -> None:
    """Fill in a Word template with the specimen.

    Raises DocumentError for a file that is no Word document, for a field that there is not or that
    is missing, and for whatever else would stand in the way of a report; its mend says what to do.
    """
    from belong.reports.documents.word import as_word

    as_word(specimen(body_name), template=content, logo=None, made_on=made_on)
