"""A written report as a workbook: a sheet for each table, and one of all its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from belong.analytics.stored import StoredFigure
from belong.reports.documents.colophon import colophon
from belong.reports.model import Cell, Column, Report, Section, ShownFigure, Table
from belong.reports.resolved import ResolvedReport, clean, shown_figure
from belong.reports.words import ordinal
from belong.reports.xlsx import as_xlsx

__all__ = ["as_workbook"]

_COLUMNS = (
    Column("Reference"),
    Column("Figure"),
    Column("As printed", is_number=True),
    Column("Of what"),
    Column("Exact value", is_number=True),
    Column("Unit"),
    Column("Numerator", is_number=True),
    Column("Denominator", is_number=True),
    Column("People", is_number=True),
    Column("Not computable", is_number=True),
    Column("Threshold", is_number=True),
    Column("England", is_number=True),
    Column("England from"),
    Column("Rank, of how many"),
    Column("Typed in by"),
    Column("Why no number"),
    Column("Notes"),
)


def as_workbook(resolved: ResolvedReport, *, made_on: date) -> bytes:
    """The workbook. Cells hold numbers as printed; the sheet of all figures has exact ones."""
    report = resolved.report
    numbered = enumerate(_tables(report.sections), start=1)
    sheets = [
        Section(f"t{number}", f"{number} {table.caption}", blocks=(_with_of(table),))
        for number, table in numbered
    ]
    every = [Section("figures", "All figures", blocks=(_all_figures(resolved),))]
    if resolved.missing:
        every.append(Section("missing", "Not found", blocks=(_missing(resolved),)))
    return as_xlsx(
        Report(
            title=report.title,
            lead=(*report.lead, colophon(resolved, made_on)),
            facts=report.facts,
            sections=(*sheets, *every),
            language=report.language,
        ),
        made_on=made_on,
    )


def _tables(sections: tuple[Section, ...]) -> Iterator[Table]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block
        yield from _tables(section.sections)


def _with_of(table: Table) -> Table:
    """The table with a column beside each whose numbers are of something: of what they are."""
    keep: list[tuple[int, bool]] = []
    columns: list[Column] = []
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        has_of = any(isinstance(cell, ShownFigure) and cell.of for cell in cells)
        keep.append((at, False))
        columns.append(column)
        if has_of:
            keep.append((at, True))
            columns.append(Column(f"{column.title}: of"))
    rows = tuple(
        tuple(_of(row[at]) if is_of else row[at] for at, is_of in keep) for row in table.rows
    )
    return Table(table.caption, tuple(columns), rows, table.note, table.totals)


def _of(cell: Cell) -> Cell:
    return cell.of or None if isinstance(cell, ShownFigure) else None


def _all_figures(resolved: ResolvedReport) -> Table:
    measures = {one.code: one for one in resolved.measures}
    return Table(
        caption="Every figure that this report shows or cites",
        columns=_COLUMNS,
        rows=tuple(
            _row(figure, shown_figure(figure, measures.get(figure.ref.measure)))
            for figure in resolved.figures
        ),
    )


def _missing(resolved: ResolvedReport) -> Table:
    return Table(
        caption="What the report cites and was not found",
        columns=(Column("Section"), Column("Cited")),
        rows=tuple((one.section, one.cited) for one in resolved.missing),
    )


def _row(figure: StoredFigure, shown: ShownFigure) -> tuple[Cell, ...]:
    exact = None if shown.value is None else float(shown.value)
    return (
        shown.ref,
        shown.name,
        shown,
        shown.of or None,
        exact,
        figure.unit,
        figure.numerator,
        figure.denominator,
        figure.n,
        figure.not_computable,
        figure.threshold,
        figure.england,
        clean(figure.england_source or "") or None,
        f"{ordinal(figure.rank[0])} of {figure.rank[1]:,}" if figure.rank else None,
        clean(figure.stated_by) or None,
        shown.why or None,
        clean("; ".join(figure.notes)) or None,
    )
