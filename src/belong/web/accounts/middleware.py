"""What holds for every request: sign-in required, idle sessions end, nothing private is stored."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from belong.web.accounts import kept

__all__ = ["IdleSessions", "PrivateResponses", "SignInRequired"]

Respond = Callable[[HttpRequest], HttpResponse]

#: Pages that someone without a second factor needs to set one up, or to leave.
SETTING_UP = frozenset(
    {
        "mfa_activate_totp",
        "mfa_index",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
    }
)
SEEN = "seen_at"
#: Seconds between two notes of "still here", so that reading pages seldom writes.
SEEN_EVERY = 300


class PrivateResponses:
    """No browser or proxy keeps a page of someone signed in, and pages get no device's powers."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response


class IdleSessions:
    """A session that nobody has used for IDLE_SESSION_SECONDS ends."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = int(request.session.get(SEEN, now))
            if now - seen > settings.IDLE_SESSION_SECONDS:
                logout(request)
            elif SEEN not in request.session or now - seen >= SEEN_EVERY:
                request.session[SEEN] = now
        return self.get_response(request)


class SignInRequired:
    """Every page needs a sign-in but those named in PUBLIC_URL_NAMES.

    A form posted without one is kept for the person whom this browser last knew, and comes back
    filled after the sign-in. Where a second factor is required, nothing opens before it is set up.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.kept_form = lambda: kept.take(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        kept.remember(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, options: Any
    ) -> HttpResponse | None:
        """The way to the sign-in, or None where the page may be opened."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in settings.PUBLIC_URL_NAMES:
            return None
        if not request.user.is_authenticated:
            if request.method == "POST":
                kept.keep(request)
            return _to_sign_in(request)
        lacks_one = settings.REQUIRE_SECOND_FACTOR and not request.user.has_second_factor
        if lacks_one and name not in SETTING_UP:
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    path = request.get_full_path()
    query = "" if path == "/" else "?" + urlencode({"next": path})
    return HttpResponseRedirect(reverse(settings.LOGIN_URL) + query)
