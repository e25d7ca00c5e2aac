"""The front page, until the work of the day fills it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

__all__ = ["home"]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where people arrive after signing in: who they are here, and where their work is."""
    return render(request, "ui/home.html")
