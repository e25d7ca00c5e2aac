"""What may come in a year: children's ways to adoption, played through many times.

``ways`` is what was known on a day; ``pace`` how children leave a stage; ``plays`` carries every
child on for a year; ``reading`` reads means, shares and counts off the same plays.
"""

from __future__ import annotations

__all__: list[str] = []
