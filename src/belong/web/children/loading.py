"""The 903 door: councils' returns into the ledger, one change per council and year of return.

Each year's return is read together with those before it, those loaded earlier among them, as
figures read them, and what is new in what they then tell is written: new events, and withdrawals of
what a later return tells no longer. So *as known at* a change is what could be known from the
returns that had come by then. A return that comes after a later one's is read with all of them.

What is to be written is worked out first, outside any transaction (``plan_returns``), and written
in one (``write_returns``). What a person recorded is never taken back by a return, unless somebody
chooses so, and an event that a person corrected or withdrew is not written again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from belong.domain.errors import BelongError
from belong.domain.journey.periods import ChildFacts
from belong.formats.ssda903.cells import Cells
from belong.formats.ssda903.merge import merge_years
from belong.formats.ssda903.model import ReturnSet
from belong.formats.ssda903.of_events import RETURNED
from belong.web.agencies.models import Agency, Kind
from belong.web.audit.actions import record_audit
from belong.web.children.frames import SOURCE, source_of
from belong.web.children.models import ChildIdentifier, ChildRecord
from belong.web.children.records import SCHEME, Child, ChildRecords
from belong.web.children.returned import Families, Told, chosen_returns, histories_in, told_by
from belong.web.children.standing import Choice, Decided, Planned, Standing, rows_of
from belong.web.imports.kept import keep_returns, with_kept
from belong.web.imports.models import KeptTable
from belong.web.ledger import projection
from belong.web.ledger.actions import Draft, write_change
from belong.web.ledger.models import Change, Event, SubjectKind

__all__ = ["Loaded", "ReturnsPlan", "Step", "load_returns", "plan_returns", "write_returns"]

#: Called with (returns done, returns in all).
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """changes: numbers of the changes made, by council and year. children: how many are new."""

    changes: Mapping[tuple[str, int], int]
    children: int
    events: int


@dataclass
class Step:
    """What one council's return of one year would write. is_new: no such return was loaded yet."""

    la_code: str
    year: int
    is_new: bool
    planned: list[Planned] = field(default_factory=list)


@dataclass
class ReturnsPlan:
    """What returns would do to the record; nothing of it is written yet.

    steps: in the order in which they are written. lines: one for each thing told, with its child.
    new: children who have no record yet; their subject keys in ``planned`` are temporary. subjects:
    keys of the records that were looked at. kept: the tables that later returns are read with.
    """

    steps: list[Step]
    lines: list[tuple[Child, Step, Decided]]
    councils: dict[str, Agency]
    facts: dict[Child, ChildFacts]
    new: dict[Child, str]
    subjects: dict[Child, str]
    kept: list[KeptTable]


def plan_returns(
    *,
    returns: ReturnSet,
    until: int | None = None,
    families: Families | None = None,
    asks: bool = False,
    choices: Mapping[str, Choice] | None = None,
    settled: frozenset[str] = frozenset(),
    only_new: bool = False,
    cells: Cells | None = None,
    progress: Progress | None = None,
) -> ReturnsPlan:
    """What the returns would do, read together with those of these councils loaded before.

    until: the last year to load, None for all. families: for the demo, which family an event is
    about. asks, choices, settled: see ``Standing``. only_new: leave out returns of years that were
    loaded before. cells: of the returns given; what stands in none of them contradicts nobody.
    Raises BelongError where a council is not among the agencies.
    """
    wanted = {
        (one.year, one.la_code): at
        for at, one in enumerate(returns.returns)
        if one.year and (until is None or one.year <= until)
    }
    councils = _councils({la for _, la in wanted})
    seen = set(
        Change.objects.filter(source__startswith=f"{SOURCE} ").values_list("source", flat=True)
    )
    together, given = with_kept(returns, councils.values())
    _check_kept(seen, together)
    ours = _Records(councils)
    standing = Standing(
        rows_of(
            SubjectKind.CHILD,
            ChildRecord.objects.filter(council__in=councils.values()).values("key"),
            [kind.value for kind in RETURNED],
        ),
        asks=asks,
        choices=choices,
        settled=settled,
    )
    plan = ReturnsPlan([], [], councils, {}, ours.new, ours.found, [])
    for year in sorted({year for year, _ in wanted}):
        las = [
            la
            for at, la in sorted(wanted)
            if at == year and not (only_new and source_of(la, year) in seen)
        ]
        if not las:
            continue
        places = _places(together, given, councils, year)
        read = chosen_returns(together, places, only=_touched(together, places, las, year))
        histories = histories_in(merge_years(read), las)
        plan.facts.update({child: history.facts for child, history in histories.items()})
        steps = {la: Step(la, year, source_of(la, year) not in seen) for la in las}
        for child, history in histories.items():
            step = steps[child[0]]
            lines, planned = standing.take(
                ours.key_of(child),
                told_by(child, history, families),
                source=source_of(child[0], year),
                is_here=partial(_is_in, cells, child),
            )
            plan.lines += [(child, step, line) for line in lines]
            step.planned += planned
        plan.steps += steps.values()
        if progress is not None:
            progress(len(plan.steps), len(wanted))
    done = {(step.year, step.la_code) for step in plan.steps}
    plan.kept = keep_returns(returns, [at for mark, at in wanted.items() if mark in done], councils)
    return plan


