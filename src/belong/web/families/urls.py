"""Families' pages."""

from __future__ import annotations

from django.urls import path

from belong.web.families import (
    views,
    views_adopters,
    views_caseload,
    views_people,
    views_record,
    views_undo,
)

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.families, name="families"),
    path("pipeline/", views.families_pipeline, name="families-pipeline"),
    path("add/", views_people.family_add, name="family-add"),
    path("open/", views_people.family_open, name="family-open"),
    path("hand-over/", views_caseload.families_hand_over, name="families-hand-over"),
    path("of-child/<key:key>/", views_adopters.child_adopters, name="child-adopters"),
    path("<key:key>/", views.family, name="family"),
    path("<key:key>/record/", views_record.family_record, name="family-record"),
    path(
        "<key:key>/record/<slug:kind>/", views_record.family_record_kind, name="family-record-kind"
    ),
    path(
        "<key:key>/entries/<key:entry>/correct/",
        views_record.family_correct,
        name="family-correct",
    ),
    path(
        "<key:key>/entries/<key:entry>/withdraw/",
        views_undo.family_withdraw,
        name="family-withdraw",
    ),
    path("<key:key>/entries/<key:entry>/seal/", views_undo.family_seal, name="family-seal"),
    path(
        "<key:key>/entries/<key:entry>/seal/agree/",
        views_undo.family_seal_agree,
        name="family-seal-agree",
    ),
    path("<key:key>/people/add/", views_people.family_person_add, name="family-person-add"),
    path("<key:key>/people/<key:person>/", views_people.family_person, name="family-person"),
    path("<key:key>/home/", views_people.family_home, name="family-home"),
    path(
        "<key:key>/applications/add/",
        views_people.family_application_add,
        name="family-application-add",
    ),
    path("<key:key>/separation/", views_people.family_separation, name="family-separation"),
    path("<key:key>/kept-from/", views_people.family_kept_from, name="family-kept-from"),
    path(
        "<key:key>/kept-from/<key:who>/let-back/",
        views_people.family_let_back,
        name="family-let-back",
    ),
    path("<key:key>/hand-over/", views_people.family_hand_over, name="family-hand-over"),
]
