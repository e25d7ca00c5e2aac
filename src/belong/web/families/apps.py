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
        """Let the ledger fold families and tell them of children; put pages across the top."""
        from belong.domain.policy.families import can_list_families
        from belong.web.families import projection
        from belong.web.families.mirror import follow_child
        from belong.web.ledger import followers
        from belong.web.ledger.models import SubjectKind
        from belong.web.ui.navigation import Entry, register

        projection.register()
        followers.register(SubjectKind.CHILD, follow_child)
        register(Entry("Families", "families", order=20, shown_to=can_list_families))
