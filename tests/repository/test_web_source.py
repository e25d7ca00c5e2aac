"""Manners of the web layer that no linter knows: who reads the database, and who writes to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

#: What shows and what asks: it reads through queries and writes through actions.
SHOWING = re.compile(r"/(views|presenters|forms)(_\w+)?(\.py|/)|/urls\.py")
#: The apps whose rows are case records.
CASES = re.compile(r"src/belong/web/(ledger|children|families|documents)/")
QUERIES = re.compile(r"/queries(_\w+)?\.py$")
#: What writes case records: actions, what the ledger folds, and migrations.
WRITING = re.compile(r"/actions(_\w+)?(\.py|/)|/projection\.py|/migrations/")
#: Actions under a name of their own, each for its reason.
ALSO_WRITING = {
    "src/belong/web/children/loading.py": "the door for whole returns: keyword-only, by or process",
    "src/belong/web/children/records.py": "what that door adds in bulk, in its transaction",
    "src/belong/web/documents/checking.py": "writes pictures, and no row",
    "src/belong/web/documents/store.py": "writes files, and no row",
    "src/belong/web/ledger/versions.py": "rows of lists as known before, folded as all rows are",
    "src/belong/web/ledger/once.py": "notes that a form was sent, which is no case record",
}
#: Not of the case apps, and they write all the same, each for its reason.
WRITING_ELSEWHERE = {
    "src/belong/web/demo/caseloads.py": "the made-up region in bulk, into an empty ledger only",
    "src/belong/web/demo/papers.py": "the same: says when what it writes was written",
    "src/belong/web/demo/unborn.py": "the same: three children who are expected",
    "src/belong/web/demo/people.py": "the same: households and names, thousands at once",
}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
#: These are names of other things, too: they count where the chain begins at a manager.
WRITES_OF_MANAGERS = {"update", "delete"}


@pytest.fixture(scope="module")
def trees(texts) -> dict[str, ast.Module]:
    """The modules of the web layer by path, read as Python."""
    return {
        name.as_posix(): ast.parse(text)
        for name, text in texts.items()
        if name.as_posix().startswith("src/belong/web/") and name.suffix == ".py"
    }


def names_in(node: ast.AST) -> set[str]:
    """The names of the attributes along a chain such as Model.objects.filter().update."""
    return {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def writes(tree: ast.Module) -> Iterator[int]:
    """The lines that write rows; a model's own save that hands on to Django's does not count."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        held = node.func.value
        is_super = isinstance(held, ast.Call) and getattr(held.func, "id", "") == "super"
        is_managed = "objects" in names_in(held)
        if (node.func.attr in WRITES and not is_super) or (
            node.func.attr in WRITES_OF_MANAGERS and is_managed
        ):
            yield node.lineno


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Child.objects.create(a=1)", 1),
        ("child.save()", 1),
        ("Child.objects.filter(a=1).update(b=2)", 1),
        ("Child.objects.all().delete()", 1),
        ("words.update(a=1)", 0),
        ("super().save()", 0),
    ],
)
def test_check_finds_what_it_should(source, count):
    assert len(list(writes(ast.parse(source)))) == count


def test_views_forms_and_presenters_never_ask_the_database(trees):
    astray = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if SHOWING.search(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "save"}
    ]
    assert astray == []


def test_case_records_are_written_by_actions_only(trees):
    astray = [
        f"{name}:{line}"
        for name, tree in trees.items()
        if CASES.match(name) and not WRITING.search(name) and name not in ALSO_WRITING
        for line in writes(tree)
    ]
    assert astray == []


def test_case_records_are_written_in_their_own_apps_only(trees):
    """No other app touches a model of the ledger, children or families, but to read in queries."""
    models = {
        node.name
        for name, tree in trees.items()
        if CASES.match(name) and name.endswith("/models.py")
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    astray = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if not CASES.match(name)
        and name not in WRITING_ELSEWHERE
        and not (QUERIES.search(name) and not list(writes(tree)))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and getattr(node.value, "id", "") in models
    ]
    assert astray == []


def test_actions_take_everything_by_name_and_say_who(trees):
    """Public actions of case records: keyword-only, and by= (or process=, or both) is among it."""
    astray = []
    for name, tree in trees.items():
        if not (CASES.match(name) and re.search(r"/actions(_\w+)?(\.py|/)", name)):
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if node.name not in _public(tree):
                continue
            named = {each.arg for each in node.args.kwonlyargs}
            if node.args.args or not named & {"by", "process"}:
                astray.append(f"{name}:{node.lineno} {node.name}")
    assert astray == []


def _public(tree: ast.Module) -> set[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def test_web_runs_no_sql_of_its_own_but_in_migrations_and_triggers(trees):
    """Rows are asked for through models, so that values are never pasted into a statement."""
    allowed = re.compile(r"/migrations/|/triggers\.py|/config/|/backup")
    astray = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if not allowed.search(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"raw", "extra", "RawSQL", "executescript"}
    ]
    assert astray == []
