"""Which figures of a report would differ if computed as known now, and because of whom."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from belong.analytics.stored import (
    Behind,
    FigureBook,
    FigureRef,
    NoSuchFigure,
    Person,
    StoredFigure,
)
from belong.domain.errors import BelongError
from belong.reports.bound import Shown
from belong.reports.shown import shown_figure
from belong.reports.words import count_of, day, joined

__all__ = ["ComparisonError", "Difference", "Moved", "compare", "figures_of"]

#: What of a figure may differ, with the words for it, in the order in which it is told.
_TOLD: tuple[tuple[Shown, str], ...] = (
    (Shown.VALUE, "value"),
    (Shown.NUMERATOR, "part counted"),
    (Shown.DENOMINATOR, "of how many"),
    (Shown.N, "people"),
    (Shown.RANK, "rank"),
    (Shown.ENGLAND, "England"),
    (Shown.THRESHOLD, "threshold"),
)
#: Printed alike, two values may still differ by less than is printed.
_ALIKE = "{} before and now, as printed; the exact value changed"


class ComparisonError(BelongError):
    """What should be compared holds no figures of a report."""


@dataclass(frozen=True)
class Moved:
    """One person because of whom a figure differs. key: a pseudonym. words: what changed."""

    key: str
    area: str
    how: Literal["joined", "left", "changed"]
    words: str


@dataclass(frozen=True)
class Difference:
    """A figure that differs. now: None where there is no such figure any more.

    people: those who joined it, left it, or whose dates changed; empty where nobody is kept.
    words: what changed, in a sentence.
    """

    ref: FigureRef
    name: str
    before: StoredFigure
    now: StoredFigure | None
    words: str
    people: tuple[Moved, ...] = ()


def figures_of(figures_json: bytes | str | Mapping[str, Any]) -> tuple[StoredFigure, ...]:
    """The figures that the JSON of a report holds. Raises ComparisonError for anything else."""
    try:
        whole = figures_json if isinstance(figures_json, Mapping) else json.loads(figures_json)
        return tuple(
            StoredFigure.from_data({key: value for key, value in told.items() if key != "text"})
            for told in whole["figures"].values()
        )
    except (ValueError, TypeError, KeyError, AttributeError, NoSuchFigure, ArithmeticError):
        raise ComparisonError(
            "This holds no figures of a report.",
            mend="Give the JSON that was built with the report.",
        ) from None


def compare(
    figures_json: bytes | str | Mapping[str, Any],
    book: FigureBook,
    *,
    people: Mapping[str, Behind] | None = None,
) -> tuple[Difference, ...]:
    """What differs between the figures of a report, as its JSON holds them, and a book.

    In the order of the references. people: who was behind each figure then, by the text of its
    reference; without them it is not told because of whom. Raises ComparisonError.
    """
    then = people or {}
    found = []
    for before in figures_of(figures_json):
        now = book.get(before.ref)
        told = _words(before, now)
        if not told:
            continue
        key = str(before.ref)
        moved: tuple[Moved, ...] = ()
        if key in then and key in book.behind:
            moved = tuple(_moved(then[key], book.behind[key], before.unit))
        found.append(Difference(before.ref, before.name, before, now, told, moved))
    return tuple(sorted(found, key=lambda one: str(one.ref)))


def _words(before: StoredFigure, now: StoredFigure | None) -> str:
    """What differs, in a sentence; "" where nothing does."""
    if now is None:
        return "There is no such figure now."
    told = []
    for shown, words in _TOLD:
        if _what(before, shown) == _what(now, shown):
            continue
        old, new = (shown_figure(one, None, shown).text for one in (before, now))
        if old == new:
            told.append(f"{words} {_ALIKE.format(old)}")
        else:
            told.append(f"{words} {old} before, {new} now")
    if before.not_computable != now.not_computable:
        told.append(f"not computable {before.not_computable} before, {now.not_computable} now")
    if not told and before.why_none != now.why_none:
        told.append(f"no number, before because {before.why_none}, now because {now.why_none}")
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _what(figure: StoredFigure, shown: Shown) -> object:
    return figure.rank if shown is Shown.RANK else getattr(figure, shown.value)


def _moved(then: Behind, now: Behind, unit: str) -> Iterator[Moved]:
    """Everybody who is in one and not the other, or in both with other dates."""
    old, new = _by_key(then.members), _by_key(now.members)
    out_then = _by_key((*then.excluded, *then.not_computable))
    out_now = _by_key((*now.excluded, *now.not_computable))
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            was = _why(out_then.get(key), "had been left out")
            yield Moved(*key, "joined", f"was not in it{was}; {_told(new[key], unit)} now")
        elif key not in new:
            now_out = _why(out_now.get(key), "is left out now")
            was = _told(old[key], unit)
            yield Moved(*key, "left", f"is not in it any more{now_out}; {was} before")
        elif _facts(old[key]) != _facts(new[key]):
            was, is_now = (_told(each[key], unit) for each in (old, new))
            yield Moved(*key, "changed", f"{was} before; {is_now} now")


def _by_key(people: tuple[Person, ...]) -> dict[tuple[str, str], list[Person]]:
    found: dict[tuple[str, str], list[Person]] = {}
    for one in people:
        found.setdefault((one.key, one.area), []).append(one)
    return found


def _facts(people: list[Person]) -> list[tuple[object, ...]]:
    return sorted(((one.start_on, one.end_on, one.value) for one in people), key=str)


def _told(people: list[Person], unit: str) -> str:
    return joined(_days(one, unit) for one in sorted(people, key=lambda one: str(one.end_on)))


def _days(one: Person, unit: str) -> str:
    """'3 May 2018 to 7 Feb 2019, 280 days', or the day alone; of a share, whether it counts."""
    is_a_day = one.start_on is None or one.start_on == one.end_on
    told = day(one.end_on) if is_a_day else f"{day(one.start_on)} to {day(one.end_on)}"
    if unit == "percent":
        return f"{told}, {'counted' if one.value else 'not counted'} in the share"
    return told if is_a_day or unit != "days" else f"{told}, {count_of(one.value or 0, 'day')}"


def _why(people: list[Person] | None, words: str) -> str:
    return f" ({words}: {people[0].reason})" if people and people[0].reason else ""
