"""A council of few adoptions, one of none, and the line in which figures wait to be computed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from belong.analytics.stored import FigureRef
from belong.domain.journey.family import CHECK_KINDS, FamilyStage
from belong.domain.journey.family.transitions import find_move
from belong.web.children.models import ChildRecord
from belong.web.ledger.actions import Draft, write_change
from belong.web.ledger.models import SubjectKind
from belong.web.performance import jobs, queries

pytestmark = pytest.mark.django_db

WINDOW = "2021-24"
#: Days on which each of three children moved in with the family that adopted it.
MOVED_IN = (date(2021, 10, 4), date(2022, 2, 1), date(2023, 6, 1))


@pytest.fixture
def three_adoptions(council):
    """A council, in no region, with three adoptions in its record and a child still waiting."""
    for number, moved_in in enumerate((*MOVED_IN, None), start=1):
        child = ChildRecord.objects.create(pseudonym=f"C-{number:04d}", council=council)
        told = [
            ("born", date(2020, 6, 1), {"sex": "F"}),
            ("care_entered", date(2021, 1, 4), {"legal_status": "C2"}),
            ("placement_began", date(2021, 1, 4), {"place": "U6"}),
            ("decision_made", date(2021, 3, 1), {}),
            ("placement_order_made", date(2021, 5, 4), {}),
        ]
        if moved_in:
            told += [
                ("match_decided", date(2021, 9, 1), {}),
                ("placed_for_adoption", moved_in, {}),
                ("adoption_order_made", date(moved_in.year + 1, 3, 1), {}),
            ]
        drafts = [
            Draft(SubjectKind.CHILD, child.key, kind, happened_on=on, details=details)
            for kind, on, details in told
        ]
        write_change(process="test", drafts=drafts)
    return council


def test_council_with_three_adoptions_reads_a_mean_of_three_and_who_they_are(
    three_adoptions, signed_in
):
    jobs.compute_figures.call(three_adoptions.key)
    a10 = queries.book_of(three_adoptions).figure(FigureRef("A10", "all", WINDOW))
    days = [(on - date(2021, 1, 4)).days for on in MOVED_IN]
    assert (a10.n, a10.numerator, a10.value) == (3, sum(days), sum(days) / 3)
    browser = signed_in("performance_officer", agency=three_adoptions).client
    page = browser.get("/performance/figure", {"ref": f"A10:all:{WINDOW}"}).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert f"{sum(days):,} days over 3 children" in text
    assert f"One child of 3 (C-0003, {max(days)} days) adds" in text
    assert "3 records that you may see" in text


def test_council_without_anything_on_record_says_so_on_every_page(council, signed_in):
    jobs.compute_figures.call(council.key)
    browser = signed_in("performance_officer", agency=council).client
    for page in ("", "quarters", "stages", "placed", "adopters", "outcomes"):
        answer = browser.get(f"/performance/{page}")
        assert answer.status_code == 200
        text = answer.content.decode()
        assert re.search("not computable|no figures are computed", text, re.IGNORECASE)
        assert not re.search(r'<a class="govuk-link" href="[^"]*figure[^"]*">0', text)


def test_table_without_any_number_says_why_once_on_the_page_and_in_its_file(council, signed_in):
    jobs.compute_figures.call(council.key)
    browser = signed_in("performance_officer", agency=council).client
    told = "; Year by year: not computable (no family of Northmere Council is on record)."
    for more in ({}, {"as": "csv"}):
        page = browser.get("/performance/adopters", {"year": 2024, **more}).content.decode()
        assert told in page
        assert page.count("no family of Northmere") == 1


def test_year_that_is_not_over_is_not_set_beside_a_whole_one(
    three_adoptions, signed_in, monkeypatch
):
    day = date(2024, 3, 20)  # the third child was adopted on the first of the month
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: day)
    jobs.compute_figures.call(three_adoptions.key)
    browser = signed_in("performance_officer", agency=three_adoptions).client

    def paragraph(ref: str) -> str:
        page = browser.get("/performance/figure", {"ref": ref}).content.decode()
        return page.split('id="paragraph">')[1].split("<")[0]

    flow = paragraph("adopted:all:2023-24")
    assert "2023/24, so far): 1 child." in flow
    assert "It tells up to 20 March 2024, so no year before is set beside it." in flow
    assert "A year before" not in flow
    assert "A year before it was 1 child" in paragraph("adopted:all:2022-23")
    none = browser.get("/performance/figure", {"ref": "reentries:all:2023-24"}).content.decode()
    assert "There is no number, and nobody is listed." in none
    assert "Nobody is in it." in none


def test_changes_put_one_run_in_line_and_the_start_computes_what_is_missing(
    three_adoptions, settings, django_capture_on_commit_callbacks
):
    from django_tasks_db.models import DBTaskResult

    assert not jobs.put_in_line()
    assert not jobs.compute_missing()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    child = ChildRecord.objects.earliest("pk")
    connection.run_on_commit = []  # what was written before is committed long ago
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for on in (date(2024, 5, 1), date(2024, 6, 1)):
            draft = Draft(SubjectKind.CHILD, child.key, "reviewed", happened_on=on)
            write_change(process="test", drafts=[draft])
    assert len(callbacks) == 1
    assert not jobs.put_in_line()
    waiting = DBTaskResult.objects.get(task_path=jobs.catch_up.module_path)
    assert waiting.run_after > waiting.enqueued_at
    assert jobs.compute_missing() == 1
    wanted = DBTaskResult.objects.get(task_path=jobs.compute_figures.module_path)
    assert wanted.args_kwargs["args"] == [three_adoptions.key]


def test_checks_of_families_move_no_stage_so_that_figures_need_not_read_them():
    moves = [
        (stage, kind)
        for stage in FamilyStage
        for kind in CHECK_KINDS
        if find_move(stage, kind) is not None
    ]
    assert moves == []
