"""The app audit."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AuditConfig"]


class AuditConfig(AppConfig):
    """See the package's own words."""

    name = "belong.web.audit"
    label = "audit"
    verbose_name = "Audit log"
