"""What a figure lacks: why there is none, or what is said beside it, council by council."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belong.domain.periods import Period, a_day

__all__ = ["Gap", "Lack", "pooled", "told_since"]

#: Of one council: why there is no figure, or "", and notes.
Lack = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Gap:
    """why: there is no figure, or "" where there is one. notes: beside the figure. councils: those
    that count in it; None: everybody, of a council or not."""

    why: str = ""
    notes: tuple[str, ...] = ()
    councils: tuple[str, ...] | None = None

    def and_also(self, other: Gap) -> Gap:
        """What is lacking by this or by the other."""
        councils = self.councils
        if councils is not None and other.councils is not None:
            councils = tuple(code for code in councils if code in other.councils)
        notes = (*self.notes, *other.notes)
        why = self.why or other.why
        if not why and councils == ():
            why = "; ".join(notes)
        return Gap(why, notes, councils)


def pooled(lacks: Mapping[str, Lack], areas: Mapping[str, str], nobody: str = "") -> Gap:
    """The lack of several councils together: those without a figure do not count.

    areas: names of the councils by code. nobody: why there is none where no council has one; "":
    as of the first.
    """
    nothing = {code: why for code, (why, _) in lacks.items() if why}
    if len(nothing) == len(lacks):
        return Gap(nobody if nobody and len(lacks) > 1 else next(iter(nothing.values())))
    notes = [f"without {areas[code]}: {why}" for code, why in nothing.items()]
    notes += [note for _, told in lacks.values() for note in told]
    return Gap("", tuple(notes), tuple(code for code in lacks if code not in nothing))


def told_since(first: date | None, what: str, whose: str, period: Period) -> Lack:
    """Why nothing of a kind could be counted in a period, or a note where that began in it.

    first: the day of the first on record; None: there is none. what: what one is called.
    """
    if first is None:
        return f"no {what} was ever recorded", ()
    if period.last_on < first:
        return f"no {what} is on record before {a_day(first).words}", ()
    if period.first_on < first:
        return "", (f"{whose}: on record from {a_day(first).words}",)
    return "", ()
