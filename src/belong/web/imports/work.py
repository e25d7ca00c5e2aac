"""The work on an import: reading and comparing outside any transaction, applying in a single one.

A job works under the number of its run. Somebody who cancels, or starts it again, changes that
number or the state, and the job stops at its next step; what it did until then is worth nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from django.db import OperationalError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.children.standing import Choice, Outcome
from belong.web.imports.actions import IMPORTER, audit, finish
from belong.web.imports.lines import counts_of, digest_of, paged
from belong.web.imports.models import Difference, EventSource, Import, LinesPage
from belong.web.imports.planning import Plan, Progress, plan_of_returns
from belong.web.imports.planning_workbook import plan_of_workbook
from belong.web.imports.queries import numbers_taken, settled_before, written_since
from belong.web.imports.uploads import folder_of, forget
from belong.web.ledger.queries import last_change

__all__ = ["Stopped", "apply_import", "read_import"]

_log = logging.getLogger(__name__)
_State = Import.State
_EVERY = 1.0
_BATCH = 200
_TRIES = 3


class Stopped(Exception):
    """Somebody cancelled the import, or another job works on it."""


class _Stale(Exception):
    """Somebody recorded on these records since the plan was made."""


class _Run:
    """A job's hold on an import, and how far it is."""

    def __init__(self, key: str, run: int, state: Import.State, progress: Progress | None) -> None:
        self._progress = progress
        self.one = Import.objects.prefetch_related("agencies").get(key=key)
        self._mine = Import.objects.filter(key=key, run=run, state=state)
        self._last = 0.0
        self.tell("", 0, 0)

    def tell(self, words: str, done: int, total: int) -> None:
        """Say how far the work is, once a second at most. Raises Stopped."""
        if self._progress is not None:
            self._progress(words, done, total)
        now = time.monotonic()
        if self._last and now - self._last < _EVERY:
            return
        self._last = now
        self.check(step=words[:80], done=done, total=total)

    def check(self, **changes: object) -> None:
        """Raises Stopped where the import is no longer this job's."""
        if not self._mine.update(seen_at=timezone.now(), **changes):
            raise Stopped

    def locked(self) -> Import:
        """The import, locked until the transaction ends. Raises Stopped."""
        found = self._mine.select_for_update().first()
        if found is None:
            raise Stopped
        return found


def read_import(
    key: str,
    run: int,
    *,
    paths: Sequence[Path] | None = None,
    progress: Progress | None = None,
) -> None:
    """Read the files and show what they would do. paths: of files that lie elsewhere."""
    started = Import.objects.filter(key=key, run=run, state__in=[_State.WAITING, _State.READING])
    if not started.update(state=_State.READING):
        return
    _guarded(key, run, _State.READING, lambda held: _preview(held, paths), progress)


def apply_import(
    key: str,
    run: int,
    *,
    paths: Sequence[Path] | None = None,
    progress: Progress | None = None,
) -> None:
    """Apply what was previewed and chosen: all of it, or nothing and a new preview."""
    _guarded(key, run, _State.APPLYING, lambda held: _apply(held, paths), progress)


def _guarded(
    key: str,
    run: int,
    state: Import.State,
    work: Callable[[_Run], None],
    progress: Progress | None,
) -> None:
    """Do the work; what stops it is said on the import, and nothing is applied."""
    try:
        work(_Run(key, run, state, progress))
    except Stopped:
        return
    except BelongError as error:
        _fail(key, run, state, str(error))
    except OperationalError:
        raise
    except Exception as error:
        _log.exception("Import %s stopped", key)
        _fail(
            key,
            run,
            state,
            f"Something went wrong that should not have ({type(error).__name__})."
            " Nothing was applied. Please report it.",
        )


def _fail(key: str, run: int, state: Import.State, problem: str) -> None:
    with transaction.atomic():
        one = Import.objects.select_for_update().filter(key=key, run=run, state=state).first()
        if one is None:
            return
        finish(one, _State.FAILED, problem=problem)
        audit(one, "import_failed", process=IMPORTER)
    forget(key)


