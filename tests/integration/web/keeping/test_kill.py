"""Killed in the middle of saves, many times: what was acknowledged is there, nothing by half."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest

TIMES = 12


@pytest.mark.slow
def test_killed_while_saving_loses_nothing_acknowledged_and_leaves_nothing_half_written(
    installation: Callable[[], Any],
) -> None:
    place = installation()
    rng = random.Random(11)
    acknowledged: list[int] = []
    for _ in range(TIMES):
        with place.start("saving.py") as process:
            check(json.loads(process.stdout.readline()), acknowledged)
            acknowledged.append(int(process.stdout.readline()))
            killer = threading.Timer(rng.uniform(0.01, 0.4), process.kill)
            killer.start()
            acknowledged += [int(line) for line in process.stdout if line.endswith("\n")]
        killer.join()
        assert process.returncode != 0
    check(json.loads(place.run("saving.py", "look")), acknowledged)
    assert len(acknowledged) > TIMES


def check(found: dict[str, Any], acknowledged: list[int]) -> None:
    """A change more than was acknowledged may be there: its answer was killed on the way."""
    assert set(acknowledged) <= set(found["numbers"])
    assert found["numbers"] == list(range(1, found["head"] + 1))
    assert found["not_whole"] == []
    assert found["audited"] == found["events"]
    assert found["lists_are_true"]
