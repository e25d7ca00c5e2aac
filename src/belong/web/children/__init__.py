"""Children: who they are on each side, who is responsible, and what is folded for lists."""

__all__: list[str] = []
