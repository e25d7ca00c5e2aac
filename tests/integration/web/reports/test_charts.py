"""Charts on the pages of a report: drawn by a job, kept, never stale, and nobody else's numbers."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from belong.reports.bound import Author, BoundSection, FigureChart
from belong.web.audit.models import AuditEvent
from belong.web.performance.actions import store
from belong.web.performance.queries import book_of
from belong.web.reports.actions import begin_report
from belong.web.reports.models import DrawnChart, WrittenReport

from .conftest import OURS, THEIRS, WROTE, figure, laid_out

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TO_COME = "It is being drawn from the numbers of the table"


@pytest.fixture
def report(region, figures) -> WrittenReport:
    """A report with a chart of two partners."""
    chart = FigureChart(
        key="partners-chart",
        title="Children adopted, by partner",
        labels=("Northmere", "Eastvale"),
        series=(("Adopted", (OURS, THEIRS)),),
    )
    bound = laid_out()
    section = BoundSection("drawn", "Drawn", Author.AGENCY, (chart,))
    bound = replace(bound, sections=(section, *bound.sections))
    return begin_report(agency=region, laid_out=bound, by=WROTE)


@pytest.fixture
def head(signed_in, region):
    """The region's head of service, signed in."""
    return signed_in("head_of_service", agency=region)


def page(client, address) -> str:
    return unescape(client.get(address()).content.decode())


def test_chart_is_drawn_by_a_job_and_stands_on_the_page(head, report, address):
    assert TO_COME in page(head.client, address)
    told = page(head.client, address)
    assert TO_COME not in told
    assert 'aria-label="Children adopted, by partner. ' in told
    assert "Northmere: 17, Eastvale: 6" in told
    svg = DrawnChart.objects.get().svg
    assert svg in told
    assert "style" not in svg
    assert "<script" not in svg
    assert AuditEvent.objects.filter(action="report_charts_drawn").count() == 1


def test_chart_stands_in_a_version_and_in_the_preview(head, report, address):
    page(head.client, address)
    version = head.client.get(address("sections", "drawn", "versions", "1"))
    shown = head.client.post(
        address("sections", "drawn"), {"based_on": "1", "preview": "1", "fixed-0": "on"}
    )
    assert "<svg" in version.content.decode()
    assert "<svg" in shown.content.decode()


def test_chart_of_other_figures_is_drawn_anew(head, report, region, address):
    page(head.client, address)
    book = replace(book_of(region).with_figures([figure(OURS, 18)]), change=2)
    store(book=book, agency=region, years=(2024, 2026), process="test")
    assert TO_COME in page(head.client, address)
    assert "Northmere: 18, Eastvale: 6" in page(head.client, address)


def test_chart_shows_no_other_partners_number_to_a_partner(
    head, signed_in, northmere, report, address
):
    page(head.client, address)
    partner = signed_in("partner_manager", agency=northmere)
    assert TO_COME in page(partner.client, address)
    told = page(partner.client, address)
    assert "Northmere: 17, Eastvale: c" in told
    assert "Eastvale: 6" not in told
    assert DrawnChart.objects.count() == 2
