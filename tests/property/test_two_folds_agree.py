"""The two folds agree over several returns: children lost between them, AD1 rows of many years.

Beside test_fold_twins, which searches one return for the smallest history that tells them apart,
this takes a few thousand random histories at once: gaps, overlaps, unclosed episodes, orders that
come and go, second periods of care, decisions out of order.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from belong.analytics.frames import journeys
from belong.domain.frames import JOURNEYS_COLUMNS
from belong.domain.journey.from_episodes import Decision, Episode, Match, periods_of_care
from belong.formats.ssda903.frames import merge_returns
from belong.formats.ssda903.model import ReturnInfo, ReturnSet

LATEST, LOST_AFTER = 2030, 2016
CHILDREN = 1500
RNES = ["S", "L", "P", "T", "B", "U"]
STATUSES = ["C1", "C2", "E1", "E1", "D1", "V2"]
PLACES = ["A3", "A4", "A5", "A6", "U2", "U5", "U6", "U4", "K2"]
ENDS = ["X1", "X1", "X1", "X1", "E11", "E12", "E4A", "E45", None]
START = date(2012, 1, 1)


def random_episodes(rng: random.Random, is_lost: bool) -> list[Episode]:
    """Up to six episodes; is_lost: the child is missing from every return after LOST_AFTER."""
    episodes: list[Episode] = []
    on = START + timedelta(days=rng.randrange(300))
    for index in range(rng.randint(1, 6)):
        days = rng.choice([0, 1, 30, 60, 200])
        dec = None if rng.random() < 0.12 else on + timedelta(days=days)
        lost = is_lost and dec is None
        episodes.append(
            Episode(
                decom=on,
                rne="S" if index == 0 and rng.random() < 0.8 else rng.choice([*RNES, None]),
                ls=rng.choice(STATUSES),
                place=rng.choice(PLACES),
                dec=date(LOST_AFTER, 4, 1) if lost else dec,
                rec=rng.choice(ENDS) if dec else None,
                ends_unknown=lost,
            )
        )
        on += timedelta(days=max(1, days + rng.choice([0, 0, 0, 0, 10, -20])))
    return episodes


def random_decisions(rng: random.Random) -> list[Decision]:
    days = rng.sample(range(1500), rng.choice([0, 1, 1, 2, 3]))
    return [
        Decision(
            on=START + timedelta(days=day),
            ceased_on=START + timedelta(days=day + rng.randint(-30, 500))
            if rng.random() < 0.5
            else None,
            reason=rng.choice(["RD1", "RD4", None]),
        )
        for day in days
    ]


def random_matches(rng: random.Random) -> list[Match]:
    def day() -> date | None:
        return START + timedelta(days=rng.randrange(1200)) if rng.random() < 0.8 else None

    years = rng.sample([2012, 2013, 2014, 2015], rng.choice([0, 1, 2]))
    return [Match(day(), day(), year) for year in years]


def frames_of(children: dict[str, tuple[list[Episode], list[Decision], list[Match], bool]]) -> Any:
    """The frames of one authority whose returns hold these children."""
    years = [2012, 2013, 2014, 2015, LOST_AFTER, LATEST]
    tables = {2012: "AD1", 2013: "AD1", 2014: "AD1", 2015: "AD1"}
    returns = tuple(
        ReturnInfo("991", year, str(year), frozenset({tables.get(year, "Episodes")}))
        for year in years
    )
    episode_rows, decision_rows, match_rows = [], [], []
    for child, (episodes, decisions, matches, is_lost) in children.items():
        index = years.index(LOST_AFTER if is_lost else LATEST)
        for one in episodes:
            dec = None if one.ends_unknown else one.dec
            episode_rows.append((index, child, one.decom, one.rne, one.ls, one.place, dec, one.rec))
        for made in decisions:
            decision_rows.append((index, child, made.on, made.ceased_on, made.reason))
        for match in matches:
            match_rows.append((years.index(match.year or 0), child, match.int_on, match.on))

    def table(rows: list[Any], **columns: Any) -> pl.DataFrame:
        schema = {"_return": pl.UInt16, "CHILD": pl.String, **columns}
        return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("_row", 1)

    text, day = pl.String, pl.Date
    return merge_returns(
        ReturnSet(
            returns,
            {
                "Episodes": table(
                    episode_rows, DECOM=day, RNE=text, LS=text, PLACE=text, DEC=day, REC=text
                ),
                "PlacedAdoption": table(
                    decision_rows,
                    DATE_PLACED=day,
                    DATE_PLACED_CEASED=day,
                    REASON_PLACED_CEASED=text,
                ),
                "AD1": table(match_rows, DATE_INT=day, DATE_MATCH=day),
            },
        )
    )


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """The columns that both folds fill; reasons of the unknown are compared as told or not."""
    told = {
        name: row[name] is not None
        for name in (
            "entered_care_reason",
            "placement_order_reason",
            "placed_for_adoption_reason",
            "moved_in_reason",
        )
    }
    left_out = {"la_code", "born_on", "sex", "ethnicity", *told}
    return {name: row[name] for name in JOURNEYS_COLUMNS if name not in left_out} | told


@pytest.mark.parametrize("seed", [1, 2])
def test_plain_and_vectorised_folds_agree_on_random_histories(seed: int) -> None:
    rng = random.Random(seed)
    children = {}
    for number in range(CHILDREN):
        is_lost = rng.random() < 0.2
        children[f"C{number}"] = (
            random_episodes(rng, is_lost),
            random_decisions(rng),
            random_matches(rng),
            is_lost,
        )
    folded = {
        (row["child_id"], row["period_of_care"]): comparable(row)
        for row in journeys(frames_of(children)).iter_rows(named=True)
    }
    differing = []
    for child, (episodes, decisions, matches, _) in children.items():
        for period in periods_of_care(episodes, decisions, matches):
            plain = comparable({**vars(period), "child_id": child})
            many = folded.pop((child, period.period_of_care), None)
            if plain != many:
                differing.append((child, plain, many))
    assert differing == []
    assert folded == {}
