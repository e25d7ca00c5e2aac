"""A written report as one HTML file, with its charts and the council's logo inside it."""

from __future__ import annotations

from datetime import date

from belong.reports.documents.charts import charts_of, svg
from belong.reports.documents.colophon import colophon
from belong.reports.documents.logos import Logo
from belong.reports.html import Dress, as_html
from belong.reports.resolved import ResolvedReport

__all__ = ["as_page"]


def as_page(
    resolved: ResolvedReport, *, logo: Logo | None, made_on: date, is_public: bool = False
) -> bytes:
    """The page: no script, nothing asked for from elsewhere, with a list of contents."""
    dress = Dress(
        name=resolved.body_name,
        more="",
        skip="Skip to the report",
        logo=logo.address if logo else "",
        is_public=is_public,
        is_running=True,
    )
    pictures = {one: svg(one) for one in charts_of(resolved.report)}
    text = as_html(resolved.report, colophon(resolved, made_on), dress=dress, pictures=pictures)
    return text.encode()
