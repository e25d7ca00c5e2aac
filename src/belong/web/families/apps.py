"""The families app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["FamiliesConfig"]


class FamiliesConfig(AppConfig):
    """Households, applications, and what is folded for the pipeline."""

    name = "belong.web.families"
    label = "families"
