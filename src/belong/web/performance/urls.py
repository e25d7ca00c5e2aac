"""The addresses of performance."""

from __future__ import annotations

from django.urls import path

from belong.web.performance import views, views_answers, views_figure

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.scorecard, name="performance"),
    path("quarters", views.quarters, name="performance-quarters"),
    path("stages", views.stages, name="performance-stages"),
    path("placed", views.placed, name="performance-placed"),
    path("adopters", views.adopters, name="performance-adopters"),
    path("outcomes", views.outcomes, name="performance-outcomes"),
    path("figure", views_figure.figure, name="performance-figure"),
    path("compare", views_answers.compare, name="performance-compare"),
    path("why", views_answers.why, name="performance-why"),
    path("forecast", views_answers.forecast, name="performance-forecast"),
    path("answer", views_answers.answer, name="performance-answer"),
    path("compute", views.compute, name="performance-compute"),
]
