"""A report as one HTML file: no script, no outside request, readable by ear and on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.reports.charts import svg
from belong.reports.model import Chart, Report, Table
from belong.reports.text import cell_text

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["as_html"]

#: Headings go down to h6; a report nests less deeply than that.
DEEPEST_HEADING = 6


def as_html(report: Report, footer: str = "") -> str:
    """The page. footer: one line on what made it and when."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("belong.reports", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        picture=_picture, words=cell_text, is_table=_is_table, unbroken=_unbroken
    )
    template = environment.get_template("report.html.j2")
    return template.render(report=report, footer=footer, deepest=DEEPEST_HEADING, keys=_Keys())


@dataclass
class _Keys:
    """Numbers that make each id in the page unique."""

    last: int = 0

    def next(self) -> str:
        self.last += 1
        return f"b{self.last}"


def _picture(chart: Chart, key: str) -> Markup:
    """The chart's own SVG; every word in it was escaped where it was made."""
    from markupsafe import Markup

    return Markup(svg(chart, key))  # noqa: S704


def _is_table(block: Table | Chart) -> bool:
    return isinstance(block, Table)


def _unbroken(title: str) -> str:
    """A heading whose windows, such as 2021-24, are not torn apart at the end of a line."""
    return re.sub(r"(?<=\d)-(?=\d)", "\N{NON-BREAKING HYPHEN}", title)
