"""What is believed of children, and what a file that tells of them would do to it.

Nothing here writes. The comparison follows a plan from step to step (a year's return is a step), so
that the second step meets what the first one would have written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from belong.domain.events import EventKind
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.returned import Told
from belong.web.ledger.models import Event, SubjectKind

__all__ = ["Choice", "Decided", "Held", "Outcome", "Planned", "Standing", "conflict_key", "rows_of"]

#: What tells an event from the others of its subject.
Mark = tuple[str, date, str]
#: What the source of a change begins with, by the door that it came through.
RETURN, WORKBOOK = "ssda903 ", "workbook "
#: Two dates of one kind are of the same thing where they are no further apart than this: things
#: that are rare in a child's life, and moves and orders, of which there are many.
_NEAR, _NEAR_WHERE_MANY = timedelta(days=366), timedelta(days=31)
#: Reasons, as a person reads them.
SAME_DAY = "The day is the same; the file tells other details."
TOLD_NO_LONGER = "The file tells it no longer."
DECIDED_BEFORE = "It was decided before to keep what was recorded."
_MANY = frozenset({EventKind.PLACEMENT_BEGAN, EventKind.LEGAL_STATUS_BEGAN})


class Outcome(StrEnum):
    """What a line of a file would do to the record."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CONFLICTING = "conflicting"
    REFUSED = "refused"


class Choice(StrEnum):
    """What is believed where a file contradicts what a person recorded; both are kept."""

    KEEP = "keep"
    FILE = "file"


@dataclass(eq=False)
class Held:
    """An event that is believed. pk, key: None and "" until the plan is written.

    by_person: who recorded it, "" for a process. source: of its change.
    """

    kind: str
    on: date | None
    details: Mapping[str, Any]
    pk: int | None = None
    key: str = ""
    by_person: str = ""
    source: str = ""
    recorded_at: datetime | None = None
    is_withdrawn: bool = False

    @property
    def is_from_return(self) -> bool:
        """Whether a return told it."""
        return self.source.startswith(RETURN)

    @property
    def is_from_file(self) -> bool:
        """Whether any file told it, and no person recorded it here."""
        return self.source.startswith((RETURN, WORKBOOK))


@dataclass(eq=False)
class Planned:
    """An event to be written. held: what it will be believed as; None for a withdrawal."""

    subject_key: str
    kind: str
    on: date | None
    details: Mapping[str, Any]
    supersedes: Held | None = None
    held: Held | None = None


@dataclass(frozen=True)
class Decided:
    """One line: its outcome, what the file tells (None: nothing any more), what is held.

    made: what will be believed once it is written. conflict: its key, where it is one.
    """

    outcome: Outcome
    told: Told | None
    held: Held | None
    reason: str = ""
    conflict: str = ""
    made: Held | None = None


@dataclass
class _OfSubject:
    """believed: by mark. taken_back: what a person put in place of a file's event, by its mark."""

    believed: dict[Mark, Held] = field(default_factory=dict)
    taken_back: dict[Mark, Held] = field(default_factory=dict)
    seen: set[Mark] = field(default_factory=set)


def mark_of(kind: str, on: date, details: Mapping[str, Any]) -> Mark:
    """Reversals of two decisions may share a day, and so may checks, and links with two children of
    one family; nothing else of one kind does.
    """
    if kind == EventKind.DECISION_REVERSED:
        return kind, on, str(details.get("decided_on", ""))
    return kind, on, "/".join(_about(details))


def conflict_key(subject: str, told: Told, held: Held) -> str:
    """What names a conflict from one preview to the next."""
    return f"{subject}/{told.kind}/{told.on.isoformat()}/{held.key}"


