"""The work of ``belong comparators import``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from belong.cli.console import deliver
from belong.cli.options import ShortFormat
from belong.cli.places import data_folder
from belong.domain.errors import BelongError

__all__ = ["run"]


def run(files: Sequence[Path], edition: str | None, style: ShortFormat) -> None:
    """Read the tables, keep them beside what is there, and say what was read."""
    from belong.formats.comparators import ComparatorSet, import_comparators, load, save

    folder = data_folder()
    before = load(folder)
    read = ComparatorSet()
    for file in files:
        read = read.with_values(import_comparators(file, vintage=edition).values)
    after = before.with_values(read.values)
    try:
        kept = save(after, folder)
    except OSError as error:
        raise BelongError(
            "the folder cannot be written to.",
            where=str(folder),
            mend="Name another in the environment variable BELONG_DATA.",
        ) from error
    told: dict[str, Any] = {
        "kept_in": str(kept),
        "read": len(read),
        "new": len(after) - len(before),
        "measures": _measures(read),
        "suppressed": sum(value.status == "suppressed" for value in read.values),
        "revised": sorted(
            {
                (value.measure, value.area, value.period, value.breakdown)
                for value in read.values
                if (stood := after.stood(*value.key)) is not None and stood.is_revised
            }
        ),
    }
    deliver(_as_json(told) if style is ShortFormat.json else _in_words(told), None)


def _measures(read: Any) -> list[dict[str, Any]]:
    """Each measure with its number of values and its first and last period."""
    periods: dict[str, list[str]] = {}
    for value in read.values:
        periods.setdefault(value.measure, []).append(value.period)
    return [
        {"measure": name, "values": len(found), "first": min(found), "last": max(found)}
        for name, found in sorted(periods.items())
    ]


def _as_json(told: dict[str, Any]) -> str:
    from belong.reports.data import as_json

    return as_json({**told, "revised": [list(key) for key in told["revised"]]})


def _in_words(told: dict[str, Any]) -> str:
    lines = [f"Read {told['read']:,} values, {told['new']:,} of them new."]
    lines += [
        f"  {each['measure']}: {each['values']:,} values, {each['first']} to {each['last']}"
        for each in told["measures"]
    ]
    if told["suppressed"]:
        lines.append(f"{told['suppressed']:,} are hidden or not to be had; none is taken for zero.")
    if told["revised"]:
        lines.append(
            f"{len(told['revised']):,} were once printed otherwise. Both are kept; the newest "
            "edition is compared with, and says that it was revised."
        )
    return "\n".join([*lines, f"Kept in {told['kept_in']}"])
