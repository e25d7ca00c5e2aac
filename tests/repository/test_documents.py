"""Documents say what is so, and every link in them leads somewhere."""

from __future__ import annotations

import re

import pytest

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PARTS_OF_A_DECISION = ("Context", "Options", "Decision", "Consequences", "How we will know")


def _anchor(heading: str) -> str:
    """The anchor that a heading gets on the page, as code hosts make it."""
    words = re.sub(r"[`*_]", "", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def _documents(texts):
    return {name: text for name, text in texts.items() if name.suffix == ".md"}


def test_links_each_leads_to_a_file_or_heading(root, texts):
    broken = []
    for name, text in _documents(texts).items():
        for target in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            if re.match(r"https?://|mailto:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (root / name).parent / path if path else root / name
            if not file.exists():
                broken.append(f"{name}: {target}")
            elif anchor and file.suffix == ".md":
                headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
                if anchor not in {_anchor(heading) for heading in headings}:
                    broken.append(f"{name}: {target}")
    assert broken == []


def test_changelog_has_a_place_for_what_is_not_yet_released(root):
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]$", text, re.MULTILINE)


def test_commands_each_has_its_entry(root, commands):
    reference = (root / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert commands
    assert [name for name in commands if f"## belong {name}\n" not in reference] == []


def test_commands_each_and_those_below_it_have_help(commands):
    for name, command in commands.items():
        below = getattr(command, "commands", {})
        for each in (command, *below.values()):
            assert each.help, f"{name} {each.name}"


def test_decisions_are_numbered_without_gaps(root):
    numbers = [int(p.name[:4]) for p in sorted((root / "docs/adr").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_decisions_each_has_every_part(root):
    missing = [
        f"{page.name}: {part}"
        for page in sorted((root / "docs/adr").glob("[0-9]*.md"))
        for part in PARTS_OF_A_DECISION
        if f"\n## {part}\n" not in page.read_text(encoding="utf-8")
    ]
    assert missing == []


def test_decisions_each_is_listed(root):
    index = (root / "docs/adr/README.md").read_text(encoding="utf-8")
    pages = [page.name for page in sorted((root / "docs/adr").glob("[0-9]*.md"))]
    assert [name for name in pages if f"({name})" not in index] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"])
def test_front_page_is_there_and_titled(root, page):
    assert (root / page).read_text(encoding="utf-8").startswith("# ")
