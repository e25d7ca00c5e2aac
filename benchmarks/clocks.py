"""How long it takes to work out every clock of 100,000 children, in plain Python.

The journeys are folded before; beside it stands the time that folding them took. Each child has a
story of its own, cut off somewhere: the days are random, the order is that of a contested adoption.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from belong.domain.clocks import clocks_of
from belong.domain.events import Event, EventKind
from belong.domain.journey import fold
from benchmarks.measure import table

K = EventKind
CHILDREN, QUICK, BATCH = 100_000, 5_000, 1_000
TODAY = date(2026, 3, 31)
FIRST_DAY = date(2014, 4, 1)

_STORY: tuple[tuple[EventKind, int, dict[str, str]], ...] = (
    (K.CARE_ENTERED, 30, {"legal_status": "C1"}),
    (K.COURT_APPLICATION_MADE, 5, {"about": "care_proceedings"}),
    (K.PARALLEL_PLAN_MADE, 120, {}),
    (K.PERMANENCE_REPORT_FINISHED, 60, {}),
    (K.DECISION_MADE, 20, {}),
    (K.TOLD_ORALLY, 3, {"about": "plan"}),
    (K.TOLD_IN_WRITING, 6, {"about": "plan"}),
    (K.PLACEMENT_ORDER_MADE, 60, {}),
    (K.REVIEWED, 120, {}),
    (K.LINKED, 90, {}),
    (K.PANEL_MET, 60, {"about": "match"}),
    (K.MINUTES_FINAL, 8, {"about": "match"}),
    (K.MATCH_DECIDED, 9, {}),
    (K.TOLD_ORALLY, 3, {"about": "match"}),
    (K.TOLD_IN_WRITING, 6, {"about": "match"}),
    (K.PLACED_FOR_ADOPTION, 30, {"place": "A6"}),
    (K.VISITED, 8, {}),
    (K.VISITED, 9, {}),
    (K.VISITED, 9, {}),
    (K.REVIEWED, 9, {}),
    (K.VISITED, 50, {}),
    (K.REVIEWED, 60, {}),
    (K.ADOPTION_APPLIED_FOR, 60, {}),
    (K.ADOPTION_ORDER_MADE, 120, {}),
    (K.CELEBRATION_HELD, 60, {}),
    (K.LATER_LIFE_LETTER_GIVEN, 20, {}),
)


def stories(children: int) -> Iterator[list[Event]]:
    """So many children's events; the same ones each time."""
    rng = Random(1)
    for _ in range(children):
        on = FIRST_DAY + timedelta(days=rng.randrange(4000))
        told = [Event(kind=K.BORN, happened_on=on)]
        for kind, most, details in _STORY[: rng.randrange(4, len(_STORY) + 1)]:
            on += timedelta(days=rng.randrange(1, most + 1))
            if on > TODAY:
                break
            told.append(Event(kind=kind, happened_on=on, details=details, family_id="F"))
        yield told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} children")
    children = QUICK if parser.parse_args().quick else CHILDREN
    folding = clocking = 0.0
    found = 0
    told = stories(children)
    while batch := list(islice(told, BATCH)):
        began = time.process_time()
        journeys = [fold(one) for one in batch]
        folded = time.process_time()
        found += sum(len(clocks_of(journey, TODAY)) for journey in journeys)
        folding += folded - began
        clocking += time.process_time() - folded
    print(
        table(
            f"Clocks of {children:,} children",
            [
                ("every clock", f"{clocking:.1f} s", f"{found:,} clocks; to stay under 10 s"),
                ("folding the journeys", f"{folding:.1f} s", "before, for comparison"),
            ],
        )
    )


if __name__ == "__main__":
    main()
