"""The addresses of reports."""

from __future__ import annotations

from django.urls import path

from belong.web.reports import (
    dress_views,
    views,
    views_aside,
    views_keeping,
    views_signing,
    views_writing,
)

__all__ = ["urlpatterns"]

_DRESS = "template-and-logo/<key:key>"
_REPORT = "<key:key>/"
_SECTION = "<key:key>/sections/<slug:section>"

urlpatterns = [
    path("", views.reports, name="reports"),
    path("template-and-logo", dress_views.agencies, name="dress"),
    path("template-and-logo/start", dress_views.start, name="dress-start"),
    path(_DRESS, dress_views.agency, name="dress-agency"),
    path(f"{_DRESS}/specimen/<slug:form>", dress_views.specimen, name="dress-specimen"),
    path(f"{_DRESS}/<slug:what>", dress_views.file, name="dress-file"),
    path(f"{_DRESS}/<slug:what>/add", dress_views.add, name="dress-add"),
    path(f"{_DRESS}/<slug:what>/remove", dress_views.remove, name="dress-remove"),
    path("put-aside", views_aside.reports, name="reports-aside"),
    path("begin", views.begin, name="report-begin"),
    path("comments/<key:comment>/settle", views_signing.settle, name="report-comment-settle"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}at/<slug:section>", views.at, name="report-at"),
    path(f"{_REPORT}money", views_signing.money, name="report-money"),
    path(f"{_REPORT}since-year-end", views_keeping.supplement, name="report-supplement"),
    path(f"{_REPORT}put-aside", views_aside.put_aside, name="report-put-aside"),
    path(f"{_REPORT}take-up", views_aside.take_up, name="report-take-up"),
    path(f"{_REPORT}take-back", views_signing.back, name="report-take-back"),
    path(f"{_REPORT}sign/<slug:step>", views_signing.sign, name="report-sign"),
    path(f"{_REPORT}findings/<slug:finding>", views_signing.answer, name="report-answer"),
    path(_SECTION, views_writing.section, name="report-section"),
    path(f"{_SECTION}/quote", views_keeping.quote, name="report-quote"),
    path(f"{_SECTION}/comment", views_signing.comment, name="report-comment"),
    path(f"{_SECTION}/versions", views_keeping.versions, name="report-versions"),
    path(f"{_SECTION}/versions/<int:number>", views_keeping.version, name="report-version"),
    path(f"{_SECTION}/versions/<int:number>/restore", views_keeping.restore, name="report-restore"),
]
