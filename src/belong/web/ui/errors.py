"""What people see when there is no such page, they may not open it, or something broke."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

__all__ = ["bad_request", "fault", "not_allowed", "not_found"]

_log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one page for a wrong address and for a record that is not the reader's."""
    return render(request, "ui/not_found.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that exists for other roles. The exception's words are ours, and say what to do."""
    reason = str(exception) if exception else ""
    return render(request, "ui/not_allowed.html", {"reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What the browser sent was not understood."""
    return render(request, "ui/bad_request.html", status=400)


def fault(request: HttpRequest, *args: Any) -> HttpResponse:
    """Something of ours broke. Asks neither the database nor the session for anything."""
    try:
        page: str = loader.render_to_string("ui/fault.html", {})
    except Exception:  # whatever broke the page may break this one, too
        _log.exception("The page that says that something went wrong could not be made.")
        page = "<!doctype html><title>Something went wrong</title><h1>Something went wrong</h1>"
    return HttpResponse(page, status=500)
