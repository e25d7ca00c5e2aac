"""Every address of the service. Only these pages of allauth are there: nobody signs up here."""

from __future__ import annotations

from django.urls import include, path

from belong.web.config.health import health

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("health", health, name="health"),
    path("accounts/", include("belong.web.accounts.urls")),
    path("manage/", include("belong.web.agencies.urls")),
    path("children/", include("belong.web.children.urls")),
    path("audit/", include("belong.web.audit.urls")),
    path("families/", include("belong.web.families.urls")),
    path("due/", include("belong.web.due.urls")),
    path("documents/", include("belong.web.documents.urls")),
    path("tracker/", include("belong.web.tracker.urls")),
    path("recruitment/", include("belong.web.recruitment.urls")),
    path("imports/", include("belong.web.imports.urls")),
    path("returns/", include("belong.web.returns.urls")),
    path("governance/", include("belong.web.governance.urls")),
    path("releases/", include("belong.web.reports.releases_urls")),
    path("performance/", include("belong.web.performance.urls")),
    path("reports/", include("belong.web.reports.urls")),
    path("", include("belong.web.home.urls")),
]

handler400 = "belong.web.ui.errors.bad_request"
handler403 = "belong.web.ui.errors.not_allowed"
handler404 = "belong.web.ui.errors.not_found"
handler500 = "belong.web.ui.errors.fault"
