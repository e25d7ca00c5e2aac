"""What a seal on a family's entry leaves: the fact, and nothing of what was there."""

from __future__ import annotations

import pytest

from belong.domain.journey.family import FamilyEventKind
from belong.web.ledger.actions import correct_event, withdraw_event
from belong.web.ledger.models import Event

pytestmark = pytest.mark.django_db

BY = "a" * 32


def test_seal_leaves_no_word_of_the_entry_in_any_page_or_table(
    family, happen, team, signed_in, tables_with
):
    worker = signed_in("adopters_social_worker", team=team)
    happen(family, FamilyEventKind.HELD, 20, hold_reason="plantedheld")
    entry = Event.objects.get(kind="held")
    corrected = correct_event(
        event=entry, by=BY, why="plantedwhy", happened_on=entry.happened_on, seen=None
    ).events[0]
    withdraw_event(event=corrected, by=BY, why="plantedtoo", seen=None)
    planted = ("plantedheld", "plantedwhy", "plantedtoo")
    head = signed_in("head_of_service")
    assert all(words in told_to(head, family) for words in planted[1:])
    for sealed in (entry, corrected):
        page = f"{family.page}entries/{sealed.key}/seal/"
        worker.client.post(page, {"why": "stands on the wrong family"})
        assert head.client.post(f"{page}agree/").status_code == 302
    for words in planted:
        assert tables_with(words) == []
        for reader in (worker, head):
            assert words not in told_to(reader, family)
    assert "Sealed." in told_to(head, family)


def told_to(reader, family):
    """The pages on which an entry, its reasons and its traces could stand, joined."""
    pages = [family.page, f"{family.page}?as_known=2999-01-01", "/", "/families/"]
    told = [reader.client.get(page).content.decode() for page in pages]
    for log in ("/audit/", "/audit/export/"):
        answer = reader.client.get(log)
        told.append(answer.getvalue().decode())
    return " ".join(told)
