"""The front of recruitment: enquiries by source, information events, and preparation courses."""

__all__: list[str] = []
