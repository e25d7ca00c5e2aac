"""What the pages of children ask."""

__all__: list[str] = []
