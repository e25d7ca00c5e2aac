"""The returns app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ReturnsConfig"]


class ReturnsConfig(AppConfig):
    """Annex A lists, the quarterly data, the adoption part of the 903, and how they differ."""

    name = "belong.web.returns"
    label = "returns"
    verbose_name = "Returns"

    def ready(self) -> None:
        """Put returns across the top for those who make them."""
        from belong.domain.policy.returns import can_make_returns
        from belong.web.ui.navigation import Entry, register

        register(Entry("Returns", "returns", order=65, shown_to=can_make_returns))
