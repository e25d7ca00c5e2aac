"""Manners of the source that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

LONGEST_MODULE = 500


@pytest.fixture(scope="module")
def sources(texts) -> dict[str, str]:
    """Shipped modules by path. Migrations are left out: they are written by a tool."""
    return {
        name.as_posix(): text
        for name, text in texts.items()
        if name.as_posix().startswith("src/belong/")
        and name.suffix == ".py"
        and "migrations" not in name.parts
    }


def test_packages_each_names_its_public_face(sources):
    faceless = [
        name
        for name, text in sources.items()
        if name.endswith("__init__.py") and "__all__" not in text
    ]
    assert faceless == []


def test_public_names_each_exists(sources):
    missing = []
    for name in sources:
        if name.startswith("src/belong/web/"):  # cannot be imported before Django is set up
            continue
        module = name.removeprefix("src/").removesuffix(".py").replace("/", ".")
        module = module.removesuffix(".__init__")
        imported = __import__(module, fromlist=["__all__"])
        missing += [
            f"{module}.{public}"
            for public in getattr(imported, "__all__", ())
            if not hasattr(imported, public)
        ]
    assert missing == []


def test_modules_each_starts_with_a_docstring(sources):
    silent = [name for name, text in sources.items() if not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_modules_none_is_too_long(sources):
    long = {n: t.count("\n") for n, t in sources.items() if t.count("\n") > LONGEST_MODULE}
    assert long == {}


def test_shipped_code_never_imports_tests_or_tools(sources):
    pattern = re.compile(r"^\s*(from|import) (tests|tools|benchmarks)\b", re.MULTILINE)
    assert [name for name, text in sources.items() if pattern.search(text)] == []


def test_notes_of_work_to_do_carry_an_issue_number(texts):
    note = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))")
    bare = [
        f"{name}:{number}"
        for name, text in texts.items()
        if name.suffix in {".py", ".sh", ".toml", ".html", ".j2"}
        and not name.as_posix().startswith("tests/repository/")
        for number, line in enumerate(text.splitlines(), start=1)
        if note.search(line)
    ]
    assert bare == []


@pytest.mark.parametrize("module", ["belong", "belong.cli", "belong.cli.app"])
def test_import_is_light(module):
    """Polars alone costs most of a second: help must come without it."""
    heavy = ("polars", "numpy", "xlsxwriter", "python_calamine", "jinja2", "django", "defusedxml")
    program = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert shown.strip() == "[]"
