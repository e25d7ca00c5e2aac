"""Written reports: sections by their authors, bound to figures, checked and signed off."""

__all__: list[str] = []
