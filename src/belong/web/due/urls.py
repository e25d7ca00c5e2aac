"""Pages of the due app."""

from __future__ import annotations

from django.urls import path

from belong.web.due import views, views_own

__all__ = ["urlpatterns"]

urlpatterns = [
    path("own/", views_own.own, name="due-own"),
    path("own/calendar/", views_own.calendar_make, name="due-calendar-make"),
    path("own/calendar/end/", views_own.calendar_end, name="due-calendar-end"),
    path("own/reminders/", views_own.reminders, name="due-reminders"),
    path("calendar/<slug:token>.ics", views_own.calendar_file, name="due-calendar"),
    path("policy/", views.policies, name="due-policies"),
    path("policy/<key:key>/", views.policy, name="due-policy"),
    path("policy/<key:key>/set/<slug:clock>/", views.policy_set, name="due-policy-set"),
    path("policy/<key:key>/add/<slug:of>/", views.policy_add, name="due-policy-add"),
    path("terms/<key:key>/end/", views.policy_end, name="due-policy-end"),
]
