"""The pages of reports: begin one, read one, its money, and how much a page holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from belong.domain.calendar import financial_year
from belong.domain.periods import years
from belong.reports.bound import ReportKind
from belong.web.performance.models import FigureRows, StoredSet
from belong.web.reports.actions import begin_report
from belong.web.reports.actions_aside import put_aside
from belong.web.reports.models import StatedFigure, WrittenReport
from belong.web.reports.queries import latest_of_kind
from belong.web.reports.queries_figures import book_for, newest_basis

from .conftest import INCOME, NET, WROTE, laid_out

pytestmark = pytest.mark.django_db

LARGEST = 200_000
MOST = 12


@pytest.fixture
def head(signed_in):
    return signed_in("head_of_service")


def test_report_begun_has_the_sections_of_its_kind(head, region, figures):
    answer = head.client.post(
        "/reports/begin",
        {"kind": "annual", "agency": region.key, "year": "2025", "part": "year", "title": ""},
    )
    report = WrittenReport.objects.get()
    assert answer.headers["Location"] == f"/reports/{report.key}/"
    assert report.period == "2024-25"
    assert report.created_by == head.user.key
    page = head.client.get(f"/reports/{report.key}/").content.decode()
    assert "The panel&#39;s chair" in page
    assert "Not written yet" in page
    assert "Annual report" in head.client.get("/reports/").content.decode()


def test_report_begun_twice_is_refused_unless_it_has_another_title(head, region, figures):
    told = {"kind": "annual", "agency": region.key, "year": "2025", "part": "year", "title": ""}
    head.client.post("/reports/begin", told)
    answer = head.client.post("/reports/begin", told)
    assert answer.status_code == 422
    assert "This report has been begun already. Open it from the list" in answer.content.decode()
    assert WrittenReport.objects.count() == 1
    head.client.post("/reports/begin", {**told, "title": "For the scrutiny committee"})
    assert WrittenReport.objects.count() == 2


def test_report_begun_anew_after_the_first_was_put_aside_is_laid_out(head, region, figures):
    told = {"kind": "annual", "agency": region.key, "year": "2025", "part": "year", "title": ""}
    head.client.post("/reports/begin", told)
    put_aside(report=WrittenReport.objects.get(), why="A trial.", by=head.user.key)
    assert head.client.post("/reports/begin", told).status_code == 302


def test_report_begun_follows_the_one_before(head, region, report):
    answer = {"kind": "annual", "agency": region.key, "year": "2026", "part": "year", "title": "A"}
    head.client.post("/reports/begin", answer)
    begun = WrittenReport.objects.latest("pk")
    assert begun.follows == report
    page = head.client.get(f"/reports/{begun.key}/sections/headline").content.decode()
    assert "What the report before said" in page
    assert latest_of_kind(region, ReportKind.ANNUAL, years(2025)) is None


def test_reports_tell_who_reads_no_draft_where_to_look(signed_in, report):
    page = signed_in("committee_member").client.get("/reports/").content.decode()
    assert "Yours to read are those that were released" in page
    assert "No report has been begun" not in page
    assert report.title not in page


@pytest.mark.parametrize(
    ("kind", "part", "told"),
    [
        ("annual", "Q1", "This report is about the whole year"),
        ("six_monthly", "year", "This report is about April to September or October to March"),
        ("council_sheet", "year", "A council&#39;s sheet is of one council"),
    ],
)
def test_report_of_another_period_is_refused(head, region, figures, kind, part, told):
    answer = head.client.post(
        "/reports/begin", {"kind": kind, "agency": region.key, "year": "2025", "part": part}
    )
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not WrittenReport.objects.exists()


@pytest.mark.parametrize("part", ["year", "Q4"])
def test_report_of_a_time_that_is_not_over_is_not_begun(head, region, figures, part):
    year = financial_year(timezone.localdate())
    kind = "annual" if part == "year" else "quarterly_board"
    told = {"kind": kind, "agency": region.key, "year": str(year), "part": part}
    answer = head.client.post("/reports/begin", told)
    assert answer.status_code == 422
    assert f"ends on 31 March {year}" in answer.content.decode()
    assert not WrittenReport.objects.exists()


def test_report_is_not_begun_before_figures_are_computed(head, region):
    answer = head.client.post(
        "/reports/begin",
        {"kind": "annual", "agency": region.key, "year": "2025", "part": "year"},
    )
    assert answer.status_code == 422
    assert "are not computed yet" in answer.content.decode()


def test_report_is_shown_without_its_figures_while_there_are_none(head, report, address):
    FigureRows.objects.all().delete()
    StoredSet.objects.all().delete()
    page = head.client.get(address()).content.decode()
    assert "are not computed yet" in page
    assert "children were adopted" in page
    assert "Nothing is checked before the figures are computed" in page


def test_money_stated_is_printed_with_who_stated_it_and_its_net(signed_in, report, address):
    officer = signed_in("finance_officer")
    page = officer.client.get(address("money")).content.decode()
    assert "Interagency income, 2024/25" in page
    officer.client.post(address("money"), {"money-0": "£302,000", "money-1": "238850.00"})
    assert StatedFigure.objects.count() == 2
    officer.client.post(address("money"), {"money-0": "302000", "money-1": "238850"})
    assert StatedFigure.objects.count() == 2
    basis = newest_basis(report.agency)
    assert basis is not None
    book = book_for(report.agency, basis, laid_out())
    assert book.figure(NET).value == Decimal(63150)
    assert book.figure(INCOME).stated_by == "finance officer"
    page = signed_in("head_of_service").client.get(address()).content.decode()
    assert "£63,150" in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("lots", "Interagency income, 2024/25 must be an amount, such as 302,000 or 302,000.50"),
        ("3e5", "must be an amount"),
        ("-5", "must be 0 or more: income and expenditure are stated apart"),
        ("302000.555", "must have no more than two digits of pence"),
        ("99999999999", "must be less than £10,000 million"),
        ("", "Enter at least one of the amounts"),
    ],
)
def test_money_that_is_none_is_refused_in_plain_words(signed_in, address, written, said):
    answer = signed_in("finance_officer").client.post(address("money"), {"money-0": written})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not StatedFigure.objects.exists()


def test_money_emptied_after_it_was_stated_is_not_said_to_be_stated(signed_in, address):
    finance = signed_in("finance_officer").client
    finance.post(address("money"), {"money-0": "302 000"})
    answer = finance.post(address("money"), {"money-0": "", "money-1": "238850"})
    assert answer.status_code == 422
    assert "what was stated before stands until you do" in answer.content.decode()
    assert [one.pounds for one in StatedFigure.objects.all()] == [Decimal(302000)]


def test_partner_reads_the_region_and_the_own_council_only(signed_in, northmere, report, address):
    manager = signed_in("partner_manager", agency=northmere)
    page = manager.client.get(address()).content.decode()
    assert ">23</a>" in page or ">23</strong>" in page
    assert ">17<" in page
    assert ">6<" not in page
    assert "another partner" in page


def test_panel_chair_reads_and_writes_the_own_part_only(signed_in, report, address):
    chair = signed_in("panel_chair").client
    page = chair.get(address()).content.decode()
    assert "The panel" in page
    assert "children were adopted" not in page
    assert "In brief" not in page
    assert chair.get(address("sections", "headline")).status_code == 404
    form = chair.get(address("sections", "panel")).content.decode()
    assert "Put a figure into the words" not in form
    chair.post(address("sections", "panel"), {"based_on": "1", "words-0": "The panel met."})
    assert "The panel met." in chair.get(address()).content.decode()


def go_to(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be another day for who lays a section out, and for nobody else."""
    today = SimpleNamespace(localdate=lambda: day)
    monkeypatch.setattr("belong.web.reports.laying_out.timezone", today)


