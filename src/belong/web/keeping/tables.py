"""Every table as lines of JSON, the same whichever database it is in; and back again."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from belong.domain.errors import BelongError

__all__ = ["Digest", "digests", "lines_of", "models_kept", "put_rows", "snapshot"]

#: Sessions end with a restore, and what somebody had half written is of a session.
_NOT_KEPT = frozenset({"sessions.session", "accounts.keptform"})
_BATCH = 500
Model = type[models.Model]


@dataclass(frozen=True)
class Digest:
    """What a table holds: the number of its rows, and a hash of all of them."""

    rows: int
    sha256: str


def models_kept() -> list[Model]:
    """Every table that a backup holds, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in _NOT_KEPT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the whole database, however long it is read; others go on writing."""
    if connection.vendor == "sqlite":
        # A transaction that begins as a writer would hold up everybody: this one only reads.
        connection.ensure_connection()
        sqlite: Any = connection
        mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = mode
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def lines_of(model: Model) -> Iterator[bytes]:
    """One line for each row, in order of the primary key."""
    fields = model._meta.concrete_fields
    rows = model._base_manager.order_by("pk").values_list(*(one.attname for one in fields))
    for row in rows.iterator(chunk_size=2000):
        told = [_plain(value) for value in row]
        yield (
            json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            + b"\n"
        )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def digests() -> dict[str, Digest]:
    """What every table holds now, by its name."""
    return {model._meta.label_lower: _digest(lines_of(model)) for model in models_kept()}


def _digest(lines: Iterable[bytes]) -> Digest:
    count, hashed = 0, hashlib.sha256()
    for count, line in enumerate(lines, start=1):  # noqa: B007 (the last number is the count)
        hashed.update(line)
    return Digest(count, hashed.hexdigest())


def put_rows(model: Model, columns: list[str], lines: Iterable[bytes]) -> Digest:
    """Write rows as they stood, keys and moments too. Raises BelongError for other columns."""
    fields = model._meta.concrete_fields
    if columns != [one.attname for one in fields]:
        raise BelongError(
            "The backup was made by another version of Belong.",
            mend="Restore it with that version, then bring the database up to date.",
        )
    quote = connection.ops.quote_name
    names = ", ".join(quote(one.column) for one in fields if one.column)
    marks = ", ".join(["%s"] * len(fields))
    # names of our own tables and columns, quoted; values go in as parameters
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    count, hashed, waiting = 0, hashlib.sha256(), []
    with connection.cursor() as cursor:
        for line in lines:
            hashed.update(line)
            count += 1
            waiting.append([_stored(f, v) for f, v in zip(fields, json.loads(line), strict=True)])
            if len(waiting) == _BATCH:
                cursor.executemany(statement, waiting)
                waiting = []
        if waiting:
            cursor.executemany(statement, waiting)
    return Digest(count, hashed.hexdigest())


def _stored(field: models.Field, value: Any) -> Any:
    """A value as the database takes it."""
    if isinstance(field, models.BinaryField) and value is not None:
        return base64.b64decode(value)
    if not isinstance(field, models.JSONField):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)


def reset_sequences() -> None:
    """Let numbering go on after the highest key of every table."""
    statements = connection.ops.sequence_reset_sql(no_style(), models_kept())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
