"""The ledger: numbered changes, events that are only ever added, and what is folded from them."""

__all__: list[str] = []
