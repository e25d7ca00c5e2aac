"""Backups: whole while people save, the same once restored, refused when anything is wrong."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from belong.domain.errors import BelongError
from belong.web.keeping.sealing import open_sealed, seal

PASSPHRASE = "four unusual words here"  # noqa: S105 (of made-up data)
LINES = [f"line {number} ".encode() * 40 + b"\n" for number in range(9000)]


def with_passphrase(words: str) -> dict[str, str]:
    return {"BELONG_BACKUP_PASSPHRASE": words}


def sealed(lines: list[bytes]) -> bytes:
    out = io.BytesIO()
    seal(lines, out, PASSPHRASE)
    return out.getvalue()


def opened(content: bytes, passphrase: str = PASSPHRASE) -> list[bytes]:
    return list(open_sealed(io.BytesIO(content), passphrase))


@pytest.mark.parametrize("lines", [[], [b"one\n"], LINES])
def test_seal_and_open_give_the_same_lines(lines: list[bytes]) -> None:
    assert opened(sealed(lines)) == lines


def test_sealed_content_cannot_be_read_or_told_apart() -> None:
    first, second = sealed([b"Quorley\n"]), sealed([b"Quorley\n"])
    assert b"Quorley" not in first
    assert first != second


def test_open_with_another_passphrase_is_refused() -> None:
    with pytest.raises(BelongError, match="passphrase is not the one"):
        opened(sealed(LINES), "four unusual words there")


def test_open_of_another_kind_of_file_is_refused() -> None:
    with pytest.raises(BelongError, match="not a backup of Belong"):
        opened(b"PK\x03\x04 and so on")


def test_open_of_a_changed_or_shortened_file_is_refused() -> None:
    rng = random.Random(1)
    content = sealed([rng.randbytes(400).hex().encode() + b"\n" for _ in range(4000)])
    assert len(content) > 1 << 20
    for at in (20, len(content) // 2, len(content) - 1):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(BelongError):
            opened(bytes(changed))
    for length in (10, 36, 1 << 20, (1 << 20) + 56, len(content) - 1):
        with pytest.raises(BelongError):
            opened(content[:length])


def test_seal_with_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BelongError, match="12 characters or more"):
        seal([], io.BytesIO(), "short")


@pytest.mark.slow
def test_backup_made_while_people_save_restores_to_the_same_tables_and_figures(
    installation: Callable[[], Any], tmp_path: Path
) -> None:
    place, elsewhere = installation(), installation()
    place.run("prepare.py", "demo")
    quiet, busy = tmp_path / "quiet.backup", tmp_path / "busy.backup"

    done = place.belong("backup", str(quiet), "--drill")
    assert done.returncode == 0, done.stderr
    assert "The drill passed" in done.stderr
    before = json.loads(place.run("contents.py"))
    del before["tables"]["keeping.drillresult"], before["tables"]["audit.auditevent"]

    # fifty saves a second: without any rest SQLite lets no other process have its turn
    with place.start("saving.py", "0.02") as writer:
        writer.stdout.readline()
        writer.stdout.readline()
        done = place.belong("backup", str(busy), "--drill")
        writer.kill()
    assert done.returncode == 0, done.stderr

    done = elsewhere.belong("restore", str(quiet))
    assert done.returncode == 0, done.stderr
    after = json.loads(elsewhere.run("contents.py"))
    assert after["figures"] > 0
    assert after["files"]["rows"] > 0
    del after["tables"]["keeping.drillresult"], after["tables"]["audit.auditevent"]
    assert after == before

    with elsewhere.start("saving.py") as saver:
        saver.stdout.readline()
        assert int(saver.stdout.readline()) == after["change"] + 1
        saver.kill()

    again = elsewhere.belong("restore", str(quiet))
    assert (again.returncode, "holds something already" in again.stderr) == (2, True)


def test_commands_say_what_is_wrong(installation: Callable[[], Any], tmp_path: Path) -> None:
    place = installation()
    backup = tmp_path / "empty.backup"
    assert place.belong("backup", str(backup)).returncode == 0
    assert backup.stat().st_mode & 0o077 == 0
    other = place.belong("restore", str(backup), **with_passphrase("four unusual words there"))
    assert (other.returncode, "passphrase is not the one" in other.stderr) == (2, True)
    none = place.belong("drill", str(backup), **with_passphrase(""))
    assert (none.returncode, "There is no passphrase" in none.stderr) == (2, True)
    short = place.belong("backup", str(backup), **with_passphrase("short"))
    assert (short.returncode, "12 characters" in short.stderr) == (2, True)
    missing = place.belong("restore", str(tmp_path / "none.backup"))
    assert (missing.returncode, "could not be read" in missing.stderr) == (2, True)
    rebuilt = place.belong("rebuild")
    assert (rebuilt.returncode, "Rebuilt" in rebuilt.stderr) == (0, True)
