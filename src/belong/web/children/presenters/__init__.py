"""What the pages of children show: plain values made from records and journeys."""

__all__: list[str] = []
