"""The tracker app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["TrackerConfig"]


class TrackerConfig(AppConfig):
    """The tracking meeting: one row a child, actions, and what a meeting closed with."""

    name = "belong.web.tracker"
    label = "tracker"
    verbose_name = "Tracker"
