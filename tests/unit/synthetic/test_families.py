"""Made-up families and casework: lawful, chronological, the same again, and each side marked."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from belong.domain.events import EVENT_KINDS, Event
from belong.domain.journey.family import FAMILY_EVENT_KINDS, FamilyEvent, FamilyStage, fold_family
from belong.synthetic import Region, make_region, names
from belong.synthetic.casework import make_casework, sibling_plans
from belong.synthetic.families import Household, make_families
from belong.synthetic.homes import homes_of
from belong.synthetic.identities import adoptive_name, birth_address, birth_name

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(7, ("991", "992"), 150, (2018, 2027))


@pytest.fixture(scope="module")
def households(region: Region) -> list[Household]:
    return make_families(region, TODAY, 320)


def events_of(household: Household) -> list[FamilyEvent]:
    return [
        FamilyEvent(
            kind=step.kind,
            happened_on=None if step.is_planned else step.on,
            planned_for=step.on if step.is_planned else None,
            application=str(place),
            details={
                **step.details,
                "child": "/".join(step.child or ()),
                "person": "" if step.person is None else str(step.person),
            },
        )
        for place, story in enumerate(household.stories)
        for step in story.steps
    ]


def test_make_families_gives_the_same_again(region: Region, households: list[Household]) -> None:
    assert make_families(region, TODAY, 320) == households
    assert len(households) == 320
    assert [one.number for one in households] == list(range(1, 321))


def test_families_break_no_rule_and_stand_at_every_stage(households: list[Household]) -> None:
    stages = set()
    for household in households:
        journey = fold_family(events_of(household))
        assert journey.flags == ()
        assert journey.latest is not None
        stages.add(journey.latest.stage)
    assert {FamilyStage.ADOPTERS, FamilyStage.CLOSED, FamilyStage.APPROVED} < stages
    assert {FamilyStage.PLACED, FamilyStage.STAGE_1, FamilyStage.STAGE_2} < stages


def test_every_home_begun_by_today_has_one_family(
    region: Region, households: list[Household]
) -> None:
    housed = [home for household in households for home in household.homes]
    begun = [home for home in homes_of(region) if home.begins_on <= TODAY]
    assert sorted(map(repr, housed)) == sorted(map(repr, begun))
    groups: dict[object, set[int]] = {}
    for household in households:
        for home in household.homes:
            if home.sibling_group is not None:
                key = (home.la_code, home.sibling_group, home.from_on)
                groups.setdefault(key, set()).add(household.number)
    assert groups
    assert all(len(numbers) == 1 for numbers in groups.values())


def test_some_families_adopt_again_on_the_fast_track_and_with_other_agencies(
    households: list[Household],
) -> None:
    assert any(len(one.stories) == 2 for one in households)
    assert {story.route.value for one in households for story in one.stories} == {
        "first",
        "second",
        "fast_track",
    }
    assert {one.agency for one in households} == {"raa", "first_voluntary", "second_voluntary"}


def test_homes_are_in_the_order_of_the_rules(region: Region) -> None:
    for home in homes_of(region):
        days = [home.linked_on, home.matched_on, home.introduced_on, home.placed_on]
        told = [day for day in days if day is not None]
        if not home.were_carers and home.early_permanence_on is None:
            assert told == sorted(told)
        if home.applied_on is not None and home.adopted_on is not None:
            assert home.from_on + timedelta(weeks=10) < home.applied_on < home.adopted_on


def test_casework_says_what_each_kind_should_and_plans_only_ahead(region: Region) -> None:
    told = make_casework(region, TODAY)
    assert [one.on for one in told] == sorted(one.on for one in told)
    for one in told:
        Event(
            kind=one.kind,
            happened_on=None if one.is_planned else one.on,
            planned_for=one.on if one.is_planned else None,
        )
        assert set(one.details) <= {*EVENT_KINDS[one.kind].details, "delay_reason"}
        assert one.is_planned == (one.on > TODAY)
    kinds = {one.kind.value for one in told}
    assert {"hearing_adjourned", "delayed", "linked", "minutes_final", "consent_given"} < kinds


def test_steps_of_families_say_what_each_kind_should(households: list[Household]) -> None:
    for household in households:
        for story in household.stories:
            for step in story.steps:
                allowed = {*FAMILY_EVENT_KINDS[step.kind].details, "route"}
                assert set(step.details) <= allowed


def test_sibling_plans_begin_together_and_some_change(region: Region) -> None:
    plans = sibling_plans(region, TODAY)
    assert all(len(plan.children) > 1 for plan in plans)
    codes = [[code for _, code in plan.plans] for plan in plans]
    assert all(not told or told[0] == "together" for told in codes)


def test_names_mark_their_side_and_never_the_other(region: Region) -> None:
    rng = Random(1)
    for side, own, other in (
        ("birth", names.BIRTH_TOKEN, names.ADOPTIVE_TOKEN),
        ("adoptive", names.ADOPTIVE_TOKEN, names.BIRTH_TOKEN),
    ):
        for _ in range(300):
            called = names.person(rng, side, rng.choice("FM"))  # type: ignore[arg-type]
            lines = names.address(rng, side).splitlines()  # type: ignore[arg-type]
            for words in (called.forenames, called.surname, *lines):
                assert own in words.lower()
                assert other not in words.lower()
    workers = [names.worker(number) for number in range(280)]
    assert len(set(workers)) == 280
    assert not any(
        t in w.lower() for w in workers for t in (names.BIRTH_TOKEN, names.ADOPTIVE_TOKEN)
    )


def test_identities_of_brothers_and_sisters_share_a_surname(region: Region) -> None:
    groups: dict[object, set[str]] = {}
    for history in region.histories:
        assert names.BIRTH_TOKEN in birth_address(region.seed, history).lower()
        if history.sibling_group is not None:
            surname = birth_name(region.seed, history).surname
            groups.setdefault((history.la_code, history.sibling_group), set()).add(surname)
    assert all(len(surnames) == 1 for surnames in groups.values())
    home = homes_of(region)[0]
    assert adoptive_name(region.seed, home, "F", "Zembley").surname == "Zembley"
