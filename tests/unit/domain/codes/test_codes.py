"""Code lists: what holds in which collection year, and the groups drawn from them."""

from __future__ import annotations

import pytest

from belong.domain import codes
from belong.domain.codes import CODE_LISTS, PLACE, REC, SEX


@pytest.mark.parametrize(
    ("name", "code", "first", "last"),
    [
        ("REC", "E43", None, 2018),
        ("REC", "E44", None, 2018),
        ("REC", "E45", 2019, None),
        ("REC", "E48", 2019, None),
        ("PLACE", "K3", 2025, None),
        ("PLACE", "H5", None, 2025),
        ("PLACE", "P2", None, 2025),
        ("PLACE", "Z1", None, 2025),
        ("PLACE", "Z11", 2026, None),
        ("PLACE", "Z14", 2026, None),
        ("SEX", "1", None, 2024),
        ("SEX", "M", 2025, None),
        ("REASON_PLACE_CHANGE", "CUSTOD", 2019, None),
        ("ACTIV", "F3", None, 2021),
        ("ACTIV", "F5", 2022, None),
    ],
)
def test_dated_code_holds_in_its_years_only(
    name: str, code: str, first: int | None, last: int | None
) -> None:
    code_list = CODE_LISTS[name]
    assert code_list.is_known(code)
    if first is not None:
        assert code_list.is_valid(code, first)
        assert not code_list.is_valid(code, first - 1)
    else:
        assert code_list.is_valid(code, 2010)
    if last is not None:
        assert code_list.is_valid(code, last)
        assert not code_list.is_valid(code, last + 1)
    else:
        assert code_list.is_valid(code, 2030)


def test_codes_in_a_year_are_sorted_and_complete() -> None:
    assert SEX.codes_in(2024) == ("1", "2")
    assert SEX.codes_in(2025) == ("F", "M", "U")
    assert len(REC.codes_in(2018)) == 20
    assert len(REC.codes_in(2019)) == 22
    assert "K3" not in PLACE.codes_in(2024)


def test_meaning_is_given_whatever_the_year_and_unknown_codes_have_none() -> None:
    assert REC.meaning("E43").startswith("special guardianship")
    assert not REC.is_known("E99")
    assert not REC.is_valid("E99", 2024)
    with pytest.raises(KeyError):
        REC.meaning("E99")


@pytest.mark.parametrize("name", sorted(CODE_LISTS))
def test_no_list_repeats_a_code_or_leaves_a_meaning_empty(name: str) -> None:
    listed = [one.code for one in CODE_LISTS[name]]
    assert len(set(listed)) == len(listed)
    assert all(one.meaning for one in CODE_LISTS[name])


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("ADOPTED_RECS", "REC"),
        ("HOME_RECS", "REC"),
        ("SPECIAL_GUARDIANSHIP_RECS", "REC"),
        ("ADOPTIVE_PLACES", "PLACE"),
        ("CARER_ADOPTIVE_PLACES", "PLACE"),
        ("CONSENT_ADOPTIVE_PLACES", "PLACE"),
        ("ORDER_ADOPTIVE_PLACES", "PLACE"),
        ("EARLY_PERMANENCE_PLACES", "PLACE"),
        ("FOSTER_PLACES", "PLACE"),
        ("PLACEMENT_ORDER_STATUSES", "LS"),
        ("SHORT_BREAK_STATUSES", "LS"),
        ("SAME_CARER_RNES", "RNE"),
        ("NEW_CARER_RNES", "RNE"),
    ],
)
def test_groups_are_sorted_and_drawn_from_their_list(group: str, name: str) -> None:
    members: tuple[str, ...] = getattr(codes, group)
    assert list(members) == sorted(members)
    assert all(CODE_LISTS[name].is_known(code) for code in members)


def test_every_reason_for_a_new_episode_says_whether_the_carer_stayed() -> None:
    assert set(codes.SAME_CARER_RNES) | set(codes.NEW_CARER_RNES) == set(codes.RNE.codes_in(2024))


def test_adopter_status_fits_are_drawn_from_their_lists() -> None:
    assert set(codes.LS_ADOPTR_FITS_SEX_ADOPTR) == set(codes.LS_ADOPTR.codes_in(2024))
    fitting = {sex for sexes in codes.LS_ADOPTR_FITS_SEX_ADOPTR.values() for sex in sexes}
    assert fitting == set(codes.SEX_ADOPTR.codes_in(2024))
