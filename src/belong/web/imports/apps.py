"""The imports app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ImportsConfig"]


class ImportsConfig(AppConfig):
    """Bringing in what exists: returns and the template workbook."""

    name = "belong.web.imports"
    label = "imports"
    verbose_name = "Imports"
