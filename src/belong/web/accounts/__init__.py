"""People who sign in: their accounts, and how a session begins, ends and loses nothing."""

__all__: list[str] = []
