"""Accounts as a Django app; notes every sign-in in the audit log."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AccountsConfig"]


class AccountsConfig(AppConfig):
    """Users and kept forms."""

    name = "belong.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Listen to what allauth tells of."""
        from belong.web.accounts import listening

        listening.start()
