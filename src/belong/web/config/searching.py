"""Finding a part of a name quickly: PostgreSQL's index of every three letters."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, transaction
from django.db.migrations import RunPython

__all__ = ["LETTERS", "index_for_search", "letters_indexed"]

#: What PostgreSQL ships for it. Where it may not be added, names are read one by one as elsewhere.
LETTERS = "pg_trgm"


def index_for_search(name: str, table: str, *columns: str) -> RunPython:
    """A step of a migration: an index by which ``icontains`` finds rows of a table by the columns.

    On another database, and where PostgreSQL's extension may not be added, it does nothing.
    """

    def forwards(apps: Any, editor: Any) -> None:
        letters_indexed(editor.connection, name, table, columns)

    def backwards(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX IF EXISTS {editor.quote_name(name)}")

    return RunPython(forwards, backwards)


def letters_indexed(
    connection: Any, name: str, table: str, columns: tuple[str, ...], *, extension: str = LETTERS
) -> bool:
    """Make the index, and say whether it is there now."""
    if connection.vendor != "postgresql":
        return False
    quoted = connection.ops.quote_name
    parts = ", ".join(f"UPPER({quoted(each)}::text) gin_trgm_ops" for each in columns)
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {quoted(extension)}")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {quoted(name)} ON {quoted(table)} USING gin ({parts})"
            )
    except DatabaseError:
        return False
    return True
