"""The pages of signing in: these of allauth's and no others. Nobody signs up here."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

__all__ = ["urlpatterns"]

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("safety/", mfa.index, name="mfa_index"),
    path("safety/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("safety/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("safety/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("safety/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "safety/codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
