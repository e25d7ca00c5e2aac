"""The register: papers with their approvals, reports presented, and what is overdue."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from belong.domain.calendar import add_months, financial_year
from belong.domain.errors import BelongError
from belong.domain.governance import Body, DutyKey, PaperKind
from belong.domain.periods import Period, years
from belong.domain.policy import Role
from belong.domain.reporting import ReportState
from belong.reports.bound import BoundReport, ReportKind
from belong.web.agencies.models import Agency
from belong.web.audit.models import AuditEvent
from belong.web.documents import store
from belong.web.documents.kept import files_kept
from belong.web.governance.actions import (
    Approved,
    Found,
    add_paper,
    add_version,
    present,
    review,
    take_back,
)
from belong.web.governance.models import Approval, Paper, PaperVersion, Presented
from belong.web.governance.queries import overdue_of
from belong.web.reports.actions import begin_report
from belong.web.reports.actions_signing import Meeting, sign_step
from belong.web.reports.actions_signing import take_back as take_report_back
from belong.web.reports.models import WrittenReport

pytestmark = pytest.mark.django_db

BY = "e" * 32
LINK = "https://northmere.example/statement"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def manager(signed_in, council):
    """A council's manager, signed in."""
    return signed_in("partner_manager", agency=council)


def approved(on: date | None = None, next_on: date | None = None) -> Approved:
    day = on or timezone.localdate()
    return Approved(Body.EXECUTIVE, day, "Cabinet, item 7", next_on or add_months(day, 12))


def statement(agency: Agency, on: date | None = None, found: Found | None = None) -> PaperVersion:
    return add_paper(
        agency=agency,
        kind=PaperKind.STATEMENT_OF_PURPOSE,
        title="not kept",
        version="1",
        found=found or Found(LINK),
        approved=approved(on),
        by=BY,
    )


def last_year() -> Period:
    return years(financial_year(timezone.localdate()) - 1)


def presented(agency: Agency, duty: DutyKey = DutyKey.ANNUAL) -> Presented:
    return present(
        agency=agency,
        duty=duty,
        period=last_year(),
        body=Body.EXECUTIVE,
        presented_on=timezone.localdate(),
        minute_reference="Item 9",
        by=BY,
    )


def words_of(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def overdue_words(agency: Agency) -> list[str]:
    return [one.what for one in overdue_of([agency.key], timezone.localdate())]


def parts(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


# --- papers -----------------------------------------------------------------------------------


def test_paper_entered_in_the_browser_stands_in_the_register(manager, council):
    today = timezone.localdate()
    address = reverse("governance-paper-add", args=[council.key])
    told = {
        "kind": "childrens_guide",
        "title": "Under 8s",
        "version": "2026",
        "file": SimpleUploadedFile("guide.pdf", PDF),
        "body": "executive",
        "minute_reference": "Cabinet, item 7",
        **parts("approved_on", today),
        **parts("next_review_on", add_months(today, 12)),
    }
    answer = manager.client.post(address, told, follow=True)
    page = words_of(answer)
    assert "Children's guide: Under 8s" in page
    assert "Cabinet, item 7" in page
    version = PaperVersion.objects.get()
    file = manager.client.get(reverse("governance-file", args=[version.key]))
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == 'attachment; filename="guide.pdf"'
    assert (version.stored_name, version.sha256) in files_kept()
    found = AuditEvent.objects.filter(agency_key=council.key).order_by("pk")
    assert list(found.values_list("action", flat=True)) == ["paper_added", "document_read"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"link": "javascript:alert(1)"}, "Enter an address that begins with https://"),
        ({"link": ""}, "Enter an address, or select a file"),
        ({"kind": "childrens_guide"}, "Enter which guide it is"),
        ({"next_review_on-year": "2099"}, "within a year"),
        ({"minute_reference": ""}, "Enter the minute reference"),
    ],
)
def test_paper_form_not_in_order_says_why(manager, council, change, words):
    today = timezone.localdate()
    told = {
        "kind": "statement_of_purpose",
        "version": "1",
        "link": LINK,
        "body": "executive",
        "minute_reference": "Item 7",
        **parts("approved_on", today),
        **parts("next_review_on", add_months(today, 12)),
    }
    answer = manager.client.post(reverse("governance-paper-add", args=[council.key]), told | change)
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert not Paper.objects.exists()


