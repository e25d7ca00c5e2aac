"""The app accounts."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AccountsConfig"]


class AccountsConfig(AppConfig):
    """See the package's own words."""

    name = "belong.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"
