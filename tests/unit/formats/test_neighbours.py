"""Statistical neighbours as the department lists them."""

from __future__ import annotations

from belong.formats.authorities import authorities
from belong.formats.neighbours import neighbours_of


def test_neighbours_are_ten_others_nearest_first() -> None:
    found = neighbours_of("301")
    assert found[:2] == ("308", "821")
    assert len(found) == 10
    assert "301" not in found
    assert set(found) <= authorities().keys()


def test_neighbours_of_a_made_up_council_are_none() -> None:
    assert neighbours_of("991") == ()
