"""What the front page says of safe keeping."""

from __future__ import annotations

from datetime import datetime, timedelta

from belong.web.keeping.models import DrillResult
from belong.web.ui.words import counted, moment

__all__ = ["drill_in_words"]

#: A drill that is older than this proves little about the backups of today.
_FRESH = timedelta(days=35)


def drill_in_words(passed: DrillResult | None, now: datetime) -> str:
    """When the last drill passed and what it compared, or that there is none to rely on."""
    if passed is None:
        return (
            "No backup has been restored as a drill yet, so nobody knows that one can be. "
            "Ask the person who runs this service to run: belong drill"
        )
    told = (
        f"The last backup drill passed on {moment(passed.run_at)}: "
        f"{counted(passed.rows, 'row')} of {counted(passed.tables, 'table')} and "
        f"{counted(passed.figures, 'figure')} were the same after restoring."
    )
    if now - passed.run_at > _FRESH:
        return f"{told} That is more than a month ago: another is due."
    return told
