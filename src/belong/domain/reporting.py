"""The steps of a written report on its way to a committee.

A report is written (draft), checked, approved and presented, in this order; from anywhere it may
be taken back to be written further. A draft begun by mistake may be put aside, and taken up again.
Source: the service's own steps (design), after how councils
put such reports before members.
"""

from __future__ import annotations

from enum import StrEnum

from belong.domain.errors import BelongError

__all__ = ["NEXT", "ReportState", "StepError", "check_step"]


class ReportState(StrEnum):
    """How far a written report has come."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PRESENTED = "presented"
    ASIDE = "aside"

    @property
    def label(self) -> str:
        """The state in words."""
        return "Put aside" if self is ReportState.ASIDE else self.value.capitalize()


class StepError(BelongError):
    """A step that does not follow on the state of a report."""


#: state -> the states that may follow it.
NEXT: dict[ReportState, tuple[ReportState, ...]] = {
    ReportState.DRAFT: (ReportState.CHECKED, ReportState.ASIDE),
    ReportState.CHECKED: (ReportState.APPROVED, ReportState.DRAFT),
    ReportState.APPROVED: (ReportState.PRESENTED, ReportState.DRAFT),
    ReportState.PRESENTED: (ReportState.DRAFT,),
    ReportState.ASIDE: (ReportState.DRAFT,),
}


def check_step(state: ReportState, to: ReportState) -> None:
    """Raises StepError where a report in this state cannot become that."""
    if to not in NEXT[state]:
        raise StepError(
            f"This report is {state.label.lower()}: it cannot become {to.label.lower()} now.",
            mend="Load the page again to see how far it has come.",
        )
