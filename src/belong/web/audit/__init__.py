"""The audit log: who read, wrote or tried what, and when. Only ever added to."""

__all__: list[str] = []
