"""The front page, until the work of the day fills it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.web.keeping.drill import last_drill_passed
from belong.web.keeping.presenters import drill_in_words

__all__ = ["home"]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where people arrive after signing in: who they are here, and where their work is.

    A real installation says here when a backup was last restored as a drill.
    """
    drill = "" if settings.IS_DEMO else drill_in_words(last_drill_passed(), timezone.now())
    return render(request, "ui/home.html", {"drill": drill})
