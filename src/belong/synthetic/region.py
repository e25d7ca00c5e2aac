"""A made-up region: fictional councils, and a life for each of their children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from belong.synthetic.building import Life
from belong.synthetic.histories import CarePeriod, History, Region, year_end, year_start
from belong.synthetic.lives import KINDS, SLIPS, Kind
from belong.synthetic.slips import with_slip

__all__ = ["COUNCIL_NAMES", "council_name", "make_region"]

#: Councils that do not exist. Codes 990 to 999 are used by no real authority.
COUNCIL_NAMES = {
    "990": "Aldermarsh",
    "991": "Brackenfold",
    "992": "Cindermoor",
    "993": "Dunwhistle",
    "994": "Eastermere",
    "995": "Farrowdale",
    "996": "Glimmerstoke",
    "997": "Hollowick",
    "998": "Ivybrook Vale",
    "999": "Juniperleigh",
}

#: Ethnic groups and how many in a thousand (invented, of the size met in English councils).
_ETHNICITIES = (
    ("WBRI", 690),
    ("WOTH", 50),
    ("WIRI", 5),
    ("WROM", 5),
    ("MWBC", 40),
    ("MWBA", 15),
    ("MWAS", 20),
    ("MOTH", 25),
    ("APKN", 25),
    ("AIND", 10),
    ("ABAN", 10),
    ("AOTH", 15),
    ("BCRB", 20),
    ("BAFR", 40),
    ("BOTH", 10),
    ("OOTH", 15),
    ("REFU", 3),
    ("NOBT", 2),
)
_NEEDS = (("N1", 70), ("N2", 3), ("N3", 5), ("N4", 8), ("N5", 11), ("N8", 3))

#: Of every twenty places, the last three are kept for a group of two or three siblings.
_BLOCK = 20
_SIBLING_PLACES = (17, 18, 19)
#: Children may enter care this long before the first return, so that some starts are not on file.
_DAYS_BEFORE = 1100
_TRIES = 60

#: What the first children of each council are, so that even a small region has every kind of life.
_SHOWN_FIRST: tuple[tuple[str, str | None], ...] = (
    *((name, None) for name in KINDS),
    *((kind, slip) for slip, (kinds, _) in SLIPS.items() for kind in kinds),
)


def council_name(la_code: str) -> str:
    """The fictional council's name, or a plain one where the code has none."""
    return COUNCIL_NAMES.get(la_code, f"Made-up council {la_code}")


def make_region(
    seed: int,
    la_codes: Sequence[str],
    children_per_la: int,
    years: tuple[int, int],
    *,
    not_supplied: Iterable[tuple[str, int]] = (),
) -> Region:
    """A region that is the same for the same arguments, on every machine.

    years: first and last year of returns, both included. Each child depends only on seed,
    authority, years and its own number: more children change nothing about those before.
    not_supplied: returns that are missing; their authorities get no slips.
    """
    missing = frozenset(not_supplied)
    without = {la_code for la_code, _ in missing}
    return Region(
        seed=seed,
        la_codes=tuple(la_codes),
        years=years,
        histories=tuple(
            _history(seed, la_code, index, years, has_slips=la_code not in without)
            for la_code in la_codes
            for index in range(children_per_la)
        ),
        not_supplied=missing,
    )


def _history(
    seed: int, la_code: str, index: int, years: tuple[int, int], *, has_slips: bool
) -> History:
    block, place = divmod(index, _BLOCK)
    if place in _SIBLING_PLACES:
        group = Random(f"{seed}/{la_code}/siblings/{block}")
        if place - _SIBLING_PLACES[0] < group.choice((2, 2, 3)):
            return _sibling(seed, la_code, index, group, years)
    rng = Random(f"{seed}/{la_code}/{index}")
    turn = block * _SIBLING_PLACES[0] + place
    kind_name, slip_name = (
        _SHOWN_FIRST[turn]
        if place not in _SIBLING_PLACES and turn < len(_SHOWN_FIRST)
        else (_weighted_kind(rng).name, _weighted_slip(rng))
    )
    kind = KINDS[kind_name]
    history = None
    for _ in range(_TRIES):
        history = _lived(seed, la_code, index, kind, rng, rng.randint(*kind.ages), years)
        if not has_slips or slip_name is None:
            return history
        slipped = with_slip(history, slip_name, years, rng)
        if slipped is not None:
            return slipped
    assert history is not None  # noqa: S101 (the loop runs at least once)
    return history


def _weighted_kind(rng: Random) -> Kind:
    kinds = tuple(KINDS.values())
    return rng.choices(kinds, [kind.weight for kind in kinds])[0]


def _weighted_slip(rng: Random) -> str | None:
    drawn = rng.random()
    for name, (_, share) in SLIPS.items():
        if drawn < share:
            return name
        drawn -= share
    return None


def _sibling(seed: int, la_code: str, index: int, group: Random, years: tuple[int, int]) -> History:
    """One of a group whose dates are shared and whose births are not."""
    block, place = divmod(index, _BLOCK)
    kinds = [kind for kind in KINDS.values() if kind.ages[0] < 1000 < kind.ages[1]]
    kind = group.choices(kinds, [kind.weight for kind in kinds])[0]
    youngest = group.randint(kind.ages[0], kind.ages[0] + 500)
    older_by = [group.randint(330, 800) for _ in _SIBLING_PLACES]
    age_days = youngest + sum(older_by[: place - _SIBLING_PLACES[0]])
    history = _lived(seed, la_code, index, kind, group, age_days, years)
    return replace(history, sibling_group=block)


def _lived(
    seed: int,
    la_code: str,
    index: int,
    kind: Kind,
    rng: Random,
    age_days: int,
    years: tuple[int, int],
) -> History:
    first, last = years
    own = Random(f"{seed}/{la_code}/{index}/child")
    earliest = year_start(first) - timedelta(days=_DAYS_BEFORE)
    span = (year_end(last) - earliest).days
    periods: tuple[CarePeriod, ...] = ()
    born_on = earliest
    for _ in range(_TRIES):
        entered_on = earliest + timedelta(days=rng.randint(0, span))
        born_on = entered_on - timedelta(days=age_days)
        life = Life(rng, entered_on, born_on)
        kind.live(life)
        periods = tuple(life.periods)
        left_on = periods[-1].left_on
        if left_on is None or left_on >= year_start(first):
            break
    return History(
        la_code=la_code,
        child_id=_child_id(seed, la_code, index),
        index=index,
        kind=kind.name,
        born_on=born_on,
        sex=own.choice("MF"),
        ethnicity=own.choices([e for e, _ in _ETHNICITIES], [n for _, n in _ETHNICITIES])[0],
        need=own.choices([e for e, _ in _NEEDS], [n for _, n in _NEEDS])[0],
        periods=periods,
    )


def _child_id(seed: int, la_code: str, index: int) -> str:
    """Six digits, kept as text. Every fiftieth number is used by every council alike."""
    if index % 50 == 0:
        return f"{index // 50:06d}"
    offset = Random(f"{seed}/{la_code}/ids").randrange(999_000)
    return f"{1000 + (index * 7919 + offset) % 999_000:06d}"
