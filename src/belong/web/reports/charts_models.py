"""Charts as they were drawn by a job, kept for pages."""

from __future__ import annotations

from django.db import models

__all__ = ["DrawnChart"]


class DrawnChart(models.Model):
    """The picture of a chart. digest: of everything that the chart shows, so that none is stale.

    svg: one ``<svg>`` element, as documents have it.
    """

    digest = models.CharField(max_length=64, unique=True)
    svg = models.TextField()
    drawn_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Chart {self.digest[:8]}"
