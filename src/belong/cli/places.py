"""Where Belong keeps what a person has brought in, on every system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["data_folder"]


def data_folder() -> Path:
    """The folder for imported tables: BELONG_DATA, else the user's own data folder. Not made."""
    named = os.environ.get("BELONG_DATA")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "Belong"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Belong"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "belong"
