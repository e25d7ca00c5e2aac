"""Made-up families who adopt, mean to, or thought of it, as plain dated facts.

The families of the children's homes have come all the way by the day on which they are needed;
others are on the way, wait, or left. Intervals are invented, of the size met in English agencies;
the order of events keeps to the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from belong.domain.journey.family import FamilyEventKind, Route
from belong.synthetic import names
from belong.synthetic.approvals import Step, unmatched_way, waiting_again, way_to_approval
from belong.synthetic.histories import Region
from belong.synthetic.homes import Home, homes_of

__all__ = ["AGENCIES", "Household", "Member", "Story", "make_families"]

K = FamilyEventKind
#: Which agency a family is with: the region's own, or one of two voluntary agencies.
Agency = Literal["raa", "first_voluntary", "second_voluntary"]
AGENCIES: tuple[Agency, ...] = ("raa", "first_voluntary", "second_voluntary")
_SHARES = (80, 12, 8)
_SECOND_TIME_SHARE = 0.12
_SECOND_TIME_AFTER = timedelta(days=500)


@dataclass(frozen=True)
class Member:
    """A person of a household. part: applicant, adult or child."""

    part: str
    called: names.Named
    sex: str
    born_on: date


@dataclass(frozen=True)
class Story:
    """One application: its way to approval and what came after, in order of time."""

    route: Route
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Household:
    """A made-up household. number: from 1 on, its own for good. homes: of children with them."""

    number: int
    agency: Agency
    members: tuple[Member, ...]
    address: str
    stories: tuple[Story, ...]
    homes: tuple[Home, ...] = field(default=())


def make_families(region: Region, today: date, count: int) -> list[Household]:
    """The households that the region needs, and others until there are ``count`` of them.

    The same for the same region, day and count. Steps after today are left out, but for what is
    planned.
    """
    rng = Random(f"{region.seed}/families")
    households = [
        _with_children(region.seed, number, groups, today)
        for number, groups in enumerate(_households(rng, homes_of(region), today), start=1)
    ]
    first_year = region.years[0]
    for number in range(len(households) + 1, count + 1):
        households.append(_without_children(region.seed, number, first_year, today))
    return households


def _households(rng: Random, homes: Iterable[Home], today: date) -> list[list[list[Home]]]:
    """Homes begun by today, as households; a household is a list of applications' homes."""
    together: dict[object, list[Home]] = defaultdict(list)
    for home in homes:
        if home.begins_on <= today:
            shares = home.sibling_group is not None
            own = home.sibling_group if shares else home.child_id
            together[home.la_code, own, shares, home.period, home.from_on].append(home)
    groups = sorted(together.values(), key=lambda group: (group[0].begins_on, group[0].child_id))
    households: list[list[list[Home]]] = []
    for group in groups:
        again = [
            household
            for household in households
            if len(household) == 1 and _may_adopt_again(household[0], group)
        ]
        if again and not group[0].were_carers and rng.random() < _SECOND_TIME_SHARE:
            rng.choice(again).append(group)
        else:
            households.append([group])
    return households


def _may_adopt_again(first: list[Home], group: list[Home]) -> bool:
    adopted_on = first[0].adopted_on
    return adopted_on is not None and adopted_on + _SECOND_TIME_AFTER < group[0].begins_on


def _people(rng: Random, began_on: date) -> tuple[tuple[Member, ...], str]:
    surname = names.person(rng, "adoptive").surname
    sexes = rng.choices(("FM", "FF", "MM", "F", "M"), (68, 8, 9, 12, 3))[0]
    members = []
    for sex in sexes:
        own = surname if rng.random() < 0.8 else ""
        born_on = began_on - timedelta(days=rng.randint(27 * 365, 46 * 365))
        called = names.person(rng, "adoptive", sex, own)
        members.append(Member("applicant", called, sex, born_on))
    if rng.random() < 0.12:
        sex = rng.choice("FM")
        born_on = began_on - timedelta(days=rng.randint(5 * 365, 15 * 365))
        members.append(Member("child", names.person(rng, "adoptive", sex, surname), sex, born_on))
    return tuple(members), names.address(rng, "adoptive")


