"""An installed browser, and the accessibility check that every page is put through."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Milliseconds: far more than any page takes, for a machine that is busy with other tests.
PATIENCE = 15_000

#: The rules of WCAG 2.2 at levels A and AA, and axe's own of good practice. None is switched off.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as one, and keep them on one worker: a browser is dear to start."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.system)
            item.add_marker(pytest.mark.xdist_group("browser"))


def installed_browser() -> str:
    """The path of the Chromium to use: BELONG_CHROMIUM, else one on the PATH. Never a download."""
    named = os.environ.get("BELONG_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("No Chromium: run 'make browser', or name one in BELONG_CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": installed_browser(),
        "args": [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture
def patient_page(page: Page) -> Page:
    """A page that gives up after fifteen seconds, not thirty."""
    page.set_default_timeout(PATIENCE)
    return page


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fails, naming rule and element, when the page breaks WCAG 2.2 AA."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        broken = [
            f"{violation['id']}: {violation['help']} at {node['target']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
        assert broken == []

    return check


#: Tables that only ever grow, and so refuse to be emptied.
REFUSING = ("audit_auditevent", "ledger_change", "ledger_event")


def make_whole() -> None:
    """The head of the ledger, and the triggers of what only grows, where they are missing."""
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    from belong.web.ledger.models import Head

    if Head.objects.exists():
        return
    with connection.schema_editor() as editor:
        import_module("belong.web.ledger.migrations.0002_head_and_refused_changes")._make(
            apps, editor
        )
        import_module("belong.web.ledger.migrations.0004_seals_take_reasons_too")._let_through(
            apps, editor
        )
        import_module("belong.web.audit.migrations.0002_refuse_changes").refuse(apps, editor)


@pytest.fixture(scope="module")
def whole_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After the tests of a module that emptied the database: all that migrations had made."""
    yield
    with django_db_blocker.unblock():
        make_whole()


@pytest.fixture
def served_db(whole_again: None, transactional_db: None) -> Iterator[None]:
    """A database that a live server can share; it may be emptied at the end, as no other may."""
    from django.db import connection

    from belong.web.audit import triggers

    make_whole()
    yield
    with connection.schema_editor() as editor:
        for table in REFUSING:
            triggers.drop(table, editor)
