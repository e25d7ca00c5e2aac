"""The home page: what waits for the person who signed in, and the review of openings."""

__all__: list[str] = []
