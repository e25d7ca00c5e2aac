"""What differs from allauth's own way of signing people in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

__all__ = ["AccountAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up here, and errors say what to do."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.error_messages: dict[str, Any] = {
            **DefaultAccountAdapter.error_messages,
            "email_password_mismatch": (
                "The e-mail address or the password is not right. Check both and try again"
            ),
            "too_many_login_attempts": (
                "There were too many tries to sign in. Wait 15 minutes, then try again"
            ),
            "incorrect_password": "The password is not right. Check it and try again",
            "incorrect_code": "The code is not right. Enter the newest code that the app shows",
        }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator adds people."""
        return False

    def add_message(self, *args: Any, **options: Any) -> None:
        """Say nothing: pages say for themselves what happened."""
