"""Making a backup while people work, and restoring one into an empty database."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Kind
from belong.web.audit.models import AuditEvent
from belong.web.children.frames import frames_at
from belong.web.keeping import tables
from belong.web.keeping.files import NO_FILES, FilesBack, FilesOut, files_now
from belong.web.keeping.sealing import check_passphrase, open_sealed, seal
from belong.web.keeping.tables import Digest
from belong.web.ledger.models import Change
from belong.web.ledger.queries import last_change

__all__ = ["Contents", "as_contents", "as_plain", "contents_now", "make_backup", "restore_backup"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Contents:
    """What a backup holds, or a database: each table's digest, one of all files, of every figure.

    files: of the documents' files; lost: how many of them were not in the store, or no longer what
    was kept. figures: how many figures; figures_sha256: of all of them with their members.
    """

    made_at: datetime
    change: int
    tables: dict[str, Digest] = field(default_factory=dict)
    figures: int = 0
    figures_sha256: str = ""
    files: Digest = NO_FILES
    lost: int = 0

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(one.rows for one in self.tables.values())

    def differences(self, other: Contents) -> list[str]:
        """The tables, the files and the figures in which the other is not the same."""
        names = sorted({*self.tables, *other.tables})
        found = [name for name in names if self.tables.get(name) != other.tables.get(name)]
        if self.files != other.files:
            found.append("files")
        mine = (self.figures, self.figures_sha256)
        return found if mine == (other.figures, other.figures_sha256) else [*found, "figures"]


def contents_now() -> Contents:
    """What the database holds now, all at one moment."""
    with tables.snapshot():
        number, hashed = _figures()
        return Contents(
            timezone.now(), last_change(), tables.digests(), number, hashed, files_now()
        )


def make_backup(path: Path, passphrase: str, *, progress: Progress | None = None) -> Contents:
    """Write everything of one moment, encrypted, to a file; people may go on working.

    The file appears only once it is whole. Raises BelongError where the passphrase is too short or
    the file cannot be written.
    """
    check_passphrase(passphrase)
    written = _Written(progress)
    part = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out, tables.snapshot():
                seal(written.lines(), out, passphrase)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise BelongError(
            "The backup could not be written.",
            where=str(path),
            mend="Choose a folder that you may write to, on a disk with room.",
        ) from error
    return written.contents


class _Written:
    """The lines of a backup: a header, tables with their rows, files, and what all of it was."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.contents = Contents(timezone.now(), 0)

    def lines(self) -> Iterator[bytes]:
        """Every line, and the contents once all have been taken."""
        change = last_change()
        yield _line({"made_at": self.contents.made_at.isoformat(), "migrations": _migrations()})
        kept = tables.models_kept()
        told: dict[str, Digest] = {}
        for place, model in enumerate(kept, start=1):
            name = model._meta.label_lower
            yield _line(
                {"table": name, "columns": [f.attname for f in model._meta.concrete_fields]}
            )
            count, hashed = 0, hashlib.sha256()
            for line in tables.lines_of(model):
                count += 1
                hashed.update(line)
                yield line
            told[name] = Digest(count, hashed.hexdigest())
            if self._progress is not None:
                self._progress(place, len(kept))
        files = FilesOut()
        yield from files.lines()
        number, figures = _figures()
        self.contents = Contents(
            self.contents.made_at, change, told, number, figures, files.digest, files.lost
        )
        yield _line({"end": as_plain(self.contents)})


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def as_plain(contents: Contents) -> dict[str, Any]:
    return {**asdict(contents), "made_at": contents.made_at.isoformat()}


def as_contents(plain: dict[str, Any]) -> Contents:
    """Contents from what ``as_plain`` gave."""
    return Contents(
        **{
            **plain,
            "made_at": datetime.fromisoformat(plain["made_at"]),
            "tables": {name: Digest(**one) for name, one in plain["tables"].items()},
            "files": Digest(**plain["files"]),
        }
    )


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _figures() -> tuple[int, str]:
    """How many figures there are of all councils together and each, and a hash of all of them."""
    from belong.analytics import compute, journeys

    councils = Agency.objects.filter(kind=Kind.COUNCIL).order_by("dfe_code")
    frames = frames_at(tuple(councils.values_list("dfe_code", flat=True)))
    if frames.coverage.is_empty():
        return 0, ""
    years = frames.coverage["year"].to_list()
    found = compute(frames, journeys(frames), year=max(years), windows=max(years) - min(years) + 1)
    number, hashed = 0, hashlib.sha256()
    for number, figure in enumerate(found.opened(), start=1):  # noqa: B007 (it is the count)
        hashed.update(repr(figure).encode())
    return number, hashed.hexdigest()


@transaction.atomic
def restore_backup(path: Path, passphrase: str, *, progress: Progress | None = None) -> Contents:
    """Put everything of a backup into this database, which holds nothing yet; all or nothing.

    Raises BelongError where the database holds something, the file is no backup, is damaged or of
    another version, or the passphrase is not the one.
    """
    if any(model._base_manager.exists() for model in (Change, User, AuditEvent)):
        raise BelongError(
            "This database holds something already.",
            mend="Restore into an empty one: 'belong migrate' makes it.",
        )
    try:
        with path.open("rb") as source:
            restoring = _Restoring(open_sealed(source, passphrase), progress)
            try:
                return restoring.run()
            except BaseException:
                restoring.files.take_out_again()
                raise
    except OSError as error:
        raise BelongError("The backup could not be read.", where=str(path)) from error


class _Restoring:
    """A backup on its way into the database."""

    def __init__(self, lines: Iterator[bytes], progress: Progress | None) -> None:
        self._lines = lines
        self._progress = progress
        self._models = {model._meta.label_lower: model for model in tables.models_kept()}
        self.files = FilesBack()

    def run(self) -> Contents:
        """Write every table and file, and give what the backup said that it holds."""
        header = json.loads(next(self._lines))
        if header["migrations"] != _migrations():
            raise BelongError(
                "The backup was made by another version of Belong.",
                mend="Restore it with that version, then bring the database up to date.",
            )
        self._empty()
        found: dict[str, Digest] = {}
        told = json.loads(next(self._lines))
        while "end" not in told:
            following: list[dict[str, Any]] = []
            lines = self._lines_of_one(following)
            if "file" in told:
                self.files.put(told["file"], lines)
            else:
                name = told["table"]
                found[name] = tables.put_rows(self._models[name], told["columns"], lines)
                if self._progress is not None:
                    self._progress(len(found), len(self._models))
            (told,) = following
        for _ in self._lines:
            raise BelongError("The backup is damaged or not whole.", mend="Use another backup.")
        contents = as_contents(told["end"])
        is_whole = bool(contents.lost) or self.files.digest == contents.files
        if found != contents.tables or not is_whole:
            raise BelongError("The backup is damaged or not whole.", mend="Use another backup.")
        tables.reset_sequences()
        return contents

    def _lines_of_one(self, following: list[dict[str, Any]]) -> Iterator[bytes]:
        """What belongs to a table or a file; what comes after is put into ``following``."""
        for line in self._lines:
            if line.startswith(b"{"):
                following.append(json.loads(line))
                return
            yield line

    def _empty(self) -> None:
        """Take out what migrations wrote: it is in the backup too."""
        with connection.cursor() as cursor:
            for model in chain(
                apps.get_app_config("auth").get_models(include_auto_created=True),
                apps.get_app_config("contenttypes").get_models(),
                apps.get_app_config("ledger").get_models(),
            ):
                if model._base_manager.exists():
                    table = connection.ops.quote_name(model._meta.db_table)
                    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (our own table's name)
