"""What the audit log notes is told in words: every action of the code has some."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytest.importorskip("django")

WEB = Path(__file__).parents[2] / "src" / "belong" / "web"
#: Functions that note one action, named by their first argument or by ``action=``.
NOTING = ("record_audit", "_audit", "_note", "note_on_report")


def _actions_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NOTING:
            told = [each.value for each in node.keywords if each.arg == "action"] + node.args[:1]
            found |= {
                each.value
                for each in told
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return found


def test_audit_every_action_of_the_code_has_words():
    from belong.web.audit.words import ACTIONS

    noted = set().union(*(_actions_of(path) for path in WEB.rglob("*.py")))
    assert noted - set(ACTIONS) == set(), "give them words in belong/web/audit/words.py"
