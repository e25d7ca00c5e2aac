"""Comments, answers to findings, money stated, and the steps of a report."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.domain.policy.reporting import (
    can_read_part,
    can_write_part,
    check_answer_findings,
    check_comment,
    check_sign,
    check_state_money,
    check_take_back,
    check_write_part,
    role_for_money,
    role_for_part,
    role_for_step,
)
from belong.domain.reporting import ReportState
from belong.reports.bound import Author
from belong.web.reports import queries
from belong.web.reports.actions_signing import Meeting, sign_part, sign_step, take_back
from belong.web.reports.actions_writing import (
    answer_finding,
    comment_on,
    settle_comment,
    state_money,
)
from belong.web.reports.checking import parts_of
from belong.web.reports.forms import (
    AnswerForm,
    CommentForm,
    MoneyForm,
    PartForm,
    PresentForm,
    SignForm,
    TakeBackForm,
)
from belong.web.reports.opening import Opened, open_report, open_section
from belong.web.reports.queries_figures import money_names, money_stated, stated_refs
from belong.web.reports.views_common import asking
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = ["answer", "back", "comment", "money", "settle", "sign"]


@asking
def comment(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Comment on a section."""
    opened, found = open_section(actor_of(request), key, section)
    check_comment(opened.actor, opened.standing.facts, found.author)

    def carry_out(told: dict[str, Any]) -> None:
        comment_on(section=found, words=told["words"], by=opened.actor.person_key)

    question = Question(
        f"Comment on: {found.title}",
        back=reverse("report-at", args=[key, section]),
        done="The comment is added.",
    )
    return ask(request, question, CommentForm.of_request(request), carry_out)


@asking
def settle(request: HttpRequest, comment: str) -> HttpResponse:
    """Settle a comment: who wrote it, or who writes the section."""
    actor = actor_of(request)
    found = queries.comment_of(actor, comment)
    standing = queries.standing_of(actor, found.section.report)
    section = found.section
    if not can_read_part(actor, standing.facts, section.author):
        raise Http404
    if found.by_person != actor.person_key:
        check_write_part(actor, standing.facts, section.author)

    def carry_out(told: dict[str, Any]) -> None:
        settle_comment(comment=found, by=actor.person_key)

    question = Question(
        f"Settle a comment on: {section.title}",
        back=reverse("report-at", args=[standing.report.key, section.key]),
        button="It is settled",
        intro=found.words,
        done="The comment is settled.",
    )
    return ask(request, question, SignForm.of_request(request), carry_out)


@asking
def answer(request: HttpRequest, key: str, finding: str) -> HttpResponse:
    """Say why what the checker found may stand."""
    opened = open_report(actor_of(request), key)
    found = opened.checked_as_read.finding(finding)
    if found is None:
        raise Http404
    author = opened.bound.section(found.section).author
    check_answer_findings(opened.actor, opened.standing.facts, author)

    def carry_out(told: dict[str, Any]) -> None:
        answer_finding(
            report=opened.report, finding=found, reason=told["reason"], by=opened.actor.person_key
        )

    question = Question(
        "Answer a finding",
        back=reverse("report-at", args=[key, found.section]),
        button="Keep this answer",
        intro=" ".join(part for part in (found.where, found.wrong, found.mend) if part),
        done="The answer is kept.",
    )
    return ask(request, question, AnswerForm.of_request(request), carry_out)


@asking
def money(request: HttpRequest, key: str) -> HttpResponse:
    """State the money that the report cites and Belong does not keep."""
    opened = open_report(actor_of(request), key)
    facts = opened.standing.facts
    check_state_money(opened.actor, facts)
    agency = opened.report.agency
    refs = stated_refs(opened.bound)
    names = money_names(refs)
    before = money_stated(agency, refs)
    form = MoneyForm.of_request(request, refs=names)
    form.set_initial({ref: one.pounds for ref, one in before.items()})

    def carry_out(told: dict[str, Any]) -> None:
        role = role_for_money(opened.actor, facts) or Role.FINANCE_OFFICER
        state_money(agency=agency, pounds=form.pounds(), role=role, by=opened.actor.person_key)

    question = Question(
        f"Money in: {opened.report.title}",
        back=reverse("report", args=[key]),
        intro=_money_words(opened) if refs else "This report cites no money.",
        done="The money is stated.",
    )
    return ask(request, question, form, carry_out)


