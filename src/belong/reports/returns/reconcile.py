"""What the 903, the quarterly data, reports and the scorecard say of a period, and why they differ.

Each is asked in its own way: the 903 through the rows of its tables, as who receives it would count
them; the quarterly data through its own count; reports and the scorecard through the members of
their figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from belong.domain.codes import (
    ADOPTED_RECS,
    ADOPTIVE_PLACES,
    NEW_CARER_RNES,
    PLACEMENT_ORDER_STATUSES,
    SAME_CARER_RNES,
)
from belong.reports.returns.cases import ChildCase, Window
from belong.reports.returns.counted import Counted, happenings
from belong.reports.returns.ssda903 import Return903

__all__ = [
    "COMPARED",
    "Difference",
    "Reason",
    "Reconciled",
    "Reported",
    "Teller",
    "Told",
    "reconcile",
    "told_by_903",
]

#: Of a kind of thing: the children by reference, each with the day.
Told = Mapping[Counted, Collection[tuple[str, date]]]
Row = Mapping[str, str | date | None]

#: What is compared: what at least two of them tell of.
COMPARED = (Counted.DECIDED, Counted.ORDERED, Counted.MATCHED, Counted.PLACED, Counted.ADOPTED)
#: RNE codes with which a legal status begins on the day of the episode.
_STATUS_BEGINS = ("S", "L", "B", "U")


class Teller(StrEnum):
    """Who tells, in the order of the columns."""

    RETURN_903 = "903"
    QUARTERLY = "quarterly data"
    REPORT = "report"
    SCORECARD = "scorecard"


@dataclass(frozen=True)
class Reported:
    """What figures count. told: by who tells, each of the kinds that it has a figure of.

    silent: codes of councils of which reports have no figure of the period, by kind. later: of the
    children of councils that joined the region after the period, the council's name by reference;
    figures count them, and returns do not.
    """

    told: Mapping[Teller, Told]
    silent: Mapping[Counted, Collection[str]] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One thing that not all tell. tellers: those who do. why: in plain words, a sentence."""

    what: Counted
    key: str
    reference: str
    on: date
    tellers: tuple[Teller, ...]
    why: str


@dataclass(frozen=True)
class Reason:
    """Differences that are alike, and how many. tellers: those who count them."""

    what: Counted
    tellers: tuple[Teller, ...]
    why: str
    number: int


@dataclass(frozen=True)
class Reconciled:
    """Counts by kind and teller, None where the teller does not count it; and every difference."""

    counts: Mapping[Counted, Mapping[Teller, int | None]]
    differences: tuple[Difference, ...]

    @property
    def reasons(self) -> list[Reason]:
        """The differences by reason, in the order of what is compared, the most first."""
        found = Counter((one.what, one.tellers, one.why) for one in self.differences)
        ordered = sorted(found.items(), key=lambda each: (COMPARED.index(each[0][0]), -each[1]))
        return [Reason(*alike, number) for alike, number in ordered]


def reconcile(
    cases: Sequence[ChildCase],
    made: Sequence[Return903],
    window: Window,
    reported: Reported,
) -> Reconciled:
    """Compare what is told of a period.

    made: the 903 of each council of the financial year that the period lies in.
    """
    by_reference = {case.reference: case for case in cases}
    quarterly = _told_by_quarterly(cases, window)
    returned = [told_by_903(one, window) for one in made]
    counts: dict[Counted, dict[Teller, int | None]] = {}
    differences: list[Difference] = []
    for what in COMPARED:
        told: dict[Teller, set[tuple[str, date]]] = {
            Teller.RETURN_903: {each for one in returned for each in one[what]},
            Teller.QUARTERLY: quarterly[what],
        }
        told |= {teller: set(each[what]) for teller, each in reported.told.items() if what in each}
        counts[what] = {teller: len(told[teller]) if teller in told else None for teller in Teller}
        for reference, on in sorted(set().union(*told.values())):
            tellers = tuple(one for one in told if (reference, on) in told[one])
            if len(tellers) < len(told):
                case = by_reference.get(reference)
                why = (
                    _why(what, case, tellers, made, reported.silent.get(what, ()))
                    if case
                    else _why_not_read(reported.later.get(reference))
                )
                differences.append(
                    Difference(
                        what,
                        case.key if case else "",
                        reference,
                        on,
                        tellers,
                        why,
                    )
                )
    return Reconciled(counts, tuple(differences))


