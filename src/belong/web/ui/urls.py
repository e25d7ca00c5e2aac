"""The front page."""

from __future__ import annotations

from django.urls import path

from belong.web.ui import views

__all__ = ["urlpatterns"]

urlpatterns = [path("", views.home, name="home")]
