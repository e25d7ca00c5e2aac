"""What the pages of returns show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.urls import reverse

from belong.reports.returns import Found, Weight
from belong.reports.returns.reconcile import COMPARED, Difference, Reconciled, Teller
from belong.web.returns.making import Made, Which
from belong.web.ui.presenters import Cell, Column, Row, Table, Tag
from belong.web.ui.presenters.tags import Colour
from belong.web.ui.words import day

__all__ = ["CARDS", "columns_table", "compared_table", "contents_table", "differences_table",
           "findings_table", "first_words", "reasons_table", "tellers_words"]  # fmt: skip

#: Of each return: what it is, and who it is for.
CARDS: dict[Which, str] = {
    Which.ANNEX_A: (
        "What Ofsted asks for on the first day of an inspection: the children on the way to"
        " adoption and the adopters, over twelve months."
    ),
    Which.ASGLB: (
        "Children and adopters of a quarter, and the headline measures of the quarter and the"
        " year to date."
    ),
    Which.SSDA903: (
        "AD1, PlacedAdoption and the episodes of the children on the way to adoption, of one"
        " council and year."
    ),
}
_COLOURS = {
    Weight.CONTRADICTS: Colour.RED,
    Weight.RULE: Colour.ORANGE,
    Weight.MISSING: Colour.YELLOW,
    Weight.LOOK: Colour.GREY,
}
_TAGS = {
    Weight.CONTRADICTS: "Contradiction",
    Weight.RULE: "Rule broken",
    Weight.MISSING: "Missing",
    Weight.LOOK: "Look at it",
}


def first_words(found: Iterable[Found]) -> str:
    """Whose dates contradict each other, named; "" where nobody's do."""
    named = list(dict.fromkeys(one.reference for one in found if one.weight is Weight.CONTRADICTS))
    if not named:
        return ""
    whose = "One record has" if len(named) == 1 else f"{len(named)} records have"
    return f"{whose} dates that contradict each other: {', '.join(named)}."


def findings_table(found: Sequence[Found], opens: Collection[str], *, caption: str) -> Table:
    """Findings, the heaviest first, each with the way to the entry. opens: keys of records."""
    return Table(
        caption,
        (Column("Whose"), Column("What"), Column("To do"), Column("Entry to correct")),
        tuple(
            Row(
                (
                    Cell(one.reference, href=_page(one) if one.key in opens else ""),
                    Cell(
                        one.words,
                        tags=(Tag(_TAGS[one.weight], _COLOURS[one.weight]),),
                        below=f"Rule {one.rule}" if one.rule else "",
                    ),
                    Cell(one.mend),
                    _entry(one, opens),
                )
            )
            for one in found
        ),
        empty="Nothing was found.",
    )


def _page(one: Found) -> str:
    return reverse("family" if one.subject == "family" else "child_page", args=[one.key])


def _entry(one: Found, opens: Collection[str]) -> Cell:
    """The way to the entry to correct, on the record's page."""
    if one.asks_adopters:
        return Cell(
            f"Say who adopted {one.reference}", href=reverse("return-adopters", args=[one.key])
        )
    if one.key not in opens:
        return Cell("Its page is not yours to open: tell its worker.")
    if not one.events:
        return Cell("Nothing was recorded yet.")
    more = len(one.events) - 1
    return Cell(
        f"Entry of {one.reference}",
        href=f"{_page(one)}#entry-{one.events[0]}",
        below=f"and {more} more beside it" if more else "",
    )


def contents_table(made: Made) -> Table:
    """Lists or tables of a return, and how many rows each has."""
    return Table(
        "What the file holds",
        (Column("List"), Column("Rows", is_number=True)),
        tuple(Row.of(name, f"{rows:,}") for name, rows in made.counts),
    )


def columns_table(made: Made) -> list[Table]:
    """The columns of each list, and whether their headings are official."""
    return [
        Table(
            f"Columns of {form.title}",
            (Column("Heading"), Column("Whose heading"), Column("Note")),
            tuple(Row.of(one.head, one.mark, one.note) for one in form.columns),
        )
        for form, _ in made.lists
    ]


def compared_table(told: Reconciled) -> Table:
    """Counts by what is counted and who tells."""
    rows = []
    for what in COMPARED:
        numbers = [told.counts[what][teller] for teller in Teller]
        rows.append(
            Row.of(what.label, *("not counted" if one is None else f"{one:,}" for one in numbers))
        )
    heads = [Column(_TELLERS[teller], is_number=True) for teller in Teller]
    return Table("What each counts", (Column("Of children"), *heads), tuple(rows))


_TELLERS = {
    Teller.RETURN_903: "SSDA903",
    Teller.QUARTERLY: "Quarterly data",
    Teller.REPORT: "Reports",
    Teller.SCORECARD: "Scorecard",
}


def tellers_words(tellers: Iterable[Teller]) -> str:
    """Who counts something, in the order of the columns."""
    return ", ".join(_TELLERS[each] for each in tellers)


def reasons_table(told: Reconciled) -> Table:
    """Why they differ, each reason once, with how many children it is of."""
    return Table(
        "Why they differ",
        (Column("What"), Column("How many", is_number=True), Column("Counted by"), Column("Why")),
        tuple(
            Row.of(one.what.label, f"{one.number:,}", tellers_words(one.tellers), one.why)
            for one in told.reasons
        ),
        empty="All of them count the same children on the same days.",
    )


def differences_table(found: Sequence[Difference], opens: Collection[str]) -> Table:
    """What not all tell, child by child, with the reason. opens: keys of records."""
    return Table(
        "The same child by child",
        (Column("Child"), Column("What"), Column("On"), Column("Counted by"), Column("Why")),
        tuple(
            Row(
                (
                    Cell(
                        one.reference,
                        href=reverse("child_page", args=[one.key]) if one.key in opens else "",
                    ),
                    Cell(one.what.label),
                    Cell(day(one.on)),
                    Cell(tellers_words(one.tellers)),
                    Cell(one.why),
                )
            )
            for one in found
        ),
    )
