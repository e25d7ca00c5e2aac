"""Migrations: linear, complete, named by purpose, and each with a way back."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

#: What a tool calls a migration when nobody says what it is for.
UNNAMED = re.compile(r"_auto_|_alter_|_remove_|_and_more$|_squashed_")


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.fixture(scope="module")
def ours(loader):
    """Our own migrations by app and name."""
    labels = {app.label for app in apps.get_app_configs() if app.name.startswith("belong.web.")}
    return {key: found for key, found in loader.disk_migrations.items() if key[0] in labels}


def test_migrations_none_is_missing(loader, ours):
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(),
    )
    changes = detector.changes(graph=loader.graph)
    missing = {
        label: [str(each) for migration in found for each in migration.operations]
        for label, found in changes.items()
        if label in {app for app, _ in ours}
    }
    assert missing == {}


def test_migrations_each_app_has_one_line(loader, ours):
    for label in {app for app, _ in ours}:
        assert len(loader.graph.leaf_nodes(label)) == 1, label
    for (app, name), migration in ours.items():
        before = [each for each in migration.dependencies if each[0] == app]
        assert len(before) == (0 if name.startswith("0001") else 1), (app, name)


def test_migrations_each_is_named_by_its_purpose(ours):
    assert [name for name in ours if UNNAMED.search(name[1])] == []


def test_migrations_are_numbered_without_gaps(ours):
    for label in {app for app, _ in ours}:
        numbers = sorted(int(name[:4]) for app, name in ours if app == label)
        assert numbers == list(range(1, len(numbers) + 1)), label


def test_migrations_each_has_a_way_back(ours):
    one_way = [
        (app, name, str(each))
        for (app, name), migration in ours.items()
        for each in migration.operations
        if not each.reversible
    ]
    assert one_way == []
