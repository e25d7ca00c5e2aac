"""Puts the facts of access on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from belong.web.agencies.facts import NOBODY, actor_facts

__all__ = ["ActorOfRequest"]


class ActorOfRequest:
    """``request.actor``: ActorFacts of today. Someone not signed in may do nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        facts = actor_facts(user, timezone.localdate()) if user.is_authenticated else NOBODY
        request.actor = facts  # type: ignore[attr-defined]
        return self.get_response(request)
