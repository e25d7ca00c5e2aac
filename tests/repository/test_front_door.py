"""Make is the only front door: what documents say of it is so."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)([^#\n]*)(?:## (.+))?$", re.MULTILINE)
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def targets(root) -> dict[str, str]:
    """Each target of the Makefile with its own one line."""
    return {
        name: words
        for name, _, words in TARGET.findall((root / "Makefile").read_text(encoding="utf-8"))
    }


def test_makefile_every_target_says_what_it_does(targets):
    assert targets["demo"]
    assert [name for name, words in targets.items() if not words] == []


def test_make_alone_lists_every_target(root, targets):
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=root, check=True, capture_output=True, text=True
    ).stdout
    assert [name for name in targets if f"make {name} " not in shown] == []


def test_make_demo_serves_until_it_is_told_to_stop_whoever_starts_it(root):
    """Without a terminal, too: only DEMO_EXIT=1, which the command reads, ends it by itself."""
    told = subprocess.run(
        ["make", "--no-print-directory", "-n", "-o", ".venv/.ok", "demo"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    ).stdout
    last = told.strip().splitlines()[-1]
    assert last.endswith("belong serve --demo --port 8000")
    assert "DEMO_EXIT" not in told


def test_make_demo_works_in_the_folder_that_belong_home_names(root):
    told = subprocess.run(
        ["make", "--no-print-directory", "-n", "-o", ".venv/.ok", "demo", "demo-reset"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"BELONG_HOME": "/srv/trial"},
    ).stdout
    assert "belong scorecard /srv/trial/var/demo/returns\n" in told
    assert "rm -rf /srv/trial/var/demo /srv/trial/var/demo.sqlite3 " in told


def test_contributing_every_target_is_described(root, targets):
    words = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in targets if f"`make {name}`" not in words] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_document_every_make_command_exists(root, targets, document):
    words = (root / document).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", words, re.MULTILINE))
    assert named, f"{document} names no make target"
    assert sorted(named - set(targets)) == []


def test_readme_demo_and_test_come_first(root):
    words = (root / "README.md").read_text(encoding="utf-8")
    first = FENCE.search(words)
    assert first
    commands = [line.split("#")[0].strip() for line in first.group(1).splitlines()]
    assert commands[:2] == ["make demo", "make test"]


def test_ci_runs_check_and_test_only(root):
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^make (.+)$", script, re.MULTILINE) == ["check", "test"]
    assert (root / ".ci" / "run").stat().st_mode & 0o111


def test_documents_every_belong_command_in_them_is_understood(texts, commands):
    known = {*commands, "--help"}
    unknown = [
        f"{name}: {line.strip()}"
        for name, words in texts.items()
        if name.suffix == ".md"
        for fence in FENCE.findall(words)
        for line in fence.splitlines()
        if (match := re.match(r"\s*(?:\$ )?belong (\S+)", line))
        and match.group(1).isascii()
        and match.group(1) not in known
    ]
    assert unknown == []
