"""The recruitment app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RecruitmentConfig"]


class RecruitmentConfig(AppConfig):
    """Enquiries, information events and preparation courses."""

    name = "belong.web.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"

    def ready(self) -> None:
        """Let the ledger fold applications for conversion; put pages across the top."""
        from belong.domain.policy import ActorFacts
        from belong.domain.policy.recruitment import can_count_recruitment, can_read_enquiries
        from belong.web.recruitment import folding
        from belong.web.ui.navigation import Entry, register

        def only_counts(actor: ActorFacts) -> bool:
            return can_count_recruitment(actor) and not can_read_enquiries(actor)

        folding.register()
        register(Entry("Recruitment", "enquiries", order=25, shown_to=can_read_enquiries))
        register(Entry("Recruitment", "recruitment-conversion", order=25, shown_to=only_counts))
