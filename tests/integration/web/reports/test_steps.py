"""Comments, answers to findings, and the steps of a report, each by the right role."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.domain.reporting import ReportState, StepError
from belong.web.audit.models import AuditEvent
from belong.web.reports.actions_signing import Meeting, sign_step, take_back
from belong.web.reports.actions_writing import write_section
from belong.web.reports.models import Answer, Comment, SignOff

from .conftest import WROTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(signed_in):
    return signed_in("head_of_service")


@pytest.fixture
def officer(signed_in):
    return signed_in("performance_officer")


@pytest.fixture
def chair(signed_in):
    return signed_in("panel_chair")


@pytest.fixture
def written(head, chair, address) -> None:
    """Every part is signed as written."""
    for part in ("council", "agency"):
        head.client.post(address("sign", "draft"), {"part": part})
    chair.client.post(address("sign", "draft"), {"part": "panel_chair"})


def state_of(report) -> str:
    report.refresh_from_db()
    return report.state


def type_wrong(report, head, address) -> None:
    """A share in words that is not the number's."""
    words = "Nearly half (31%) of children waited."
    head.client.post(
        address("sections", "headline"),
        {"based_on": "1", "words-0": words, "words-2": "", "save": "1"},
    )


def test_steps_go_from_draft_to_presented_each_by_its_role(
    report, written, head, officer, signed_in, northmere, address
):
    assert head.client.post(address("sign", "checked")).status_code == 403
    assert officer.client.post(address("sign", "checked")).status_code == 302
    assert state_of(report) == "checked"
    assert officer.client.post(address("sign", "approved")).status_code == 403
    assert head.client.post(address("sign", "approved")).status_code == 302
    assert state_of(report) == "approved"
    on = timezone.localdate()
    told = {
        "committee": "Cabinet",
        "met_on-day": str(on.day),
        "met_on-month": str(on.month),
        "met_on-year": str(on.year),
        "minute_reference": "41",
    }
    assert head.client.post(address("sign", "presented"), told).status_code == 302
    assert state_of(report) == "presented"
    page = head.client.get(address()).content.decode()
    assert "Cabinet" in page
    assert "minute 41" in page
    signed = AuditEvent.objects.filter(action="report_signed")
    assert [one.detail["state"] for one in signed.order_by("pk")] == [
        "checked",
        "approved",
        "presented",
    ]


def test_check_waits_for_every_part_comment_and_finding(report, head, officer, address):
    type_wrong(report, head, address)
    head.client.post(address("sections", "money", "comment"), {"words": "Which year?"})
    page = officer.client.get(address()).content.decode()
    assert "finding of the checker not answered" in page or "findings of the checker" in page
    assert "1 comment not settled" in page
    assert "The part of the agency is not signed as written" in page
    refused = officer.client.post(address("sign", "checked"))
    assert refused.status_code == 422
    assert state_of(report) == "draft"


def test_finding_answered_with_a_reason_no_longer_stands_in_the_way(
    report, head, officer, chair, address
):
    type_wrong(report, head, address)
    page = head.client.get(address()).content.decode()
    keys = set(re.findall(r"/findings/([0-9a-f]{16})", page))
    assert keys
    assert "Mend" in page
    for key in keys:
        assert head.client.post(address("findings", key), {"reason": ""}).status_code == 422
        head.client.post(address("findings", key), {"reason": "It is quoted from the minutes."})
    assert Answer.objects.filter(report=report).count() == len(keys)
    page = head.client.get(address()).content.decode()
    assert "It is quoted from the minutes." in page
    assert "Nothing open" in page
    for who, part in ((head, "council"), (head, "agency"), (chair, "panel_chair")):
        who.client.post(address("sign", "draft"), {"part": part})
    assert officer.client.post(address("sign", "checked")).status_code == 302


def test_answer_is_open_again_when_the_words_change(report, head, address):
    type_wrong(report, head, address)
    page = head.client.get(address()).content.decode()
    for key in set(re.findall(r"/findings/([0-9a-f]{16})", page)):
        head.client.post(address("findings", key), {"reason": "It may stand."})
    head.client.post(
        address("sections", "headline"),
        {"based_on": "2", "words-0": "Nearly half (32%) of children waited.", "words-2": ""},
    )
    assert "Answer with a reason" in head.client.get(address()).content.decode()


