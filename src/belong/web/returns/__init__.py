"""Returns made from the live record: checked, named and noted before they leave."""

__all__: list[str] = []
