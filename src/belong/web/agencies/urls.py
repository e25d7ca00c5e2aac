"""Pages for administrators: agencies, memberships, teams, people and roles."""

from __future__ import annotations

from django.urls import path

from belong.web.agencies import views, views_people

__all__ = ["urlpatterns"]

urlpatterns = [
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/add/", views.agency_add, name="agency-add"),
    path("agencies/<slug:key>/", views.agency, name="agency"),
    path("agencies/<slug:key>/change/", views.agency_change, name="agency-change"),
    path("agencies/<slug:key>/members/add/", views.membership_add, name="membership-add"),
    path("agencies/<slug:key>/members/new/", views.council_add, name="council-add"),
    path("agencies/<slug:key>/teams/add/", views.team_add, name="team-add"),
    path("memberships/<slug:key>/end/", views.membership_end, name="membership-end"),
    path("teams/<slug:key>/change/", views.team_change, name="team-change"),
    path("teams/<slug:key>/close/", views.team_close, name="team-close"),
    path("people/", views_people.people, name="people"),
    path("people/add/", views_people.person_add, name="person-add"),
    path("people/<slug:key>/", views_people.person, name="person"),
    path("people/<slug:key>/change/", views_people.person_change, name="person-change"),
    path("people/<slug:key>/close/", views_people.person_close, name="person-close"),
    path("people/<slug:key>/reopen/", views_people.person_reopen, name="person-reopen"),
    path("people/<slug:key>/roles/add/", views_people.role_add, name="role-add"),
    path("roles/<slug:key>/end/", views_people.role_end, name="role-end"),
]
