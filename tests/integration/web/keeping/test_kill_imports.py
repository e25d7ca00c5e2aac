"""Killed in the middle of imports, many times: a return is there whole, or not at all."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from belong.synthetic import make_region, write_region

YEARS = (2019, 2024)
#: Kills before the imports are let run to their end.
TIMES = 12


@pytest.mark.slow
def test_killed_while_importing_leaves_each_return_whole_or_not_there(
    installation: Callable[[], Any], tmp_path: Path
) -> None:
    folder = tmp_path / "returns"
    write_region(make_region(7, ("991",), 60, YEARS), folder)
    years = folder / "991"
    undisturbed = installation()
    undisturbed.run("importing.py", str(years))
    whole = json.loads(undisturbed.run("importing.py", "look"))
    place = installation()
    rng = random.Random(5)
    acknowledged: list[str] = []
    killed = 0
    for _ in range(TIMES):
        with place.start("importing.py", str(years)) as process:
            check(json.loads(process.stdout.readline()), whole, acknowledged)
            killer = threading.Timer(rng.uniform(0.01, 1.5), process.kill)
            killer.start()
            acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
            killer.cancel()
        killed += process.returncode != 0
    place.run("importing.py", str(years))
    end = json.loads(place.run("importing.py", "look"))
    check(end, whole, acknowledged)
    assert killed
    assert end["rows"] == whole["rows"]
    assert end["changes"] == whole["changes"]


def check(found: dict[str, Any], whole: dict[str, Any], acknowledged: list[str]) -> None:
    """What is there is the beginning of what would be there undisturbed, and nothing else."""
    done = len(found["changes"])
    assert found["changes"] == whole["changes"][:done]
    assert set(acknowledged) <= {source.split()[-1] for source, _ in found["changes"]}
    assert found["kept"] == whole["kept"][:done]
    assert found["applied"] == done
    assert (found["children"] == 0) == (done == 0)
    assert found["lists_are_true"]
