"""Slips of the demo: matches entered with a wrong day, for what finds such days to find.

No figure counts them: a match counts once the child is adopted, and these children are not yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from belong.domain.events import EventKind
from belong.web.children.folding import journeys_of
from belong.web.demo.events import moment
from belong.web.ledger.actions import DEMO, Draft, write_change
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.queries import believed

__all__ = ["SLIPS", "write_slips"]

#: Days by which each match was entered as after the day on which the child was placed.
SLIPS = (4, 11, 27)


def write_slips(keys: Iterable[str], today: date) -> None:
    """Correct, wrongly, the match of three children who live with their adopters, of these keys.

    keys: of one council's children, in the order in which they are looked at.
    """
    journeys = journeys_of(keys)
    left = list(SLIPS)
    for key, (journey, _) in journeys.items():
        told = journey.milestones[-1]
        placed_on, matched_on = told.placed_for_adoption_on, told.matched_on
        if not left or placed_on is None or matched_on is None or told.left_care_on is not None:
            continue
        on = placed_on + timedelta(days=left[0])
        if on > today or matched_on > placed_on:
            continue
        rows = believed(SubjectKind.CHILD, key).filter(
            kind=EventKind.MATCH_DECIDED.value, happened_on=matched_on
        )
        for row in rows:
            write_change(
                drafts=[
                    Draft(
                        SubjectKind.CHILD,
                        key,
                        row.kind,
                        happened_on=on,
                        details=row.details,
                        supersedes=row,
                    )
                ],
                process=DEMO,
                source=DEMO,
                why="day of the decision",
                recorded_at=moment(today),
            )
        left.pop(0)
