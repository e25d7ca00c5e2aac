"""What a seal on a child's entry leaves: the fact, and nothing of what was there."""

from __future__ import annotations

from datetime import date

import pytest

from belong.web.children.actions.recording import seal_for_good
from belong.web.children.models import EventNote
from belong.web.ledger.actions import (
    Draft,
    ask_to_seal,
    correct_event,
    record_events,
    withdraw_event,
)
from belong.web.ledger.models import SubjectKind

from .conftest import text

pytestmark = pytest.mark.django_db

BY, OTHER = "8" * 32, "7" * 32
PLANTED = ("planteddetail", "plantednote", "plantedfirst", "plantedwhy", "plantedtoo")


def test_seal_leaves_no_word_of_the_entry_in_any_page_or_table(worker, child, tables_with):
    draft = Draft(
        SubjectKind.CHILD,
        child.key,
        "delayed",
        happened_on=date(2023, 6, 1),
        details={"delay_reason": "planteddetail"},
    )
    entry = record_events(drafts=[draft], by=BY, why="plantedfirst", seen=None).events[0]
    EventNote.objects.create(
        event_key=entry.key, child=child, side="birth", about="note", words="plantednote",
        by_person=BY,
    )  # fmt: skip
    corrected = correct_event(
        event=entry, by=BY, why="plantedwhy", happened_on=date(2023, 6, 2), seen=None
    ).events[0]
    withdraw_event(event=corrected, by=BY, why="plantedtoo", seen=None)
    page = f"/children/{child.key}/"
    before = text(worker.client.get(page))
    assert all(words in before for words in PLANTED[1:])
    for sealed in (entry, corrected):
        seal_for_good(seal=ask_to_seal(event=sealed, by=BY, reason="wrong child"), by=OTHER)
    for words in PLANTED:
        assert tables_with(words) == []
        for address in (page, f"{page}?as_known=2999-01-01", "/", "/children/"):
            assert words not in text(worker.client.get(address))
    assert "Reason: Sealed." in text(worker.client.get(page))
