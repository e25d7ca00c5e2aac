"""What somebody had written when their session ended is kept, and comes back after the sign-in.

Kept encrypted on the server, for the person whom this browser last knew (a signed cookie tells),
for that page only, for a short time. Files are not kept. Nobody else who signs in at the same
computer gets it.
"""

from __future__ import annotations

import base64
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone

from belong.web.accounts.models import KeptForm, User

__all__ = ["COOKIE", "forget_about", "forget_old", "form_out_of_date", "keep", "remember", "take"]

COOKIE = "last_here"
COOKIE_DAYS = 30
HOURS_KEPT = 24
LARGEST = 200_000
LONGEST_PATH = 500
_NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def _cipher() -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"belong kept form").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser say, later, whose it was; in a cookie that scripts cannot read."""
    if not request.user.is_authenticated or _last_user_key(request) == request.user.key:
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(request.user.key, salt=COOKIE),
        max_age=timedelta(days=COOKIE_DAYS),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _last_user_key(request: HttpRequest) -> str:
    try:
        return str(
            signing.loads(
                request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=timedelta(days=COOKIE_DAYS)
            )
        )
    except signing.BadSignature:
        return ""


def keep(request: HttpRequest, user: User | None = None) -> bool:
    """Keep what was posted. user: whose it is, where known; else whom this browser last knew.

    Gives whether it was kept: not for a browser that nobody has signed in with, not where it is too
    large.
    """
    owner = user or User.objects.filter(key=_last_user_key(request), is_active=True).first()
    path = request.get_full_path()
    posted = request.POST.copy()
    for name in _NOT_KEPT:
        posted.pop(name, None)
    content = posted.urlencode().encode()
    if owner is None or not posted or len(content) > LARGEST or len(path) > LONGEST_PATH:
        return False
    forget_old()
    KeptForm.objects.update_or_create(
        user=owner,
        path=path,
        defaults={"content": _cipher().encrypt(content), "kept_at": timezone.now()},
    )
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What this person had written on this page, once: it is forgotten when it is taken."""
    if not request.user.is_authenticated:
        return None
    found = KeptForm.objects.filter(
        user_id=request.user.pk,
        path=request.get_full_path(),
        kept_at__gt=timezone.now() - timedelta(hours=HOURS_KEPT),
    ).first()
    if found is None:
        return None
    found.delete()
    try:
        return QueryDict(_cipher().decrypt(bytes(found.content)))
    except InvalidToken:  # the key of the installation has changed since
        return None


def forget_old() -> int:
    """Delete what nobody has come back for in time; gives how many."""
    old = timezone.now() - timedelta(hours=HOURS_KEPT)
    return KeptForm.objects.filter(kept_at__lte=old).delete()[0]


def forget_about(key: str) -> int:
    """Delete what was kept of forms whose address names this key, whoever's; gives how many."""
    return KeptForm.objects.filter(path__contains=key).delete()[0]


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is out of date, as after signing in again in another tab.

    One sent from a page of ours is kept and shown again, filled and not saved; anything else is
    refused.
    """
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    is_ours = bool(origin) and urlsplit(origin).netloc == request.get_host()
    if is_ours and request.user.is_authenticated and keep(request, request.user):
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "ui/out_of_date.html", status=403)
