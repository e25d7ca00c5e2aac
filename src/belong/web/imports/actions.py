"""What people do with imports: bring files in, choose, apply, cancel, start a stopped job again.

Every action is keyword-only, names who does it, runs in one transaction and writes its audit event
in it. The work itself is done by jobs (``work``), outside any transaction but the last.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.children.standing import Choice, Outcome
from belong.web.imports.models import Difference, Import, ImportFile, LinesPage
from belong.web.imports.queries import OPEN
from belong.web.imports.uploads import Received, Upload, forget, receive
from belong.web.ui.words import counted

__all__ = [
    "IMPORTER",
    "begin",
    "bring_in",
    "cancel",
    "choose",
    "choose_all",
    "expire_old",
    "finish",
    "restart",
    "start_applying",
]

#: The process of ``belong import``.
IMPORTER = "import"
#: What nobody has applied by then is forgotten.
KEPT_FOR = timedelta(days=14)
_State = Import.State


class NotNow(BelongError):
    """The import is not in a state in which this can be done."""


def audit(one: Import, action: str, by: str = "", process: str = "", **detail: object) -> None:
    """One audit event for each agency of the import: each has its own readers of the log."""
    for agency in one.agencies.all():
        record_audit(
            action=action,
            by=by,
            process="" if by else process or one.by_process or IMPORTER,
            subject_kind="import",
            subject_key=one.key,
            agency_key=agency.key,
            detail=detail,
        )


@transaction.atomic
def begin(
    *,
    kind: Import.Kind,
    agencies: Collection[Agency],
    files: Sequence[Received],
    by: str = "",
    process: str = "",
    key: str = "",
) -> Import:
    """An import of these files, which waits to be read. key: under which its files lie."""
    one = Import(kind=kind, by_person=by, by_process=process)
    if key:
        one.key = key
    one.run = 1
    one.save()
    one.agencies.set(agencies)
    ImportFile.objects.bulk_create(
        [ImportFile(of=one, name=f.name[:200], size=f.size, sha256=f.sha256) for f in files]
    )
    audit(one, "import_begun", by, process, kind=kind.value, files=len(files))
    return one


def bring_in(
    *, kind: Import.Kind, agencies: Collection[Agency], uploads: Sequence[Upload], by: str
) -> Import:
    """Take the files that somebody sent; a job reads them next.

    Raises BelongError for files that are too large, not what they say, or made to harm.
    """
    key = Import._meta.get_field("key").get_default()
    received = receive(key, uploads, is_workbook=kind is Import.Kind.WORKBOOK)
    try:
        return begin(kind=kind, agencies=agencies, files=received, by=by, key=key)
    except BaseException:
        forget(key)
        raise


def _locked(one: Import, *states: Import.State) -> Import:
    """The import as it is now, locked. Raises NotNow where it is in none of these states."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    if found.state not in states:
        raise NotNow(
            f"This import is {found.get_state_display().lower()} already.",
            mend="Look at it again.",
        )
    return found


@transaction.atomic
def choose(*, one: Import, choices: Mapping[int, Choice], by: str) -> None:
    """For conflicts by their number: what is believed from now on. Raises NotNow."""
    _locked(one, _State.PREVIEWED)
    for choice in Choice:
        numbers = [number for number, chosen in choices.items() if chosen is choice]
        Difference.objects.filter(of=one, number__in=numbers).update(
            choice=choice.value, chosen_by=by
        )
    audit(one, "import_chosen", by, conflicts=len(choices))


@transaction.atomic
def choose_all(*, one: Import, choice: Choice, by: str = "") -> None:
    """The same choice for every conflict that nobody has chosen for yet. Raises NotNow."""
    _locked(one, _State.PREVIEWED)
    left = Difference.objects.filter(of=one, choice="")
    count = left.update(choice=choice.value, chosen_by=by)
    audit(one, "import_chosen", by, conflicts=count)


@transaction.atomic
def start_applying(*, one: Import, without_refused: bool, by: str = "") -> Import:
    """Let a job apply the import. Raises NotNow; BelongError where a choice is missing, or lines
    are refused and nobody said to go on without them.
    """
    found = _locked(one, _State.PREVIEWED)
    open_conflicts = Difference.objects.filter(of=found, choice="").count()
    if open_conflicts:
        raise BelongError(
            f"{counted(open_conflicts, 'conflict')}"
            f" {'is' if open_conflicts == 1 else 'are'} not decided.",
            mend="Choose for each whether what was recorded stands, or what the file says.",
        )
    if found.counts.get(Outcome.REFUSED, 0) and not without_refused:
        raise BelongError(
            "Some lines are refused.",
            mend="Mend the files and bring them in again, or say to go on without these lines.",
        )
    found.without_refused = without_refused
    found.state = _State.APPLYING
    found.run += 1
    found.done = found.total = 0
    found.step = ""
    found.save()
    audit(found, "import_applying", by)
    return found


def finish(one: Import, state: Import.State, *, problem: str = "") -> None:
    """The end of an import, in the caller's transaction: its preview is forgotten."""
    one.state = state
    one.problem = problem[:500]
    one.finished_at = timezone.now()
    one.save()
    LinesPage.objects.filter(of=one).delete()


@transaction.atomic
def _cancel(one: Import, by: str, process: str) -> None:
    found = _locked(one, *OPEN)
    finish(found, _State.CANCELLED)
    audit(found, "import_cancelled", by, process)


def cancel(*, one: Import, by: str = "", process: str = "") -> None:
    """Nothing of the import is applied, and its files are deleted. Raises NotNow once it is."""
    _cancel(one, by, process)
    forget(one.key)


@transaction.atomic
def restart(*, one: Import, by: str = "", process: str = "") -> Import:
    """A job that stopped begins anew; whatever still works on the old one stops. Raises NotNow."""
    found = _locked(one, _State.WAITING, _State.READING, _State.APPLYING)
    found.run += 1
    found.done = found.total = 0
    found.step = ""
    found.save()
    audit(found, "import_restarted", by, process)
    return found


def expire_old() -> int:
    """Forget the files and previews of imports that nobody applied in two weeks; how many."""
    old = Import.objects.filter(state__in=OPEN, uploaded_at__lt=timezone.now() - KEPT_FOR)
    count = 0
    for one in old:
        with transaction.atomic():
            found = Import.objects.select_for_update().get(pk=one.pk)
            if found.state not in OPEN:
                continue
            finish(found, _State.EXPIRED)
            audit(found, "import_expired", process=IMPORTER)
        forget(one.key)
        count += 1
    return count
