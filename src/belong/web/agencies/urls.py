"""Pages for administrators: agencies, memberships, teams, people and roles."""

from __future__ import annotations

from django.urls import URLPattern

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = []
