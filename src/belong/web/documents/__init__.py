"""Notes and documents: short dated words, and files that are what they say, each with its side."""

__all__: list[str] = []
