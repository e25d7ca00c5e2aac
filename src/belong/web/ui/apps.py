"""The look of the pages as a Django app: templates and static files."""

from __future__ import annotations

from django.apps import AppConfig
from django.urls import register_converter

from belong.web.ui.addresses import Key

__all__ = ["UiConfig"]


class UiConfig(AppConfig):
    """Layout, components, form fields and static files; no models."""

    name = "belong.web.ui"
    label = "ui"
    verbose_name = "Look of the pages"

    def ready(self) -> None:
        """Let every app write ``<key:...>`` in its addresses."""
        register_converter(Key, "key")
