"""Rounding parts so that, as printed, they add up to what is printed of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from belong.reports.words import signed

__all__ = ["adding_up", "signed_day"]


def adding_up(parts: Sequence[Fraction], total: int) -> list[int]:
    """Whole numbers in the order of the parts that sum to ``total``, each within 1 of its part.

    The parts rounded up are those with the largest remainders; a whole part stays as it is.
    Raises ValueError where the total is 1 or more away from the sum of the parts.
    """
    if abs(total - sum(parts, Fraction())) >= 1:
        raise ValueError("The total is no rounding of the sum.")
    floors = [part.__floor__() for part in parts]
    up = total - sum(floors)
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - parts[at], at))
    rounded = set(order[:up])
    return [floor + (at in rounded) for at, floor in enumerate(floors)]


def signed_day(whole: int) -> str:
    """'+1 day', '-3 days', '0 days'."""
    return f"{signed(whole)} {'day' if abs(whole) == 1 else 'days'}"
