"""The tracker app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["TrackerConfig"]


class TrackerConfig(AppConfig):
    """The tracking meeting: one row a child, actions, and what a meeting closed with."""

    name = "belong.web.tracker"
    label = "tracker"
    verbose_name = "Tracker"

    def ready(self) -> None:
        """Put the trackers across the top: of children, else of families, for whoever has one."""
        from belong.domain.policy.tracking import Subjects, can_follow
        from belong.web.ui.navigation import Entry, register

        register(
            Entry(
                "Tracker",
                "tracker",
                order=15,
                shown_to=lambda actor: can_follow(actor, Subjects.CHILDREN),
            )
        )
