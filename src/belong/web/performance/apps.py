"""The performance app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["PerformanceConfig"]


class PerformanceConfig(AppConfig):
    """Stored figures, the pages that show them, and what is behind each figure."""

    name = "belong.web.performance"
    label = "performance"
    verbose_name = "Performance"

    def ready(self) -> None:
        """Put performance across the top for those who read figures; compute after changes."""
        from django.db.models.signals import post_save

        from belong.domain.policy.figures import can_read_figures
        from belong.web.ledger.models import Change
        from belong.web.performance import jobs
        from belong.web.ui.navigation import Entry, register

        register(Entry("Performance", "performance", order=62, shown_to=can_read_figures))
        post_save.connect(jobs.follow_change, sender=Change, dispatch_uid="figures-follow-changes")
