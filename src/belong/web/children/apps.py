"""The children app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ChildrenConfig"]


class ChildrenConfig(AppConfig):
    """Registers the projection of children when the app is ready."""

    name = "belong.web.children"
    label = "children"

    def ready(self) -> None:
        """Let the ledger fold children, and put their list across the top."""
        from belong.domain.policy.children import can_list_children
        from belong.web.children import projection
        from belong.web.ui.navigation import Entry, register

        projection.register()
        register(Entry("Children", "children_list", order=10, shown_to=can_list_children))
