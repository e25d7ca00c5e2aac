"""Nobody changes the audit log: not by way of the code, and not at the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from belong.domain.errors import BelongError
from belong.web.audit.actions import record_audit
from belong.web.audit.models import AppendOnly, AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return record_audit(action="read", by="a" * 32, subject_kind="child", subject_key="b" * 32)


def test_event_saved_again_is_refused(event):
    event.action = "signed_in"
    with pytest.raises(AppendOnly):
        event.save()


def test_event_deleted_is_refused(event):
    with pytest.raises(AppendOnly):
        event.delete()


@pytest.mark.parametrize("name", ["update", "delete", "bulk_update"])
def test_events_changed_together_are_refused(event, name):
    arguments = ([], ["action"]) if name == "bulk_update" else ()
    with pytest.raises(AppendOnly):
        getattr(AuditEvent.objects.all(), name)(*arguments)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_auditevent SET action = 'other'", "DELETE FROM audit_auditevent"],
)
def test_event_changed_at_the_database_is_refused(event, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEvent.objects.get().action == "read"


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL can truncate")
def test_log_truncated_at_the_database_is_refused(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE audit_auditevent")


@pytest.mark.parametrize(
    "fields",
    [
        {"by_person": "", "by_process": ""},
        {"by_person": "a" * 32, "by_process": "demo"},
        {"by_person": "a" * 32, "subject_kind": "child"},
        {"by_person": "a" * 32, "subject_key": "b"},
    ],
)
def test_event_half_said_is_refused_by_the_database(fields, event):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.bulk_create([AuditEvent(at=event.at, action="read", **fields)])


@pytest.mark.parametrize("who", [{}, {"by": "a", "process": "demo"}])
def test_record_audit_by_nobody_or_by_two_is_refused(who):
    with pytest.raises(BelongError, match="person or a named process"):
        record_audit(action="read", **who)


@pytest.mark.parametrize("value", ["x" * 200, "two\nlines", {"a": 1}, object()])
def test_record_audit_detail_that_is_no_code_is_refused(value):
    with pytest.raises(BelongError, match="code, a number or a date"):
        record_audit(action="read", by="a", detail={"name": value})


def test_record_audit_reason_too_long_is_cut():
    event = record_audit(action="read", by="a", detail={"reason": "x" * 900, "fields": {"b", "a"}})
    assert event.detail == {"reason": "x" * 500, "fields": ["a", "b"]}


def test_record_audit_undone_with_what_it_tells_of():
    def fails():
        with transaction.atomic():
            record_audit(action="read", by="a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not AuditEvent.objects.exists()
