"""Small words of the pages: ages, names, and kinds in their groups."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.events import Event, EventKind
from belong.domain.journey import fold
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.children.presenters.who import age_words, born_words, name_of
from belong.web.children.recording import GROUPS, grouped, kinds_for


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2024, 5, 31), "0 weeks"),
        (date(2024, 4, 1), "8 weeks"),
        (date(2024, 2, 29), "3 months"),
        (date(2022, 7, 1), "22 months"),
        (date(2022, 5, 31), "2 years"),
        (date(2021, 1, 5), "3 years 4 months"),
        (date(2014, 1, 5), "10 years"),
        (date(2024, 6, 1), ""),
        (None, ""),
    ],
)
def test_age_words_are_weeks_then_months_then_years(born_on: date | None, words: str) -> None:
    assert age_words(born_on, date(2024, 5, 31)) == words


def test_name_of_child_without_a_name_is_the_pseudonym() -> None:
    child = ChildRecord(pseudonym="C-0042")
    from_return = BirthIdentity(born_on=date(2023, 1, 5))
    unborn = BirthIdentity(surname="Marsh", expected_on=date(2024, 8, 1))
    assert name_of(child, None) == name_of(child, from_return) == "C-0042"
    assert name_of(child, unborn) == "Unborn child Marsh"
    assert born_words(unborn) == "expected 1 August 2024"


def test_every_kind_is_offered_in_one_place_but_the_expected_birth() -> None:
    kinds = kinds_for(fold([]), date(2024, 3, 1))
    offered = [*kinds.usual, *kinds.fitting, *kinds.rest]
    assert sorted(offered) == sorted(set(EventKind) - {EventKind.BIRTH_EXPECTED})


@pytest.mark.parametrize(
    ("today", "is_offered"),
    [(date(2021, 1, 4), False), (date(2021, 1, 5), True), (date(2022, 1, 5), True)],
)
def test_turning_18_is_offered_from_the_17th_birthday_on(today: date, is_offered: bool) -> None:
    born = Event(kind=EventKind.BORN, happened_on=date(2004, 1, 5), event_id="born")
    kinds = kinds_for(fold([born]), today)
    assert (EventKind.AGED_OUT in [*kinds.usual, *kinds.fitting, *kinds.rest]) is is_offered


def test_groups_share_no_kind_and_lose_none() -> None:
    members = [kind for group in GROUPS.values() for kind in group]
    assert len(members) == len(set(members))
    listed = [kind for _, kinds in grouped(list(EventKind)) for kind in kinds]
    assert sorted(listed) == sorted(EventKind)