def _told_by_quarterly(
    cases: Iterable[ChildCase], window: Window
) -> dict[Counted, set[tuple[str, date]]]:
    found: dict[Counted, set[tuple[str, date]]] = {what: set() for what in Counted}
    for case in cases:
        for one in happenings(case):
            if window.holds(one.on):
                found[one.what].add((case.reference, one.on))
    return found


def told_by_903(made: Return903, window: Window) -> dict[Counted, set[tuple[str, date]]]:
    """What the rows of one return tell of a period, by reference and day."""
    found: dict[Counted, set[tuple[str, date]]] = {what: set() for what in COMPARED}

    def note(what: Counted, row: Row, on: str | date | None) -> None:
        if isinstance(on, date) and window.holds(on):
            found[what].add((made.cases[str(row["CHILD"])].reference, on))

    for row in made.tables["PlacedAdoption"]:
        note(Counted.DECIDED, row, row.get("DATE_PLACED"))
    for row in made.tables["AD1"]:
        note(Counted.MATCHED, row, row.get("DATE_MATCH"))
    before: Row = {}
    for row in made.tables["Episodes"]:
        is_first = row["CHILD"] != before.get("CHILD") or row["RNE"] == "S"
        if row.get("REC") in ADOPTED_RECS:
            note(Counted.ADOPTED, row, row.get("DEC"))
        if _begins(row, before, is_first, "LS", PLACEMENT_ORDER_STATUSES, _STATUS_BEGINS):
            note(Counted.ORDERED, row, row["DECOM"])
        if _begins(row, before, is_first, "PLACE", ADOPTIVE_PLACES, NEW_CARER_RNES) or (
            not is_first and row["PLACE"] in ADOPTIVE_PLACES and row["RNE"] not in SAME_CARER_RNES
        ):
            note(Counted.PLACED, row, row["DECOM"])
        before = row
    return found


def _begins(
    row: Row,
    before: Row,
    is_first: bool,
    column: str,
    codes: Collection[str],
    beginning: Collection[str],
) -> bool:
    """Whether a state begins with the episode; of a first one, whether its RNE says so."""
    if row[column] not in codes:
        return False
    return row["RNE"] in beginning if is_first else before[column] not in codes


def _is_in(made: Return903, case: ChildCase) -> bool:
    told = made.cases.get(case.named)
    return told is not None and told.key == case.key


def _why_not_read(joined_later: str | None) -> str:
    """Why only figures tell of a child. joined_later: name of its council, where it did."""
    if joined_later is None:
        return "Nothing of the child is read for the returns: look at its entries."
    return (
        f"{joined_later} joined the region after this period: reports and the scorecard count the"
        " councils that are members today."
    )


def _why(
    what: Counted,
    case: ChildCase,
    tellers: Collection[Teller],
    made: Sequence[Return903],
    silent: Collection[str],
) -> str:
    """Why not all tell it. silent: codes of councils of which reports have no figure."""
    within = next((one for one in made if _is_in(one, case)), None)
    is_returned = Teller.RETURN_903 in tellers
    if not is_returned and within is None:
        return "The child was not looked after on any day of the year, so the 903 has no row of it."
    if what is Counted.MATCHED and not is_returned:
        adopted = [one.adopted_on for one in case.periods if one.adopted_on]
        if not adopted:
            return "The 903 tells of a match only once the child is adopted."
        if within is not None and not any(
            row["CHILD"] == case.named for row in within.tables["AD1"]
        ):
            return "Matched this year and adopted in another: that year's 903 tells of the match."
        return "The 903 tells of one match for an adoption, the one that stood: this is another."
    if what is Counted.DECIDED and not is_returned:
        return "The decision falls in no period in which the child was looked after this year."
    if what is Counted.ADOPTED and is_returned and Teller.REPORT in tellers:
        return (
            "The scorecard counts the last time a child left care in a year, and no short breaks."
        )
    if what in (Counted.ORDERED, Counted.PLACED) and not is_returned:
        return "The year's 903 begins after it: it cannot show on which day this began."
    if Teller.REPORT not in tellers and case.la_code in silent:
        return "Reports leave the child's council out of this period: see beneath the numbers."
    return "No reason is known: look at the child's entries."
