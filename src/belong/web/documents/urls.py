"""Pages of notes and documents, of children, of families and of meetings."""

from __future__ import annotations

from django.urls import URLPattern, path

from belong.domain.documents import StandsOn
from belong.web.documents import views, views_documents, views_seals

__all__ = ["urlpatterns"]


def _of(folder: str, of: StandsOn) -> list[URLPattern]:
    """The pages of one kind of record, or of meetings."""
    told = {"of": of}
    name = of.value
    return [
        path(f"{folder}/<str:key>/", views_documents.documents, told, name=f"{name}_documents"),
        path(f"{folder}/<str:key>/add", views_documents.add, told, name=f"{name}_document_add"),
        path(f"{folder}/<str:key>/notes/", views.notes, told, name=f"{name}_notes"),
        path(f"{folder}/<str:key>/notes/add", views.add_note, told, name=f"{name}_note_add"),
    ]


urlpatterns: list[URLPattern] = [
    *_of("children", StandsOn.CHILD),
    *_of("families", StandsOn.FAMILY),
    *_of("meetings", StandsOn.MEETING),
    path("meetings/<str:key>/papers", views.papers, name="meeting_papers"),
    path("notes/<str:note>/correct", views.correct_note, name="note_correct"),
    path("notes/<str:note>/seal", views_seals.seal_note, name="note_seal"),
    path("held/<str:document>/seal", views_seals.seal_document, name="document_seal"),
    path("seals/<str:paper>", views_seals.agree, name="paper_seal_agree"),
    path("held/<str:document>/", views_documents.document, name="document"),
    path("held/<str:document>/file", views_documents.file, name="document_file"),
    path(
        "held/<str:document>/new-version", views_documents.new_version, name="document_new_version"
    ),
]
