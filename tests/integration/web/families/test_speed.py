"""How much a page asks of the database: the same for one family as for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belong.domain.journey.family import FamilyEventKind
from belong.web.children.models import ChildRecord

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.mark.parametrize(
    "page", ["", "?q=fen", "pipeline/", "family", "family?as_known=2026-01-01", "record"]
)
def test_page_asks_the_database_a_dozen_times_at_most(
    page, family, make_family, happen, signed_in, council
) -> None:
    child = ChildRecord.objects.create(pseudonym="C-0001", council=council)
    happen(family, FamilyEventKind.LINKED, 9, child=child.key)
    for number in range(5):
        other = make_family(f"Name{number}")
        happen(other, FamilyEventKind.HELD, 20, hold_reason="work")
        happen(other, FamilyEventKind.CHECK_SOUGHT, 20, check="council")
    finder = signed_in("family_finder").client
    address = f"/families/{page}"
    if page.startswith("family"):
        address = family.page + page.removeprefix("family")
    if page == "record":
        address = f"{family.page}record/"
    finder.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = finder.get(address)
    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(one["sql"] for one in asked.captured_queries)
    assert len(answer.content) < 200_000
