"""Families' pages."""

from __future__ import annotations

from django.urls import path

from belong.web.families import views, views_people, views_record

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.families, name="families"),
    path("pipeline/", views.families_pipeline, name="families-pipeline"),
    path("add/", views_people.family_add, name="family-add"),
    path("open/", views_people.family_open, name="family-open"),
    path("<str:key>/", views.family, name="family"),
    path("<str:key>/record/", views_record.family_record, name="family-record"),
    path(
        "<str:key>/record/<str:kind>/", views_record.family_record_kind, name="family-record-kind"
    ),
    path(
        "<str:key>/entries/<str:entry>/correct/",
        views_record.family_correct,
        name="family-correct",
    ),
    path(
        "<str:key>/entries/<str:entry>/withdraw/",
        views_record.family_withdraw,
        name="family-withdraw",
    ),
    path("<str:key>/entries/<str:entry>/seal/", views_record.family_seal, name="family-seal"),
    path(
        "<str:key>/entries/<str:entry>/seal/agree/",
        views_record.family_seal_agree,
        name="family-seal-agree",
    ),
    path("<str:key>/people/add/", views_people.family_person_add, name="family-person-add"),
    path("<str:key>/people/<str:person>/", views_people.family_person, name="family-person"),
    path("<str:key>/home/", views_people.family_home, name="family-home"),
    path(
        "<str:key>/applications/add/",
        views_people.family_application_add,
        name="family-application-add",
    ),
    path("<str:key>/separation/", views_people.family_separation, name="family-separation"),
    path("<str:key>/hand-over/", views_people.family_hand_over, name="family-hand-over"),
]