def _is_in(cells: Cells | None, child: Child, told: Told) -> bool:
    """Whether an event stands in a cell of the files given; always where nobody asks."""
    la_code, number = child
    return cells is None or cells.find(told.kind, la_code, number, told.on) is not None


def _places(together: ReturnSet, given: int, councils: Collection[str], year: int) -> list[int]:
    """The returns that a year's is read with: those given up to it, and of every other council and
    year the one kept from before, later ones too, so that nothing known since is told no longer.
    """
    chosen: dict[tuple[str, int], int] = {}
    for at, one in reversed(list(enumerate(together.returns))):
        if one.year and one.la_code in councils and (at >= given or one.year <= year):
            chosen[one.la_code, one.year] = at
    return sorted(chosen.values())


def _touched(
    together: ReturnSet, places: Collection[int], las: Collection[str], year: int
) -> frozenset[Child]:
    """The children of whom a year's return can change what is told: those in it, those in an
    earlier version of it, and those of the one before, who may be lost between the two.
    """
    infos = together.returns
    before: dict[str, tuple[int, int]] = {}
    for at in places:
        info = infos[at]
        if info.year and info.year < year:
            before[info.la_code] = max(before.get(info.la_code, (0, 0)), (info.year, at))
    near = {at: one.la_code for at, one in enumerate(infos) if one.year == year}
    near |= {at: la for la, (_, at) in before.items()}
    near = {at: la for at, la in near.items() if la in las}
    found: set[Child] = set()
    for table in together.tables.values():
        held = table.select("_return", "CHILD").unique().drop_nulls().iter_rows()
        found |= {(near[at], child) for at, child in held if at in near}
    return frozenset(found)


def _check_kept(seen: Collection[str], together: ReturnSet) -> None:
    """Raises BelongError where a return was loaded before and nobody kept what it told."""
    there = {source_of(one.la_code, one.year) for one in together.returns if one.year}
    las = {one.la_code for one in together.returns}
    lost = sorted(one for one in set(seen) - there if one.split()[1] in las)
    if lost:
        years = ", ".join(one.split()[2] for one in lost)
        raise BelongError(
            f"The returns of these years were loaded by an earlier version of Belong: {years}.",
            mend="Give them again, together with this one.",
        )


class _Records:
    """Keys of children by council and CHILD; temporary ones for those who have no record yet."""

    def __init__(self, councils: Mapping[str, Agency]) -> None:
        rows = ChildIdentifier.objects.filter(agency__in=councils.values(), scheme=SCHEME)
        self._keys = {
            (la, value): key
            for la, value, key in rows.values_list("agency__dfe_code", "value", "child__key")
        }
        self.found: dict[Child, str] = {}
        self.new: dict[Child, str] = {}

    def key_of(self, child: Child) -> str:
        key = self._keys.get(child)
        if key is None:
            return self.new.setdefault(child, f"new {child[0]} {child[1]}")
        self.found[child] = key
        return key


