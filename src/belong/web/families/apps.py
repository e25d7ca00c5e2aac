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
        """Let the ledger fold families, and put their pages across the top."""
        from belong.domain.policy.families import can_list_families
        from belong.web.families import projection
        from belong.web.ui.navigation import Entry, register

        projection.register()
        register(Entry("Families", "families", order=20, shown_to=can_list_families))
