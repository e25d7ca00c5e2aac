"""The families app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["FamiliesConfig"]


class FamiliesConfig(AppConfig):
    """Households, applications, and what is folded for the pipeline."""

    name = "belong.web.families"
    label = "families"
    verbose_name = "Families"

    def ready(self) -> None:
        """Let the ledger fold families."""
        from belong.web.families import projection

        projection.register()
