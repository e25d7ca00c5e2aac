"""The virus scanner, asked over a socket as clamd is, by a small one that stands in for it."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.urls import reverse

from belong.domain.documents import DocumentKind, Side
from belong.web.audit.models import AuditEvent
from belong.web.config import env
from belong.web.documents import scanner
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.models import Document
from belong.web.documents.scanner import ScannerSilent, VirusFound

from .files import PDF

BY = "b" * 32
EICAR = b"a text that the scanner of these tests finds"


class _Clamd(socketserver.StreamRequestHandler):
    """Reads one INSTREAM and answers; the server says how."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        seen = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            seen += self.rfile.read(length)
        server: Any = self.server
        server.seen.append(seen)
        self.wfile.write(server.answer(seen))


def _answer(seen: bytes) -> bytes:
    return b"stream: Eicar-Test FOUND\0" if EICAR in seen else b"stream: OK\0"


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    seen: list[bytes]
    answer: Callable[[bytes], bytes]


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    seen: list[bytes]
    answer: Callable[[bytes], bytes]


@pytest.fixture(params=["host and port", "path"])
def clamd(request: Any, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """A scanner that is set up, either way."""
    server: Any
    if request.param == "path":
        place: Any = str(tmp_path / "clamd")
        server = _Unix(place, _Clamd)
    else:
        server = _Tcp(("127.0.0.1", 0), _Clamd)
        place = server.server_address
    server.seen, server.answer = [], _answer
    settings.VIRUS_SCANNER, settings.VIRUS_SCANNER_SECONDS = place, 10
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def add(child: Any, content: bytes = PDF) -> Document:
    return add_document(
        child=child,
        source=io.BytesIO(content),
        name="a.pdf",
        described=Described(DocumentKind.LETTER, Side.BIRTH),
        by=BY,
    )


def test_scanner_finds_nothing_and_the_page_says_when(clamd, child, worker):
    made = add(child)
    assert clamd.seen == [PDF]
    page = worker.client.get(reverse("document", args=[made.key])).content.decode()
    assert "Nothing found on" in page
    asking = worker.client.get(reverse("child_document_add", args=[child.key])).content.decode()
    assert "Not scanned for viruses" not in asking


def test_scanner_finds_something_and_nothing_is_kept(clamd, child):
    before = (
        set(default_storage.listdir("documents")[0])
        if default_storage.exists("documents")
        else set()
    )
    with pytest.raises(VirusFound):
        add(child, PDF.replace(b"%%EOF", EICAR + b"\n%%EOF"))
    assert not Document.objects.exists()
    after = (
        set(default_storage.listdir("documents")[0])
        if default_storage.exists("documents")
        else set()
    )
    assert after == before
    refused = AuditEvent.objects.get(action="document_refused")
    assert refused.detail["virus_found"] is True


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OKAY", b"nonsense" * 999]
)
def test_scanner_that_does_not_say_clean_lets_nothing_through(clamd, child, answer):
    clamd.answer = lambda seen: answer
    with pytest.raises(ScannerSilent):
        add(child)
    assert not Document.objects.exists()
    assert AuditEvent.objects.get(action="document_refused").detail["virus_found"] is False


@pytest.mark.parametrize("place", [("127.0.0.1", 1), "/nowhere/clamd"])
def test_scanner_that_is_not_there_lets_nothing_through(child, settings, place):
    settings.VIRUS_SCANNER = place
    with pytest.raises(ScannerSilent):
        scanner.scan(PDF)
    with pytest.raises(ScannerSilent):
        add(child)


def test_scanner_sees_large_files_whole(clamd):
    content = bytes(range(256)) * 1000
    scanner.scan(content)
    assert clamd.seen == [content]


def test_form_with_a_virus_says_so_and_keeps_what_was_typed(clamd, child, worker):
    file = io.BytesIO(PDF.replace(b"%%EOF", EICAR + b"\n%%EOF"))
    file.name = "a.pdf"
    told = {"file": file, "kind": "cpr", "side": "birth", "about": "First draft"}
    answer = worker.client.post(reverse("child_document_add", args=[child.key]), told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The virus scanner found something in this file." in page
    assert "First draft" in page


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("", ""),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("scanner.example:3310", ("scanner.example", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_scanner_is_named_by_the_environment(monkeypatch, named, place):
    monkeypatch.setenv("BELONG_VIRUS_SCANNER", named)
    assert env.scanner() == place


@pytest.mark.parametrize("named", ["scanner.example", "clamd:", ":3310", "clamd:ssh"])
def test_scanner_named_wrongly_stops_the_start(monkeypatch, named):
    monkeypatch.setenv("BELONG_VIRUS_SCANNER", named)
    with pytest.raises(ImproperlyConfigured, match="BELONG_VIRUS_SCANNER"):
        env.scanner()
