"""The due app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["DueConfig"]


class DueConfig(AppConfig):
    """Which clocks run for each child and family, what is due, and agencies' own policy."""

    name = "belong.web.due"
    label = "due"
    verbose_name = "Due"

    def ready(self) -> None:
        """Let the ledger fold what is due, anew when a council joins or leaves a region."""
        from django.db.models.signals import post_save

        from belong.web.agencies.models import RaaMembership
        from belong.web.due import folding, jobs

        folding.register()
        post_save.connect(
            jobs.follow_membership, sender=RaaMembership, dispatch_uid="due-follows-memberships"
        )
