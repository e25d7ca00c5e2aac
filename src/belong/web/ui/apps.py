"""The look of the pages as a Django app: templates and static files."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["UiConfig"]


class UiConfig(AppConfig):
    """Layout, components, form fields and static files; no models."""

    name = "belong.web.ui"
    label = "ui"
    verbose_name = "Look of the pages"
