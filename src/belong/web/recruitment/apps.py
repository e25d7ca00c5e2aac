"""The recruitment app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RecruitmentConfig"]


class RecruitmentConfig(AppConfig):
    """Enquiries, information events and preparation courses."""

    name = "belong.web.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"
