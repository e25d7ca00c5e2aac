"""What the style sheet, scripts and templates are made from, and what they never hold."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

BASE = "ui/base.html"
#: The council look: nothing that says that this is the central government's own site.
NOT_OURS = re.compile(r"crest|crown|GDS[ -]Transport|@font-face|gov\.uk|url\((?!#)", re.IGNORECASE)
#: What a template may not say in words. The names of the design system's macros are not words.
NOT_OURS_IN_WORDS = re.compile(r"crown|GDS Transport|GOV\.UK", re.IGNORECASE)
INLINE = {
    "a script of its own": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style of its own": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a script in an attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.fixture(scope="module")
def built(root) -> dict[str, str]:
    folder = root / "src/belong/web/ui/static/belong"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.*s")}


@pytest.fixture(scope="module")
def templates(texts) -> dict[str, str]:
    """Our templates by the name that they are called by, such as children/child.html."""
    return {
        name.as_posix().split("/jinja2/", 1)[1]: text
        for name, text in texts.items()
        if name.as_posix().startswith("src/belong/web/") and "/jinja2/" in name.as_posix()
    }


@pytest.fixture(scope="module")
def parsed(templates) -> dict[str, nodes.Template]:
    environment = jinja2.Environment(autoescape=True)
    return {name: environment.parse(text) for name, text in templates.items()}


def digest(frontend: Path) -> str:
    """Of everything that the built files are made from; the same as in frontend/build.mjs."""
    sources = ["app.scss", "build.mjs", "init.mjs", "package-lock.json"]
    sources += [f"ours/{path.name}" for path in sorted((frontend / "ours").iterdir())]
    made = hashlib.sha256()
    for name in sources:
        text = (frontend / name).read_bytes().replace(b"\r\n", b"\n")
        made.update(f"{name}\n".encode() + text)
    return made.hexdigest()


def test_built_files_are_up_to_date(root, built):
    wanted = f"/* Made by make assets from sha256 {digest(root / 'frontend')} */"
    assert built
    assert [name for name, text in built.items() if text.split("\n", 1)[0] != wanted] == []


def test_built_style_sheet_looks_like_a_council(built):
    assert NOT_OURS.findall(built["app.css"]) == []
    assert "Arial" in built["app.css"]


def test_design_system_and_its_macros_agree(root, built):
    """The macros' package says which version of the design system each of its own is for."""
    package = importlib.metadata.distribution("govuk-frontend-jinja")
    row = rf"\| \[{re.escape(package.version)}\]\([^)]*\) +\| \[([0-9.]+)\]"
    (wanted,) = re.findall(row, package.read_text("METADATA") or "")
    pinned = json.loads((root / "frontend/package.json").read_text(encoding="utf-8"))
    assert pinned["devDependencies"]["govuk-frontend"] == wanted
    assert f'"{wanted}"' in built["app.css"]
    assert f'"{wanted}"' in built["govuk-frontend.min.js"]


def test_design_system_is_pinned_in_the_project(root):
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    version = importlib.metadata.version("govuk-frontend-jinja")
    assert f'"govuk-frontend-jinja=={version}"' in project


def test_templates_say_no_words_of_the_central_site(templates):
    assert [name for name, text in templates.items() if NOT_OURS_IN_WORDS.search(text)] == []


@pytest.mark.parametrize("what", INLINE)
def test_templates_hold_nothing_inline(templates, what):
    assert [name for name, text in templates.items() if INLINE[what].search(text)] == []


def test_templates_of_pages_each_extends_the_base(templates, parsed):
    """A template that does not is a collection of macros and prints nothing by itself."""
    extends = {
        name: found.template.value
        for name, tree in parsed.items()
        if (found := tree.find(nodes.Extends)) is not None
    }
    astray = []
    for name in templates:
        if name.endswith(".txt") or name == BASE:
            continue
        top = name
        while top in extends and top != BASE:
            top = extends[top]
        if top != BASE and not _only_macros(parsed[name]):
            astray.append(name)
    assert astray == []


def _only_macros(tree: nodes.Template) -> bool:
    return all(
        isinstance(node, nodes.Macro | nodes.FromImport | nodes.Import)
        or (isinstance(node, nodes.Output) and _is_blank(node))
        for node in tree.body
    )


def _is_blank(output: nodes.Output) -> bool:
    return all(
        isinstance(each, nodes.TemplateData) and not each.data.strip() for each in output.nodes
    )


def test_templates_never_switch_escaping_off(parsed):
    astray = [
        name
        for name, tree in parsed.items()
        if not name.endswith(".txt")  # of an e-mail, which is plain text
        and (
            any(each.name in {"safe", "forceescape"} for each in tree.find_all(nodes.Filter))
            or tree.find(nodes.MarkSafe)
            or tree.find(nodes.ScopedEvalContextModifier)
        )
    ]
    assert astray == []


def test_templates_hand_a_component_no_html_of_anybodys(parsed):
    """A component prints its html as it stands: only what a template itself wrote may be there."""
    ours = (nodes.Const, nodes.TemplateData, nodes.Call)  # a call of a macro, which escapes
    astray = [
        (name, pair.key.value)
        for name, tree in parsed.items()
        for pair in tree.find_all(nodes.Pair)
        if isinstance(pair.key, nodes.Const)
        and str(pair.key.value).lower().endswith("html")
        and not isinstance(pair.value, ours)
    ]
    assert astray == []


def test_source_never_makes_html_by_hand(texts):
    by_hand = re.compile(r"\b(mark_safe|format_html|Markup|SafeString)\b|[\"'](\w*Html|html)[\"']:")
    assert [
        str(name)
        for name, text in texts.items()
        if name.as_posix().startswith("src/belong/web/")
        and name.suffix == ".py"
        and by_hand.search(text)
    ] == []