def _planned(held: _Run, paths: Sequence[Path] | None, choices: dict[str, Choice]) -> Plan:
    """The plan of the import's files as they lie there. Raises BelongError where they are gone."""
    below = None
    if paths is None:
        below = folder_of(held.one.key) / "returns"
        if not below.is_dir():
            raise BelongError("The files are no longer there.", mend="Bring them in again.")
        paths = sorted(below.iterdir())
    agencies = list(held.one.agencies.all())
    settled = settled_before(agencies)
    if held.one.kind == Import.Kind.WORKBOOK:
        if len(paths) != 1:
            raise BelongError("Bring in one workbook at a time.")
        return plan_of_workbook(
            paths[0],
            agencies,
            today=timezone.localdate(held.one.uploaded_at),
            source=f"workbook {held.one.key}",
            choices=choices,
            settled=settled,
            progress=held.tell,
        )
    return plan_of_returns(
        paths, agencies, below=below, choices=choices, settled=settled, progress=held.tell
    )


def _preview(held: _Run, paths: Sequence[Path] | None) -> None:
    _show(held, _planned(held, paths, {}))


def _show(held: _Run, plan: Plan, *, was_stale: bool = False) -> None:
    """Keep the preview, page by page, and then say that it is there."""
    one = held.one
    with transaction.atomic():
        LinesPage.objects.filter(of=one).delete()
    pages = (
        LinesPage(of=one, outcome=outcome, number=number, lines=text)
        for outcome, number, text in paged(plan.lines)
    )
    while batch := list(islice(pages, _BATCH)):
        held.check()
        LinesPage.objects.bulk_create(batch)
    with transaction.atomic():
        found = held.locked()
        _keep_conflicts(found, plan)
        found.state = _State.PREVIEWED
        found.change, found.digest = plan.change, digest_of(plan.lines)
        found.counts, found.told = counts_of(plan.lines), plan.told
        found.was_stale = was_stale
        found.save()


def _keep_conflicts(one: Import, plan: Plan) -> None:
    """The conflicts of this preview; what somebody chose in an earlier one stays chosen."""
    chosen = dict(Difference.objects.filter(of=one).values_list("conflict", "choice"))
    by = dict(Difference.objects.filter(of=one).values_list("conflict", "chosen_by"))
    Difference.objects.filter(of=one).delete()
    lines = [line for line in plan.lines if line.outcome == Outcome.CONFLICTING]
    Difference.objects.bulk_create(
        [
            Difference(
                of=one,
                number=number,
                conflict=line.conflict,
                subject_key=line.subject,
                kind=line.kind,
                on=line.on,
                held_key=line.held_key,
                line=line.packed(),
                choice=chosen.get(line.conflict, ""),
                chosen_by=by.get(line.conflict, ""),
            )
            for number, line in enumerate(lines, start=1)
        ]
    )


def _apply(held: _Run, paths: Sequence[Path] | None) -> None:
    plan = _planned(held, paths, {})
    if digest_of(plan.lines) != held.one.digest:
        _show(held, plan, was_stale=True)
        return
    differences = Difference.objects.filter(of=held.one)
    choices = {one.conflict: Choice(one.choice) for one in differences}
    if Choice.FILE in choices.values():
        plan = _planned(held, paths, choices)
    for left in reversed(range(_TRIES)):
        try:
            _write(held, plan)
        except _Stale:
            _show(held, _planned(held, paths, {}), was_stale=True)
            return
        except OperationalError:  # somebody else wrote for longer than the database waits
            if not left:
                raise
            continue
        break
    forget(held.one.key)


@transaction.atomic
def _write(held: _Run, plan: Plan) -> None:
    """Everything that applying does, in one transaction. Raises Stopped; _Stale."""
    last_change(held=True)
    one = held.locked()
    if written_since(plan.change, plan.keys) or (plan.new and numbers_taken(plan.new)):
        raise _Stale
    process = "" if one.by_person else one.by_process
    changes = plan.write(one.by_person, process)
    EventSource.objects.bulk_create(
        [EventSource(event_key=key, source=source, of=one) for key, source in plan.sources],
        ignore_conflicts=True,
        batch_size=500,
    )
    Difference.objects.filter(of=one).update(is_applied=True)
    one.first_change, one.last_change = min(changes, default=None), max(changes, default=None)
    finish(one, _State.APPLIED)
    audit(one, "import_applied", one.by_person, process, changes=len(changes), **one.counts)
