"""The documents app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["DocumentsConfig"]


class DocumentsConfig(AppConfig):
    """Notes and documents of children, families and meetings."""

    name = "belong.web.documents"
    label = "documents"
    verbose_name = "Documents"
