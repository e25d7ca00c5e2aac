"""Authority codes as folders bear them."""

from __future__ import annotations

import pytest

from belong.formats.authorities import authorities, code_of, is_fictional, is_known


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("882", "882"),
        ("E06000033", "882"),
        ("e06000033", "882"),
        ("991", "991"),
        ("777", "777"),
        ("E06999999", "E06999999"),
        ("903", None),
        ("2024", None),
        ("Southend", None),
        ("012", None),
        ("", None),
    ],
)
def test_code_of_a_folder_name(name, code):
    assert code_of(name) == code


def test_fictional_codes_are_known_and_in_no_table():
    for code in (str(number) for number in range(990, 1000)):
        assert is_fictional(code)
        assert is_known(code)
        assert code not in authorities()
    assert not is_known("777")


def test_the_table_names_every_current_authority_once():
    table = authorities()
    assert len(table) == 158
    ons_codes = [item.ons_code for item in table.values() if item.ons_code]
    assert len(ons_codes) == len(set(ons_codes)) >= 153
    assert table["201"].name == "City of London"
