"""What ``belong returns`` does: a return made on the service's own computer, and noted as such."""

from __future__ import annotations

from belong.domain.errors import BelongError
from belong.reports.returns import Window
from belong.web.agencies.models import Kind
from belong.web.ledger.as_known import as_known
from belong.web.returns.actions import note_made
from belong.web.returns.making import Asked, Made, Which, as_files, make
from belong.web.returns.queries import agency_named, reach_of

__all__ = ["COMMAND", "make_asked", "take"]

#: The process that the audit log names.
COMMAND = "returns command"


def make_asked(which: str, agency: str, window: Window, known_at: str = "") -> Made:
    """Make a return. agency: a council's code, or a name. known_at: a day as 2024-03-31, or "".

    Raises BelongError for an agency that is none, and for a region's 903.
    """
    found = agency_named(agency)
    if found is None:
        raise BelongError(
            "There is no such council or region.",
            where=agency,
            mend="Add it with 'belong agency add', or check the code.",
        )
    kind = Which(which)
    if kind is Which.SSDA903 and found.kind != Kind.COUNCIL:
        raise BelongError("The SSDA903 is a council's return.", mend="Name a council.")
    known = as_known({"as_known": known_at}) if known_at else None
    made = make(Asked(kind, reach_of(found, window.last), window, known))
    note_made(made=made, process=COMMAND)
    return made


def take(made: Made, form: str) -> bytes:
    """The return as a file, noted. form: xlsx, csv or, of the 903, xml. Raises BelongError."""
    if form == "xml" and made.asked.which is not Which.SSDA903:
        raise BelongError("Only the SSDA903 has an XML form.", mend="Choose xlsx or csv.")
    content, ending = as_files(made, form)
    note_made(made=made, form=ending, process=COMMAND)
    return content