class Standing:
    """What is believed of many subjects of one kind.

    asks: whether a file may contradict people; otherwise what they recorded stands without a word.
    choices: by conflict_key. settled: conflicts that somebody decided before, to keep their own.
    """

    def __init__(
        self,
        rows: Iterable[tuple[Any, ...]],
        *,
        asks: bool = False,
        choices: Mapping[str, Choice] | None = None,
        settled: frozenset[str] = frozenset(),
    ) -> None:
        self._asks = asks
        self._choices = choices or {}
        self._settled = settled
        self._of: dict[str, _OfSubject] = defaultdict(_OfSubject)
        superseded: dict[int, Held] = {}
        held_rows: list[tuple[str, Held]] = []
        for pk, key, subject, kind, on, details, supersedes, withdrawn, source, by, at in rows:
            held = Held(kind, on, details, pk, key, by, source, at, withdrawn)
            held_rows.append((subject, held))
            if supersedes is not None:
                superseded[supersedes] = held
        for subject, held in held_rows:
            if held.is_withdrawn or held.on is None:
                continue
            mark = mark_of(held.kind, held.on, held.details)
            by_row = superseded.get(held.pk or 0)
            if by_row is None:
                self._of[subject].believed[mark] = held
            elif not by_row.is_from_file:
                self._of[subject].taken_back[mark] = _last(by_row, superseded)

    def believed(self, subject: str) -> list[Held]:
        """What is believed of a subject, with what the plan would write."""
        return list(self._of[subject].believed.values()) if subject in self._of else []

    def take(
        self,
        subject: str,
        told: Sequence[Told],
        *,
        source: str,
        is_whole: bool = True,
        is_here: Callable[[Told], bool] = lambda told: True,
    ) -> tuple[list[Decided], list[Planned]]:
        """What telling this of a subject does, and what is to be written for it.

        is_here: whether the files given tell it; what only earlier ones told contradicts nobody.

        source: of the change that will write it. is_whole: whether the file tells everything of the
        subject that returns ever told, so that what it leaves out is told no longer.
        """
        mine = self._of[subject]
        lines: list[Decided] = []
        planned: list[Planned] = []
        open_told: list[Told] = []
        marks: set[Mark] = set()

        def write(each: Told, held: Held | None) -> Held:
            before = held.details if held is not None else {}
            details = dict(each.details)
            if not is_whole:
                details = {**before, **{name: told for name, told in details.items() if told}}
            elif FAMILY_KEY in before:
                details.setdefault(FAMILY_KEY, before[FAMILY_KEY])
            made = Held(each.kind, each.on, details, source=source)
            stood = held if held is not None and not held.is_withdrawn else None
            planned.append(Planned(subject, each.kind, each.on, details, stood, made))
            if stood is not None and stood.on is not None:
                mine.believed.pop(mark_of(stood.kind, stood.on, stood.details), None)
            mine.believed[mark_of(each.kind, each.on, details)] = made
            return made

        for each in told:
            mark = mark_of(each.kind, each.on, each.details)
            marks.add(mark)
            held = mine.believed.get(mark)
            if held is None:
                open_told.append(each)
            elif held.is_from_file and _says_more(each, held, is_whole):
                made = write(each, held)
                lines.append(Decided(Outcome.CHANGED, each, held, SAME_DAY, made=made))
            elif held.pk is not None and mark not in mine.seen:
                mine.seen.add(mark)
                lines.append(Decided(Outcome.UNCHANGED, each, held))
        left = [held for mark, held in mine.believed.items() if mark not in marks]
        from_returns = [held for held in left if is_whole and held.is_from_return]
        others = [held for held in left if not (is_whole and held.is_from_return)]
        open_told = [
            each
            for each in open_told
            if not self._keeps(subject, each, lines, write, asks=is_here(each))
        ]
        for each, held in _paired(open_told, from_returns):
            lines.append(Decided(Outcome.CHANGED, each, held, made=write(each, held)))
            open_told.remove(each)
            from_returns.remove(held)
        for each, held in _paired(open_told, others) if self._asks else ():
            open_told.remove(each)
            if held.is_from_file:
                lines.append(Decided(Outcome.CHANGED, each, held, made=write(each, held)))
            elif is_here(each):
                self._ask(subject, each, held, lines, write)
        lines += [Decided(Outcome.NEW, each, None, made=write(each, None)) for each in open_told]
        for held in from_returns:
            lines.append(Decided(Outcome.CHANGED, None, held, TOLD_NO_LONGER))
            planned.append(Planned(subject, held.kind, None, {}, held))
            mine.believed = {k: v for k, v in mine.believed.items() if v is not held}
        return lines, planned

    def _keeps(
        self,
        subject: str,
        each: Told,
        lines: list[Decided],
        write: Callable[[Told, Held | None], Held],
        *,
        asks: bool,
    ) -> bool:
        """Whether a person took back what the file tells; where it is asked about, asks."""
        mine = self._of[subject]
        taken_by = mine.taken_back.get(mark_of(each.kind, each.on, each.details))
        if taken_by is None:
            return False
        if self._asks and asks:
            stands = mine.believed.get(
                mark_of(taken_by.kind, taken_by.on, taken_by.details)
                if taken_by.on is not None
                else ("", date.min, "")
            )
            self._ask(subject, each, stands or taken_by, lines, write)
        return True

    def _ask(
        self,
        subject: str,
        each: Told,
        held: Held,
        lines: list[Decided],
        write: Callable[[Told, Held | None], Held],
    ) -> None:
        """A conflict: once for each thing told, and never again where it was settled before."""
        mine = self._of[subject]
        mark = mark_of(each.kind, each.on, each.details)
        if mark in mine.seen:
            return
        key = conflict_key(subject, each, held)
        if key in self._settled:
            mine.seen.add(mark)
            lines.append(Decided(Outcome.UNCHANGED, each, held, DECIDED_BEFORE))
            return
        made = write(each, held) if self._choices.get(key) is Choice.FILE else None
        lines.append(Decided(Outcome.CONFLICTING, each, held, conflict=key, made=made))
        if made is None:
            mine.seen.add(mark)
            mine.taken_back.setdefault(mark, held)


