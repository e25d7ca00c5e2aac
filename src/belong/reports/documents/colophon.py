"""The line that says what made a document, and of what."""

from __future__ import annotations

from datetime import date

from belong.reports.resolved import ResolvedReport, as_known_at
from belong.reports.words import day

__all__ = ["colophon"]


def colophon(resolved: ResolvedReport, made_on: date) -> str:
    """One sentence that stands at the end of a document."""
    return (
        f"Made by Belong on {day(made_on)} from the figures of {resolved.body_name} "
        f"as known at {as_known_at(resolved.change)}."
    )