def _with_children(seed: int, number: int, groups: list[list[Home]], today: date) -> Household:
    rng = Random(f"{seed}/family {number}")
    agency = rng.choices(AGENCIES, _SHARES)[0]
    members, home_address = _people(rng, groups[0][0].begins_on)
    applicants = sum(1 for one in members if one.part == "applicant")
    stories = []
    for index, group in enumerate(groups):
        route = Route.SECOND if index else Route.FIRST
        if group[0].were_carers:
            agency, route = "raa", Route.FAST_TRACK
        wait = rng.randint(20, 330)
        if group[0].early_permanence_on or group[0].were_carers:
            wait = rng.randint(0, 25)
        approved_on = group[0].begins_on - timedelta(days=wait)
        if index:
            earliest = groups[0][0].adopted_on or approved_on
            approved_on = max(approved_on, earliest + timedelta(days=260))
        steps = way_to_approval(rng, approved_on, route, applicants)
        for home in group:
            steps += _home_steps(home)
        if index == len(groups) - 1:
            steps += _after_an_end(seed, number, approved_on, group, today)
        stories.append(Story(route, _until(steps, today)))
    homes = tuple(home for group in groups for home in group)
    return Household(number, agency, members, home_address, tuple(stories), homes)


def _after_an_end(
    seed: int, number: int, approved_on: date, group: list[Home], today: date
) -> list[Step]:
    """What comes where the children's stay ended before an order: reviews, and leaving in time."""
    ended_on = [home.to_on for home in group if home.to_on is not None and home.adopted_on is None]
    if len(ended_on) < len(group) or max(ended_on) > today:
        return []
    rng = Random(f"{seed}/family {number}/after an end")
    return waiting_again(rng, max(ended_on), approved_on)


def _home_steps(home: Home) -> list[Step]:
    """What a child's home is on the family's record."""
    about = (home.la_code, home.child_id)
    dated = (
        (K.LINKED, home.linked_on),
        (K.EARLY_PERMANENCE_PLACED, home.early_permanence_on),
        (K.MATCHED, home.matched_on),
        (K.INTRODUCTIONS_BEGAN, home.introduced_on),
        (K.CHILD_PLACED, home.placed_on),
        (K.ADOPTION_APPLIED_FOR, home.applied_on),
        (K.ADOPTION_ORDER_MADE, home.adopted_on),
    )
    steps = [Step(kind, on, child=about) for kind, on in dated if on is not None]
    if home.to_on is not None and home.adopted_on is None:
        reason = "court" if home.placed_on is None else "child_needs"
        steps.append(Step(K.PLACEMENT_ENDED, home.to_on, {"reason": reason}, child=about))
    return steps


def _without_children(seed: int, number: int, first_year: int, today: date) -> Household:
    rng = Random(f"{seed}/family {number}")
    agency = rng.choices(AGENCIES, _SHARES)[0]
    is_recent = rng.random() < 0.6
    days = (today - date(first_year - 1, 4, 1)).days
    enquired_on = today - timedelta(days=rng.randint(5, 420) if is_recent else rng.randint(5, days))
    members, home_address = _people(rng, enquired_on)
    applicants = sum(1 for one in members if one.part == "applicant")
    route = Route.FAST_TRACK if rng.random() < 0.06 else Route.FIRST
    steps = unmatched_way(rng, enquired_on, route, applicants, today)
    return Household(number, agency, members, home_address, (Story(route, _until(steps, today)),))


def _until(steps: Iterable[Step], today: date) -> tuple[Step, ...]:
    """What had happened by today, in order, and what is planned within two months of it."""
    kept = []
    for step in sorted(steps, key=lambda one: one.on):
        if step.on <= today:
            kept.append(step)
        elif step.kind is K.PANEL_MET and step.on <= today + timedelta(days=60):
            kept.append(replace(step, is_planned=True))
    return tuple(kept)