def _says_more(each: Told, held: Held, is_whole: bool) -> bool:
    """Whether a file tells other details of the same event than the file before it."""
    if is_whole:
        before = dict(held.details)
        if FAMILY_KEY not in each.details:
            before.pop(FAMILY_KEY, None)
        return before != dict(each.details)
    return any(held.details.get(name, "") != value for name, value in each.details.items() if value)


def _last(held: Held, superseded: Mapping[int, Held]) -> Held:
    """The latest of a chain of corrections."""
    while (later := superseded.get(held.pk or 0)) is not None:
        held = later
    return held


def _paired(told: Sequence[Told], held: Sequence[Held]) -> Iterator[tuple[Told, Held]]:
    """What is told with what is held of the same thing on another day, the nearest first."""
    near = []
    for at, each in enumerate(told):
        limit = _NEAR_WHERE_MANY if each.kind in _MANY else _NEAR
        for place, other in enumerate(held):
            if other.on is None or each.kind != other.kind:
                continue
            apart = abs(each.on - other.on)
            is_same = _about(each.details) == _about(other.details)
            if is_same and (apart <= limit or each.kind == EventKind.BORN):
                near.append((apart, at, place, each, other))
    told_taken: set[int] = set()
    held_taken: set[int] = set()
    for _, at, place, each, other in sorted(near, key=lambda one: one[:3]):
        if at not in told_taken and place not in held_taken:
            told_taken.add(at)
            held_taken.add(place)
            yield each, other


def _about(details: Mapping[str, Any]) -> tuple[str, ...]:
    """Which check, of whom; or which child."""
    return tuple(str(details.get(name, "")) for name in ("check", "person", "child"))


#: The columns of the ledger that a standing is read from, in order.
COLUMNS = (
    *("pk", "key", "subject_key", "kind", "happened_on", "details", "supersedes_id"),
    *("is_withdrawal", "change__source", "change__by_person", "change__recorded_at"),
)


def rows_of(kind: SubjectKind, subjects: Any, kinds: Iterable[str] | None = None) -> Any:
    """The rows of subjects (a query or keys) that a standing is read from, oldest first."""
    rows = Event.objects.filter(subject_kind=kind, subject_key__in=subjects)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    return rows.order_by("pk").values_list(*COLUMNS)
