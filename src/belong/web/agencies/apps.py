"""Agencies as a Django app, and its entries across the top of the pages."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AgenciesConfig"]


class AgenciesConfig(AppConfig):
    """Agencies, memberships, teams and appointments."""

    name = "belong.web.agencies"
    label = "agencies"
    verbose_name = "Agencies"

    def ready(self) -> None:
        """Put the pages for administrators across the top."""
        from belong.domain.policy.administration import can_manage
        from belong.web.ui.navigation import Entry, register

        register(Entry("Agencies", "agencies", order=80, shown_to=can_manage))
        register(Entry("People", "people", order=81, shown_to=can_manage))
