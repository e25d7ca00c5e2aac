"""The page that asks one thing, and the way in which what a form asked is carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belong.domain.errors import BelongError
from belong.domain.policy import NotAllowed
from belong.web.ui.forms import Form

__all__ = ["Question", "ask", "changed_already"]


@dataclass(frozen=True)
class Question:
    """A page with one form.

    back: where its back link, and a finished form, lead. done: what is said then. onward: text and
    address of another thing to do, below the form. is_grave: it cannot easily be undone.
    """

    title: str
    back: str
    button: str = "Save"
    intro: str = ""
    warning: str = ""
    done: str = ""
    onward: tuple[str, str] | None = None
    is_grave: bool = False


def ask(
    request: HttpRequest,
    question: Question,
    form: Form,
    carry_out: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show the form; posted and in order, carry it out and go on.

    carry_out is called with what was answered; a text that it gives is the address to go on to.
    What Belong refuses (BelongError) is said above the form, and nothing that was typed is lost.
    Raises NotAllowed where carry_out does.
    """
    if request.method == "POST" and form.is_valid():
        try:
            onward = carry_out(form.cleaned_data)
        except NotAllowed:
            raise
        except BelongError as refused:
            form.add_error(None, str(refused))
        else:
            if question.done:
                messages.success(request, question.done)
            return HttpResponseRedirect(onward if isinstance(onward, str) else question.back)
    status = 422 if request.method == "POST" else 200
    return render(request, "ui/ask.html", {"question": question, "form": form}, status=status)


def changed_already(request: HttpRequest, back: str) -> HttpResponse:
    """To the record, for who opens an entry that somebody corrected or withdrew meanwhile."""
    messages.error(
        request,
        "That entry was corrected or withdrawn since you opened this page. What stands now is"
        " shown below.",
    )
    return HttpResponseRedirect(back)
