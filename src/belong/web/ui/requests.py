"""What our middleware puts on a request, with its type."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from belong.domain.policy import ActorFacts

__all__ = ["actor_of"]


def actor_of(request: HttpRequest) -> ActorFacts:
    """The facts of access of whoever asks, as of today."""
    return cast("ActorFacts", request.actor)  # type: ignore[attr-defined]
