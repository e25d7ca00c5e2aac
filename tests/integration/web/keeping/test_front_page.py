"""The front page says when a backup was last restored as a drill."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from belong.web.keeping.models import DrillResult

pytestmark = pytest.mark.django_db


def drill(days_ago: int, *, passed: bool = True) -> DrillResult:
    at = timezone.now() - timedelta(days=days_ago)
    return DrillResult.objects.create(
        run_at=at, made_at=at, change=12, tables=40, rows=68845, figures=891,
        passed=passed, problem="" if passed else "Not the same after restoring: figures",
    )  # fmt: skip


def test_front_page_counts_no_drill_that_did_not_pass(administrator) -> None:
    drill(1, passed=False)
    page = administrator.client.get("/").content.decode()
    assert "passed on" not in page
    assert "belong drill" in page


def test_front_page_tells_the_last_drill_that_passed(administrator) -> None:
    passed = drill(3)
    drill(1, passed=False)
    page = administrator.client.get("/").content.decode()
    assert "passed on" in page
    assert f"{passed.run_at:%B %Y}" in page
