"""The ledger as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["LedgerConfig"]


class LedgerConfig(AppConfig):
    """Changes, events, seals, and the rows that lists read."""

    name = "belong.web.ledger"
    label = "ledger"
    verbose_name = "Ledger"
