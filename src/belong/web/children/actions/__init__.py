"""What can be done to children's records: each in one transaction, with its audit event."""

__all__: list[str] = []
