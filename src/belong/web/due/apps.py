"""The due app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["DueConfig"]


class DueConfig(AppConfig):
    """Which clocks run for each child and family, what is due, and agencies' own policy."""

    name = "belong.web.due"
    label = "due"
    verbose_name = "Due"

    def ready(self) -> None:
        """Let the ledger fold what is due."""
        from belong.web.due import folding

        folding.register()