def _money_words(opened: Opened) -> str:
    told = (
        "Belong does not keep money yet. What you state is printed with your role beside it; "
        "income less expenditure is computed."
    )
    if opened.basis is not None and opened.basis.approved_at is not None:
        told += (
            " This report keeps the money that it was approved with: take it back to have what you"
            " state now in it."
        )
    return told


@asking
def sign(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Sign a step: an author's part as written, or the report as checked, approved, presented."""
    opened = open_report(actor_of(request), key)
    try:
        wanted = ReportState(step)
    except ValueError:
        raise Http404 from None
    if wanted is ReportState.DRAFT:
        return _sign_part(request, opened)
    check_sign(opened.actor, opened.standing.facts, wanted)
    return _sign_step(request, opened, wanted)


def _sign_part(request: HttpRequest, opened: Opened) -> HttpResponse:
    facts, actor = opened.standing.facts, opened.actor
    mine = [part.value for part in parts_of(opened.bound) if can_write_part(actor, facts, part)]
    if not mine:
        check_write_part(actor, facts, Author.DRAWN)

    def carry_out(told: dict[str, Any]) -> None:
        part = Author(told["part"])
        role = role_for_part(actor, facts, part)
        if role is not None:
            sign_part(report=opened.report, part=part, role=role, by=actor.person_key)

    question = Question(
        "Sign a part as written",
        back=reverse("report", args=[opened.report.key]),
        button="Sign",
        intro="Whoever writes in it afterwards takes this back, and it is signed again.",
        done="The part is signed as written.",
    )
    asked = request.GET.get("part", "")
    initial = {"part": asked} if asked in mine else {}
    form = PartForm.of_request(request, parts=mine, **({"initial": initial} if initial else {}))
    return ask(request, question, form, carry_out)


_TITLES = {
    ReportState.CHECKED: ("Sign the report as checked", "Sign as checked", "is checked"),
    ReportState.APPROVED: ("Approve the report", "Approve", "is approved"),
    ReportState.PRESENTED: ("Record that the report was presented", "Save", "was presented"),
}

_APPROVING = (
    "You approve its words and its figures as they stand now. What is computed or stated later "
    "comes into it only when it is taken back and approved anew."
)


def _sign_step(request: HttpRequest, opened: Opened, step: ReportState) -> HttpResponse:
    title, button, done = _TITLES[step]
    blocks = opened.blocks(step)
    form_of: type[Form] = PresentForm if step is ReportState.PRESENTED else SignForm

    def carry_out(told: dict[str, Any]) -> None:
        if blocks:
            raise BelongError(" ".join(blocks))
        meeting = None
        if step is ReportState.PRESENTED:
            meeting = Meeting(told["committee"], told["met_on"], told["minute_reference"])
        role = role_for_step(opened.actor, opened.standing.facts, step)
        if role is not None:
            sign_step(
                report=opened.report,
                step=step,
                seen=opened.standing.state,
                role=role,
                by=opened.actor.person_key,
                figures=opened.basis.figures if opened.basis else None,
                meeting=meeting,
            )

    question = Question(
        f"{title}: {opened.report.title}",
        back=reverse("report", args=[opened.report.key]),
        button=button,
        intro=_APPROVING if step is ReportState.APPROVED else "",
        warning=f"In the way: {' '.join(blocks)}" if blocks else "",
        done=f"The report {done}.",
    )
    return ask(request, question, form_of.of_request(request), carry_out)


@asking
def back(request: HttpRequest, key: str) -> HttpResponse:
    """Take a signed report back to be written further."""
    opened = open_report(actor_of(request), key)
    check_take_back(opened.actor, opened.standing.facts)

    def carry_out(told: dict[str, Any]) -> None:
        take_back(report=opened.report, reason=told["reason"], by=opened.actor.person_key)

    question = Question(
        f"Take back: {opened.report.title}",
        back=reverse("report", args=[key]),
        button="Take it back",
        intro="It is a draft again, and every step is signed anew. What was signed stays on "
        "record, with your reason.",
        done="The report is a draft again.",
    )
    return ask(request, question, TakeBackForm.of_request(request), carry_out)
