"""The imports app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ImportsConfig"]


class ImportsConfig(AppConfig):
    """Bringing in what exists: returns and the template workbook."""

    name = "belong.web.imports"
    label = "imports"
    verbose_name = "Imports"

    def ready(self) -> None:
        """Put imports across the top for those who may bring files in."""
        from belong.domain.policy.imports import can_import
        from belong.web.ui.navigation import Entry, register

        register(Entry("Imports", "imports", order=60, shown_to=can_import))
