"""Lists of families as known before: the ledger folded at that change, and nothing since."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from belong.domain.journey.family import FamilyEventKind
from belong.web.agencies.facts import actor_facts
from belong.web.audit.models import AuditEvent
from belong.web.families.folding import families_journeys
from belong.web.families.lists import families_found, page_of, pipeline_of, row_shown
from belong.web.families.models import FamilyRecord, FamilyRow, FamilyRowVersion
from belong.web.families.projection import row_of
from belong.web.ledger.actions import Draft, agree_seal, ask_to_seal, write_change
from belong.web.ledger.as_known import AsKnown
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.projection import rebuild
from belong.web.ledger.queries import last_change

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
BY, OTHER = "8" * 32, "7" * 32
KINDS: dict[str, dict[str, Any]] = {
    "registration_received": {},
    "stage_1_began": {},
    "check_sought": {"check": "health"},
    "check_received": {"check": "health", "outcome": "satisfactory"},
    "held": {"hold_reason": "work"},
    "resumed": {},
    "stage_2_began": {},
    "approved": {},
    "linked": {"child": "c" * 32},
    "child_placed": {"child": "c" * 32},
    "withdrew": {"left_reason": "other"},
    "deregistered": {},
}


def live(key: str) -> list[Event]:
    """Events that may still be corrected or withdrawn."""
    events = Event.objects.filter(subject_key=key, is_withdrawal=False)
    return list(events.filter(superseded_by=None).order_by("pk"))


def write_at_random(chance: random.Random, families: list[Any], changes: int) -> None:
    """New events, corrections and withdrawals of several families at once, on two applications."""
    for _ in range(changes):
        drafts = []
        for family in chance.sample(families, chance.randint(1, len(families))):
            kind = chance.choice(list(KINDS))
            supersedes, is_withdrawal = None, False
            if (before := live(family.key)) and chance.random() < 0.5:
                supersedes = chance.choice(before)
                kind, is_withdrawal = supersedes.kind, chance.random() < 0.6
            day = date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
            application = chance.choice([family.application, "e" * 32])
            details = {**KINDS.get(kind, {}), "application": application}
            drafts.append(
                Draft(
                    SubjectKind.FAMILY,
                    family.key,
                    kind,
                    happened_on=None if is_withdrawal else day,
                    details={} if is_withdrawal else details,
                    supersedes=supersedes,
                    is_withdrawal=is_withdrawal,
                )
            )
        write_change(drafts=drafts, by=BY)


def known_at(change: int) -> AsKnown:
    return AsKnown("2026-01-01", timezone.now(), change)


def shown_at(actor: Any, change: int) -> dict[str, dict[str, Any] | None]:
    """What the list shows of each family at a change."""
    known = known_at(change)
    found = families_found(actor, {"stage": "all"}, TODAY, known)
    listed = page_of(actor, found, slice(0, 50), known)
    return {family.key: told_by(row_shown(family, known)) for family in listed}


def told_by(row: Any) -> dict[str, Any] | None:
    fields = [f.name for f in FamilyRow._meta.concrete_fields if f.name not in ("family", "change")]
    return None if row is None else {name: getattr(row, name) for name in fields}


def folded_at(change: int) -> dict[str, dict[str, Any] | None]:
    """The same, folded from the ledger at that change."""
    keys = list(FamilyRecord.objects.values_list("key", flat=True))
    told = families_journeys(keys, at=change)
    recorded = Event.objects.filter(subject_key__in=keys, change__lte=change)
    return {
        key: told_by(row_of(0, told[key][0], change)) if key in told else None
        for key in recorded.values_list("subject_key", flat=True)
    }


def versions() -> list[Any]:
    fields = [f.name for f in FamilyRowVersion._meta.concrete_fields if f.name != "id"]
    return list(FamilyRowVersion.objects.order_by("family", "change").values_list(*fields))


@pytest.mark.parametrize("seed", range(3))
def test_lists_as_known_at_every_change_are_the_ledger_folded_there(signed_in, make_family, seed):
    chance = random.Random(seed)
    families = [make_family(f"Name{number}") for number in range(4)]
    write_at_random(chance, families, 16)
    actor = actor_facts(signed_in("family_finder").user, TODAY)
    for change in range(last_change() + 1):
        expected = folded_at(change)
        assert shown_at(actor, change) == expected, change
        under_way = [row["stage"] for row in expected.values() if row]
        for column in pipeline_of(actor, {}, TODAY, known_at(change)).columns:
            assert len(column.families) == under_way.count(column.stage), change
    before = versions()
    rebuild()
    assert versions() == before


def test_list_as_known_now_is_the_list(signed_in, family, make_family):
    make_family("Marsh")
    actor = actor_facts(signed_in("family_finder").user, TODAY)
    for state in ("", "over", "on_hold", "by_choice", "flagged"):
        for check in ("", "any", "health"):
            asked = {"state": state, "check": check}
            now = families_found(actor, asked, TODAY)
            then = families_found(actor, asked, TODAY, known_at(last_change()))
            assert list(then.values_list("key")) == list(now.values_list("key")), asked


def test_seal_empties_what_every_earlier_version_was_folded_from(family):
    sought = Event.objects.get(kind="check_sought")
    seal = ask_to_seal(event=sought, by=BY, reason="wrong family")
    agree_seal(seal=seal, by=OTHER)
    assert not FamilyRowVersion.objects.filter(waits_for="health").exists()
    before = versions()
    rebuild()
    assert versions() == before


@pytest.mark.parametrize("page", ["/families/", "/families/pipeline/"])
def test_lists_as_known_before_say_so_and_leave_out_what_came_since(
    page, signed_in, family, make_family
):
    finder = signed_in("family_finder").client
    before = timezone.localtime().isoformat()
    later = make_family("Marsh").record
    past = finder.get(page, {"as_known": before}).content.decode()
    assert "As known at" in past
    assert "Show what is known now" in past
    assert "are those of today" in past
    assert "Add a family" not in past
    assert f"/families/{family.key}/?as_known=" in past
    assert later.key not in past
    now = finder.get(page).content.decode()
    assert later.key in now
    assert "As known at" not in now


def test_search_in_the_list_as_known_before_is_noted_with_the_moment(signed_in, family):
    finder = signed_in("family_finder").client
    before = timezone.localtime().isoformat()
    shown = finder.get("/families/", {"as_known": before, "q": "fenwright"}).content.decode()
    assert "Ottoline and Bram Fenwright" in shown
    detail = AuditEvent.objects.get(action="searched").detail
    assert detail == {"terms": "fenwright", "as_known": before}


def test_filters_are_of_the_moment(signed_in, family, happen):
    finder = signed_in("family_finder").client
    before = timezone.localtime().isoformat()
    happen(family, FamilyEventKind.HELD, 5, hold_reason="work")
    for query, is_there in (
        ({"state": "on_hold"}, True),
        ({"state": "on_hold", "as_known": before}, False),
        ({"state": "over", "as_known": before}, True),
        ({"check": "health", "as_known": before, "order": "due"}, True),
    ):
        shown = finder.get("/families/", query).content.decode()
        assert (family.key in shown) is is_there, query


@pytest.mark.parametrize("page", ["/families/", "/families/pipeline/", "family"])
def test_page_asked_for_a_day_in_three_parts_leads_to_its_address(page, signed_in, family):
    finder = signed_in("family_finder").client
    page = family.page if page == "family" else page
    parts = {"known-day": "27", "known-month": "3", "known-year": "2024"}
    assert finder.get(page, parts)["Location"] == f"{page}?as_known=2024-03-27"
    wrong = finder.get(page, {**parts, "known-day": "31", "known-month": "2"})
    assert "must be a real date" in wrong.content.decode()


def test_lists_as_known_show_nobody_whom_the_reader_may_not_see_today(signed_in, family, council):
    stranger = signed_in("family_finder", agency=council).client
    known = timezone.localtime().isoformat()
    for page in ("/families/", "/families/pipeline/"):
        shown = stranger.get(page, {"as_known": known, "stage": "all"}).content.decode()
        assert family.record.pseudonym not in shown


def test_family_page_as_known_says_that_its_people_are_todays(signed_in, family):
    finder = signed_in("family_finder").client
    past = finder.get(family.page, {"as_known": "2026-01-01"}).content.decode()
    assert "The people of the household" in past
    assert "are shown as they are today" in past


@pytest.mark.parametrize("page", ["/families/", "/families/pipeline/"])
def test_lists_as_known_ask_at_most_twelve_queries(page, signed_in, make_family):
    for number in range(6):
        make_family(f"Name{number}")
    finder = signed_in("family_finder").client
    known = timezone.localtime().isoformat()
    finder.get(page)
    with CaptureQueriesContext(connection) as asked:
        finder.get(page, {"as_known": known, "stage": "all"})
    assert len(asked) <= 12
