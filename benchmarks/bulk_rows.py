"""Writing very many rows into one table, in portions, telling how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from django.db import models, transaction

from belong.web.ledger.bulk import Packed, write_packed

__all__ = ["write_rows"]

#: Rows in one transaction, and between two words about how far it has come.
AT_ONCE = 250_000


def write_rows(
    model: type[models.Model],
    fields: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
    say: Callable[[str], None],
) -> int:
    """Write rows in their order; gives how many. fields and rows: as of ``Packed``.

    Raises the database's error where a row breaks a constraint; earlier portions stay written.
    """
    written, left = 0, iter(rows)
    while portion := list(islice(left, AT_ONCE)):
        with transaction.atomic():
            write_packed(Packed(model._meta.label, fields, portion))
        written += len(portion)
        say(f"{written:,} {model._meta.verbose_name_plural} written")
    return written
