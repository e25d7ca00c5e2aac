"""The addresses of releases."""

from __future__ import annotations

from django.urls import path

from belong.web.reports import releases_views as views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.releases, name="releases"),
    path("of/<key:key>/", views.add, name="release-add"),
    path("<key:key>/", views.release, name="release"),
    path("<key:key>/withdraw/", views.withdraw, name="release-withdraw"),
    path("<key:key>/compare/", views.compared, name="release-compare"),
    path("<key:key>/again/", views.again, name="release-again"),
    path("<key:key>/file/<slug:form>", views.file, name="release-file"),
]
