"""Pages of the governance register."""

from __future__ import annotations

from django.urls import path

from belong.web.governance import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.register, name="governance"),
    path("<key:key>/", views.agency, name="governance-agency"),
    path("<key:key>/papers/add/", views.paper_add, name="governance-paper-add"),
    path("papers/<key:key>/", views.paper, name="governance-paper"),
    path("papers/<key:key>/version/", views.version_add, name="governance-version-add"),
    path("papers/<key:key>/review/", views.review, name="governance-review"),
    path("versions/<key:key>/file", views.paper_file, name="governance-file"),
    path("<key:key>/present/<slug:duty>/<slug:period>/", views.present, name="governance-present"),
    path("presented/<key:key>/take-back/", views.take_back, name="governance-take-back"),
]
