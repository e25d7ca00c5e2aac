"""The addresses of reports."""

from __future__ import annotations

from django.urls import path

from belong.web.reports import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.reports, name="reports"),
]
