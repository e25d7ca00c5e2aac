"""Withdrawing and sealing what was recorded of a family."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from belong.domain.policy.families import check_second_family_seal
from belong.web.families.forms import ReasonForm
from belong.web.families.opening import check_kind, opened_to_write, row_to_change
from belong.web.families.reading import open_family, tell
from belong.web.ledger.actions import agree_seal, ask_to_seal, withdraw_event
from belong.web.ledger.queries import standing_for
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask, changed_already

__all__ = ["family_seal", "family_seal_agree", "family_withdraw"]

_asking = require_http_methods(["GET", "HEAD", "POST"])


@_asking
def family_withdraw(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Taking back an event that did not happen."""
    told = opened_to_write(request, key)
    row = row_to_change(told, entry)
    check_kind(told, row.kind)
    back = reverse("family", args=[told.family.key])
    if request.method != "POST" and standing_for(row, told.rows) != row:
        return changed_already(request, back)
    question = Question(
        title=f"Withdraw: {told.wording.label(row)}",
        back=back,
        button="Withdraw",
        intro="It did not happen. The entry stays in the record, marked as withdrawn.",
        done="Withdrawn.",
        is_grave=True,
    )
    by = told.opened.actor.person_key
    return ask(
        request,
        question,
        ReasonForm.of_request(request),
        lambda answers: withdraw_event(event=row, by=by, why=answers["why"], seen=told.seen),
    )


@_asking
def family_seal(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Asking for a seal: details that stand on the wrong record."""
    told = opened_to_write(request, key)
    row = told.row(entry)
    if row is None or row.is_withdrawal:
        raise Http404
    check_kind(told, row.kind)
    question = Question(
        title=f"Seal: {told.wording.label(row)}",
        back=reverse("family", args=[told.family.key]),
        button="Ask for a seal",
        intro="For details that stand on the wrong record. Once a manager agrees, nobody can read"
        " them or their reasons again; the date and this reason stay: name nobody in it.",
        done="A seal is asked for. A manager has to agree to it.",
        is_grave=True,
    )
    by = told.opened.actor.person_key
    return ask(
        request,
        question,
        ReasonForm.of_request(request),
        lambda answers: ask_to_seal(event=row, by=by, reason=answers["why"]),
    )


@_asking
def family_seal_agree(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """The second person agrees, and the details are out of everyone's reach."""
    opened = open_family(request, key)
    told = tell(request, opened)
    row = told.row(entry)
    seal = getattr(row, "seal", None)
    if row is None or seal is None or seal.agreed_by:
        raise Http404
    check_second_family_seal(opened.actor, opened.facts, seal.asked_by)
    question = Question(
        title=f"Agree to the seal: {told.wording.label(row)}",
        back=reverse("family", args=[told.family.key]),
        button="Seal for good",
        intro=f"Asked for because: {seal.reason}",
        warning="Nobody will be able to read the details again.",
        done="Sealed.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        Form.of_request(request),
        lambda answers: agree_seal(seal=seal, by=opened.actor.person_key),
    )
