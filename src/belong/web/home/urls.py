"""The home page, and the review of one opening."""

from __future__ import annotations

from django.urls import path

from belong.web.home import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.home, name="home"),
    path("read/", views.read, name="home-read"),
    path(
        "openings/child/<key:key>/<int:opening>/",
        views.review_child_opening,
        name="child_opening_review",
    ),
    path(
        "openings/family/<key:key>/<int:opening>/",
        views.review_family_opening,
        name="family-opening-review",
    ),
]
