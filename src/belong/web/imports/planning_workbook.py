"""From a filled-in workbook to a plan: children, families, what happened to them, and checks.

New records have temporary names here ("new child 991 10421"), which are exchanged for keys when the
plan is written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from belong.formats.workbook import read_template
from belong.web.agencies.models import Agency, Kind
from belong.web.children.actions.bringing import write_named_children
from belong.web.children.returned import Told
from belong.web.children.standing import (
    Choice,
    Decided,
    Held,
    Outcome,
    Planned,
    Standing,
    rows_of,
)
from belong.web.families.actions_bringing import write_families
from belong.web.imports.lines import Line
from belong.web.imports.models import FamilyNumber
from belong.web.imports.planning import Plan, Progress
from belong.web.imports.queries import planned_there
from belong.web.imports.rows_workbook import Gathered, WorkbookRows
from belong.web.ledger import projection
from belong.web.ledger.actions import Draft, write_change
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import last_change

__all__ = ["plan_of_workbook"]


def plan_of_workbook(
    path: Path,
    agencies: Collection[Agency],
    *,
    today: date,
    source: str,
    choices: Mapping[str, Choice] | None = None,
    settled: frozenset[str] = frozenset(),
    progress: Progress = lambda words, done, total: None,
) -> Plan:
    """The plan of a workbook for these agencies. source: of the change that will be written.

    Families are of the regional or voluntary agency among them, else of the council. Raises
    BelongError where nothing of the workbook can be read.
    """
    change = last_change()
    progress("Reading the workbook", 0, 0)
    filled = read_template(path)
    owner = next((one for one in agencies if one.kind != Kind.COUNCIL), None)
    reader = WorkbookRows(filled, agencies, owner or next(iter(agencies)), today)
    progress("Comparing with what is recorded", 0, 0)
    found = reader.gather()
    lines, planned, unchanged = _compared(found, source, choices, settled)
    drafts_planned = [
        one for one in found.plans if (one[1], one[2].kind, one[2].on) not in _there(found)
    ]
    lines += [
        _line(found, one[0], one[1], Decided(Outcome.NEW, one[2], None)) for one in drafts_planned
    ]
    refused = [
        Line(Outcome.REFUSED, who=one.number, place=one.place, reason=one.reason)
        for one in filled.refused
    ]
    lines.sort(key=lambda line: (line.about, line.who, line.on))
    lines = [*found.lines, *lines, *refused]

    def write(by: str, process: str) -> Collection[int]:
        return _write(reader, found, planned, drafts_planned, source, by, process)

    keys = {key for _, key in found.told} | set(found.children.values())
    return Plan(
        change,
        lines,
        filled.told,
        write,
        frozenset(key for key in keys if not key.startswith("new ")),
        frozenset(child for child, key in found.children.items() if key.startswith("new ")),
        [(held.key, source) for held in unchanged if held.key and held.source != source],
    )


def _there(found: Gathered) -> set[tuple[str, str, date | None]]:
    return planned_there({key for _, key, _ in found.plans})


def _compared(
    found: Gathered,
    source: str,
    choices: Mapping[str, Choice] | None,
    settled: frozenset[str],
) -> tuple[list[Line], list[tuple[SubjectKind, Planned]], list[Held]]:
    """Lines, what is to be written, and what is recorded already."""
    lines: list[Line] = []
    planned: list[tuple[SubjectKind, Planned]] = []
    unchanged: list[Held] = []
    for kind in (SubjectKind.CHILD, SubjectKind.FAMILY):
        keys = [key for of, key in found.told if of == kind]
        standing = Standing(rows_of(kind, keys), asks=True, choices=choices or {}, settled=settled)
        for key in keys:
            decided, made = standing.take(key, found.told[kind, key], source=source, is_whole=False)
            lines += [_line(found, kind, key, one) for one in decided]
            planned += [(kind, one) for one in made]
            unchanged += [
                one.held for one in decided if one.outcome is Outcome.UNCHANGED and one.held
            ]
    return lines, planned, unchanged


def _line(found: Gathered, kind: SubjectKind, key: str, one: Decided) -> Line:
    told, held = one.told, one.held
    number, code = found.who.get(key, ("", ""))
    return Line(
        one.outcome,
        about=kind.value,
        who=number,
        of=code,
        subject="" if key.startswith("new ") else key,
        kind=told.kind if told else "",
        on=told.on.isoformat() if told else "",
        place=found.places.get(id(told), ""),
        held_on=held.on.isoformat() if held and held.on else "",
        held_by=held.by_person if held else "",
        held_source=held.source if held else "",
        held_at=held.recorded_at.isoformat() if held and held.recorded_at else "",
        held_key=held.key if held else "",
        reason=one.reason,
        conflict=one.conflict,
        check=str(told.details.get("check", "")) if told else "",
    )


def _write(
    reader: WorkbookRows,
    found: Gathered,
    planned: list[tuple[SubjectKind, Planned]],
    plans: list[tuple[SubjectKind, str, Told]],
    source: str,
    by: str,
    process: str,
) -> Collection[int]:
    """Records first, then one change with all events; in the caller's transaction."""
    keys = write_named_children(named=found.named, councils=reader.councils, by=by, process=process)
    exchanged = {found.children[child]: key for child, key in keys.items()}
    made = write_families(agency=reader.owner, families=found.new_families, by=by, process=process)
    FamilyNumber.objects.bulk_create(
        [
            FamilyNumber(agency=reader.owner, value=number, family_key=family.key)
            for number, family in made.items()
        ],
        batch_size=500,
    )
    for number, family in made.items():
        exchanged |= {
            f"new family {number}": family.key,
            f"new application {number}": family.application,
        }
        exchanged |= {
            f"new person {number} {at}": key for at, key in enumerate(family.people, start=1)
        }
    drafts = [
        Draft(
            kind,
            exchanged.get(one.subject_key, one.subject_key),
            one.kind,
            one.on,
            details={
                name: exchanged.get(value, value) if isinstance(value, str) else value
                for name, value in one.details.items()
            },
            supersedes=Event(pk=one.supersedes.pk) if one.supersedes is not None else None,
        )
        for kind, one in planned
    ]
    drafts += [
        Draft(
            kind,
            exchanged.get(key, key),
            told.kind,
            planned_for=told.on,
            details={name: exchanged.get(value, value) for name, value in told.details.items()},
        )
        for kind, key, told in plans
    ]
    if not drafts:
        return ()
    recorded = write_change(drafts=drafts, by=by, process=process, source=source, refold=False)
    projection.learn_sizes()
    for kind in (SubjectKind.CHILD, SubjectKind.FAMILY):
        touched = {draft.subject_key for draft in drafts if draft.subject_kind is kind}
        if touched:
            projection.refold_many(kind, touched, since=recorded.change.number)
    return (recorded.change.number,)