def test_statement_of_purpose_second_one_is_refused_and_its_file_goes(council):
    statement(council)
    kept = list(store.names_before(timezone.now() + timedelta(days=1)))
    with pytest.raises(BelongError, match="already"):
        statement(council, found=Found(source=io.BytesIO(PDF), name="second.pdf"))
    assert list(store.names_before(timezone.now() + timedelta(days=1))) == kept
    assert Paper.objects.get().title == ""


def test_version_same_name_twice_is_refused(council):
    paper = statement(council).paper
    with pytest.raises(BelongError, match="Version 1"):
        add_version(paper=paper, version="1 ", found=Found(LINK), approved=approved(), by=BY)
    add_version(paper=paper, version="2", found=Found(LINK), approved=approved(), by=BY)
    assert paper.versions.count() == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Approved(Body.EXECUTIVE, date(2999, 1, 1), "Item", date(2999, 6, 1)), "future"),
        (Approved(Body.EXECUTIVE, date(2024, 1, 1), " ", date(2024, 6, 1)), "minute"),
        (Approved(Body.EXECUTIVE, date(2024, 1, 1), "Item", date(2025, 1, 2)), "within a year"),
    ],
)
def test_approval_not_in_order_is_refused(council, given, words):
    with pytest.raises(BelongError, match=words):
        review(version=statement(council), approved=given, by=BY)


def test_version_found_nowhere_is_refused(council):
    with pytest.raises(BelongError, match="somewhere"):
        statement(council, found=Found())


def test_paper_past_its_review_is_overdue_until_reviewed(manager, council):
    long_ago = timezone.localdate() - timedelta(days=500)
    version = statement(council, long_ago)
    assert "Review of approved papers" in overdue_words(council)
    address = reverse("governance-review", args=[version.paper.key])
    today = timezone.localdate()
    told = {
        "body": "executive",
        "minute_reference": "Item 3",
        **parts("approved_on", today),
        **parts("next_review_on", add_months(today, 11)),
    }
    assert manager.client.post(address, told).status_code == 302
    assert "Review of approved papers" not in overdue_words(council)
    assert AuditEvent.objects.filter(action="paper_reviewed").count() == 1


def test_new_version_late_review_of_the_old_one_is_not_overdue(manager, council):
    version = statement(council, timezone.localdate() - timedelta(days=500))
    answer = manager.client.post(
        reverse("governance-version-add", args=[version.paper.key]),
        {
            "version": "2",
            "link": LINK,
            "body": "executive",
            "minute_reference": "Item 3",
            **parts("approved_on", timezone.localdate()),
            **parts("next_review_on", add_months(timezone.localdate(), 12)),
        },
    )
    assert answer.status_code == 302
    assert "Review of approved papers" not in overdue_words(council)


def test_papers_missing_are_asked_of_councils_and_not_of_regions(council, region):
    assert "Statement of purpose: none is entered" in overdue_words(council)
    assert not [one for one in overdue_words(region) if "none is entered" in one]


# --- reports ----------------------------------------------------------------------------------


def test_report_entered_in_the_browser_is_no_longer_overdue(manager, council):
    title = f"Annual report, {last_year().words}"
    address = reverse("governance-present", args=[council.key, "annual", last_year().name])
    told = {
        "body": "scrutiny",
        "minute_reference": "Scrutiny, item 4",
        **parts("presented_on", timezone.localdate()),
    }
    page = words_of(manager.client.post(address, told, follow=True))
    assert "Scrutiny, item 4" in page
    assert title not in overdue_words(council)
    again = manager.client.post(address, told)
    assert "presented already" in words_of(again)


def test_report_taken_back_counts_no_longer_and_stays_to_be_seen(manager, council):
    entry = presented(council)
    address = reverse("governance-take-back", args=[entry.key])
    page = words_of(manager.client.post(address, {"why": "Another year's."}, follow=True))
    assert "Another year's." in page
    assert "Taken back" in page
    with pytest.raises(BelongError, match="already"):
        take_back(entry=entry, why="Again", by=BY)
    assert presented(council).pk != entry.pk


