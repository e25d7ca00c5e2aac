"""From returns on disk to a plan: what each line would do, with its cell.

Runs outside any transaction; what it says holds up to the change that was the last before it began.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from belong.domain.errors import BelongError
from belong.domain.events import EventKind
from belong.formats.ssda903 import SCORECARD_COLUMNS, ReturnSet, read_returns
from belong.formats.ssda903.cells import Cell, Cells, unread_cells
from belong.web.agencies.models import Agency
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.frames import source_of
from belong.web.children.loading import ReturnsPlan, plan_returns, write_returns
from belong.web.children.records import Child
from belong.web.children.returned import chosen_returns
from belong.web.children.standing import Choice, Decided, Held, Outcome
from belong.web.imports.lines import Line
from belong.web.ledger.queries import last_change

__all__ = ["Plan", "Progress", "plan_of_returns"]

#: Called with (what is being done, done, in all).
Progress = Callable[[str, int, int], None]
#: Notices that the preview tells line by line already.
_TOLD_BY_LINE = frozenset({"dates_not_real", "rows_without_child"})
_MOST_TOLD = 100


@dataclass
class Plan:
    """What files would do. change: the last one when it was made. told: what was odd, in words.

    write: writes it, in the caller's transaction, and gives the numbers of the changes made.
    sources: keys of events that a file tells too, with the source. keys: of records looked at.
    new: children whom nobody has a record of yet.
    """

    change: int
    lines: list[Line]
    told: list[str]
    write: Callable[[str, str], Collection[int]]
    keys: frozenset[str] = frozenset()
    new: frozenset[Child] = frozenset()
    sources: list[tuple[str, str]] = field(default_factory=list)


def plan_of_returns(
    paths: Sequence[Path],
    agencies: Collection[Agency],
    *,
    below: Path | None = None,
    choices: Mapping[str, Choice] | None = None,
    settled: frozenset[str] = frozenset(),
    progress: Progress = lambda words, done, total: None,
) -> Plan:
    """The plan of the returns under the paths, for councils among these agencies only.

    below: what file names are told without. Raises BelongError where nothing can be read.
    """
    change = last_change()
    codes = {one.dfe_code for one in agencies if one.dfe_code}
    only = next(iter(codes)) if len(codes) == 1 else None
    progress("Reading the files", 0, 0)
    try:
        read = read_returns(paths, la=only, columns=SCORECARD_COLUMNS)
    except BelongError as error:
        where = _without(error.where, below) if error.where else None
        raise BelongError(_without(error.what, below), where=where, mend=error.mend) from error
    read = replace(
        read, returns=tuple(replace(r, source=_without(r.source, below)) for r in read.returns)
    )
    refused = [
        Line(
            Outcome.REFUSED,
            who=one.child,
            of=one.la_code,
            place=str(one.cell),
            reason=one.reason,
        )
        for one in unread_cells(read)
        if one.la_code in codes
    ]
    refused += _refused_returns(read, codes)
    good = [
        at for at, one in enumerate(read.returns) if one.la_code in codes and one.year is not None
    ]
    told = [
        _without(f"{one.source}: {one.message}" if one.source else one.message, below)
        for one in read.notices
        if one.code not in _TOLD_BY_LINE
    ]
    returns = chosen_returns(read, good)
    cells = Cells(returns, len(returns.returns))
    planned = plan_returns(
        returns=returns,
        asks=True,
        choices=choices,
        settled=settled,
        cells=cells,
        progress=lambda done, total: progress("Comparing with what is recorded", done, total),
    )
    lines = [*_lines(planned, cells), *refused]

    def write(by: str, process: str) -> Collection[int]:
        return write_returns(plan=planned, by=by, process=process).changes.values()

    return Plan(
        change,
        lines,
        told[:_MOST_TOLD],
        write,
        frozenset(planned.subjects.values()),
        frozenset(planned.new),
        [
            (line.held.key, source_of(step.la_code, step.year))
            for _, step, line in planned.lines
            if line.outcome is Outcome.UNCHANGED
            and line.held is not None
            and line.held.key
            and not line.held.is_from_return
        ],
    )


def _without(words: str, below: Path | None) -> str:
    return words.replace(f"{below}/", "") if below is not None else words


def _refused_returns(read: ReturnSet, codes: Collection[str]) -> list[Line]:
    found = []
    for one in read.returns:
        if one.la_code not in codes:
            reason = "This is the return of a council whose records you do not bring in here."
            if one.la_code == "unknown":
                reason = (
                    "Nothing says which council's return this is: put it in a folder named by"
                    " its code."
                )
        elif one.year is None:
            reason = "No date in it tells which year it is of."
        else:
            continue
        found.append(Line(Outcome.REFUSED, of=one.la_code, place=one.source, reason=reason))
    return found


@dataclass
class _Shown:
    """A line on its way: as told first, with what the file's later years made of it."""

    child: Child
    decided: Decided
    year: int


def _lines(plan: ReturnsPlan, cells: Cells) -> list[Line]:
    """The lines as a person reads them: where one return mends another of the same import, once."""
    shown: dict[int, _Shown] = {}
    by_made: dict[Held, int] = {}
    for number, (child, step, line) in enumerate(plan.lines):
        before = by_made.pop(line.held, None) if line.held is not None else None
        if before is not None and line.held is not None and line.held.pk is None:
            first = shown.pop(before)
            if first.decided.held is None and line.told is None:
                continue
            line = replace(line, outcome=first.decided.outcome, held=first.decided.held)
        shown[number] = _Shown(child, line, step.year)
        if line.made is not None:
            by_made[line.made] = number
    ordered = sorted(shown.values(), key=_order)
    lines = (_line(one, cells, plan.subjects.get(one.child, "")) for one in ordered)
    return [line for line in lines if line.place or line.outcome != Outcome.UNCHANGED]


def _order(one: _Shown) -> tuple[Child, str, str]:
    told, held = one.decided.told, one.decided.held
    on = told.on if told else held.on if held else None
    return one.child, str(on), told.kind if told else ""


def _line(one: _Shown, cells: Cells, subject: str) -> Line:
    told, held = one.decided.told, one.decided.held
    kind = told.kind if told else held.kind if held else ""
    cell = cells.find(kind, *one.child, told.on) if told else None
    return Line(
        one.decided.outcome,
        who=one.child[1],
        of=one.child[0],
        subject=subject,
        kind=kind,
        on=told.on.isoformat() if told else "",
        place=_place(cell, one),
        held_on=held.on.isoformat() if held and held.on else "",
        held_by=held.by_person if held else "",
        held_source=held.source if held else "",
        held_at=held.recorded_at.isoformat() if held and held.recorded_at else "",
        held_key=held.key if held else "",
        reason=one.decided.reason,
        mark=_mark(one.decided),
        conflict=one.decided.conflict,
    )


def _place(cell: Cell | None, one: _Shown) -> str:
    """The cell; "" where what is recorded already stands in none of these files."""
    if cell is not None:
        return str(cell)
    is_there = one.decided.outcome is Outcome.UNCHANGED
    return "" if is_there else f"the return of the year to March {one.year}"


def _mark(line: Decided) -> str:
    """What a return cannot know of what it tells; the entry is accepted, and shows it."""
    if line.told is None or line.outcome is Outcome.UNCHANGED:
        return ""
    details = line.told.details
    if line.told.kind == EventKind.MATCH_DECIDED and not details.get(FAMILY_KEY):
        return "family_unknown"
    for name in ("told_at_adoption", "first_seen", "is_lost"):
        if details.get(name):
            return name
    return ""
