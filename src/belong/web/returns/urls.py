"""The addresses of returns."""

from __future__ import annotations

from django.urls import path

from belong.web.returns import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.returns, name="returns"),
    path("compare/", views.returns_compared, name="returns-compared"),
    path("adopters/<key:key>", views.adopters, name="return-adopters"),
    path("<slug:which>/", views.a_return, name="return"),
    path("<slug:which>/file", views.return_file, name="return-file"),
]
