"""The pages of children: each fetches, asks policy, acts and shows, and does none of it itself."""

__all__: list[str] = []
