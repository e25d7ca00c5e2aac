"""The register of what an agency has approved and presented: its papers, and reports due."""

__all__: list[str] = []