def test_supplement_tells_of_the_quarters_since(head, report, address, monkeypatch):
    go_to(monkeypatch, date(2025, 7, 9))
    answer = head.client.post(address("since-year-end"))
    assert answer.headers["Location"] == address("at", "since")
    again = head.client.post(address("since-year-end"))
    assert again.status_code == 422
    assert "has this section already" in again.content.decode()
    page = head.client.get(address()).content.decode()
    assert "Since the end of 2024/25" in page


def test_supplement_waits_for_a_quarter(head, report, address, monkeypatch):
    go_to(monkeypatch, date(2025, 5, 9))
    answer = head.client.post(address("since-year-end"))
    assert answer.status_code == 422
    assert "No quarter has ended" in answer.content.decode()


def test_report_of_two_hundred_sections_stays_small_and_asks_little(head, region, figures):
    long = begin_report(agency=region, laid_out=laid_out(200), by=WROTE)
    head.client.get(f"/reports/{long.key}/")
    pages, page = 0, 'rel="next"'
    while 'rel="next"' in page:
        pages += 1
        with CaptureQueriesContext(connection) as asked:
            answer = head.client.get(f"/reports/{long.key}/?page={pages}")
        page = answer.content.decode()
        assert len(answer.content) < LARGEST
        assert len(asked) <= MOST
    assert pages > 1
    assert "More 199" in page


def test_report_with_everything_asks_at_most_twelve_times(head, signed_in, report, address):
    head.client.post(address("sections", "headline", "comment"), {"words": "Why?"})
    head.client.post(address("sign", "draft"), {"part": "agency"})
    signed_in("finance_officer").client.post(address("money"), {"money-0": "1", "money-1": "2"})
    follows = begin_report(agency=report.agency, laid_out=laid_out(), by=WROTE, follows=report)
    for where in (address(), address("sections", "headline"), f"/reports/{follows.key}/"):
        head.client.get(where)
        with CaptureQueriesContext(connection) as asked:
            assert head.client.get(where).status_code == 200
        assert len(asked) <= MOST, "\n".join(one["sql"] for one in asked)
