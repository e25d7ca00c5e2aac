"""The addresses of imports. A key is 32 hexadecimal digits, or there is no such page."""

from __future__ import annotations

from django.urls import path

from belong.web.imports import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.imports, name="imports"),
    path("add", views.add, name="import-add"),
    path("template", views.template, name="import-template"),
    path("<key:key>/", views.page, name="import"),
    path("<key:key>/apply", views.apply, name="import-apply"),
    path("<key:key>/cancel", views.cancel, name="import-cancel"),
    path("<key:key>/again", views.again, name="import-again"),
    path("<key:key>/lines/<slug:outcome>", views.lines, name="import-lines"),
]
