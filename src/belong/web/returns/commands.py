"""What ``belong returns`` does: a return made on the service's own computer, and noted as such."""

from __future__ import annotations

from django.utils import timezone

from belong.domain.errors import BelongError
from belong.reports.returns import Window
from belong.web.agencies.models import Kind
from belong.web.ledger.as_known import as_known, moment_of
from belong.web.returns.actions import note_compared, note_made
from belong.web.returns.comparing import Compared, compare
from belong.web.returns.making import Asked, Made, Which, as_files, make
from belong.web.returns.queries import agency_named, reach_of

__all__ = ["COMMAND", "check_form", "compare_asked", "make_asked", "take"]

#: The process that the audit log names.
COMMAND = "returns command"


def make_asked(which: str, agency: str, window: Window, known_at: str = "") -> Made:
    """Make a return. agency: a council's code, or a name. known_at: a day as 2024-03-31, or "".

    A period that is not over is told up to today. Raises BelongError for an agency that is none,
    for a region's 903, and for a period or day to come.
    """
    made = make(_asked(Which(which), agency, window, known_at))
    note_made(made=made, process=COMMAND)
    return made


def compare_asked(agency: str, window: Window, known_at: str = "") -> tuple[Asked, Compared]:
    """What was asked for, and what returns, reports and the scorecard say. Raises as above."""
    asked = _asked(Which.ASGLB, agency, window, known_at)
    compared = compare(asked)
    note_compared(asked=asked, differences=len(compared.told.differences), process=COMMAND)
    return asked, compared


def _asked(kind: Which, agency: str, window: Window, known_at: str) -> Asked:
    found = agency_named(agency)
    if found is None:
        raise BelongError(
            "There is no such council or region.",
            where=agency,
            mend="Add it with 'belong agency add', or check the code.",
        )
    if kind is Which.SSDA903 and found.kind != Kind.COUNCIL:
        raise BelongError("The SSDA903 is a council's return.", mend="Name a council.")
    today = timezone.localdate()
    if window.first > today or (kind is Which.ANNEX_A and window.last > today):
        raise BelongError(
            "The period lies in the future.", mend="Choose one that has begun, up to today."
        )
    moment = moment_of(known_at) if known_at else None
    if moment and timezone.localdate(moment) > today:
        raise BelongError(
            "Nobody can know the future.", where=known_at, mend="Give --known-at a day until today."
        )
    window = Window(window.first, min(window.last, today))
    known = as_known({"as_known": known_at}) if known_at else None
    return Asked(kind, reach_of(found, window.last), window, known)


def check_form(which: str, form: str) -> None:
    """Raises BelongError for a form that a return does not have."""
    if form == "xml" and Which(which) is not Which.SSDA903:
        raise BelongError("Only the SSDA903 has an XML form.", mend="Choose xlsx or csv.")


def take(made: Made, form: str) -> bytes:
    """The return as a file, noted. form: xlsx, csv or, of the 903, xml. Raises BelongError."""
    check_form(made.asked.which, form)
    content, ending = as_files(made, form)
    note_made(made=made, form=ending, process=COMMAND)
    return content
