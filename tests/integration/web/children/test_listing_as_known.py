"""The list as known at an earlier moment: the ledger folded at that change, and nothing since."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.agencies.facts import actor_facts
from belong.web.audit.models import AuditEvent
from belong.web.children.actions.keeping import merge, undo_merge
from belong.web.children.folding import journeys_of
from belong.web.children.listing import Criteria, children_found, row_shown
from belong.web.children.models import ChildRecord, ChildRow, ChildRowVersion
from belong.web.children.projection import row_of
from belong.web.ledger.actions import Draft, agree_seal, ask_to_seal, write_change
from belong.web.ledger.as_known import AsKnown
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.projection import rebuild, refold_many
from belong.web.ledger.queries import last_change

from .conftest import on, text

TODAY = date(2026, 11, 21)
BY, OTHER = "8" * 32, "7" * 32
KINDS: dict[str, dict[str, Any]] = {
    "born": {},
    "care_entered": {"legal_status": "C1"},
    "decision_made": {"reasons": "noted"},
    "placement_order_made": {"court": "family_court"},
    "linked": {"family": "f" * 32},
    "early_permanence_placed": {"family": "f" * 32},
    "placed_for_adoption": {"family": "f" * 32},
    "adoption_order_made": {},
    "decision_reversed": {"reason": "other"},
    "reviewed": {},
}


def listed(client, **query):
    return client.get(reverse("children_list"), query)


def live(key: str) -> list[Event]:
    """Events that may still be corrected or withdrawn."""
    events = Event.objects.filter(subject_key=key, is_withdrawal=False)
    return list(events.filter(superseded_by=None).order_by("pk"))


def write_at_random(chance: random.Random, children: list[ChildRecord], changes: int) -> None:
    """New events, corrections and withdrawals of several children at once; half are not folded."""
    for _ in range(changes):
        drafts = []
        for child in chance.sample(children, chance.randint(1, len(children))):
            kind = chance.choice(list(KINDS))
            supersedes, is_withdrawal = None, False
            if (before := live(child.key)) and chance.random() < 0.5:
                supersedes = chance.choice(before)
                kind, is_withdrawal = supersedes.kind, chance.random() < 0.6
            day = date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
            drafts.append(
                Draft(
                    SubjectKind.CHILD,
                    child.key,
                    kind,
                    happened_on=None if is_withdrawal else day,
                    details={} if is_withdrawal else KINDS[kind],
                    supersedes=supersedes,
                    is_withdrawal=is_withdrawal,
                )
            )
        write_change(drafts=drafts, by=BY)


def shown_at(actor: Any, change: int) -> dict[str, dict[str, Any] | None]:
    """What the list shows of each child at a change."""
    known = AsKnown("2026-01-01", timezone.now(), change)
    found = children_found(actor, Criteria(), TODAY, known)
    return {child.key: told_by(row_shown(child, known)) for child in found}


def told_by(row: Any) -> dict[str, Any] | None:
    fields = [f.name for f in ChildRow._meta.concrete_fields if f.name not in ("child", "change")]
    return None if row is None else {name: getattr(row, name) for name in fields}


def folded_at(change: int) -> dict[str, dict[str, Any] | None]:
    """The same, folded from the ledger at that change."""
    merged = set(ChildRecord.objects.filter(merged_into__undone_at=None, merged_into__isnull=False))
    keys = [each.key for each in ChildRecord.objects.all() if each not in merged]
    told = journeys_of(keys, at=change)
    spoken_of = {
        each.merged_into.get(undone_at=None).kept.key if each in merged else each.key
        for each in ChildRecord.objects.all()
        if Event.objects.filter(subject_key=each.key, change__lte=change).exists()
    }
    return {
        key: told_by(row_of(0, told[key][0], change)) if key in told else None for key in spoken_of
    }


def versions() -> list[Any]:
    return list(
        ChildRowVersion.objects.order_by("child", "change").values_list(
            *[f.name for f in ChildRowVersion._meta.concrete_fields if f.name != "id"]
        )
    )


@pytest.mark.parametrize("seed", range(3))
def test_list_as_known_at_every_change_is_the_ledger_folded_there(worker, make_child, seed):
    chance = random.Random(seed)
    children = [make_child(surname=f"Name{number}") for number in range(4)]
    write_at_random(chance, children, 14)
    actor = actor_facts(worker.user, TODAY)
    for change in range(last_change() + 1):
        assert shown_at(actor, change) == folded_at(change), change
    before = versions()
    rebuild()
    assert versions() == before
    made = merge(kept=children[0], other=children[1], by=BY, reason="one child")
    write_at_random(chance, children, 4)
    for change in range(last_change() + 1):
        assert shown_at(actor, change) == folded_at(change), change
    undo_merge(made=made, by=BY, reason="two children")
    before = versions()
    rebuild()
    assert versions() == before


def test_versions_of_a_bulk_load_are_made_when_it_is_folded(child):
    first = last_change()
    for kind, day in (("decision_made", date(2023, 6, 1)), ("reviewed", date(2023, 7, 1))):
        draft = Draft(SubjectKind.CHILD, child.key, kind, happened_on=day)
        write_change(drafts=[draft], by=BY, refold=False)
    refold_many(SubjectKind.CHILD, [child.key])
    changes = ChildRowVersion.objects.filter(child=child).order_by("change")
    assert [(each.change, each.until_change) for each in changes] == [
        (first, first + 1), (first + 1, first + 2), (first + 2, None),
    ]  # fmt: skip
    ChildRowVersion.objects.all().delete()
    draft = Draft(SubjectKind.CHILD, child.key, "reviewed", happened_on=date(2023, 9, 1))
    write_change(drafts=[draft], by=BY)
    assert ChildRowVersion.objects.filter(child=child).count() == 4


def test_seal_empties_what_every_earlier_version_was_folded_from(child):
    draft = Draft(
        SubjectKind.CHILD, child.key, "linked", happened_on=date(2023, 8, 1),
        details={"family": "f" * 32},
    )  # fmt: skip
    made = write_change(drafts=[draft], by=BY)
    agree_seal(seal=ask_to_seal(event=made.events[0], by=BY, reason="wrong child"), by=OTHER)
    before = versions()
    rebuild()
    assert versions() == before


def test_list_as_known_before_says_so_and_leaves_out_what_came_since(worker, child, make_child):
    before = timezone.localtime().isoformat()
    make_child(surname="Marsh")
    draft = Draft(SubjectKind.CHILD, child.key, "decision_made", happened_on=date(2023, 6, 1))
    write_change(drafts=[draft], by=BY)
    page = listed(worker.client, as_known=before, q="thorne")
    shown = text(page)
    assert "As known at" in shown
    assert "Show what is known now" in shown
    assert "Add a child" not in shown
    assert "Elsie Thorne" in shown
    assert "as_known=" in page.content.decode().split(f"/{child.key}", 1)[1].split('"', 1)[0]
    assert "Marsh" not in text(listed(worker.client, as_known=before))
    assert "Marsh" in text(listed(worker.client))
    assert "As known at" not in text(listed(worker.client))
    assert AuditEvent.objects.get(action="search").detail["as_known"] == before


def test_filters_are_of_the_moment(worker, child):
    stage = ChildRow.objects.get(child=child).stage
    before = timezone.localtime().isoformat()
    drafts = [
        Draft(SubjectKind.CHILD, child.key, "decision_made", happened_on=date(2023, 6, 1)),
    ]
    write_change(drafts=drafts, by=BY)
    now = ChildRow.objects.get(child=child).stage
    assert now != stage
    for query, is_there in (
        ({"stage": stage, "as_known": before}, True),
        ({"stage": now, "as_known": before}, False),
        ({"stage": now}, True),
        ({"waiting": "over_18", "as_known": before}, False),
        ({"waiting": "over_18"}, True),
        ({"early_permanence": "no", "as_known": before, "sort": "-waiting"}, True),
    ):
        assert ("Elsie Thorne" in text(listed(worker.client, **query))) is is_there, query


def test_child_of_whom_everything_was_withdrawn_has_no_stage(worker, child):
    for event in live(child.key):
        draft = Draft(
            SubjectKind.CHILD, child.key, event.kind, supersedes=event, is_withdrawal=True
        )
        write_change(drafts=[draft], by=BY)
    known = timezone.localtime().isoformat()
    assert "1 child" in text(listed(worker.client, as_known=known))
    assert "0 children" in text(listed(worker.client, as_known=known, early_permanence="no"))


def test_list_asked_for_a_day_in_three_parts_leads_to_its_address(worker, child):
    asked = listed(worker.client, stage="C2", page="2", **on("2024-03-27", "known"))
    assert asked["Location"].endswith("?stage=C2&as_known=2024-03-27")
    wrong = listed(worker.client, **on("2024-02-31", "known"))
    assert "must be a real date" in text(wrong)


def test_list_as_known_shows_nobody_whom_the_reader_may_not_see_today(worker, stranger, child):
    known = timezone.localtime().isoformat()
    assert "0 children" in text(listed(stranger.client, as_known=known))
    child.closed_at = timezone.now()
    child.save()
    assert "0 children" in text(listed(worker.client, as_known=known))


@pytest.mark.parametrize("moment", ["2999-01-01", "yesterday", "0001-01-01T00:00"])
def test_list_as_known_at_what_is_no_earlier_moment_is_shown(worker, child, moment):
    assert listed(worker.client, as_known=moment).status_code == 200


def test_list_as_known_asks_at_most_twelve_queries(
    worker, make_child, responsible, django_assert_max_num_queries
):
    for number in range(12):
        responsible(worker.user, make_child(surname=f"Name{number}"))
    known = timezone.localtime().isoformat()
    worker.client.get("/")
    with django_assert_max_num_queries(12):
        shown = listed(worker.client, q="name", sort="-care", as_known=known)
    assert "12 children" in text(shown)
