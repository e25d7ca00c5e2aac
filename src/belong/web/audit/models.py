"""One row for each thing done. Rows are never updated or deleted; triggers refuse it, too."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from belong.domain.errors import BelongError

__all__ = ["AppendOnly", "AuditEvent", "AuditEvents"]


class AppendOnly(BelongError):
    """Somebody tried to change what may only be added to."""

    def __init__(self) -> None:
        super().__init__("The audit log is only ever added to.")


class AuditEvents(models.QuerySet["AuditEvent"]):
    """Rows of the audit log; changing or deleting any of them raises AppendOnly."""

    def update(self, **values: Any) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly

    def delete(self) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly


class AuditEvent(models.Model):
    """Something done, by a person or by a named process of the system, never by neither.

    by_person, agency_key, subject_key: opaque keys and no foreign keys, so that nothing here stands
    in the way of a lawful deletion. detail: codes, counts and dates by name; no personal details,
    but for the words of a search or a reason that somebody gave. No address of a computer is kept.
    """

    at = models.DateTimeField()
    by_person = models.CharField(max_length=32, blank=True)
    by_process = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_key = models.CharField(max_length=60, blank=True)
    agency_key = models.CharField(max_length=32, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager[AuditEvent]] = AuditEvents.as_manager()

    class Meta:
        """A person or a process; found by time, by person and by subject."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["by_person", "at"], name="audit_by_person"),
            models.Index(fields=["subject_key", "at"], name="audit_of_subject"),
            models.Index(fields=["agency_key", "at"], name="audit_of_agency"),
            models.Index(fields=["action", "at"], name="audit_of_action"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(by_person="") & ~Q(by_process=""))
                | (~Q(by_person="") & Q(by_process="")),
                name="audit_by_person_or_process",
            ),
            models.CheckConstraint(
                condition=(Q(subject_kind="") & Q(subject_key=""))
                | (~Q(subject_kind="") & ~Q(subject_key="")),
                name="audit_subject_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.by_person or self.by_process}"

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row. Raises AppendOnly for a row that is there already."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly
