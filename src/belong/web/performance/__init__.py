"""Performance: stored figures, the pages that show them, and what is behind each figure."""

__all__: list[str] = []
