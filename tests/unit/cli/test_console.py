"""Where words go."""

from __future__ import annotations

import io
import sys

import pytest

from belong.cli.console import deliver, prepare_streams, progress_bar, width_of_terminal
from belong.domain.errors import BelongError


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_deliver_to_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BelongError, match="does not exist"):
        deliver("text", tmp_path / "no" / "file.txt")


def test_deliver_to_a_folder_itself_is_refused(tmp_path):
    with pytest.raises(BelongError, match="this is a folder"):
        deliver("text", tmp_path)


def test_deliver_writes_utf8_and_says_where(tmp_path, capsys):
    deliver("Zoë\r\n", tmp_path / "file.csv")
    assert (tmp_path / "file.csv").read_bytes() == "Zoë\r\n".encode()
    assert "file.csv" in capsys.readouterr().err


def test_deliver_to_a_device_leaves_the_device(tmp_path):
    device = tmp_path / "nothing"
    device.symlink_to("/dev/null")
    deliver("text", device)
    assert device.is_symlink()
    assert device.read_text() == ""


def test_deliver_through_a_link_leaves_the_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "file.txt")
    (tmp_path / "file.txt").write_text("old")
    deliver("new", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file.txt").read_text() == "new"


def test_deliver_bytes_to_a_terminal_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Screen())
    with pytest.raises(BelongError, match="--out"):
        deliver(b"PK", None)


def test_deliver_text_ends_with_one_line_end(capsys):
    deliver("one", None)
    deliver("two\r\n", None)
    assert capsys.readouterr().out == "one\ntwo\n"


def test_prepare_streams_never_fails_on_an_old_code_page(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    prepare_streams()
    sys.stdout.write("Zoë \N{SNOWMAN}")
    sys.stdout.flush()
    assert raw.getvalue() == "Zoë ?".encode("cp1252")


def test_width_is_plain_where_nobody_looks(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert width_of_terminal() == 110


def test_width_follows_columns_down_to_a_limit(monkeypatch):
    monkeypatch.setenv("COLUMNS", "90")
    assert width_of_terminal() == 90
    monkeypatch.setenv("COLUMNS", "10")
    assert width_of_terminal() == 60


def test_progress_is_only_for_terminals(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar("Reading") as progress:
        assert progress is None


def test_progress_draws_on_a_terminal(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.delenv("BELONG_NO_PROGRESS", raising=False)
    with progress_bar("Reading") as progress:
        assert progress is not None
        progress(1, 2)
    assert "Reading" in screen.getvalue()
