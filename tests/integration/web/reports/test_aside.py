"""A report begun by mistake is put aside and can be taken up again; never one once released."""

from __future__ import annotations

from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from belong.domain.errors import BelongError
from belong.domain.periods import years
from belong.domain.reporting import ReportState
from belong.reports.bound import ReportKind
from belong.web.audit.models import AuditEvent
from belong.web.performance.models import StoredSet
from belong.web.performance.packing import pack_figures, pack_measures
from belong.web.reports.actions import NotDraft, begin_report
from belong.web.reports.actions_aside import put_aside
from belong.web.reports.actions_signing import take_back
from belong.web.reports.actions_writing import comment_on, write_section
from belong.web.reports.models import Release, WrittenReport
from belong.web.reports.queries import latest_of_kind

from .conftest import laid_out

pytestmark = pytest.mark.django_db

BY = "d" * 32


def words(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def head(signed_in, region):
    """The region's head of service, signed in."""
    return signed_in("head_of_service", agency=region)


@pytest.fixture
def aside(head, report, address) -> WrittenReport:
    """The report, put aside by the head of service."""
    head.client.post(address("put-aside"), {"why": "Begun for the wrong year."})
    report.refresh_from_db()
    return report


def test_report_put_aside_leaves_the_list_and_says_why(head, aside, address):
    assert aside.state == ReportState.ASIDE
    listed = words(head.client.get(reverse("reports")))
    assert aside.title not in listed
    assert "Reports put aside (1)" in listed
    assert aside.title in words(head.client.get(reverse("reports-aside")))
    page = words(head.client.get(address()))
    assert f"Put aside by {head.user.name} on" in page
    assert "Begun for the wrong year." in page
    for gone in ("State its money", "Write<", "Comment<", "Sign as"):
        assert gone not in page
    assert AuditEvent.objects.filter(action="report_put_aside").count() == 1


def test_report_taken_up_again_is_a_draft_with_everything_in_it(head, aside, address):
    versions = aside.sections.values_list("versions__blocks", flat=True)
    before = list(versions)
    head.client.post(address("take-up"))
    aside.refresh_from_db()
    assert (aside.state, aside.aside_at, aside.aside_because) == ("draft", None, "")
    assert list(versions) == before
    assert aside.title in words(head.client.get(reverse("reports")))
    assert AuditEvent.objects.filter(action="report_taken_up").count() == 1


def test_nothing_is_done_in_a_report_put_aside(aside):
    section = aside.sections.get(key="headline")
    with pytest.raises(NotDraft, match="Take it up again first"):
        write_section(section=section, blocks=(), based_on=1, by=BY)
    with pytest.raises(BelongError, match="put aside"):
        comment_on(section=section, words="Why?", by=BY)
    with pytest.raises(BelongError, match="Take it up again"):
        take_back(report=aside, reason="To write.", by=BY)


@pytest.mark.parametrize("step", ["checked", "approved", "draft"])
def test_step_of_a_report_put_aside_is_refused(signed_in, region, aside, address, step):
    officer = signed_in("performance_officer", agency=region)
    told = {"part": "agency"} if step == "draft" else {}
    officer.client.post(address("sign", step), told)
    assert not aside.sign_offs.exists()


def test_report_put_aside_without_a_reason_is_asked_for_one(head, report, address):
    answer = head.client.post(address("put-aside"), {"why": " "})
    assert answer.status_code == 422
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_report_that_was_released_is_never_put_aside(head, report, region, address):
    Release.objects.create(
        report=report,
        is_public=False,
        reason="For Cabinet.",
        figure_set=StoredSet.objects.get(agency=region),
        body_name=region.name,
        areas={},
        measures=pack_measures({}),
        figures=pack_figures([]),
        bound={},
        released_by=BY,
        released_at=report.created_at,
    )
    answer = head.client.post(address("put-aside"), {"why": "A mistake."})
    assert "This report was released, so it stays where it is." in words(answer)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_report_that_a_later_one_follows_is_not_put_aside(head, report, region, address):
    begin_report(agency=region, laid_out=laid_out(), follows=report, by=BY)
    answer = head.client.post(address("put-aside"), {"why": "A mistake."})
    assert "A later report shows this one" in words(answer)


def test_report_that_is_signed_is_not_put_aside(report):
    WrittenReport.objects.filter(pk=report.pk).update(state="checked")
    with pytest.raises(BelongError, match="cannot become put aside"):
        put_aside(report=report, why="A mistake.", by=BY)


def test_report_put_aside_is_not_shown_beside_the_next_year(aside, region):
    assert latest_of_kind(region, ReportKind.ANNUAL, years(2027)) is None


@pytest.mark.parametrize("wrong", [{"aside_because": ""}, {"aside_by": ""}, {"state": "draft"}])
def test_report_put_aside_in_part_is_refused_by_the_database(aside, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        WrittenReport.objects.filter(pk=aside.pk).update(**wrong)
