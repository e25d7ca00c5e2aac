"""The audit log as a Django app, and its entry across the top of the pages."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AuditConfig"]


class AuditConfig(AppConfig):
    """The log, append-only."""

    name = "belong.web.audit"
    label = "audit"
    verbose_name = "Audit log"

    def ready(self) -> None:
        """Put the log across the top for those who may read it."""
        from belong.domain.policy.administration import can_read_log
        from belong.web.ui.navigation import Entry, register

        register(Entry("Audit log", "audit-log", order=90, shown_to=can_read_log))
