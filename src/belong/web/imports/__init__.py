"""Bringing in what exists: files uploaded, previewed, and applied all at once or not at all."""

__all__: list[str] = []
