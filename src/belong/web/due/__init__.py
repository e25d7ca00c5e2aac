"""Clocks as they run, folded from the ledger; agencies' own limits; what is due, and for whom."""

__all__: list[str] = []
