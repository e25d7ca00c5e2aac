"""What no tracked file may hold, and what the locks must."""

from __future__ import annotations

import re
import tomllib

import pytest

#: Paths of somebody's machine, written so that this line does not match itself.
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.])/(work|root|farm|home|Users)/\w", re.MULTILINE)
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.(npmjs|yarnpkg)|crates\.io|-index-url[ =]h|"
    r'"resolved": *"http|^registry *=',
    re.MULTILINE,
)
LOCKS = ("core.txt", "dev.txt", "test.txt", "uv.txt")
KILOBYTE = 1024


@pytest.mark.parametrize(
    ("pattern", "caught"),
    [
        (MACHINE_PATH, "see /" + "home/me/x"),
        (REGISTRY, "https://pypi" + ".org/simple"),
        (REGISTRY, "--extra-index" + "-url https://x"),
    ],
)
def test_pattern_catches_what_it_should(pattern, caught):
    assert pattern.search(caught)


def test_tracked_files_name_no_path_of_a_machine(texts):
    assert [str(name) for name, text in texts.items() if MACHINE_PATH.search(text)] == []


def test_tracked_files_name_no_package_registry(texts):
    assert [str(name) for name, text in texts.items() if REGISTRY.search(text)] == []


def test_tracked_files_hold_no_lock_that_names_a_registry(tracked):
    assert [str(name) for name in tracked if name.name in {"uv.lock", "pylock.toml"}] == []


def test_tracked_files_are_small(root, tracked):
    large = {
        str(name): size // KILOBYTE
        for name in tracked
        if (size := (root / name).stat().st_size) > 600 * KILOBYTE
    }
    assert large == {}


@pytest.mark.parametrize("lock", [*LOCKS, "oracle.txt"])
def test_lock_every_package_is_pinned_and_hashed(root, lock):
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert entries
    assert [e.split("\n")[0] for e in entries if "==" not in e.split("\n")[0]] == []
    assert [e.split("\n")[0] for e in entries if "--hash=sha256:" not in e] == []


def _named(requirement: str) -> str:
    return re.split(r"[\[<>=~! ;]", requirement)[0].lower()


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("core.txt", []), ("test.txt", ["test"]), ("dev.txt", ["web", "reports", "test", "dev"])],
)
def test_lock_holds_every_dependency(root, lock, extras):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    locked = {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
    assert sorted({_named(w) for w in wanted} - locked - {"belong"}) == []


def test_locks_agree_on_every_version(root):
    """A package may have a version for each Python, but the same ones in every lock."""
    pins: dict[str, set[frozenset[str]]] = {}
    for lock in LOCKS:
        text = (root / "requirements" / lock).read_text(encoding="utf-8")
        found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)
        for name in {name for name, _ in found}:
            pins.setdefault(name, set()).add(frozenset(v for n, v in found if n == name))
    assert pins
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_dependencies_each_has_its_reason_beside_it(root):
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    listed = [line.strip() for line in block.splitlines() if line.strip().startswith('"')]
    assert listed
    assert [line for line in listed if not re.search(r",\s+# \w+", line)] == []
