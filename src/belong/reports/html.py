"""A report as one HTML file: no script, no outside request, readable by ear and on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.reports.charts import for_page, svg
from belong.reports.model import Block, Cell, Chart, Report, SeriesChart, ShownFigure
from belong.reports.text import cell_text

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["Dress", "as_html"]

#: Headings go down to h6; a report nests less deeply than that.
DEEPEST_HEADING = 6


@dataclass(frozen=True)
class Dress:
    """What stands around a report.

    name, more: in the band at the top. logo: a data: address. is_public: whether it is meant to
    be published; any other page asks search engines to pass it by. is_running: whether sections
    follow one another on paper; else each begins a page.
    """

    name: str = "Belong"
    more: str = "adoption figures from your own returns"
    skip: str = "Skip to the figures"
    logo: str = ""
    is_public: bool = False
    is_running: bool = False


def as_html(
    report: Report,
    footer: str = "",
    *,
    dress: Dress | None = None,
    pictures: Mapping[SeriesChart, str] | None = None,
) -> str:
    """The page. footer: one line on what made it and when.

    pictures: the ``<svg>`` of each ``SeriesChart``, every word in it escaped.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("belong.reports", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        picture=_picture, words=cell_text, kind_of=_kind_of, is_figure=_is_figure,
        unbroken=_unbroken,
    )  # fmt: skip
    template = environment.get_template("report.html.j2")
    return template.render(
        report=report,
        footer=footer,
        dress=dress or Dress(),
        pictures=pictures or {},
        deepest=DEEPEST_HEADING,
        keys=_Keys(),
    )


@dataclass
class _Keys:
    """Numbers that make each id in the page unique."""

    last: int = 0

    def next(self) -> str:
        self.last += 1
        return f"b{self.last}"


def _picture(chart: Chart | SeriesChart, key: str, pictures: Mapping[SeriesChart, str]) -> Markup:
    return for_page(pictures[chart] if isinstance(chart, SeriesChart) else svg(chart, key))


def _kind_of(block: Block) -> str:
    return type(block).__name__


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, ShownFigure)


def _unbroken(title: str) -> str:
    """A heading whose windows, such as 2021-24, are not torn apart at the end of a line."""
    return re.sub(r"(?<=\d)-(?=\d)", "\N{NON-BREAKING HYPHEN}", title)
