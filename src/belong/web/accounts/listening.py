"""What happens around signing in, noted in the audit log."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth

from belong.web.accounts.models import User
from belong.web.audit.actions import record_audit

__all__ = ["start"]


def start() -> None:
    """Connect each signal, once."""
    auth.user_logged_in.connect(_signed_in, dispatch_uid="belong_signed_in")
    auth.user_logged_out.connect(_signed_out, dispatch_uid="belong_signed_out")
    auth.user_login_failed.connect(_failed, dispatch_uid="belong_sign_in_failed")
    account.password_reset.connect(_new_password, dispatch_uid="belong_password_set")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="belong_factor_added")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="belong_factor_removed")


def _note(action: str, user: User) -> None:
    record_audit(action=action, by=user.key, subject_kind="person", subject_key=user.key)


def _signed_in(sender: Any, user: User, **rest: Any) -> None:
    _note("signed_in", user)


def _signed_out(sender: Any, user: User | None, **rest: Any) -> None:
    if user is not None:
        _note("signed_out", user)


def _failed(sender: Any, credentials: dict[str, Any], **rest: Any) -> None:
    """Noted against the account, where there is one: never the address that was typed."""
    email = User.objects.normalize_email(str(credentials.get("email", "")))
    found = User.objects.filter(email=email).first()
    record_audit(
        action="sign_in_failed",
        process="sign-in",
        subject_kind="person" if found else "",
        subject_key=found.key if found else "",
    )


def _new_password(sender: Any, user: User, **rest: Any) -> None:
    _note("password_set", user)


def _factor_added(sender: Any, user: User, **rest: Any) -> None:
    _note("second_factor_set_up", user)


def _factor_removed(sender: Any, user: User, **rest: Any) -> None:
    _note("second_factor_removed", user)
