"""Documents' files in a backup: out in pieces, back the same, and told where one is lost."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from belong.domain.documents import DocumentKind, Side
from belong.web.children.models import ChildRecord
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.models import Document
from belong.web.keeping.files import FilesBack, FilesOut, files_now

BY = "b" * 32


@pytest.fixture
def documents(council: Any, settings: Any, tmp_path: Path) -> list[Document]:
    """Two documents in a store of their own, one of several pieces."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "files"}
    default = {**settings.STORAGES["default"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    child = ChildRecord.objects.create(pseudonym="C-0001", council=council)
    return [
        add_document(
            child=child,
            source=io.BytesIO(b"%PDF-1.4\n" + bytes(range(256)) * times + b"\n%%EOF\n"),
            name="a.pdf",
            described=Described(DocumentKind.LETTER, Side.BIRTH),
            by=BY,
        )
        for times in (1, 1000)
    ]


def put_back(lines: list[bytes]) -> FilesBack:
    """Put files back from the lines of a backup, each until the next begins."""
    back = FilesBack()
    rest = iter(lines)
    told = json.loads(next(rest))
    while told:
        following: list[Any] = []

        def of_one(following: list[Any] = following) -> Iterator[bytes]:
            for line in rest:
                if line.startswith(b"{"):
                    following.append(json.loads(line))
                    return
                yield line

        back.put(told["file"], of_one())
        told = following[0] if following else None
    return back


def test_files_taken_out_and_put_back_are_the_same(documents):
    out = FilesOut()
    lines = list(out.lines())
    assert (out.lost, out.digest) == (0, files_now())
    assert out.digest.rows == 2
    for one in documents:
        default_storage.delete(one.stored_name)
    assert files_now() != out.digest
    back = put_back(lines)
    assert back.digest == out.digest == files_now()
    for one in documents:
        path = Path(default_storage.path(one.stored_name))
        assert hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256
        assert path.stat().st_mode & 0o077 == 0
        assert list(path.parent.glob(".*")) == []


def test_restoring_that_fails_takes_out_what_it_wrote_and_nothing_else(documents):
    lines = list(FilesOut().lines())
    kept, gone = sorted(documents, key=lambda one: one.stored_name)
    default_storage.delete(gone.stored_name)
    put_back(lines).take_out_again()
    assert default_storage.exists(kept.stored_name)
    assert not default_storage.exists(gone.stored_name)


def test_file_that_is_lost_or_changed_is_told_and_no_drill_passes(documents):
    one, other = documents
    default_storage.delete(one.stored_name)
    Path(default_storage.path(other.stored_name)).write_bytes(b"something else")
    out = FilesOut()
    lines = list(out.lines())
    assert out.lost == 2
    assert put_back(lines).digest != out.digest
    assert files_now() != out.digest
    assert not default_storage.exists(one.stored_name)


def test_file_of_a_name_outside_the_store_is_not_written(documents):
    for name in ("../outside", "other/a", "/etc/passwd"):
        with pytest.raises((SuspiciousFileOperation, ValueError)):
            FilesBack().put(name, iter([b"eA==\n"]))
