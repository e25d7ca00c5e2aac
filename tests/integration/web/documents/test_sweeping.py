"""Files that no document names are swept out of the store after a day, and no others."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from belong.web.audit.models import AuditEvent
from belong.web.documents import store
from belong.web.documents.actions_documents import sweep_files
from belong.web.documents.models import Document

from .conftest import meeting_of, minutes_of
from .files import PDF


@pytest.fixture(autouse=True)
def own_store(monkeypatch, tmp_path):
    """A store that no other test writes to."""
    monkeypatch.setattr(store, "default_storage", FileSystemStorage(tmp_path))
    return tmp_path


@pytest.fixture
def kept(council, team):
    """A document that names its file, however old that is."""
    found = minutes_of(meeting_of(council, team))
    age(found.stored_name, timedelta(days=900))
    return found


def age(name, by):
    """Let a file have been written so long ago."""
    then = (timezone.now() - by).timestamp()
    os.utime(store.path_of(name), (then, then))


def left(by=timedelta(days=2)):
    """A file whose row was never written."""
    name = store.put(PDF)
    age(name, by)
    return name


def test_sweep_removes_what_no_document_names_and_keeps_the_rest(kept):
    old, new = left(), left(timedelta(hours=3))
    assert sweep_files(now=timezone.now()) == 1
    assert not store.is_there(old)
    assert store.is_there(new)
    assert store.is_there(kept.stored_name)
    logged = AuditEvent.objects.get(action="files_swept")
    assert (logged.by_process, logged.detail) == ("sweep of files", {"files": 1})
    assert sweep_files(now=timezone.now()) == 0
    assert AuditEvent.objects.filter(action="files_swept").count() == 1


def test_sweep_removes_a_sealed_file_that_outlived_its_seal(kept, council):
    minutes_of(meeting_of(council))
    Document.objects.filter(pk=kept.pk).update(sealed_at=timezone.now())
    assert sweep_files(now=timezone.now()) == 1
    assert not store.is_there(kept.stored_name)


def test_sweep_of_a_database_without_documents_removes_nothing(db):
    old = left()
    assert sweep_files(now=timezone.now()) == 0
    assert store.is_there(old)
