"""Safe keeping as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["KeepingConfig"]


class KeepingConfig(AppConfig):
    """Backups, and what came of the drills that restored them."""

    name = "belong.web.keeping"
    label = "keeping"
    verbose_name = "Safe keeping"
