"""A small made-up region on disk, and the command run as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from belong.cli import main
from belong.synthetic import make_region, write_region


@dataclass(frozen=True)
class Ran:
    """What one run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON that was printed."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of two made-up councils for five years, and truth.json."""
    out = tmp_path_factory.mktemp("region")
    write_region(make_region(3, ["991", "992"], 90, (2020, 2024)), out)
    return out


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command with these words; nobody's own comparators are seen."""
    monkeypatch.setenv("BELONG_DATA", str(tmp_path / "belong-data"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("BELONG_DEBUG", raising=False)

    def run_it(*words: object) -> Ran:
        capfd.readouterr()
        code = main([str(word) for word in words])
        shown = capfd.readouterr()
        return Ran(code, shown.out, shown.err)

    return run_it
