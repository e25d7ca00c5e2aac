"""Writing very many rows into one table, past the models but under every constraint and trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from django.db import connection, models, transaction

__all__ = ["write_rows"]

#: Rows in one transaction, and between two words about how far it has come.
AT_ONCE = 250_000


def write_rows(
    model: type[models.Model],
    fields: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
    say: Callable[[str], None],
) -> int:
    """Write rows in their order; gives how many.

    fields: names of the model's fields. rows: a value for each, as both databases read it: text for
    dates (ISO), moments (UTC) and JSON, numbers, True and False, None.
    Raises the database's error where a row breaks a constraint; earlier portions stay written.
    """
    column_of = {field.name: str(field.column) for field in model._meta.concrete_fields}
    named = ", ".join(connection.ops.quote_name(column_of[name]) for name in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    written, left = 0, iter(rows)
    while portion := list(islice(left, AT_ONCE)):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as lines:
                    for row in portion:
                        lines.write_row(row)
            else:
                marks = ", ".join(["?"] * len(fields))
                connection.connection.executemany(
                    f"INSERT INTO {table} ({named}) VALUES ({marks})",  # noqa: S608 - our own names
                    portion,
                )
        written += len(portion)
        say(f"{written:,} {model._meta.verbose_name_plural} written")
    return written