def test_report_taken_back_without_a_reason_is_refused(council):
    with pytest.raises(BelongError, match="reason"):
        take_back(entry=presented(council), why=" ", by=BY)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"presented_on": date(2999, 1, 1)}, "future"),
        ({"presented_on": date(2020, 1, 1)}, "after its period"),
        ({"minute_reference": ""}, "minute"),
    ],
)
def test_report_not_in_order_is_refused(council, change, words):
    told = {
        "agency": council,
        "duty": DutyKey.ANNUAL,
        "period": last_year(),
        "body": Body.EXECUTIVE,
        "presented_on": timezone.localdate(),
        "minute_reference": "Item 9",
        "by": BY,
    }
    with pytest.raises(BelongError, match=words):
        present(**(told | change))


def test_report_that_is_not_due_has_no_page(manager, council):
    for duty, period in (("annual", "1999-00"), ("nothing", last_year().name)):
        address = reverse("governance-present", args=[council.key, duty, period])
        assert manager.client.get(address).status_code == 404


def signed(council: Agency, kind: ReportKind = ReportKind.ANNUAL) -> WrittenReport:
    """A report on the last year, signed up to the committee."""
    laid_out = BoundReport(kind, "A report", council.name, last_year().name, ())
    made = begin_report(agency=council, laid_out=laid_out, by=BY)
    meeting = Meeting("Scrutiny committee", timezone.localdate(), "Item 4")
    steps = [ReportState.DRAFT, ReportState.CHECKED, ReportState.APPROVED, ReportState.PRESENTED]
    for seen, step in pairwise(steps):
        sign_step(
            report=made, step=step, seen=seen, role=Role.HEAD_OF_SERVICE, by=BY, meeting=meeting
        )
    return made


def test_report_signed_as_presented_counts_until_it_is_taken_back(council):
    title = f"Annual report, {last_year().words}"
    assert title in overdue_words(council)
    report = signed(council)
    entry = Presented.objects.get()
    assert (entry.report_key, entry.minute_reference) == (report.key, "Scrutiny committee, Item 4")
    assert title not in overdue_words(council)
    take_report_back(report=report, reason="A figure was wrong.", by=BY)
    assert title in overdue_words(council)


def test_report_signed_that_nobody_asks_for_or_entered_already_changes_nothing(council):
    signed(council, ReportKind.COMMITTEE_SLIDES)
    assert not Presented.objects.exists()
    by_hand = presented(council)
    signed(council)
    assert list(Presented.objects.all()) == [by_hand]


# --- home and lists ---------------------------------------------------------------------------


def test_home_tells_the_manager_what_is_overdue_in_one_query(manager, council):
    home = reverse("home")
    manager.client.get(home)
    page = words_of(manager.client.get(home))
    assert "Statement of purpose: none is entered" in page
    with CaptureQueriesContext(connection) as asked:
        overdue_words(council)
    assert len(asked) == 1


def test_home_says_nothing_of_registers_to_those_who_keep_none(signed_in, council):
    auditor = signed_in("auditor", agency=council)
    assert "none is entered" not in words_of(auditor.client.get(reverse("home")))


def test_register_asks_no_more_for_more_agencies(signed_in, region):
    head = signed_in("head_of_service")
    address = reverse("governance-agency", args=[region.key])
    head.client.get(address)
    with CaptureQueriesContext(connection) as before:
        head.client.get(address)
    statement(region)
    for duty in (DutyKey.ANNUAL, DutyKey.PANEL_CHAIR):
        presented(region, duty)
    with CaptureQueriesContext(connection) as after:
        head.client.get(address)
    assert len(after) <= len(before) + 3  # approvals, versions, and who entered them


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Paper.objects.update(title="two"),
        lambda: PaperVersion.objects.update(link=""),
        lambda: PaperVersion.objects.update(sha256="a" * 64),
        lambda: Approval.objects.update(next_review_on=date(2000, 1, 1)),
        lambda: Presented.objects.update(taken_back_by=BY),
    ],
    ids=["title of a statement", "found nowhere", "hash of no file", "review before", "half back"],
)
def test_tables_refuse_what_makes_no_sense(council, broken):
    statement(council)
    presented(council)
    with pytest.raises(IntegrityError), transaction.atomic():
        broken()