def test_comment_is_settled_by_who_wrote_it_or_writes_the_section(
    report, head, officer, signed_in, address
):
    decider = signed_in("decision_maker")
    decider.client.post(address("sections", "money", "comment"), {"words": "Which year?"})
    comment = Comment.objects.get()
    where = f"/reports/comments/{comment.key}/settle"
    assert signed_in("panel_adviser").client.post(where).status_code == 403
    assert signed_in("panel_member").client.post(where).status_code == 404
    assert decider.client.post(where).status_code == 302
    comment.refresh_from_db()
    assert comment.resolved_by == decider.user.key
    assert "Settled by" in head.client.get(address()).content.decode()


def test_comment_without_words_is_refused(head, report, address):
    answer = head.client.post(address("sections", "money", "comment"), {"words": "  "})
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_nobody_approves_what_they_checked(report, written, region, signed_in, address):
    both = signed_in("performance_officer")
    from belong.web.agencies.models import Appointment

    Appointment.objects.create(
        user=both.user, role="head_of_service", agency=region, from_on="2020-04-01"
    )
    both.client.post(address("sign", "checked"))
    assert state_of(report) == "checked"
    answer = both.client.post(address("sign", "approved"))
    assert answer.status_code == 403
    assert "somebody else approves it" in answer.content.decode()


def test_report_taken_back_is_signed_anew_and_the_trace_stays(
    report, written, head, officer, address
):
    officer.client.post(address("sign", "checked"))
    assert head.client.post(address("take-back"), {"reason": ""}).status_code == 422
    head.client.post(address("take-back"), {"reason": "A council sent new words."})
    assert state_of(report) == "draft"
    ended = SignOff.objects.filter(report=report)
    assert ended.count() == 4
    assert {one.ended_because for one in ended} == {"A council sent new words."}
    refused = officer.client.post(address("sign", "checked"))
    assert "is not signed as written" in refused.content.decode()


def test_report_once_approved_keeps_its_money_until_it_is_taken_back(
    report, written, head, officer, signed_in, address
):
    finance = signed_in("finance_officer").client

    def state(income: str) -> None:
        finance.post(address("money"), {"money-0": income, "money-1": "238850"})

    state("302000")
    officer.client.post(address("sign", "checked"))
    asked = head.client.get(address("sign", "approved")).content.decode()
    assert "You approve its words and its figures as they stand now." in asked
    head.client.post(address("sign", "approved"))
    assert (
        "keeps the money that it was approved with"
        in finance.get(address("money")).content.decode()
    )
    state("402000")
    page = head.client.get(address()).content.decode()
    assert "£302,000" in page
    assert "£402,000" not in page
    add = head.client.get(f"/releases/of/{report.key}/").content.decode()
    assert "Not as approved any more" in add
    assert "£402,000" in add
    head.client.post(address("take-back"), {"reason": "The invoice of March came."})
    page = head.client.get(address()).content.decode()
    assert "£402,000" in page
    assert "those it was approved with" not in page


def test_steps_follow_their_table(report):
    sign = {"report": report, "role": Role.HEAD_OF_SERVICE, "by": WROTE}
    with pytest.raises(StepError):
        sign_step(step=ReportState.APPROVED, seen=ReportState.DRAFT, **sign)
    with pytest.raises(StepError):
        take_back(report=report, reason="Why not.", by=WROTE)
    sign_step(step=ReportState.CHECKED, seen=ReportState.DRAFT, **sign)
    with pytest.raises(BelongError, match="changed meanwhile"):
        sign_step(step=ReportState.APPROVED, seen=ReportState.DRAFT, **sign)
    sign_step(step=ReportState.APPROVED, seen=ReportState.CHECKED, **sign)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for meeting in (None, Meeting("", timezone.localdate()), Meeting("Cabinet", tomorrow)):
        with pytest.raises(BelongError):
            sign_step(
                step=ReportState.PRESENTED, seen=ReportState.APPROVED, meeting=meeting, **sign
            )


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "draft", "part": ""},
        {"state": "checked", "part": "agency"},
        {"state": "presented"},
        {"state": "checked", "committee": "Cabinet"},
        {"state": "checked", "ended_by": WROTE},
    ],
)
def test_sign_off_that_cannot_be_is_refused_by_the_database(report, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(
            report=report, by_person=WROTE, role="head_of_service", at=timezone.now(), **wrong
        )


def test_addresses_that_are_no_steps_or_findings_are_not_there(head, report, address):
    assert head.client.get(address("sign", "nothing")).status_code == 404
    assert head.client.get(address("findings", "0" * 16)).status_code == 404
    assert head.client.get(address("sections", "nothing")).status_code == 404
    assert head.client.get(address("sections", "headline", "versions", "9")).status_code == 404


def test_section_written_by_action_keeps_who(report):
    section = report.sections.get(key="money")
    version = write_section(section=section, blocks=[], based_on=1, by="c" * 32)
    assert version.by_person == "c" * 32