@transaction.atomic
def write_returns(
    *,
    plan: ReturnsPlan,
    by: str = "",
    process: str = "",
    recorded_at: datetime | None = None,
    refold: bool = True,
    progress: Progress | None = None,
) -> Loaded:
    """Write what was planned: all of it or nothing. Permission and staleness are the caller's.

    recorded_at: for the demo, when the returns came. refold: False where the caller folds at the
    end. A return that was loaded before and tells nothing new makes no change.
    """
    children = ChildRecords(plan.councils)
    children.add(plan.new)
    keys = {temporary: children[child].key for child, temporary in plan.new.items()}
    made: dict[tuple[str, int], int] = {}
    written = 0
    touched: set[str] = set()
    for step in plan.steps:
        if not step.planned and not step.is_new:
            continue
        recorded = write_change(
            drafts=_drafts(step.planned, keys),
            by=by,
            process=process,
            source=source_of(step.la_code, step.year),
            refold=False,
            recorded_at=recorded_at,
        )
        for planned, event in zip(step.planned, recorded.events, strict=True):
            if planned.held is not None:
                planned.held.pk, planned.held.key = event.pk, event.key
        touched |= {event.subject_key for event in recorded.events}
        number = made[step.la_code, step.year] = recorded.change.number
        written += len(step.planned)
        council = plan.councils[step.la_code]
        _audit(council, step.year, number, len(step.planned), by, process)
        if progress is not None:
            progress(len(made), len(plan.steps))
    _keep(plan.kept)
    children.write_identities(plan.facts)
    projection.learn_sizes()
    if refold and touched:
        projection.refold_many(SubjectKind.CHILD, touched, since=min(made.values()))
    return Loaded(made, children.added, written)


def _drafts(planned: Iterable[Planned], keys: Mapping[str, str]) -> list[Draft]:
    """What is planned, as the ledger takes it; what it supersedes is named by its number."""
    drafts = []
    for each in planned:
        old = each.supersedes
        drafts.append(
            Draft(
                SubjectKind.CHILD,
                keys.get(each.subject_key, each.subject_key),
                each.kind,
                each.on,
                details=each.details,
                supersedes=Event(pk=old.pk) if old is not None else None,
                is_withdrawal=each.held is None,
            )
        )
    return drafts


def _keep(tables: Collection[KeptTable]) -> None:
    for council, year in {(one.council_id, one.year) for one in tables}:
        KeptTable.objects.filter(council=council, year=year).delete()
    KeptTable.objects.bulk_create(tables)


def load_returns(
    *,
    returns: ReturnSet,
    by: str = "",
    process: str = "",
    until: int | None = None,
    families: Families | None = None,
    recorded_at: datetime | None = None,
    refold: bool = True,
    progress: Progress | None = None,
) -> Loaded:
    """Write what the returns tell of every child; a return loaded before is left as it was.

    What people recorded stands. All or nothing. Arguments as ``plan_returns`` and
    ``write_returns``. Raises BelongError where a council is not among the agencies.
    """
    plan = plan_returns(returns=returns, until=until, families=families, only_new=True)
    return write_returns(
        plan=plan,
        by=by,
        process=process,
        recorded_at=recorded_at,
        refold=refold,
        progress=progress,
    )


def _councils(las: Collection[str]) -> dict[str, Agency]:
    found = {
        one.dfe_code: one for one in Agency.objects.filter(kind=Kind.COUNCIL, dfe_code__in=las)
    }
    for la in sorted(las):
        if la not in found:
            raise BelongError(
                f"No council with the code {la} is among the agencies.",
                mend="Add the council first, with its DfE code.",
            )
    return found


def _audit(council: Agency, year: int, change: int, events: int, by: str, process: str) -> None:
    record_audit(
        action="return_loaded",
        by=by,
        process=process,
        subject_kind="agency",
        subject_key=council.key,
        agency_key=council.key,
        detail={"year": year, "change": change, "events": events},
    )
