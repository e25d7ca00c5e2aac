"""The forms of signing in, in our words. What they do is allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

__all__ = [
    "AskForNewPasswordForm",
    "CodeAgainForm",
    "CodeForm",
    "NewPasswordForm",
    "PasswordAgainForm",
    "SetUpAppForm",
    "SignInForm",
]

EMAIL = ("E-mail address", "Enter your e-mail address")
PASSWORD = ("Password", "Enter your password")
CODE = ("Code", "Enter the code")
NEW = ("New password", "Enter a new password")
AGAIN = ("New password, once more", "Enter the new password once more")


def _word(form: forms.Form, **fields: tuple[str, str]) -> None:
    """Give each field its label and what it says when it is left empty."""
    for name, (label, empty) in fields.items():
        field = form.fields[name]
        field.label = label
        field.help_text = ""
        field.error_messages["required"] = empty


class SignInForm(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, login=EMAIL, password=PASSWORD)


class PasswordAgainForm(account.ReauthenticateForm):
    """The password, once more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, password=PASSWORD)


class AskForNewPasswordForm(account.ResetPasswordForm):
    """Where to send the link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, email=EMAIL)


class NewPasswordForm(account.ResetPasswordKeyForm):
    """The new password, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, password1=NEW, password2=AGAIN)


class CodeForm(mfa.AuthenticateForm):
    """The code at sign-in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, code=CODE)


class CodeAgainForm(mfa.ReauthenticateForm):
    """The code, once more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, code=CODE)


class SetUpAppForm(totp.ActivateTOTPForm):
    """The first code of an app."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, code=CODE)
