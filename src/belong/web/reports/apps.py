"""The reports app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ReportsConfig"]


class ReportsConfig(AppConfig):
    """Written reports, from the first section to the committee."""

    name = "belong.web.reports"
    label = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        """Put reports across the top for those who write or read them."""
        from belong.domain.policy.reporting import can_see_reports
        from belong.web.documents.kept import register as keep
        from belong.web.performance.published import register as tell_published
        from belong.web.reports.dress import files_kept as dress_kept
        from belong.web.reports.releases_queries import files_kept, last_published
        from belong.web.ui.navigation import Entry, register

        keep(files_kept)
        keep(dress_kept)
        tell_published(last_published)

        register(Entry("Reports", "reports", order=68, shown_to=can_see_reports))
