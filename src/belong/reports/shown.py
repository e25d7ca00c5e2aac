"""One figure as it is printed, with what it is of; the same wherever it is shown."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import partial

from belong.analytics.comparison import FEWEST_RANKED
from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.reports.bound import Shown
from belong.reports.model import ShownFigure
from belong.reports.words import count_of, ordinal, value_text

__all__ = [
    "COUNTS",
    "HIDDEN",
    "NO_ENGLAND",
    "NO_RANK",
    "clean",
    "not_found",
    "shown",
    "shown_figure",
]

#: What stands where a public version hides a number.
HIDDEN = "c"
NOT_COMPUTABLE = "not computable"
#: Why nothing stands beside a figure of the scorecard.
NO_ENGLAND = "No value of England: none of that window is published yet, or nobody has imported it."
NO_RANK = (
    f"No rank: a council is ranked where {FEWEST_RANKED} or more have a value, and a region is not "
    "ranked."
)
NOT_FOUND = "figure not found: {}"

#: Marks that turn the direction of writing round: they can make a text read as another.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_SUBJECTS = {"children": ("child", "children"), "families": ("family", "families")}
#: What of a figure is in the unit of its value; the rest are people.
_IN_UNIT = (Shown.VALUE, Shown.ENGLAND, Shown.THRESHOLD)
#: What of a figure is a number of people.
COUNTS = (Shown.N, Shown.NUMERATOR, Shown.DENOMINATOR)
_NONE_BESIDE = {
    Shown.ENGLAND: "not published",
    Shown.THRESHOLD: "no threshold",
    Shown.RANK: "not ranked",
    **dict.fromkeys(COUNTS, "not known"),
}


def clean(text: str) -> str:
    """The text without characters that no document may hold or that mislead the reader.

    Taken out: control characters but tab and line end, marks that turn the direction of writing,
    halves of characters, and code points that stand for none.
    """
    return "".join(
        sign
        for sign in text
        if sign in "\n\t"
        or (
            unicodedata.category(sign) not in ("Cc", "Cs")
            and ord(sign) not in _TURNING
            and ord(sign) & 0xFFFE != 0xFFFE
        )
    )


def shown(ref: FigureRef, book: FigureBook, what: Shown = Shown.VALUE) -> ShownFigure:
    """The figure of this reference, or what stands beside it, as it is printed.

    A reference that the book has no figure of is printed as not found.
    """
    figure = book.get(ref)
    if figure is None:
        return not_found(_cited(ref, what))
    return shown_figure(figure, book.measures.get(ref.measure), what)


def shown_figure(
    figure: StoredFigure, measure: Measure | None, what: Shown = Shown.VALUE
) -> ShownFigure:
    """A figure, or what stands beside it, as it is printed. measure: None where it is not known."""
    cited = _cited(figure.ref, what)
    found = partial(ShownFigure, ref=cited, name=clean(figure.name))
    value = _asked_for(figure, what)
    unit = figure.unit if what in _IN_UNIT else ""
    if value is not None:
        of = _of(figure, measure) if what is Shown.VALUE else ""
        return found(text=value_text(value, unit), of=of, value=value, unit=unit)
    if what is Shown.RANK and figure.rank and not figure.hidden_because:
        text = f"{ordinal(figure.rank[0])} of {figure.rank[1]:,}"
        return found(text=text, of="", value=None, unit="")
    if figure.hidden_because and what not in (Shown.ENGLAND, Shown.THRESHOLD):
        text, why = HIDDEN, f"hidden: {figure.hidden_because}"
    elif what is Shown.VALUE:
        text, why = NOT_COMPUTABLE, figure.why_none or "no reason is stored"
    else:
        text, why = _NONE_BESIDE[what], ""
    return found(text=text, of="", value=None, unit=unit, why=clean(why))


def _cited(ref: FigureRef, what: Shown) -> str:
    return str(ref) if what is Shown.VALUE else f"{ref}#{what.value}"


def _asked_for(figure: StoredFigure, what: Shown) -> int | float | Decimal | None:
    """The number asked for; None where there is none, or it is no number."""
    if figure.hidden_because and what is Shown.VALUE:
        return None
    found: dict[Shown, int | float | Decimal | None] = {
        Shown.VALUE: figure.value,
        Shown.N: figure.n,
        Shown.NUMERATOR: figure.numerator,
        Shown.DENOMINATOR: figure.denominator,
        Shown.ENGLAND: figure.england,
        Shown.THRESHOLD: figure.threshold,
    }
    return found.get(what)


def not_found(cited: str) -> ShownFigure:
    """What is printed where a citation leads to no figure."""
    cited = clean(cited.strip())
    words = NOT_FOUND.format(cited).strip()
    return ShownFigure(cited, words, "", None, "", words, "")


def _of(figure: StoredFigure, measure: Measure | None) -> str:
    """What a number is of: part and whole of a share, people of a mean, and who is not counted."""
    one, many = _SUBJECTS.get(measure.subject if measure else "", ("person", "people"))
    parts = []
    count = figure.denominator if figure.denominator is not None else figure.n
    if figure.unit == "percent" and figure.numerator is not None and count is not None:
        parts.append(f"{figure.numerator:,} of {count:,}")
    elif figure.unit == "percent" and count is not None:
        parts.append(f"of {count:,}")
    elif figure.unit == "days" and count is not None:
        parts.append(count_of(count, one, many))
    if figure.not_computable:
        parts.append(f"{figure.not_computable:,} not computable")
    return "; ".join(parts)
