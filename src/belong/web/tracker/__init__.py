"""The tracking meeting: rows, actions, notes, and the snapshot that a closed one leaves."""

__all__: list[str] = []
