"""The documents app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["DocumentsConfig"]


class DocumentsConfig(AppConfig):
    """Notes and documents of children, families and meetings."""

    name = "belong.web.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Keep the files of documents in backups, and from the sweep."""
        from belong.web.documents.kept import register
        from belong.web.documents.queries import files_of_documents

        register(files_of_documents)
