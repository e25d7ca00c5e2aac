"""The app agencies."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AgenciesConfig"]


class AgenciesConfig(AppConfig):
    """See the package's own words."""

    name = "belong.web.agencies"
    label = "agencies"
    verbose_name = "Agencies"
