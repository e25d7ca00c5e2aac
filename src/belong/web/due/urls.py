"""Pages of the due app."""

from __future__ import annotations

from django.urls import path

from belong.web.due import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("policy/", views.policies, name="due-policies"),
    path("policy/<key:key>/", views.policy, name="due-policy"),
    path("policy/<key:key>/set/<slug:clock>/", views.policy_set, name="due-policy-set"),
    path("policy/<key:key>/add/<slug:of>/", views.policy_add, name="due-policy-add"),
    path("terms/<key:key>/end/", views.policy_end, name="due-policy-end"),
]
