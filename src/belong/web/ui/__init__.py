"""How pages look: layout, components, form fields, and the pages that belong to no other app."""

__all__: list[str] = []
