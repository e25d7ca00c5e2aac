"""Pages of the tracker. A key is 32 hexadecimal digits, or there is no such page."""

from __future__ import annotations

from django.urls import URLPattern, path

from belong.web.tracker import views, views_families, views_meetings, views_writing

__all__ = ["urlpatterns"]

_MEETING = "meetings/<key:key>/"

urlpatterns: list[URLPattern] = [
    path("", views.tracker, name="tracker"),
    path("download", views.tracker_download, name="tracker_download"),
    path("families/", views_families.tracker_families, name="tracker_families"),
    path(
        "families/download",
        views_families.tracker_families_download,
        name="tracker_families_download",
    ),
    path("meetings/", views_meetings.meetings, name="meetings"),
    path("meetings/open", views_meetings.meeting_open, name="meeting_open"),
    path(_MEETING, views_meetings.meeting, name="meeting"),
    path(f"{_MEETING}close", views_meetings.meeting_close, name="meeting_close"),
    path(f"{_MEETING}action", views_writing.meeting_action, name="meeting_action"),
    path(f"{_MEETING}children/<key:child>/", views_writing.meeting_child, name="meeting_child"),
    path(f"{_MEETING}families/<key:family>/", views_writing.meeting_family, name="meeting_family"),
    path("actions/<key:key>/done", views_writing.action_done, name="action_done"),
]
