"""The governance app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["GovernanceConfig"]


class GovernanceConfig(AppConfig):
    """Statement of purpose, children's guides, and the reports that an agency owes."""

    name = "belong.web.governance"
    label = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        """Put the register across the top for those who may read it; keep its files in backups."""
        from belong.domain.policy.governance import can_read_register
        from belong.web.documents.kept import register as keep
        from belong.web.governance.queries import files_kept
        from belong.web.ui.navigation import Entry, register

        register(Entry("Governance", "governance", order=68, shown_to=can_read_register))
        keep(files_kept)
