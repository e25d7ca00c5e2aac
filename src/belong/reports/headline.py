"""The figures of one area in a few sentences that can be copied into a letter."""

from __future__ import annotations

from collections.abc import Sequence

from belong.reports.measures import Row, is_shaky, windows_of
from belong.reports.words import count_of, half_up, short_window, value_text

__all__ = ["headlines"]

NAMES = {
    "A10": "from entering care to moving in with the adopters (A10)",
    "A2": "from the placement order to the match (A2)",
}


def headlines(rows: Sequence[Row]) -> tuple[str, ...]:
    """One sentence or two on A10 and on A2, and one on those who wait; none that is hidden."""
    said = [_mean(windows_of(rows, code), words) for code, words in NAMES.items()]
    said.append(_waiting(windows_of(rows, "A9"), windows_of(rows, "A14")))
    return tuple(words for words in said if words)


def _mean(rows: Sequence[Row], name: str) -> str | None:
    if not rows or rows[-1]["value"] is None:
        return None
    last = rows[-1]
    children = count_of(last["denominator"], "child", "children")
    now = value_text(last["value"], "days")
    words = f"Children adopted in {last['window']} took {now} days on average {name}: {children}."
    beside = [part for part in (_since(rows), _threshold(last), _england(last)) if part]
    if beside:
        words += f" That is {', and '.join(beside)}."
    if is_shaky(last):
        words += " It rests on too few children to be relied on."
    return words


def _since(rows: Sequence[Row]) -> str | None:
    if len(rows) < 2 or rows[-2]["value"] is None:
        return None
    change = half_up(rows[-1]["value"]) - half_up(rows[-2]["value"])
    before = rows[-2]["window"]
    if not change:
        return f"the same as in {before}"
    return f"{count_of(abs(change), 'day')} {'more' if change > 0 else 'fewer'} than in {before}"


def _threshold(row: Row) -> str | None:
    if row["threshold"] is None:
        return None
    over = half_up(row["value"]) - row["threshold"]
    basis = "" if row["threshold_basis"] == "official" else f" ({row['threshold_basis']})"
    if not over:
        return f"on the threshold of {row['threshold']} days{basis}"
    side = "over" if over > 0 else "under"
    return f"{count_of(abs(over), 'day')} {side} the threshold of {row['threshold']}{basis}"


def _england(row: Row) -> str | None:
    if row["england"] is None:
        return None
    return f"beside {value_text(row['england'], 'days')} days in England"


def _waiting(all_waiting: Sequence[Row], with_order: Sequence[Row]) -> str | None:
    if not all_waiting or all_waiting[-1]["value"] is None:
        return None
    last = all_waiting[-1]
    count = half_up(last["value"])
    verb = "was" if count == 1 else "were"
    words = (
        f"{count_of(count, 'child', 'children')} {verb} waiting to be placed for adoption on "
        f"{short_window(last['window'])}"
    )
    if count and with_order and with_order[-1]["value"] is not None:
        words += f", {half_up(with_order[-1]['value']):,} of them with a placement order"
    return f"{words}."
