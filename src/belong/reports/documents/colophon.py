"""The line that says what made a document, and of what."""

from __future__ import annotations

from datetime import date

from belong.reports.resolved import ResolvedReport
from belong.reports.words import day

__all__ = ["colophon"]


def colophon(resolved: ResolvedReport, made_on: date) -> str:
    """One sentence that stands at the end of a document."""
    figures = f"the figures of {resolved.body_name}"
    known = f"{figures} as known at change {resolved.change:,}"
    of = known if resolved.change else f"{figures} in the returns that were supplied"
    return f"Made by Belong on {day(made_on)} from {of}."
