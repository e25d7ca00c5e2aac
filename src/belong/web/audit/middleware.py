"""Attempts at what is not theirs: answered alike, and noted."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from belong.domain.policy import NotAllowed
from belong.web.audit.actions import record_audit
from belong.web.ui.errors import not_allowed
from belong.web.ui.requests import actor_of

__all__ = ["Refusals"]

#: What a key in an address looks like; anything else that somebody typed is not kept.
KEY = re.compile(r"[0-9A-Za-z_-]{1,60}")


class Refusals:
    """Notes every refused attempt of somebody signed in.

    A page for other roles (NotAllowed) answers 403 and says so. A record that is not theirs
    (Http404, from the query that did not find it) answers 404, as an address that never was.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a refusal, or None for every other error."""
        if isinstance(error, Http404):
            self._note(request, "no_such_record")
            return None
        if isinstance(error, NotAllowed):
            self._note(request, "refused")
            return not_allowed(request, error)
        return None

    def _note(self, request: HttpRequest, action: str) -> None:
        person = actor_of(request).person_key
        match = request.resolver_match
        if not person or match is None:
            return
        keys = [str(value) for value in match.kwargs.values() if KEY.fullmatch(str(value))]
        subject = keys[0] if keys else ""
        record_audit(
            action=action,
            by=person,
            subject_kind="unknown" if subject else "",
            subject_key=subject,
            detail={"page": match.view_name, "method": request.method or ""},
        )
