"""Very many rows into a table at once: past the models, but under every constraint and trigger.

Rows are packed first, into what can be handed to another process, and written as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import AutoField, BigAutoField, Model

__all__ = ["Packed", "pack", "write_packed"]

#: What both databases take as it is.
_PLAIN = frozenset({int, str, bool, type(None)})


@dataclass(frozen=True)
class Packed:
    """Rows of one model. fields: names of its fields. values: one for each, as both databases read
    it: text for dates (ISO), moments (UTC) and JSON; numbers, True and False, None.
    """

    model: str
    fields: tuple[str, ...]
    values: Sequence[tuple[Any, ...]]


def pack(rows: Iterable[Model]) -> list[Packed]:
    """Unsaved rows of any models, by model; numbers that the database gives are left to it.

    Raises TypeError for a value that is no number, word or date.
    """
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    return [_pack(model, of_model) for model, of_model in by_model.items()]


def _pack(model: type[Model], rows: list[Model]) -> Packed:
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key and isinstance(field, (AutoField, BigAutoField)))
    ]
    values_of = attrgetter(*(field.attname for field in fields))
    values = [
        tuple(one if type(one) in _PLAIN else _plain(one) for one in values_of(row)) for row in rows
    ]
    return Packed(model._meta.label, tuple(field.name for field in fields), values)


def _plain(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not packed")


def write_packed(packed: Packed) -> None:
    """Insert the rows in their order, in the transaction that is open.

    Raises the database's error where a row breaks a constraint.
    """
    model = apps.get_model(packed.model)
    column_of = {field.name: str(field.column) for field in model._meta.concrete_fields}
    named = ", ".join(connection.ops.quote_name(column_of[name]) for name in packed.fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as lines:
                for row in packed.values:
                    lines.write_row(row)
        else:
            marks = ", ".join(["?"] * len(packed.fields))
            connection.connection.executemany(
                f"INSERT INTO {table} ({named}) VALUES ({marks})",  # noqa: S608 - our own names
                packed.values,
            )
