"""The audit log, its export, and unusual reads."""

from __future__ import annotations

from django.urls import path

from belong.web.audit import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.audit_log, name="audit-log"),
    path("export/", views.audit_export, name="audit-export"),
    path("unusual/", views.unusual, name="audit-unusual"),
]
