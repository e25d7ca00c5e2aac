"""The front page says when a backup was last restored as a drill."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from belong.web.keeping.models import DrillResult

pytestmark = pytest.mark.django_db


def drill(days_ago: int, *, passed: bool = True) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    DrillResult.objects.create(
        run_at=at, made_at=at, change=12, tables=40, rows=68845, figures=891,
        passed=passed, problem="" if passed else "Not the same after restoring: figures",
    )  # fmt: skip


def test_front_page_without_a_drill_says_that_nobody_knows(administrator) -> None:
    drill(1, passed=False)
    page = administrator.client.get("/").content.decode()
    assert "No backup has been restored as a drill yet" in page


def test_front_page_tells_the_last_drill_that_passed(administrator) -> None:
    drill(3)
    drill(1, passed=False)
    page = administrator.client.get("/").content.decode()
    assert "The last backup drill passed on" in page
    assert "68,845 rows of 40 tables and 891 figures were the same" in page
    assert "another is due" not in page


def test_front_page_says_when_another_drill_is_due(administrator) -> None:
    drill(40)
    assert "another is due" in administrator.client.get("/").content.decode()


def test_demo_says_nothing_of_drills(administrator, settings) -> None:
    settings.IS_DEMO = True
    assert "drill" not in administrator.client.get("/").content.decode()
