"""Triggers that let a table only ever be added to, whoever is at the database.

The same for both databases, so that every append-only table of Belong is held in one way. Code
alone does not hold: bulk updates, a console or another program would pass it by.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

__all__ = ["drop", "install"]


def install(table: str, editor: BaseDatabaseSchemaEditor, *, unless: str = "") -> None:
    """Refuse UPDATE and DELETE on a table (and TRUNCATE, on PostgreSQL).

    unless: an SQL condition over OLD and NEW under which an UPDATE is let through after all.
    """
    for statement in _POSTGRES if _is_postgres(editor) else _SQLITE:
        editor.execute(
            statement.format(
                table=table, unless=unless or "FALSE", when=f"WHEN NOT ({unless})" if unless else ""
            )
        )


def drop(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away, when the migration that made them is undone."""
    for statement in _POSTGRES_DROP if _is_postgres(editor) else _SQLITE_DROP:
        editor.execute(statement.format(table=table))


def _is_postgres(editor: BaseDatabaseSchemaEditor) -> bool:
    return editor.connection.vendor == "postgresql"


_SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
)
_SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS {table}_no_update",
    "DROP TRIGGER IF EXISTS {table}_no_delete",
)
_POSTGRES = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF TG_OP = 'UPDATE' THEN IF {unless} THEN RETURN NEW; END IF; END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = '23514'; END $$""",
    """CREATE FUNCTION {table}_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = '23514'; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_truncate()""",
)
_POSTGRES_DROP = (
    "DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
    "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    "DROP FUNCTION IF EXISTS {table}_refuse()",
    "DROP FUNCTION IF EXISTS {table}_refuse_truncate()",
)
