"""A written report as a tagged PDF, by Typst.

The words go into Typst as a file of data, the charts and the logo as files of pictures; the
template is ours alone. The fonts come with Belong, so that every machine sets the same lines.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from belong.reports.documents.charts import charts_of, svg
from belong.reports.documents.colophon import colophon
from belong.reports.documents.errors import DocumentError, NotInstalled
from belong.reports.documents.logos import Logo
from belong.reports.documents.widths import MOST_ROWS_TOGETHER, column_shares, fitting
from belong.reports.model import Block, Cell, Prose, Section, SeriesChart, ShownFigure, Table
from belong.reports.resolved import ResolvedReport
from belong.reports.text import cell_text

__all__ = ["as_pdf"]

#: PDF for universal accessibility: Typst refuses to write a file that breaks its rules.
STANDARD = "ua-1"
_HERE = Path(__file__).parent
_NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")


def as_pdf(resolved: ResolvedReport, *, logo: Logo | None, made_on: date) -> bytes:
    """The PDF. A sign that no font draws is written as its name: "[family]".

    Raises DocumentError where Typst refuses or warns, and for a language that it cannot be told.
    """
    try:
        import typst
    except ImportError as error:
        raise NotInstalled("Typst") from error
    charts = list(charts_of(resolved.report))
    names = {one: f"chart-{at}.svg" for at, one in enumerate(charts)}
    texts = {names[one]: svg(one) for one in charts}
    texts["data.json"] = json.dumps(_data(resolved, names, logo, made_on), ensure_ascii=False)
    texts["main"] = (_HERE / "report.typ").read_text(encoding="utf-8")
    # Its types know of paths only; it takes files in memory by name, too.
    compile_pdf: Any = typst.compile_with_warnings
    undrawn: dict[int, str] = {}
    while True:
        sources = {name: text.translate(undrawn).encode() for name, text in texts.items()}
        try:
            made, warnings = compile_pdf(
                sources,
                format="pdf",
                pdf_standards=STANDARD,
                font_paths=[str(_HERE / "fonts")],
                ignore_system_fonts=True,
                timestamp=int(datetime.combine(made_on, time(), UTC).timestamp()),
            )
        except typst.TypstError as error:
            more = _undrawn(error.diagnostic)
            if more.keys() <= undrawn.keys():
                raise DocumentError(f"The PDF could not be made: {error}") from error
            undrawn |= more
            continue
        if warnings:
            raise DocumentError(f"The PDF could not be made as it should be: {warnings[0].message}")
        return bytes(made)


def _undrawn(told: str) -> dict[int, str]:
    """The signs that Typst told it cannot draw, each with its name in brackets."""
    signs = {sign for found in _NOT_DRAWN.findall(told) for sign in found}
    return {ord(sign): f"[{unicodedata.name(sign, 'a sign').lower()}]" for sign in signs}


def _data(
    resolved: ResolvedReport, names: Mapping[SeriesChart, str], logo: Logo | None, made_on: date
) -> dict[str, Any]:
    """What ``report.typ`` reads. names: the file of each chart's picture."""
    report = resolved.report
    language = _LANGUAGE.fullmatch(report.language)
    if language is None:
        raise DocumentError(
            f"A PDF cannot be told the language {report.language!r}.",
            mend="Write it as en-GB or cy.",
        )
    return {
        "title": report.title,
        "body_name": resolved.body_name,
        "lang": language[1],
        "region": language[2],
        "contents": "Contents",
        # Typst reads files in memory as text only, so that the picture comes as numbers.
        "logo": list(logo.content) if logo else None,
        "lead": report.lead,
        "facts": report.facts,
        "sections": [_section(one, names) for one in report.sections],
        "colophon": colophon(resolved, made_on),
    }


def _section(section: Section, names: Mapping[SeriesChart, str]) -> dict[str, Any]:
    return {
        "title": section.title,
        "blocks": [
            _block(part, names)
            for block in section.blocks
            for part in (fitting(block) if isinstance(block, Table) else (block,))
        ],
        "sections": [_section(inner, names) for inner in section.sections],
    }


def _block(block: Block, names: Mapping[SeriesChart, str]) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": block.caption,
            "columns": [
                {"title": one.title, "is_number": one.is_number, "share": share}
                for one, share in zip(block.columns, column_shares(block), strict=True)
            ],
            "rows": [[_cell(cell) for cell in row] for row in block.rows],
            "totals": block.totals,
            "is_together": len(block.rows) <= MOST_ROWS_TOGETHER,
            "note": block.note or "",
        }
    if isinstance(block, SeriesChart):
        return {
            "kind": "chart",
            "file": names[block],
            "title": block.title,
            "alt": f"{block.title}. {block.description}",
        }
    if isinstance(block, Prose):
        return {
            "kind": "prose",
            "is_quote": block.is_quote,
            "paragraphs": [
                {"text": one.text, "is_entry": one.is_entry} for one in block.paragraphs
            ],
        }
    raise DocumentError(f"A PDF cannot show a {type(block).__name__}.")


def _cell(cell: Cell) -> dict[str, str]:
    if isinstance(cell, ShownFigure):
        return {"text": cell.text, "of": cell.of}
    return {"text": cell_text(cell), "of": ""}
