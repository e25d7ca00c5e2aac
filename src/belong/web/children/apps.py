"""The children app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ChildrenConfig"]


class ChildrenConfig(AppConfig):
    """Registers the projection of children when the app is ready."""

    name = "belong.web.children"
    label = "children"

    def ready(self) -> None:
        """Let the ledger fold children."""
        from belong.web.children import projection

        projection.register()
