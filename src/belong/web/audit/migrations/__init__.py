"""Changes of the tables, in order."""

__all__: list[str] = []
