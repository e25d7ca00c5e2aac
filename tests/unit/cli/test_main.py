"""The entry point: exit codes and words for what nobody foresaw."""

from __future__ import annotations

import sys

import pytest

from belong.cli import main


@pytest.fixture
def failing(monkeypatch):
    """Makes ``belong version`` end in the error given."""
    monkeypatch.delenv("BELONG_DEBUG", raising=False)

    def with_error(error):
        def fail(*_args, **_options):
            raise error

        monkeypatch.setattr("platform.python_version", fail)
        return main(["version"])

    return with_error


def test_stopped_by_the_person_ends_as_shells_expect(failing):
    assert failing(KeyboardInterrupt()) == 130


def test_reader_of_the_pipe_had_enough_is_no_fault(failing, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    assert failing(BrokenPipeError()) == 0
    sys.stdout.close()


class PanicException(BaseException):
    """What Polars raises when it breaks down, by its name."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PanicException("index 123456 out of range"), "PanicException"),
        (MemoryError(), "memory"),
        (PermissionError(13, "Permission denied", "locked.csv"), "locked.csv"),
        (ValueError("a child's number: 123456"), "ValueError"),
    ],
)
def test_fault_is_one_plain_line(failing, capsys, error, words):
    assert failing(error) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "123456" not in said
    assert said.count("\n") == 1


def test_usage_error_names_the_option(capsys):
    assert main(["version", "--loud"]) == 2
    assert "--loud" in capsys.readouterr().err


def test_help_ends_well(capsys):
    assert main(["--help"]) == 0
    assert "Commands:" in capsys.readouterr().out


def test_end_that_is_asked_for_is_not_caught(failing):
    with pytest.raises(SystemExit):
        failing(SystemExit(5))
