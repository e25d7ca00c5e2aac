"""Pages of figures as files: the same numbers for the same readers, and noted where people are."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord
from belong.web.ledger.actions import DEMO, Draft, write_change
from belong.web.ledger.models import SubjectKind
from belong.web.performance.models import StoredSet

pytestmark = pytest.mark.django_db

PAGES = ("", "quarters", "stages", "placed", "adopters", "outcomes")


def lines_of(answer) -> list[str]:
    return answer.content.decode("utf-8-sig").splitlines()


def sheet(answer, number: int) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [list(row) for row in book.get_sheet_by_index(number).to_python()]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_figures_offers_its_tables_as_a_file(stored, region, signed_in, page, kind):
    browser = signed_in("performance_officer").client
    shown = browser.get(f"/performance/{page}", {"agency": region.key, "year": "2024"})
    assert f"as={kind}" in shown.content.decode()
    told = browser.get(f"/performance/{page}", {"agency": region.key, "year": "2024", "as": kind})
    assert told.status_code == 200
    assert f'.{kind}"' in told["Content-Disposition"]
    assert not AuditEvent.objects.filter(action="exported").exists()


def test_file_of_the_scorecard_holds_numbers_what_they_are_of_and_whose_they_are(
    stored, northmere, signed_in
):
    browser = signed_in("performance_officer").client
    ask = {"agency": northmere.key, "year": "2024"}
    lines = lines_of(browser.get("/performance/", {**ask, "as": "csv"}))
    assert lines[0] == '"Scorecard: Northmere Council, 2023/24"'
    assert "Whose figures,Northmere Council" in lines
    assert "As known at,now" in lines
    [a10] = [line for line in lines if line.startswith('"A10 Average')]
    assert ",429,7 children,426,480," in a10
    book = browser.get("/performance/", {**ask, "as": "xlsx"})
    [row] = [row for row in sheet(book, 1) if str(row[0]).startswith("A10")]
    assert 429.0 in row
    assert "7 children" in row


def test_file_of_a_figure_holds_all_whom_the_reader_may_see_and_is_noted(
    stored, northmere, signed_in
):
    officer = signed_in("performance_officer")
    ask = {"agency": northmere.key, "ref": "A10:all:2021-24", "as": "csv"}
    lines = lines_of(officer.client.get("/performance/figure", ask))
    assert "C-0005,Northmere Council,01/04/2020,05/01/2023,1200" in lines
    assert "C-0098,Northmere Council,,,Not placed" in lines
    noted = AuditEvent.objects.get(action="exported")
    assert (noted.by_person, noted.detail["rows"]) == (officer.user.key, 8)

    worker = signed_in("child_social_worker", agency=northmere)
    told = worker.client.get("/performance/figure", ask).content.decode()
    assert "C-0" not in told
    assert AuditEvent.objects.filter(action="exported").count() == 1


def test_file_of_another_kind_or_another_agency_is_not_there(stored, eastvale, signed_in):
    browser = signed_in("performance_officer").client
    assert browser.get("/performance/", {"as": "docx"}).status_code == 404
    manager = signed_in("children_team_manager", agency=eastvale).client
    northmere = stored.agency.key
    ask = {"agency": northmere, "as": "xlsx"}
    assert manager.get("/performance/", ask).status_code == 404


def test_file_of_figures_known_earlier_says_as_known_when(stored, northmere, signed_in):
    child = ChildRecord.objects.earliest("pk")
    draft = Draft(SubjectKind.CHILD, child.key, "reviewed", happened_on=date(2024, 5, 1))
    yesterday = timezone.now() - timedelta(days=1)
    made = write_change(process=DEMO, drafts=[draft], recorded_at=yesterday).change
    StoredSet.objects.update(change=made.number)
    browser = signed_in("performance_officer").client
    day = timezone.localdate(yesterday)
    ask = {"agency": northmere.key, "as": "csv", "as_known": day.isoformat()}
    lines = lines_of(browser.get("/performance/", ask))
    [known] = [line for line in lines if line.startswith("As known at,")]
    assert f"{day.day} {day:%B %Y}" in known
