"""Recording what happened: the main path, the rules, two people at once, and a form sent twice."""

from __future__ import annotations

from django.urls import reverse

from belong.web.children.models import ChildRow, EventNote
from belong.web.ledger.models import Event

from .conftest import kinds_of, text


def page(client, child):
    return client.get(reverse("child_page", args=[child.key]))


def test_list_leads_to_the_child_and_the_page_says_what_is_next(worker, child):
    listed = worker.client.get(reverse("children_list"))
    assert "Elsie Thorne" in text(listed)
    shown = text(page(worker.client, child))
    assert "Adoption is one of the plans" in shown
    assert "Finish the child's permanence report" in shown
    assert "Whose move: Child's social worker" in shown


def test_record_decision_changes_the_stage_and_says_what_is_due(
    worker, child, decision_maker, record
):
    done = record(
        worker.client, child, "decision_made", "2023-06-14",
        decision_maker=decision_maker.key,
        documents_seen=["medical_summary", "permanence_report"],
        reasons="Nobody in the family can care for her.",
    )  # fmt: skip
    assert "Stage is now: Decided: should be placed for adoption." in text(done)
    row = Event.objects.get(kind="decision_made")
    assert row.details == {
        "decision_maker": decision_maker.key,
        "documents_seen": "medical_summary,permanence_report",
        "reasons": "written",
    }
    note = EventNote.objects.get(event_key=row.key)
    assert (note.about, note.side) == ("reasons", "birth")
    assert "Nobody in the family can care for her." in text(done)
    assert ChildRow.objects.get(child=child).stage == "C3"


def test_record_order_before_decision_asks_why_and_is_flagged(worker, child, record):
    asked = record(worker.client, child, "placement_order_made", "2023-07-20")
    assert asked.status_code == 422
    assert "SSDA903 validation rule 554" in text(asked)
    assert "Enter why it happened all the same" in text(asked)
    assert "placement_order_made" not in kinds_of(child)
    done = record(
        worker.client, child, "placement_order_made", "2023-07-20", why_broken="The court did so."
    )
    assert "1 rule broken" in text(done)
    assert "The court did so." in text(done)
