"""Safe keeping: encrypted backups, restoring them, and drills that prove both."""

__all__: list[str] = []
